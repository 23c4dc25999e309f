import { clock } from "../clock.ts";
import { goneUnder } from "./keeper/gone.ts";
import { type Kept, keptByWords } from "./keeper/words.ts";
import type { Program } from "./spawn.ts";

export type { Kept } from "./keeper/words.ts";

/** Milliseconds in which the rest of an error follows its first line. */
const errorTakes = 300;
/** Its output is read again only now and then: a program may log much before it listens. */
const lookEvery = 100;

/**
 * Tells when the program has ended under a watcher or a master that lives on. Asked again and again while it is waited for.
 *
 * @param words the command, what it runs, and what is in between
 * @param reloads something watches its files and starts it again
 * @param next an earlier program has ended, and this is about the one that comes after it. @default false
 */
export function watchKeeper(
  program: Program,
  { words, reloads, next = false }: { words: readonly string[]; reloads: boolean; next?: boolean },
): (listens: boolean) => Kept | null {
  const seesProcesses = reloads && process.platform === "linux" && program.pid !== null;
  const gone = seesProcesses ? goneUnder(program.pid as number, next) : () => null;
  const first = program.output.bytes;
  let bytes = 0;
  let changed = clock();
  let kept: Kept | null = null;
  return (listens) => {
    const now = clock();
    if (program.output.bytes !== bytes && now - changed >= lookEvery) {
      bytes = program.output.bytes;
      changed = now;
      kept = keptByWords(program.output.lines(200), words, reloads);
    }
    if (kept !== null && (!kept.begun || now - changed >= errorTakes)) return kept;
    const seen = listens ? null : gone();
    // It rests already, of the version before: the next one has said something when it has ended.
    if (seen?.error && next && program.output.bytes === first) return null;
    const quietly = seen?.error && !program.output.lines().some((line) => seen.error?.test(line));
    return seen && { by: seen.by, code: null, said: null, ...(quietly ? { quietly } : {}) };
  };
}
