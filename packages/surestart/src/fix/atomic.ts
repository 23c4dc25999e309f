import { randomBytes } from "node:crypto";
import {
  chmodSync,
  closeSync,
  existsSync,
  fchmodSync,
  fchownSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmdirSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import type { FileEdit } from "./file-edit.ts";
import { FixRefused } from "./refusal.ts";
import { renameWhenFree } from "./rename.ts";

/**
 * Writes edits, all or none: each new file is written whole next to the old one and brought to the disk first; only when all
 * of them are, they take their names. When one cannot, those before it get their old bytes back.
 * Throws `FixRefused` when a file is no longer as the edit says, or cannot be written.
 */
export function writeEdits(edits: FileEdit[]): void {
  for (const edit of edits) checkUnchanged(edit);
  const done: FileEdit[] = [];
  let current: FileEdit | undefined;
  const staged = new Map<FileEdit, string>();
  try {
    for (const edit of edits) {
      current = edit;
      if (edit.kind === "folder") {
        makeFolder(edit);
        done.push(edit);
      } else if (
        edit.after !== null &&
        (edit.before === null || Buffer.compare(edit.before.bytes, edit.after.bytes) !== 0)
      )
        staged.set(edit, stage(edit));
    }
    for (const edit of edits) {
      if (edit.kind === "folder") continue;
      current = edit;
      checkUnchanged(edit);
      put(edit, staged.get(edit));
      staged.delete(edit);
      done.push(edit);
    }
    for (const folder of new Set(edits.map(({ path }) => dirname(path)))) syncFolder(folder);
  } catch (error) {
    for (const path of staged.values()) removeQuietly(path);
    for (const edit of done.reverse()) takeBack(edit);
    if (error instanceof FixRefused) throw error;
    throw notWritten(error as NodeJS.ErrnoException, current);
  }
}

/** Names the file that was to be written: the one next to it is only the way to it. */
function notWritten(
  { code, path, message, syscall }: NodeJS.ErrnoException,
  edit: FileEdit | undefined,
): FixRefused {
  const denied =
    process.platform === "win32" && (syscall === "rename" || code === "EBUSY")
      ? "another program (an editor, a virus scanner) has it open"
      : path === edit?.path
        ? "it belongs to another user"
        : "this user cannot create files in its folder";
  const reasons: Record<string, string> = {
    EACCES: denied,
    EPERM: denied,
    ...(process.platform === "win32" ? { EBUSY: denied } : {}),
    EROFS: "its file system is read-only",
    ENOSPC: "the disk is full",
  };
  const why = code === undefined ? message : reasons[code] ? `${reasons[code]} (${code})` : code;
  return new FixRefused(`nothing was changed: ${edit?.file ?? path} cannot be written: ${why}`, edit?.file);
}

/** The file on disk is what the plan was made from. */
function checkUnchanged({ file, path, kind, before }: FileEdit): void {
  if (!isAsPlanned(path, kind, before))
    throw new FixRefused(`${file} was changed in the meantime and was left alone`, file);
}

function isAsPlanned(path: string, kind: FileEdit["kind"], before: FileEdit["before"]): boolean {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (before === null || stat === undefined) return before === null && stat === undefined;
  if (stat.isDirectory() !== (kind === "folder")) return false;
  if (process.platform !== "win32" && (stat.mode & 0o7777) !== before.mode) return false;
  return kind === "folder" || Buffer.compare(readFileSync(path), before.bytes) === 0;
}

/** The new bytes in a file next to it, with mode and owner of the old one. */
function stage({ path, before, after }: FileEdit): string {
  const beside = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString("hex")}.tmp`);
  const descriptor = openSync(beside, "wx", 0o600);
  try {
    writeFileSync(descriptor, after!.bytes);
    const old = before === null ? null : statSync(path);
    if (old && process.platform !== "win32") giveOwner(descriptor, old.uid, old.gid);
    fchmodSync(descriptor, before === null ? after!.mode & ~process.umask() : after!.mode);
    fsyncSync(descriptor);
  } catch (error) {
    closeSync(descriptor);
    removeQuietly(beside);
    throw error;
  }
  closeSync(descriptor);
  return beside;
}

/** Only root may give files away; others own what they may replace, or keep their own group. */
function giveOwner(descriptor: number, uid: number, gid: number): void {
  if (uid === process.getuid?.() && gid === process.getgid?.()) return;
  try {
    fchownSync(descriptor, uid, gid);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") throw error;
  }
}

function put({ path, before, after }: FileEdit, staged: string | undefined): void {
  if (after === null) unlinkSync(path);
  else if (staged === undefined) chmodSync(path, after.mode);
  else if (before === null) putNew(staged, path, after.bytes);
  else putInPlace(staged, path, after.bytes);
}

/** A name is given to a new file only where nobody has it: of several that make the same file, one does. */
function putNew(staged: string, path: string, bytes: Uint8Array): void {
  try {
    linkSync(staged, path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST") throw error;
    // A file system without links: the file is then made by its name, and is whole a moment later.
    writeFileSync(path, bytes, { flag: "wx", mode: statSync(staged).mode & 0o777 });
  }
  removeQuietly(staged);
}

function putInPlace(staged: string, path: string, bytes: Uint8Array): void {
  try {
    renameWhenFree(staged, path);
  } catch (error) {
    // A file that is mounted by itself (a container's .env) cannot be replaced, only written.
    if ((error as NodeJS.ErrnoException).code !== "EBUSY") throw error;
    writeFileSync(path, bytes);
    removeQuietly(staged);
  }
}

function makeFolder({ path, before, after }: FileEdit): void {
  if (before === null) mkdirSync(path);
  else if (after === null) rmdirSync(path);
  else chmodSync(path, after.mode);
}

function takeBack(edit: FileEdit): void {
  const { path, kind, before } = edit;
  try {
    if (before === null) kind === "folder" ? rmdirSync(path) : removeQuietly(path);
    else if (kind === "folder")
      statSync(path, { throwIfNoEntry: false }) ? chmodSync(path, before.mode) : mkdirSync(path, before.mode);
    else renameWhenFree(stage({ ...edit, before: null, after: before }), path);
    if (before !== null) chmodSync(path, before.mode);
  } catch {
    // What cannot be taken back is told by the error that led here; its bytes are in the journal.
  }
}

/** Brings the new names to the disk, where the system can; the bytes are there already. */
function syncFolder(path: string): void {
  if (process.platform === "win32" || !existsSync(path)) return;
  const descriptor = openSync(path, "r");
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function removeQuietly(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // It is not there, which is what was wanted.
  }
}
