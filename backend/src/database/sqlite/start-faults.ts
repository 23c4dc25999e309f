import { accessSync, constants, existsSync, statSync } from "node:fs";
import { dirname } from "node:path";
import type { SurestartError } from "surestart/serve";
import { databaseNotWritable, databaseUnusable } from "../../config/file-findings.ts";
import { lockHolders } from "./lock-holders.ts";

/**
 * What keeps a database from being opened, as a finding; null where the error is of another kind. `error`: of the system, or of
 * SQLite with its `errcode`, of which the last eight bits are the primary code.
 */
export function startFault(file: string, error: unknown): SurestartError | null {
  const { code = "", errcode } = error as { code?: string; errcode?: number };
  const kind = errcode === undefined ? code : (primary[errcode & 0xff] ?? "");
  switch (kind) {
    case "EACCES":
    case "EPERM":
    case "EROFS":
      return databaseNotWritable(file, kind, error);
    case "ENOSPC":
    case "EDQUOT":
      return databaseUnusable(
        "full",
        file,
        `The system says ${kind}: nothing more can be written there.`,
        error,
      );
    case "EISDIR":
      return databaseUnusable("folder", file, "A database must be a file.", error);
    case "EEXIST":
    case "ENOTDIR":
      return databaseUnusable(
        "file-in-path",
        file,
        `${fileInPath(file)} is a file, but should be a folder.`,
        error,
      );
    case "ENOENT":
      return missing(file, error);
    case "CANTOPEN":
      return isFolder(file)
        ? databaseUnusable("folder", file, "A database must be a file.", error)
        : databaseNotWritable(file, kind, error);
    case "ELOCKED":
      return databaseUnusable("locked", file, heldBy(file), error);
    case "ENOTDB":
      return databaseUnusable(
        "no-database",
        file,
        "It was not made by SQLite, or its beginning is damaged.",
        error,
      );
    case "ECORRUPT":
      return damaged(file, (error as Error).message, error);
    default:
      return null;
  }
}

/** `said`: SQLite's own words. */
export function damaged(file: string, said: string, cause?: unknown): SurestartError {
  return databaseUnusable("damaged", file, `SQLite says: ${said}.`, cause);
}

/** SQLite's primary result codes. */
const primary: Record<number, string> = {
  5: "ELOCKED",
  6: "ELOCKED",
  8: "EROFS",
  11: "ECORRUPT",
  13: "ENOSPC",
  14: "CANTOPEN",
  26: "ENOTDB",
};

/** The same for people who read a probe: a code of SQLite's error; null where it is not an error of SQLite. */
export function codeOf(error: unknown): string | null {
  const { errcode } = (error ?? {}) as { errcode?: number };
  return errcode === undefined ? null : (primary[errcode & 0xff] ?? "ESQLITE");
}

/** On a disk that is read-only the folder cannot be made, and the system says that it is not there. */
function missing(file: string, error: unknown): SurestartError {
  const above = existingAbove(file);
  try {
    accessSync(above, constants.W_OK);
  } catch {
    return databaseNotWritable(file, "EROFS", error);
  }
  return databaseUnusable("missing", file, `${above} exists, but what should be in it does not.`, error);
}

function existingAbove(file: string): string {
  let above = dirname(file);
  while (!existsSync(above) && above !== dirname(above)) above = dirname(above);
  return above;
}

function fileInPath(file: string): string {
  let part = file;
  let above = dirname(part);
  while (above !== dirname(above) && !statSync(above, { throwIfNoEntry: false })?.isDirectory()) {
    part = above;
    above = dirname(above);
  }
  return part;
}

function isFolder(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function heldBy(file: string): string {
  const holders = lockHolders(file);
  return holders.length === 0
    ? "Another process holds its lock and did not release it for several seconds."
    : `Its lock is held by ${holders.map(({ pid, name }) => `pid ${pid} (${name})`).join(", ")}.`;
}
