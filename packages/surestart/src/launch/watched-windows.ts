import type { Known } from "./watchdog-windows.ts";

/** A program that is to end when its run ends. */
export interface Watched {
  /** Its first process. */
  pid: number;
  /** The run that has started it. */
  parent: number;
  /** A time before its start, in milliseconds since the epoch. */
  startedAt: number;
  /** What it was seen to have become. */
  known: Known[];
}

/** The programs that a run has told of (`windowsWatchdog`), without those that it saw end. */
export function watchedIn(said: string): Watched[] {
  const programs = new Map<string, Watched>();
  for (const line of said.split("\n")) {
    const [word, id = "", ...rest] = line.split(" ");
    const [pid = 0, second = 0, startedAt = 0] = rest.map(Number);
    if (word === "over") programs.set(id, { pid, parent: second, startedAt, known: [] });
    if (word === "has") programs.get(id)?.known.push({ pid, startTime: second });
    if (word === "done") programs.delete(id);
  }
  return [...programs.values()];
}
