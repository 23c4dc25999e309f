import { readdirSync, readFileSync, statSync } from "node:fs";
import { writeEdits } from "./atomic.ts";
import type { FileEdit } from "./file-edit.ts";
import { trackAgain } from "./git.ts";
import { pathInside } from "./inside.ts";
import { Journal, type JournalFile, sha256 } from "./journal.ts";
import { withLock } from "./lock.ts";
import { FixRefused } from "./refusal.ts";

/** What undo did. */
export interface Undone {
  titles: string[];
  /** Relative to the project. */
  files: string[];
  at: number;
}

/**
 * Takes fixes of a project back, the last ones or those of this entry: the same bytes, modes and names as before. null when
 * there are none to take back.
 * Throws `FixRefused` when a file was changed since; then all stay as they are.
 */
export function undo(
  dir: string,
  root: string = dir,
  journal: Journal = new Journal(dir),
  named?: string,
): Undone | null {
  return withLock(dir, () => {
    const last = named === undefined ? journal.last() : { name: named, entry: journal.read(named) };
    if (last === null) return null;
    const { entry, name } = last;
    const edits = entry.files
      .map((file) => reversed(file, dir, root))
      .filter((edit) => edit.before !== edit.after);
    writeEdits(edits.filter((edit) => edit.kind === "file"));
    // Folders were made first, so they go last; one that somebody has put something into stays.
    for (const edit of edits.filter(({ kind }) => kind === "folder").reverse())
      if (edit.after !== null || readdirSync(edit.path).length === 0) writeEdits([edit]);
    for (const index of entry.untracked) trackAgain(dir, index);
    journal.remove(name);
    return { titles: entry.titles, files: entry.files.map(({ file }) => file), at: entry.at };
  });
}

function reversed({ file, path, kind, before, after }: JournalFile, dir: string, root: string): FileEdit {
  if (pathInside(file, dir, root) !== path)
    throw new FixRefused(`${file} is not the same file as it was then`, file);
  const now = stateOf(path, kind);
  const old = before && { mode: before.mode, bytes: Buffer.from(before.bytes, "base64") };
  // It is as it was already: the fix was cut off before it wrote, or somebody has taken it back by hand.
  if (
    now === null
      ? old === null
      : old !== null && Buffer.compare(now.bytes, old.bytes) === 0 && now.mode === old.mode
  )
    return { file, path, kind, before: now, after: now };
  const asWritten =
    after === null
      ? now === null
      : now !== null &&
        sha256(now.bytes) === after.sha256 &&
        (process.platform === "win32" || now.mode === after.mode);
  if (!asWritten) throw new FixRefused(`${file} was changed after the fix, so nothing was undone`, file);
  return { file, path, kind, before: now, after: old };
}

function stateOf(path: string, kind: FileEdit["kind"]): FileEdit["before"] {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return null;
  const bytes = kind === "folder" ? new Uint8Array() : readFileSync(path);
  return { bytes, mode: stat.mode & 0o7777 };
}
