import { closeSync, existsSync, mkdirSync, openSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as delay } from "node:timers/promises";
import { Kysely } from "kysely";
import type { Database } from "../database.ts";
import { noteFault } from "../faults.ts";
import { observed } from "../observed.ts";
import { sqliteCheck } from "./check.ts";
import { sqliteDialect } from "./dialect.ts";
import { whileLocked } from "./lock.ts";
import { patiently } from "./patience.ts";
import { damaged, startFault } from "./start-faults.ts";

/** Milliseconds for which SQLite itself waits for a lock: it stops the whole process meanwhile. `patiently` waits longer. */
const busyTimeout = 20;

/** Milliseconds for which a start waits for another process's lock before it gives up. */
const startPatience = 30_000;

/** Bytes up to which a whole database is looked through at the start; a second for some hundred megabytes. */
const lookedThrough = 256 * 1024 * 1024;

/**
 * Opens the database, and makes it and its folder where they are missing, for this user alone (0600 in 0700); SQLite gives
 * its -wal and -shm the same mode. `patience`: milliseconds that a statement waits for another process.
 * @throws {SurestartError} what keeps it from being used: no right to write, a full disk, a lock, another kind of file, damage
 */
export function openSqlite(file: string, patience?: number): Database {
  const { writer, reader } = said(file, () => {
    makeFolder(dirname(file));
    closeSync(openSync(file, "a", 0o600));
    return {
      writer: new DatabaseSync(file, { timeout: busyTimeout }),
      reader: new DatabaseSync(file, { timeout: busyTimeout }),
    };
  });
  // What was answered is on the disk, also after a power cut; a hash of a password takes far longer than this. To be set, it
  // needs the file, which another process may have locked.
  const settle = (): Promise<void> =>
    patiently(() => writer.exec("PRAGMA synchronous = FULL")).catch((error: unknown) => {
      throw startFault(file, error) ?? error;
    });
  const check = sqliteCheck(file);
  const note = (error: unknown): void => {
    noteFault(error);
    check.note(error);
  };
  return {
    type: "sqlite",
    name: file,
    kysely: new Kysely({
      dialect: observed(sqliteDialect({ writer, reader, settle, sameFile: check.sameFile, patience }), note),
    }),
    whileLocked: (work) =>
      untilUnlocked(file, () =>
        whileLocked(file, async () => {
          // The switch fails while another process writes.
          await patiently(() => writer.exec("PRAGMA journal_mode = WAL"));
          lookThrough(reader, file);
          return work();
        }),
      ),
    check: (signal) => check.run(signal),
    close: () => {
      check.close();
      reader.close();
      writer.close();
    },
  };
}

/** Again and again while another process has the write lock: on a busy machine the one that has it may hardly get on. */
async function untilUnlocked<T>(file: string, work: () => Promise<T>): Promise<T> {
  const until = performance.now() + startPatience;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      const fault = startFault(file, error);
      if (fault?.code !== "resource/file-locked" || performance.now() > until) throw fault ?? error;
    }
    await delay(200);
  }
}

/** Each by itself: where nothing can be made, as in /proc, Node's `recursive` tries for ever. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  if (dirname(folder) !== folder) makeFolder(dirname(folder));
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    // Another start at the same time was faster.
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}

/** Damage is met by whoever reads the damaged page: a database that is not too large is read once as a whole. */
function lookThrough(database: DatabaseSync, file: string): void {
  if (statSync(file).size > lookedThrough) return;
  const found = database.prepare("PRAGMA quick_check(1)").get() as { quick_check: string };
  if (found.quick_check !== "ok") throw damaged(file, found.quick_check.replace(/\s+/g, " "));
}

function said<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw startFault(file, error) ?? error;
  }
}
