/**
 * What a finding can be about. A variable: the value that the program gets (`value`), that it gets none (`absent`), that
 * others can know it (`secrecy`), its parts (`form`, `scheme`, `password`), that the environment has another one
 * (`environment`). A .env: one of its lines, its bytes, a key that is set twice. What a start needs: a file, a module, a
 * package, a program, a service, a port, the health path. The crash; and the fault of another diagnosis (`fault CODE`), for one
 * that knows more of it.
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
  | "answer"
  | "fault";

export interface Contender {
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
  /** It explains the crash, or what gave way to it does: that is then a consequence of it. */
  crash: boolean;
}

/**
 * A finding gives way to one that stays and is about all that it is about, and more; of two that are about the same, the
 * first in the order of the catalogue stays.
 */
export function compete<T extends Contender>(all: readonly T[]): Winner<T>[] {
  const winners = new Map<T, Entry<T>>();
  const bySubject = new Map<Subject, Entry<T>[]>();
  const claim = (subject: Subject, winner: Entry<T>): void => {
    winner.subjects.add(subject);
    const same = bySubject.get(subject);
    if (same) same.push(winner);
    else bySubject.set(subject, [winner]);
  };
  for (const one of all.toSorted((a, b) => weight(b) - weight(a) || a.order - b.order)) {
    const stronger = bySubject.get(one.about[0]!)?.find((winner) => covers(winner, one));
    const winner: Entry<T> = stronger ?? { one, others: [], crash: false, subjects: new Set() };
    if (stronger) stronger.others.push(one);
    else {
      winners.set(one, winner);
      for (const subject of new Set(one.about)) claim(subject, winner);
    }
    if (!one.crash || winner.crash) continue;
    winner.crash = true;
    claim("crash", winner);
  }
  return all.flatMap((one) => winners.get(one) ?? []);
}

interface Entry<T> extends Winner<T> {
  /** What it is about, with the crash where it explains it. */
  subjects: Set<Subject>;
}

/** How much a finding is about. That there was a crash is the least that can be said of it. */
function weight({ about }: Contender): number {
  return about.reduce((sum, subject) => sum + (subject === "crash" ? -1 : 1), 0);
}

/** Places of one diagnosis do not compete. */
function covers<T extends Contender>({ one, subjects }: Entry<T>, { about, order }: T): boolean {
  return one.order !== order && about.every((subject) => subjects.has(subject));
}
