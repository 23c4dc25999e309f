import type { StartCommand } from "../facts.ts";
import { isExecutor, toolsOf } from "../known/_find.ts";

export type TellCommand = Pick<
  StartCommand,
  "argv" | "program" | "through" | "server" | "port" | "host" | "env"
> &
  Partial<Pick<StartCommand, "portVariable" | "alone">>;

/** Where `program` begins in `argv` when it is its end, word for word; null when it was read from a script or a text. */
export function innermostAt({ argv, program }: TellCommand): number | null {
  const start = argv.length - program.length;
  return program.length > 0 && start >= 0 && program.every((word, at) => argv[start + at] === word)
    ? start
    : null;
}

/**
 * Replaces words that changed inside of the one word that is a text for a shell (`sh -c "…"`). Only where the old words
 * are there once, next to each other and as they are: what was quoted or expanded is left alone (null).
 */
export function replaceInText(
  argv: readonly string[],
  before: readonly string[],
  after: readonly string[],
): string[] | null {
  const changed = before.findIndex((word, at) => word !== after[at]);
  const lastChanged = before.findLastIndex((word, at) => word !== after[at]);
  if (changed < 0) return after.length === before.length ? [...argv] : null;
  // With the word in front of it, so that `--port 80` is not mistaken for another 80.
  const from = Math.max(0, changed - 1);
  const old = before.slice(from, lastChanged + 1).join(" ");
  const now = after.slice(from, lastChanged + 1).join(" ");
  const hits = argv.flatMap((word, at) => occurrences(word, old).map((start) => ({ at, start })));
  const [hit] = hits;
  if (hits.length !== 1 || !hit) return null;
  const text = argv[hit.at] as string;
  return argv.with(hit.at, text.slice(0, hit.start) + now + text.slice(hit.start + old.length));
}

/** Where a run of words is in a text as whole words. */
function occurrences(text: string, words: string): number[] {
  const found: number[] = [];
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
    const before = at === 0 ? " " : (text[at - 1] as string);
    const behind = text[at + words.length] ?? " ";
    if (/[\s;&|(]/.test(before) && /[\s;&|)]/.test(behind)) found.push(at);
  }
  return found;
}

/** Appends to a shell's text that ends with the innermost command as it is. */
export function appendToText({ argv, program }: TellCommand, words: readonly string[]): string[] | null {
  const text = argv.at(-1) ?? "";
  const command = program.join(" ");
  const isItsEnd = argv.length > 1 && occurrences(text, command).at(-1) === text.length - command.length;
  // Words that a shell would read otherwise are left to other rungs.
  if (!isItsEnd || !text.includes(" ") || words.some((word) => !/^[\w.:/@%+,=[\]-]+$/.test(word)))
    return null;
  return argv.with(-1, `${text} ${words.join(" ")}`);
}

/** Appends after a chain of script runners (`npm run`), when the innermost command is all that the script runs. */
export function behindScripts(command: TellCommand, words: readonly string[]): string[] | null {
  if (command.alone !== true || innermostAt(command) !== null) return null;
  const runners = command.through.filter((name) => !handsOn(name));
  const managers = runners.map((name) => toolsOf(name, "manager")[0]?.manager);
  if (managers.length === 0 || managers.includes(undefined)) return null;
  // Each that wants two dashes takes a pair for itself; the others hand all on.
  const dashed = managers.filter((manager) => manager?.dashes);
  if (dashed.length > 0 && dashed.length < managers.length) return null;
  const dashes = command.argv.includes("--") ? [] : dashed.map(() => "--");
  return [...command.argv, ...dashes, ...words];
}

/** Wrappers that hand on to the program whatever is at the end of their own command line. */
function handsOn(name: string): boolean {
  return toolsOf(name, "wraps").some(({ wraps }) => !wraps.reloads) || isExecutor(name);
}
