import type { Subject } from "../compete.ts";
import type { Facts, Loader, SourceRead, Variable } from "../facts.ts";
import { satisfiedByOther, startReads } from "./_lookup.ts";
import { missingByError } from "./_named-in-error.ts";
import { saidNotGiven } from "./_not-given.ts";

/** A variable that the start needs and does not get, with the reads that need it. */
export interface Missing {
  variable: Variable;
  reads: [SourceRead, ...SourceRead[]];
}

/**
 * Variables that the start cannot do without and that the bare program does not see. Where the project's own lines load a
 * file that cannot be told, only the run tells what they bring.
 */
export function missingAtStart(facts: Facts): Missing[] {
  if (facts.stage === "doctor" && facts.env.loaders.some((l) => l.byHand && !l.plain)) return [];
  const read = facts.env.variables.flatMap((variable): Missing[] => {
    if (variable.from === "environment") return [];
    // A start has failed for want of it: whatever the sources seem to say, it is needed.
    const proved = facts.run?.loaded?.about?.includes(variable.name);
    const demanded = proved ? variable.reads.filter((read) => read.reached) : startReads(variable);
    const reads = demanded.length > 0 ? demanded : variable.reads.filter((read) => saidNotGiven(facts, read));
    const [first, ...rest] = reads.filter(
      (read) => (variable.value === null || read.loaded === false) && !satisfiedByOther(facts, read),
    );
    return first ? [{ variable, reads: [first, ...rest] as [SourceRead, ...SourceRead[]] }] : [];
  });
  return [...read, ...missingByError(facts).filter((m) => !read.some((r) => r.variable === m.variable))];
}

/** Set nowhere at all: in no environment and in no file that is meant as .env, nor in one that the start makes first. */
export function setNowhere(facts: Facts): Missing[] {
  if (loadersThatFindNothing(facts).some((loader) => madeByCommand(facts, loader))) return [];
  return missingAtStart(facts).filter(({ variable }) => variable.setValue === null);
}

/** What these findings are about: that the program is not given these. */
export function absent(missing: readonly Missing[]): Subject[] {
  return missing.map(({ variable }): Subject => `absent ${variable.name}`);
}

/** Set in a file, and the bare program does not see it. */
export function setButUnseen(facts: Facts): Missing[] {
  return missingAtStart(facts).filter(
    ({ variable }) => variable.setValue !== null && variable.from !== "environment",
  );
}

/** Loaders of the program that look for a file and find none. */
export function loadersThatFindNothing(facts: Facts): Loader[] {
  return facts.env.loaders.filter(
    (l) => l.plain && l.files.length > 0 && l.found.length === 0 && (l.installed !== false || l.fails),
  );
}

/** A step of the start command writes the file before the program is started: doctor cannot tell that it is missing then. */
export function madeByCommand(facts: Facts, loader: Loader): boolean {
  return (
    facts.stage === "doctor" &&
    facts.command?.envFiles.some((f) => f.made && loader.files.includes(f.file)) === true
  );
}

/** Some loader would read this file; where nothing loads one, `run` would read a .env. */
export function wouldBeRead(facts: Facts, file: string): boolean {
  if (facts.env.loaders.length === 0) return /(^|\/)\.env$/.test(file);
  return facts.env.loaders.some((l) => l.files.includes(file));
}
