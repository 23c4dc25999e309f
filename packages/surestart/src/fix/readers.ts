import { takes } from "../env/takes.ts";
import type { Dialect, Facts, Loader } from "../facts.ts";

/** Something that reads a .env: what it is called in a sentence, and how it reads. */
export interface Reader {
  what: string;
  dialect: Dialect;
  /** A loader of this start, or `run` itself; others belong to other programs of the project. */
  ours: boolean;
  /** Lines of the project itself: by which rules they read is not known. */
  byHand: boolean;
  takes: (name: string) => boolean;
}

/** All that would read this file where it exists. */
export function readersOf(facts: Facts, file: string): Reader[] {
  const { loaders, otherLoaders } = facts.env;
  const readers = [
    ...loaders.filter((l) => l.files.includes(file)).map((l) => readerOf(l, true)),
    ...otherLoaders.filter((l) => l.files.includes(file)).map((l) => readerOf(l, false)),
  ];
  const run = readByRun(facts);
  if (run?.file === file)
    readers.push({ ...run, what: "surestart run", ours: true, byHand: false, takes: () => true });
  return readers;
}

/** The file that `run` gives the program, or would if it were there; null where the project loads its own. */
export function readByRun({ env }: Facts): { file: string; dialect: Dialect } | null {
  if (env.loadedByRun) return env.loadedByRun;
  return env.loaders.some((l) => !l.own) ? null : (env.runLooksFor ?? null);
}

function readerOf(loader: Loader, ours: boolean): Reader {
  return {
    what: loader.at ? loader.at.file : ours ? "the start command" : loader.how,
    dialect: loader.dialect,
    ours,
    byHand: loader.byHand === true,
    takes: (name) => takes(loader, name),
  };
}
