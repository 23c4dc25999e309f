import { closeSync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { databaseNotWritable } from "../config/findings.ts";

/** Milliseconds that a statement waits for another process's write. */
const busyTimeout = 10_000;

/**
 * Opens the database, and makes it and its folder where they are missing, for this user alone (0600 in 0700); SQLite gives
 * its -wal and -shm the same mode. What has to be alone to succeed is left to `migrate`.
 * @throws {SurestartError} resource/permission-denied
 */
export function openDatabase(file: string): DatabaseSync {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    closeSync(openSync(file, "a", 0o600));
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    if (["EACCES", "EPERM", "EROFS"].includes(code)) throw databaseNotWritable(file, code, error);
    throw error;
  }
  return new DatabaseSync(file, { timeout: busyTimeout });
}

/** Throws when the database does not answer: for the health check. */
export function pingDatabase(database: DatabaseSync): void {
  database.prepare("SELECT 1").get();
}
