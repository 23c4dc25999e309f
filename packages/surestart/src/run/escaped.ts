import { readFileSync } from "node:fs";
import { outerRun } from "../ports/outer-run.ts";
import { pids } from "../ports/procfs.ts";

/** A process that this run started and that left its session: it is named, not hunted. */
export interface Escaped {
  pid: number;
  name: string;
}

/** What has this run's mark in its environment and is still there. Only Linux shows it. */
export function escaped(): Escaped[] {
  if (process.platform !== "linux") return [];
  const mark = `${outerRun}=${process.pid}:`;
  const found: Escaped[] = [];
  for (const entry of pids()) {
    try {
      const environment = readFileSync(`/proc/${entry}/environ`, "latin1");
      if (!environment.startsWith(mark) && !environment.includes(`\0${mark}`)) continue;
      found.push({ pid: entry, name: readFileSync(`/proc/${entry}/comm`, "utf8").trim() });
    } catch {
      // Another user's, or gone.
    }
  }
  return found;
}
