import { statSync } from "node:fs";
import { writeEdits } from "./atomic.ts";
import { type IndexEntry, untrack } from "./git.ts";
import { Journal, type JournalEntry, type JournalFile, sha256 } from "./journal.ts";
import { withLock } from "./lock.ts";
import type { Plan } from "./plan.ts";
import { FixRefused } from "./refusal.ts";

export interface ApplyOptions {
  /** What the plan does, a title each: undo says them again. */
  titles: string[];
  /** null: it is not noted how to take it back. @default the project's own */
  journal?: Journal | null;
}

/**
 * Writes a plan, all or nothing, after noting in the journal how to take it back. Gives the journal's entry; null when
 * there was nothing to write. Throws `FixRefused`; then nothing was changed.
 */
export function apply(plan: Plan, options: ApplyOptions): string | null {
  if (plan.edits.length === 0 && plan.untrack.length === 0) return null;
  const { titles, journal = new Journal(plan.dir) } = options;
  return withLock(plan.dir, () => {
    if (journal === null) {
      writeEdits(plan.edits);
      for (const file of plan.untrack) untrack(plan.dir, file);
      return null;
    }
    const entry = entryOf(plan, titles);
    const name = note(journal, entry);
    try {
      writeEdits(plan.edits);
    } catch (error) {
      journal.remove(name);
      throw error;
    }
    return finish(plan, entry, journal, name);
  });
}

function entryOf(plan: Plan, titles: string[]): JournalEntry {
  const files = plan.edits.map(({ file, path, kind, before, after }) => ({
    file,
    path,
    kind,
    before: before && { mode: before.mode, bytes: Buffer.from(before.bytes).toString("base64") },
    after: after && { mode: after.mode, sha256: sha256(after.bytes) },
  }));
  return { version: 1, dir: plan.dir, at: Date.now(), titles, files, untracked: [] };
}

/** Makes one entry of two, the later of which went on where the other one ended: undo takes both back at once. */
export function joinEntries(journal: Journal, first: string, second: string): string {
  const [before, after] = [journal.read(first), journal.read(second)];
  const files = new Map<string, JournalFile>(before.files.map((file) => [file.path, file]));
  for (const file of after.files) {
    const known = files.get(file.path);
    files.set(file.path, known ? { ...file, before: known.before } : file);
  }
  const joined = journal.write({
    ...after,
    titles: [...before.titles, ...after.titles],
    files: [...files.values()],
    untracked: [...before.untracked, ...after.untracked],
  });
  journal.remove(first);
  journal.remove(second);
  return joined;
}

/** What is known only now: the modes that new files really have, and what git had of those it no longer tracks. */
function finish(plan: Plan, entry: JournalEntry, journal: Journal, name: string): string {
  for (const file of entry.files) {
    const stat = file.after && statSync(file.path, { throwIfNoEntry: false });
    if (stat) file.after!.mode = stat.mode & 0o7777;
  }
  const untracked = plan.untrack.map((file) => untrack(plan.dir, file));
  entry.untracked.push(...untracked.filter((one): one is IndexEntry => one !== null));
  const finished = journal.write(entry);
  journal.remove(name);
  return finished;
}

function note(journal: Journal, entry: JournalEntry): string {
  try {
    return journal.write(entry);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new FixRefused(
      `nothing was changed: the data for --undo cannot be written to ${journal.folder} (${code ?? message}); set XDG_STATE_HOME to use another folder`,
    );
  }
}
