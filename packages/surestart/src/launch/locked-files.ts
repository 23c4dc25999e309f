import { readdirSync, readlinkSync, statSync } from "node:fs";
import type { RunFacts } from "../facts.ts";
import { readText } from "../files.ts";
import { relativeTo } from "../folders.ts";
import { processName } from "../ports/process-name.ts";
import { readArgv } from "../ports/procfs.ts";

/** The byte of SQLite's shared memory (-shm) whose lock is the one for writing (sqlite.org/walformat.html, section 2.3.1). */
const sqliteWriteByte = 120;

/**
 * Files below `dir` whose write lock a process has, with those processes: by proc_locks(5), and the files that they have open.
 * Empty where the system does not tell (other systems, other people's processes).
 */
export function lockedFiles(dir: string): NonNullable<RunFacts["locked"]> {
  const found: NonNullable<RunFacts["locked"]> = [];
  for (const { pid, inode, first, last } of writeLocks()) {
    const path = openedAs(pid, inode);
    if (path === null) continue;
    const file = path.replace(/-shm$/, "");
    if (file !== path && !(first <= sqliteWriteByte && sqliteWriteByte <= last)) continue;
    const name = relativeTo(dir, file);
    if (name.startsWith("../") || found.some((one) => one.file === name && one.pid === pid)) continue;
    found.push({ file: name, pid, program: processName(readArgv(pid)) });
  }
  return found;
}

interface Lock {
  pid: number;
  inode: number;
  first: number;
  last: number;
}

/** "1: POSIX  ADVISORY  WRITE 4711 08:01:131 120 120": after the inode, the first and the last byte. Waiters ("->") hold nothing. */
function writeLocks(): Lock[] {
  const line = /^\d+: \w+\s+\w+\s+WRITE (\d+) [\da-f]+:[\da-f]+:(\d+) (\d+) (\d+|EOF)$/gm;
  return [...(readText("/proc/locks") ?? "").matchAll(line)].map(([, pid, inode, first, last]) => ({
    pid: Number(pid),
    inode: Number(inode),
    first: Number(first),
    last: last === "EOF" ? Number.POSITIVE_INFINITY : Number(last),
  }));
}

function openedAs(pid: number, inode: number): string | null {
  const folder = `/proc/${pid}/fd`;
  try {
    for (const fd of readdirSync(folder))
      if (statSync(`${folder}/${fd}`, { throwIfNoEntry: false })?.ino === inode)
        return readlinkSync(`${folder}/${fd}`);
  } catch {
    // It has ended meanwhile, or it is somebody else's.
  }
  return null;
}
