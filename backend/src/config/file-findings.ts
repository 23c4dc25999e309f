import type { Finding, SurestartError } from "surestart/serve";
import { refusal } from "./data-findings.ts";

export function databaseNotWritable(databaseFile: string, code: string, cause: unknown): SurestartError {
  return refusal({
    code: "resource/permission-denied",
    title: "The database cannot be opened for writing",
    detail: `${databaseFile}: the system says ${code}. DATABASE_FILE names it; its folder has to be writable too.`,
    ways: ["Let this user write there, or set DATABASE_FILE"],
    cause,
  });
}

/** What keeps a database's file from being used; `detail` is the evidence. */
export function databaseUnusable(
  kind: keyof typeof unusable,
  databaseFile: string,
  detail: string,
  cause: unknown,
): SurestartError {
  const { code, title, way } = unusable[kind];
  return refusal({ code, title, detail: `${databaseFile}: ${detail}`, ways: [way], cause });
}

const unusable = {
  full: {
    code: "resource/disk-full",
    title: "The disk of the database is full",
    way: "Free up disk space there, or set DATABASE_FILE to a file elsewhere",
  },
  folder: {
    code: "env/invalid-value",
    title: "DATABASE_FILE is a folder",
    way: "Set DATABASE_FILE to the path of a file, such as data/auth.db",
  },
  "file-in-path": {
    code: "env/invalid-value",
    title: "The path in DATABASE_FILE leads through a file",
    way: "Set DATABASE_FILE to a path whose folders are folders",
  },
  missing: {
    code: "resource/path-missing",
    title: "The folder of the database could not be created",
    way: "Create it, or set DATABASE_FILE to a file elsewhere",
  },
  locked: {
    code: "resource/file-locked",
    title: "Another process has locked the database",
    way: "Stop that process, or wait until it has finished; a backup or an SQLite shell also holds the lock",
  },
  "no-database": {
    code: "resource/file-damaged",
    title: "The database file is not an SQLite database",
    way: "Restore a backup, or set DATABASE_FILE to another file",
  },
  damaged: {
    code: "resource/file-damaged",
    title: "The database file is damaged",
    way: "Restore a backup; without one, save what can be read: sqlite3 OLD .recover | sqlite3 NEW",
  },
} as const satisfies Record<string, { code: Finding["code"]; title: string; way: string }>;
