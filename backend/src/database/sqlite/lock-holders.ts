import { readFileSync, statSync } from "node:fs";

/** The byte of the index of the log (-shm) whose lock is the one for writing. */
const writeByte = 120;

/**
 * The processes that have the write lock of a database: of its log, or of the file itself. Whoever only has it open holds locks
 * too, of other bytes or for reading. Empty where the system does not tell.
 */
export function lockHolders(file: string): { pid: number; name: string }[] {
  try {
    const inode = (one: string) => statSync(one, { throwIfNoEntry: false })?.ino;
    const [own, index] = [inode(file), inode(`${file}-shm`)];
    const pids = new Set<number>();
    // "1: POSIX  ADVISORY  WRITE 4711 08:01:131 120 120", where 131 is the inode, and then the first and the last byte.
    for (const line of readFileSync("/proc/locks", "utf8").split("\n")) {
      const [, pid, of, first, last] =
        / WRITE (\d+) [\da-f]+:[\da-f]+:(\d+) (\d+) (\d+|EOF)/.exec(line) ?? [];
      const covers = Number(first) <= writeByte && (last === "EOF" || Number(last) >= writeByte);
      if (Number(of) === own || (Number(of) === index && covers)) pids.add(Number(pid));
    }
    pids.delete(process.pid);
    return [...pids].map((pid) => ({ pid, name: readFileSync(`/proc/${pid}/comm`, "utf8").trim() }));
  } catch {
    return [];
  }
}
