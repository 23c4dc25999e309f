import { readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import type { RunFacts, StartCommand } from "../facts.ts";
import { namesIn } from "../files.ts";
import { relativeTo } from "../folders.ts";
import { runsSame } from "../ports/own-run.ts";
import { processName } from "../ports/process-name.ts";
import { isBlind, readDetails } from "../ports/procfs.ts";

/** How servers, schedulers and supervisors say that they find a pid file in their way. */
const refusesForPid: RegExp =
  /\b(?:already (?:running|started)|pid ?file\b.*\b(?:exists|stale)|another \S+ (?:server )?is (?:already )?running|\S\.pid\b.*\balready exists)\b/i;

// Where programs keep their pid files when nobody names one.
const folders = [".", "run", "tmp", "tmp/pids", "var", "var/run", "pids"];
const longestPid = 32;

/**
 * The pid file for which a program refuses to start although no earlier run of it is there: its own words name the file or the
 * number in it, and the process table says whose number that is now. null: nothing of the kind, or the process is an earlier
 * run, or cannot be seen (only Linux shows it).
 */
export function pidFileInTheWay(
  output: readonly string[],
  { argv, program, cwd }: Pick<StartCommand, "argv" | "program" | "cwd">,
  dir: string = cwd,
): RunFacts["pidFile"] | null {
  if (process.platform !== "linux" || isBlind()) return null;
  const at = output.findLastIndex((line) => refusesForPid.test(line));
  if (at < 0) return null;
  const said = output.slice(at, at + 2).join("\n");
  for (const file of candidates(said, [...argv, ...program], cwd)) {
    const pid = pidIn(file);
    if (pid === null || !(said.includes(file) || said.includes(relative(cwd, file)) || names(said, pid)))
      continue;
    const holder = readDetails(pid);
    if (holder && !holder.zombie && runsSame(holder, { argv: program, cwd })) return null;
    // Of a process that belongs to somebody else, nobody here can say what it is.
    if (holder && !holder.zombie && holder.cwd === null) return null;
    const alive = holder && !holder.zombie ? holder : null;
    return {
      file: relativeTo(dir, file),
      pid,
      process: alive && { program: processName(alive.argv) || alive.name, since: alive.since },
    };
  }
  return null;
}

const names = (said: string, pid: number): boolean => new RegExp(`(?<!\\d)${pid}(?!\\d)`).test(said);

/** Those that the program's words name, those of its command, and those in the usual folders. */
function candidates(said: string, words: readonly string[], cwd: string): Set<string> {
  const named = [...said.matchAll(/[\w./~+-]*\.pid\b/g)].map(([file]) => file);
  const ofCommand = words
    .map((word) => word.replace(/^--?[\w-]+=/, ""))
    .filter((word) => word.endsWith(".pid"));
  const usual = folders.flatMap((folder) =>
    namesIn(join(cwd, folder))
      .filter((name) => name.endsWith(".pid"))
      .map((name) => join(folder, name)),
  );
  return new Set([...named, ...ofCommand, ...usual].map((file) => resolve(cwd, file)));
}

function pidIn(file: string): number | null {
  try {
    const text = readFileSync(file, "latin1").slice(0, longestPid).trim();
    return /^\d{1,10}$/.test(text) && Number(text) > 0 ? Number(text) : null;
  } catch {
    return null;
  }
}
