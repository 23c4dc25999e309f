import { closeSync, mkdirSync, openSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Kysely } from "kysely";
import { databaseNotWritable } from "../../config/findings.ts";
import type { Database } from "../database.ts";
import { noteFault } from "../faults.ts";
import { observed } from "../observed.ts";
import { sqliteDialect } from "./dialect.ts";
import { whileLocked } from "./lock.ts";
import { patiently } from "./patience.ts";

/** Milliseconds for which SQLite itself waits for a lock: it stops the whole process meanwhile. `patiently` waits longer. */
const busyTimeout = 20;

/**
 * Opens the database, and makes it and its folder where they are missing, for this user alone (0600 in 0700); SQLite gives
 * its -wal and -shm the same mode.
 * @throws {SurestartError} resource/permission-denied
 */
export function openSqlite(file: string): Database {
  const writer = openDatabase(file);
  const reader = new DatabaseSync(file, { timeout: busyTimeout });
  // What was answered is on the disk, also after a power cut; a hash of a password takes far longer than this.
  writer.exec("PRAGMA synchronous = FULL");
  return {
    type: "sqlite",
    name: file,
    kysely: new Kysely({ dialect: observed(sqliteDialect({ writer, reader }), noteFault) }),
    whileLocked: (work) =>
      whileLocked(file, async () => {
        // The switch fails while another process writes.
        await patiently(() => writer.exec("PRAGMA journal_mode = WAL"));
        return work();
      }),
    check: databaseCheck(reader, file),
    close: () => {
      reader.close();
      writer.close();
    },
  };
}

function openDatabase(file: string): DatabaseSync {
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
function databaseCheck(database: DatabaseSync, file: string): () => void {
  const { ino } = statSync(file);
  const read = database.prepare("SELECT count(*) FROM sqlite_schema");
  return () => {
    if (statSync(file).ino !== ino)
      throw Object.assign(new Error(`${file} was replaced`), { code: "ESTALE" });
    read.get();
  };
}
