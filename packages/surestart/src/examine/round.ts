import type { Finding, Fix } from "../finding.ts";
import { apply } from "../fix/apply.ts";
import { against, filesOf } from "../fix/offer.ts";
import { planFixes } from "../fix/plan.ts";
import { FixRefused } from "../fix/refusal.ts";
import type { ReportFixed } from "../report/report.ts";
import type { Examined } from "./examine.ts";

export interface Chosen {
  finding: Finding;
  fix: Fix;
}

/** What became of fixes that were to be applied together. */
export interface Round {
  /** The journal's entry, to take them back; null: nothing was written. */
  entry: string | null;
  fixed: { chosen: Chosen; report: ReportFixed }[];
  refused: { fix: Fix; reason: string }[];
}

/** The same changes are the same fix, whichever finding has it. */
export function keyOf(fix: Fix): string {
  return JSON.stringify(fix.changes);
}

/** Writes fixes, all or none of those that do not meet, after one more proof: what each does alone they may not do together. */
export function applyRound(chosen: readonly Chosen[], { dir, facts }: Examined): Round {
  const { plan, taken, refused } = planFixes(
    chosen.map(({ fix }) => fix),
    dir,
    facts.project.root,
  );
  const all = (reason: string): Round => ({
    entry: null,
    fixed: [],
    refused: [...refused, ...taken.map((fix) => ({ fix, reason }))],
  });
  const reason = against(
    plan,
    taken.flatMap(({ changes }) => changes),
    facts,
  );
  if (reason !== null) return all(reason);
  try {
    const entry = apply(plan, { titles: taken.map(({ title }) => title) });
    const edited = plan.edits.map(({ file }) => file);
    const done = chosen.filter(({ fix }) => taken.includes(fix));
    return {
      entry,
      fixed: done.map((one) => ({ chosen: one, report: reportOf(one, edited) })),
      refused,
    };
  } catch (error) {
    if (!(error instanceof FixRefused)) throw error;
    return all(error.message);
  }
}

function reportOf({ finding, fix }: Chosen, edited: readonly string[]): ReportFixed {
  const named = new Set(fix.changes.flatMap(filesOf));
  const files = [...new Set([...edited.filter((file) => named.has(file)), ...named])];
  return { code: finding.code, id: fix.id, title: fix.title, files };
}
