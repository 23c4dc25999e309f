import { closeSync, mkdirSync, openSync, statSync } from "node:fs";
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

/**
 * A check for the health of an open database: it throws when the database does not answer, and when its file was removed or
 * replaced, in which case SQLite goes on with one that nobody will find again.
 */
export function databaseCheck(database: DatabaseSync, file: string): () => void {
  const { ino } = statSync(file);
  const read = database.prepare("SELECT count(*) FROM sqlite_schema");
  return () => {
    if (statSync(file).ino !== ino)
      throw Object.assign(new Error(`${file} was replaced`), { code: "ESTALE" });
    read.get();
  };
}
