import { readFileSync, statSync } from "node:fs";

/** The processes that hold a lock of a database, in the file itself or in its index of the log. Empty where the system does not tell. */
export function lockHolders(file: string): { pid: number; name: string }[] {
  try {
    const inodes = [file, `${file}-shm`].map((one) => statSync(one, { throwIfNoEntry: false })?.ino);
    const pids = new Set<number>();
    // "1: POSIX  ADVISORY  WRITE 4711 08:01:131 1073741826 1073742335", where 131 is the inode.
    for (const line of readFileSync("/proc/locks", "utf8").split("\n")) {
      const [, pid, inode] = / (\d+) [\da-f]+:[\da-f]+:(\d+) /.exec(line) ?? [];
      if (pid !== undefined && inodes.includes(Number(inode))) pids.add(Number(pid));
    }
    pids.delete(process.pid);
    return [...pids].map((pid) => ({ pid, name: readFileSync(`/proc/${pid}/comm`, "utf8").trim() }));
  } catch {
    return [];
  }
}
