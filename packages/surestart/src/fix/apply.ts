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
  /** The entry of the journal that this one goes on with: undo takes both back at once. */
  after?: string | null;
}

/**
 * Writes a plan, all or nothing, after noting in the journal how to take it back. Gives the journal's entry; null when
 * there was nothing to write. Throws `FixRefused`; then nothing was changed.
 */
export function apply(plan: Plan, options: ApplyOptions): string | null {
  if (plan.edits.length === 0 && plan.untrack.length === 0) return null;
  const { titles, journal = new Journal(plan.dir), after = null } = options;
  return withLock(plan.dir, () => {
    if (journal === null) {
      writeEdits(plan.edits);
      for (const file of plan.untrack) untrack(plan.dir, file);
      return null;
    }
    const before = after === null ? null : journal.read(after);
    const entry = merge(before, entryOf(plan, titles));
    const name = note(journal, entry);
    try {
      writeEdits(plan.edits);
    } catch (error) {
      journal.remove(name);
      throw error;
    }
    if (after !== null) journal.remove(after);
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

/** One entry for both: each file from what it was first to what it is last. */
function merge(before: JournalEntry | null, entry: JournalEntry): JournalEntry {
  if (before === null) return entry;
  const files = new Map<string, JournalFile>(before.files.map((file) => [file.path, file]));
  for (const file of entry.files) {
    const first = files.get(file.path);
    files.set(file.path, first ? { ...file, before: first.before } : file);
  }
  return {
    ...entry,
    titles: [...before.titles, ...entry.titles],
    files: [...files.values()],
    untracked: before.untracked,
  };
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
      `nothing was changed: what would be needed to take it back cannot be written to ${journal.folder} (${code ?? message}); XDG_STATE_HOME may name another folder`,
    );
  }
}
