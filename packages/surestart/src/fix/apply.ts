import { statSync } from "node:fs";
import { writeEdits } from "./atomic.ts";
import { type IndexEntry, untrack } from "./git.ts";
import { Journal, type JournalEntry, sha256 } from "./journal.ts";
import type { Plan } from "./plan.ts";
import { FixRefused } from "./refusal.ts";

/**
 * Writes a plan, all or nothing, after noting in the journal how to take it back. `titles` say what it is, for undo.
 * An empty plan writes nothing. Throws `FixRefused`; then nothing was changed.
 */
export function apply(plan: Plan, titles: string[], journal: Journal = new Journal(plan.dir)): void {
  if (plan.edits.length === 0 && plan.untrack.length === 0) return;
  const entry: JournalEntry = {
    version: 1,
    dir: plan.dir,
    at: Date.now(),
    titles,
    files: plan.edits.map(({ file, path, kind, before, after }) => ({
      file,
      path,
      kind,
      before: before && { mode: before.mode, bytes: Buffer.from(before.bytes).toString("base64") },
      after: after && { mode: after.mode, sha256: sha256(after.bytes) },
    })),
    untracked: [],
  };
  const name = note(journal, entry);
  try {
    writeEdits(plan.edits);
  } catch (error) {
    journal.remove(name);
    throw error;
  }
  finish(plan, entry, journal, name);
}

/** What is known only now: the modes that new files really have, and what git had of those it no longer tracks. */
function finish(plan: Plan, entry: JournalEntry, journal: Journal, name: string): void {
  for (const file of entry.files) {
    const stat = file.after && statSync(file.path, { throwIfNoEntry: false });
    if (stat) file.after!.mode = stat.mode & 0o7777;
  }
  entry.untracked = plan.untrack
    .map((file) => untrack(plan.dir, file))
    .filter((one): one is IndexEntry => one !== null);
  journal.remove(name);
  journal.write(entry);
}

function note(journal: Journal, entry: JournalEntry): string {
  try {
    return journal.write(entry);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new FixRefused(
      `nothing was changed: what would be needed to take it back cannot be written to ${journal.folder} (${code ?? message})`,
    );
  }
}
