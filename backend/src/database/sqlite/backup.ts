import {
  chmodSync,
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
} from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { UsageError } from "../../tool.ts";

/** Copies the database as it is at one moment, while others read and write it; for this user alone. */
export function backupSqlite(database: string, file: string): void {
  if (!existsSync(database)) throw new UsageError(`There is no database yet: ${database} does not exist.`);
  const part = `${file}.part`;
  try {
    closeSync(openSync(part, "w", 0o600));
    const from = new DatabaseSync(database, { timeout: 10_000 });
    try {
      from.prepare("VACUUM INTO ?").run(part);
    } finally {
      from.close();
    }
    mustBeWhole(part);
    onDisk(part);
    renameSync(part, file);
  } finally {
    rmSync(part, { force: true });
  }
}

/**
 * Puts a copy in the place of the database, which no process may have open. Gives where the database before it is now; null
 * when there was none.
 */
export function restoreSqlite(database: string, file: string): string | null {
  mustBeWhole(file);
  const part = `${database}.restored`;
  mkdirSync(dirname(database), { recursive: true, mode: 0o700 });
  try {
    copyFileSync(file, part, constants.COPYFILE_EXCL);
    chmodSync(part, 0o600);
    onDisk(part);
    const before = existsSync(database) ? setAside(database) : null;
    renameSync(part, database);
    return before;
  } finally {
    rmSync(part, { force: true });
  }
}

/** With its last writes in it: they are in another file as long as somebody has it open. */
function setAside(database: string): string {
  const open = new DatabaseSync(database);
  try {
    open.exec("PRAGMA journal_mode = DELETE");
  } catch (cause) {
    if (!/locked|busy/i.test(String(cause))) throw cause;
    throw new UsageError(`${database} is in use. Stop the backend first, then restore.`, { cause });
  } finally {
    open.close();
  }
  const before = `${database}.before-restore-${Date.now()}`;
  renameSync(database, before);
  return before;
}

function mustBeWhole(file: string): void {
  const copy = new DatabaseSync(file, { readOnly: true });
  try {
    const result = copy.prepare("PRAGMA integrity_check").all().flatMap(Object.values).join("; ");
    if (result !== "ok") throw new UsageError(`${file} is damaged: ${result}`);
    const tables = copy.prepare("SELECT name FROM sqlite_schema WHERE name IN ('user', 'account')").all();
    if (tables.length < 2) throw new UsageError(`${file} has no users: it is not a copy of this database.`);
  } catch (cause) {
    if (cause instanceof UsageError) throw cause;
    throw new UsageError(`${file} cannot be read as a database: ${(cause as Error).message}`, { cause });
  } finally {
    copy.close();
  }
}

function onDisk(file: string): void {
  const descriptor = openSync(file, "r+");
  fsyncSync(descriptor);
  closeSync(descriptor);
}
