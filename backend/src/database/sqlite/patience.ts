import { setTimeout as delay } from "node:timers/promises";

/** Milliseconds that a statement waits for another process's write; longer than any that is not stuck takes. */
const usualPatience = 5000;

/**
 * Tries again while another process has SQLite's lock. SQLite would wait by itself, and would stop the whole process for as
 * long; here only the one who asked waits.
 */
export async function patiently<T>(attempt: () => T, patience = usualPatience): Promise<T> {
  const until = performance.now() + patience;
  for (let pause = 2; ; pause = Math.min(pause * 1.5, 50)) {
    try {
      return attempt();
    } catch (error) {
      if (!isLocked(error) || performance.now() >= until) throw error;
    }
    // Not the same for all, or those who met once would meet again.
    await delay(pause * (0.5 + Math.random()));
  }
}

/** SQLITE_BUSY and SQLITE_LOCKED; the extended codes have the plain one in their last eight bits. */
function isLocked(error: unknown): boolean {
  const { errcode } = (error ?? {}) as { errcode?: unknown };
  return typeof errcode === "number" && [5, 6].includes(errcode & 0xff);
}
