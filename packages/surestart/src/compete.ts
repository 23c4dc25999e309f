/**
 * What a finding can be about. A variable: the value that the program gets (`value`), that it gets none (`absent`), that
 * others can know it (`secrecy`), its parts (`form`, `scheme`, `password`), that the environment has another one
 * (`environment`). A .env: one of its lines, its bytes, a key that is set twice. What a start needs: a file, a module, a
 * package, a program, a service, a port, the health path. And the crash.
 */
export type Subject = "crash" | `${Kind} ${string}`;

type Kind =
  | "value"
  | "absent"
  | "secrecy"
  | "form"
  | "scheme"
  | "password"
  | "environment"
  | "line"
  | "bytes"
  | "key"
  | "file"
  | "module"
  | "package"
  | "program"
  | "service"
  | "port"
  | "loopback"
  | "answer";

export interface Contender {
  /** Empty: nothing else is about it. */
  about: readonly Subject[];
  /** It explains the crash: then it is about the crash as well. */
  crash: boolean;
  /** The place of its diagnosis in the catalogue. */
  order: number;
}

/** One that stays, with those that gave way to it. */
export interface Winner<T> {
  one: T;
  others: T[];
}

/**
 * A finding gives way to one that stays and is about all that it is about, and more; of two that are about the same, the
 * first in the order of the catalogue stays.
 */
export function compete<T extends Contender>(all: readonly T[]): Winner<T>[] {
  const winners = new Map<T, Winner<T>>();
  const bySubject = new Map<Subject, Claim<T>[]>();
  for (const one of all.toSorted((a, b) => weight(b) - weight(a) || a.order - b.order)) {
    const stronger = bySubject.get(one.about[0] ?? "crash")?.find((claim) => covers(claim, one));
    if (stronger) stronger.winner.others.push(one);
    else {
      const winner = { one, others: [] };
      winners.set(one, winner);
      const subjects = new Set<Subject>(one.crash ? [...one.about, "crash"] : one.about);
      for (const subject of subjects) {
        const same = bySubject.get(subject);
        if (same) same.push({ winner, subjects });
        else bySubject.set(subject, [{ winner, subjects }]);
      }
    }
  }
  return all.flatMap((one) => winners.get(one) ?? []);
}

interface Claim<T> {
  winner: Winner<T>;
  subjects: ReadonlySet<Subject>;
}

/** How much a finding is about. That there was a crash is the least that can be said of it. */
function weight({ about }: Contender): number {
  return about.reduce((sum, subject) => sum + (subject === "crash" ? -1 : 1), 0);
}

/** Places of one diagnosis do not compete. */
function covers<T extends Contender>({ winner, subjects }: Claim<T>, { about, order }: T): boolean {
  return about.length > 0 && winner.one.order !== order && about.every((subject) => subjects.has(subject));
}
