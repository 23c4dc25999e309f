import type { Facts } from "../facts.ts";
import type { Change, Finding, Fix } from "../finding.ts";
import { againstEnv } from "./against-env.ts";
import { againstRenames } from "./against-rename.ts";
import { againstSource } from "./against-source.ts";
import type { FileEdit } from "./file-edit.ts";
import { type Plan, planFix } from "./plan.ts";
import { FixRefused } from "./refusal.ts";
import { Shelf } from "./shelf.ts";

/** Bytes that are read to prove the fixes of a project: enough for a thousand faults in a .env of usual length. */
const mostRead = 64 << 20;

/**
 * The findings with the fixes that may be offered (contract, under the JSON report): where it is not shown that a fix does no
 * harm, it becomes text and says why.
 */
export function offered(findings: readonly Finding[], facts: Facts): Finding[] {
  const judge = new Judge(facts);
  return findings.map((finding) => ({
    ...finding,
    fixes: finding.fixes.map((fix) => {
      const reason = fix.changes.length > 0 ? judge.against(fix) : null;
      return reason
        ? { ...fix, title: `${fix.title} (by hand: ${reason})`, safety: "manual", changes: [] }
        : fix;
    }),
  }));
}

/** Why what is planned may do harm; null where it is shown that it does none. */
export function against(plan: Plan, changes: readonly Change[], facts: Facts): string | null {
  const renames = againstRenames(changes, facts);
  if (renames !== null) return renames;
  for (const edit of plan.edits) {
    const here = changes.filter((change) => filesOf(change).includes(edit.file));
    if (keepsWords(edit, here)) continue;
    const reason = isAboutEnv(edit, here, facts)
      ? againstEnv(edit, here, facts)
      : againstSource(edit, here, facts);
    if (reason !== null) return reason;
  }
  return null;
}

/** The files that a change names. */
export function filesOf(change: Change): string[] {
  switch (change.do) {
    case "rename":
      return [change.from, change.to];
    case "env-from-example":
      return [change.file];
    case "add-dependency":
      return [change.manifest];
    case "mkdir":
      return [change.dir];
    default:
      return [change.file];
  }
}

/** Only who may read it changes, or what git leaves alone: no program reads anything else than before. */
function keepsWords({ kind, before, after }: FileEdit, changes: readonly Change[]): boolean {
  if (kind === "folder" || changes.length === 0) return true;
  // What a program has left is asked for by its own start alone.
  if (changes.every((change) => change.do === "remove")) return true;
  return (
    before !== null &&
    after !== null &&
    changes.every(({ do: what }) => what === "chmod" || what === "git-untrack")
  );
}

function isAboutEnv({ file }: FileEdit, changes: readonly Change[], facts: Facts): boolean {
  return (
    changes.some(({ do: what }) => what.startsWith("env-") || what === "recode" || what === "rename") ||
    facts.env.files.some((one) => one.file === file)
  );
}

/** Puts fixes to the proof, each by itself. */
class Judge {
  readonly #facts: Facts;
  readonly #shelf = new Shelf();
  #read = 0;

  constructor(facts: Facts) {
    this.#facts = facts;
  }

  /** The reason against it; null where it is proved. */
  against({ changes }: Fix): string | null {
    const { dir, root } = this.#facts.project;
    if (this.#read >= mostRead) return "there are too many problems to check each one";
    try {
      const plan = planFix(changes, dir, root, this.#shelf);
      for (const { before } of plan.edits) this.#read += 1024 + 4 * (before?.bytes.length ?? 0);
      return against(plan, changes, this.#facts);
    } catch (error) {
      if (error instanceof FixRefused) return error.message;
      throw error;
    }
  }
}
