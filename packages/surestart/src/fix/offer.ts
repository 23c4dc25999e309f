import type { Facts } from "../facts.ts";
import type { Change, Finding, Fix } from "../finding.ts";
import { againstEnv } from "./against-env.ts";
import { againstRenames } from "./against-rename.ts";
import { againstSource } from "./against-source.ts";
import type { FileEdit } from "./file-edit.ts";
import { type Plan, planFix, planFixes } from "./plan.ts";
import { FixRefused } from "./refusal.ts";
import { Shelf } from "./shelf.ts";

/** So many fixes of one project are put to the proof one by one; of more, halves that are proved together count for each. */
const alone = 24;
/** Bytes that are read for it. */
const mostRead = 512 << 20;

/**
 * The findings with the fixes that may be offered (contract, under the JSON report): where it is not shown that a fix does no
 * harm, it becomes text and says why.
 */
export function offered(findings: readonly Finding[], facts: Facts): Finding[] {
  const judge = new Judge(facts);
  const reasons = judge.reasons(
    findings.flatMap(({ fixes }) => fixes.filter((fix) => fix.changes.length > 0)),
  );
  return findings.map((finding) => ({
    ...finding,
    fixes: finding.fixes.map((fix) => {
      const reason = reasons.get(fix);
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

/** Puts many fixes to the proof. */
class Judge {
  readonly #facts: Facts;
  readonly #shelf = new Shelf();
  #read = 0;

  constructor(facts: Facts) {
    this.#facts = facts;
  }

  /** The reasons against those that are not proved. */
  reasons(fixes: readonly Fix[]): Map<Fix, string> {
    const found = new Map<Fix, string>();
    this.#judge(fixes, found);
    return found;
  }

  #judge(fixes: readonly Fix[], found: Map<Fix, string>): void {
    if (fixes.length > alone) {
      if (this.#read < mostRead && this.#together(fixes)) return;
      const half = fixes.length >> 1;
      this.#judge(fixes.slice(0, half), found);
      this.#judge(fixes.slice(half), found);
      return;
    }
    for (const fix of fixes) {
      const reason = this.#read < mostRead ? this.#against(fix) : "there are too many faults to look at each";
      if (reason !== null) found.set(fix, reason);
    }
  }

  #together(fixes: readonly Fix[]): boolean {
    const { dir, root } = this.#facts.project;
    const { plan, refused } = planFixes(fixes, dir, root, this.#shelf);
    if (refused.length > 0) return false;
    this.#count(plan);
    return (
      against(
        plan,
        fixes.flatMap(({ changes }) => changes),
        this.#facts,
      ) === null
    );
  }

  #against({ changes }: Fix): string | null {
    const { dir, root } = this.#facts.project;
    try {
      const plan = planFix(changes, dir, root, this.#shelf);
      this.#count(plan);
      return against(plan, changes, this.#facts);
    } catch (error) {
      if (error instanceof FixRefused) return error.message;
      throw error;
    }
  }

  #count({ edits }: Plan): void {
    for (const { before } of edits) this.#read += 1024 + 4 * (before?.bytes.length ?? 0);
  }
}
