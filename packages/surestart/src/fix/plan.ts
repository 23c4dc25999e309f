import type { Change, Fix } from "../finding.ts";
import { addDependency } from "./dependency.ts";
import { Draft } from "./draft.ts";
import { fromExample, renameKey, respell, setVariable } from "./env-changes.ts";
import type { FileEdit } from "./file-edit.ts";
import { ignoreInGit, isTracked } from "./git.ts";
import { addImport } from "./imports.ts";
import { FixRefused } from "./refusal.ts";
import { Shelf } from "./shelf.ts";
import { insertLines, replaceCommand, replaceLines, replaceNear, replaceText } from "./source-changes.ts";

/** What would be written. Nothing is, before `apply`. */
export interface Plan {
  dir: string;
  edits: FileEdit[];
  /** Files that git shall no longer track, relative to `dir`. */
  untrack: string[];
  /** Secrets that were made for it, to be masked wherever the plan is shown. */
  secrets: string[];
}

/**
 * Works out what changes make of the files as they are on disk now. All places in them are places of these files.
 * `root` is the tree that may be written (default `dir`); `shelf` is where files are read, shared with other plans of the
 * same moment (default one of its own). Throws `FixRefused` when a file is another than the changes say,
 * or is outside of the tree.
 */
export function planFix(changes: Change[], dir: string, root: string = dir, shelf?: Shelf): Plan {
  return planOf(draftOf(changes, dir, root, shelf));
}

/** Several fixes at once: one that meets another, or that is refused, is left out whole, and said. */
export function planFixes(
  fixes: readonly Fix[],
  dir: string,
  root: string = dir,
): { plan: Plan; taken: Fix[]; refused: { fix: Fix; reason: string }[] } {
  const shelf = new Shelf();
  let draft = draftOf([], dir, root, shelf);
  const taken: Fix[] = [];
  const refused: { fix: Fix; reason: string }[] = [];
  for (const fix of fixes) {
    try {
      for (const change of fix.changes) draftChange(draft, change);
      taken.push(fix);
    } catch (error) {
      if (!(error instanceof FixRefused)) throw error;
      refused.push({ fix, reason: error.message });
      // What it had planned already is gone with it.
      draft = draftOf(
        taken.flatMap(({ changes }) => changes),
        dir,
        root,
        shelf,
      );
    }
  }
  return { plan: planOf(draft), taken, refused };
}

function draftOf(changes: readonly Change[], dir: string, root: string, shelf?: Shelf): Draft {
  const draft = new Draft(dir, root, shelf);
  for (const change of changes) draftChange(draft, change);
  return draft;
}

function planOf(draft: Draft): Plan {
  return { dir: draft.dir, edits: draft.edits(), untrack: [...draft.untrack], secrets: [...draft.secrets] };
}

const makers: { [K in Change["do"]]: (draft: Draft, change: Extract<Change, { do: K }>) => void } = {
  "env-set": setVariable,
  "env-rename-key": renameKey,
  "env-respell": respell,
  "env-from-example": fromExample,
  lines: replaceLines,
  insert: insertLines,
  replace: replaceText,
  "replace-near": replaceNear,
  "add-import": addImport,
  recode: (draft, { file, from, eol }) => draft.text(file).recode(from, eol ?? false),
  rename: (draft, { from, to }) => draft.rename(from, to),
  create: (draft, { file, text, mode }) => draft.create(file, text, mode ?? 0o666),
  mkdir: (draft, { dir }) => draft.makeFolder(dir),
  remove: (draft, { file, text }) => draft.remove(file, text),
  chmod: (draft, { file, mode }) => draft.setMode(file, mode),
  "add-dependency": addDependency,
  command: replaceCommand,
  "git-untrack": (draft, { file }) => {
    ignoreInGit(draft, file);
    if (isTracked(draft.dir, file)) draft.untrack.add(file);
  },
};

function draftChange(draft: Draft, change: Change): void {
  (makers[change.do] as (draft: Draft, change: Change) => void)(draft, change);
}
