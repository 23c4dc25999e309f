import { closeSync, openSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";

/** Twenty starts at once on a slow machine are done long before. */
const patience = 120_000;

/**
 * Runs `work` while no other process does the same with this database. The lock is SQLite's own on an empty file next to
 * it: the system takes it away from a process that dies, so that none is ever left over. Waiting blocks the process, which
 * has nothing else to do while it starts.
 */
export async function whileLocked<T>(databaseFile: string, work: () => Promise<T>): Promise<T> {
  const file = `${databaseFile}.lock`;
  closeSync(openSync(file, "a", 0o600));
  const lock = new DatabaseSync(file, { timeout: patience });
  try {
    lock.exec("BEGIN EXCLUSIVE");
    return await work();
  } finally {
    lock.close();
  }
}
