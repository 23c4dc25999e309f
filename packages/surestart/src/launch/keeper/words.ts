import { toolsOf, toolsWith } from "../../known/_find.ts";
import { programName } from "../../program-name.ts";
import { type LabelledLine, unlabel } from "../labels.ts";

/** A program has ended, and what keeps it going lives on: a watcher that waits for a change, a master whose workers die. */
export interface Kept {
  /** The tool; null where only its process was seen. */
  by: string | null;
  /** The program's exit status; null where nobody said it. */
  code: number | null;
  /** The tool's own line about it. */
  said: string | null;
  /** It is started again and again, and ends each time. */
  again?: true;
  /** It ended without a word: with an error only if its output has one with a stack. */
  quietly?: true;
  /** Its error has only begun: the rest of it follows. */
  begun?: true;
}

/** So often does a worker die before that is all it will ever do. */
const oftenEnough = 3;

/**
 * Whether a program has ended, by the words of the tool that keeps it going. What a watcher says of itself is known wherever it
 * is; what only begins an error counts for the tools that the command names. Pure.
 *
 * @param words the command, what it runs, and what is in between
 * @param reloads something watches its files. @default false
 */
export function keptByWords(
  lines: readonly string[],
  words: readonly string[],
  reloads = false,
): Kept | null {
  const named = new Set(words.flatMap((word) => toolsOf(programName(word), "keeps")));
  const rows = toolsWith("keeps").flatMap(({ name, keeps }) => ({
    name,
    keeps,
    named: [...named].some((one) => one.name === name),
  }));
  let kept: Kept | null = null;
  const deaths = new Map<string, number>();
  for (const line of lines) {
    const { label, text } = unlabelled(line);
    for (const { name, keeps, named } of rows) {
      if (keeps.starts?.test(text)) kept = null;
      const waits = keeps.waits?.exec(text);
      // Of several programs one may well have done its work.
      if (waits && !(label !== null && waits.groups?.["clean"]))
        kept = { by: name, code: codeOf(waits.groups ?? {}), said: line };
      if (!named) continue;
      // The socket of a reloader stays open: its words alone tell.
      if (reloads && keeps.stops?.test(text)) kept = { by: name, code: null, said: line };
      if (!keeps.dies?.test(text)) continue;
      deaths.set(name, (deaths.get(name) ?? 0) + 1);
      if (!keeps.restarts) kept = { by: name, code: null, said: line, begun: true };
      else if ((deaths.get(name) ?? 0) >= oftenEnough)
        kept = { by: name, code: null, said: line, again: true };
    }
  }
  return kept;
}

function codeOf({ clean, code }: Record<string, string | undefined>): number | null {
  if (code !== undefined) return Number(code);
  return clean === undefined ? null : 0;
}

/** nodemon's own sign looks like the label of a program. */
function unlabelled(line: string): LabelledLine {
  const whole = toolsWith("keeps").some(({ keeps }) => keeps.waits?.test(line) || keeps.starts?.test(line));
  return whole ? { label: null, text: line } : unlabel(line);
}
