import { renameSync } from "node:fs";

// What an editor, an indexer or a virus scanner needs to look at a file that has just changed.
const patience = 1000;

/**
 * Gives a file the name of another. On Windows that is refused as long as somebody has the other one open, which mostly is a
 * matter of milliseconds: then it is tried again for a second.
 * @param rename for tests
 */
export function renameWhenFree(
  from: string,
  to: string,
  rename: typeof renameSync = renameSync,
  platform: NodeJS.Platform = process.platform,
): void {
  const until = Date.now() + patience;
  for (let pause = 10; ; pause = Math.min(pause * 1.5, 100)) {
    try {
      rename(from, to);
      return;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      const open = platform === "win32" && (code === "EPERM" || code === "EACCES" || code === "EBUSY");
      if (!open || Date.now() >= until) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pause);
    }
  }
}
