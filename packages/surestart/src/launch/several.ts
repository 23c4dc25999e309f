import { toolsOf } from "../known/_find.ts";
import { toolName } from "../program-name.ts";
import { unlabel } from "./labels.ts";

/** One of several programs that one command has started, and that ended with an error while others live on. */
export interface FailedPart {
  /** As the runner calls it: `api`, `dev:api`, `web.1`; null where it has no name. */
  name: string | null;
  /** Its exit status; null where that is not said. */
  status: number | null;
  /** The runner's own words, or the program's last ones. */
  said: string;
}

const nodeEnded = /^Node\.js v\d+\.\d+\.\d+\S*$/;
const restart = /\brestart(?:ed|ing)\b|\bstarting `/i;

/** Is a command, or a program that it runs, a runner of several programs? */
export function startsSeveral(words: readonly string[]): boolean {
  return words.some((word) => toolsOf(toolName(word), "several").length > 0);
}

/**
 * The first of several programs that ended with an error, by the words of the runner that started it. A program that was told
 * to end, or that the runner has started again, does not count. Pure.
 *
 * @param words the command, what it runs, and what is in between: one of them names the runner
 */
export function failedPart(lines: readonly string[], words: readonly string[]): FailedPart | null {
  const known = words.flatMap((word) => toolsOf(toolName(word), "several").map(({ several }) => several));
  if (known.length === 0) return null;
  const all = lines.map(unlabel);
  const startsAgain = (label: string | null, from: number, words: RegExp): boolean =>
    all.slice(from).some((one) => one.label === label && words.test(one.text));
  for (const [index, { label, text }] of all.entries())
    for (const { ended, again } of known) {
      const { name, how, code } = ended.exec(text)?.groups ?? {};
      const said = how ?? code;
      if (said === undefined || /^(?:0|-15|-2|-1|143|130|SIGTERM|SIGINT|SIGHUP)$/.test(said)) continue;
      if (again && startsAgain(label, index, again)) continue;
      return { name: name ?? label, status: statusOf(said), said: text };
    }
  // Node's last line after an error that nothing caught: that process is gone, though a watcher may live on in its place.
  const last = all.findIndex(
    ({ label, text }, index) => nodeEnded.test(text) && !startsAgain(label, index, restart),
  );
  return last < 0 ? null : { name: all[last]!.label, status: 1, said: all[last]!.text };
}

/** honcho gives a signal as a negative number, as Python does. */
function statusOf(how: string): number | null {
  const number = Number(how);
  if (Number.isNaN(number)) return null;
  return number < 0 ? 128 - number : number;
}
