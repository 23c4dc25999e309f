import { type Diagnosed, diagnose } from "../diagnose.ts";
import { catalogue } from "../diagnoses/index.ts";
import type { Facts } from "../facts.ts";
import type { Fix } from "../finding.ts";
import { offered } from "../fix/offer.ts";
import { planFix } from "../fix/plan.ts";
import { preview } from "../fix/preview.ts";
import { FixRefused } from "../fix/refusal.ts";
import { Shelf } from "../fix/shelf.ts";
import { type Mask, withSecrets } from "../report/mask.ts";
import { maskLine } from "../report/mask-line.ts";
import { makeReport, type Report, type ReportEdit, type ReportInput } from "../report/report.ts";
import { maskOf } from "../report/secrets.ts";
import { version } from "../report/version.ts";
import { type SurveyOptions, survey } from "../survey/index.ts";

/** A project as it was looked at, with all that is needed to speak of it. */
export interface Examined extends Diagnosed {
  dir: string;
  facts: Facts;
  mask: Mask;
}

/** Looks at a project and holds it against the catalogue. Runs nothing of it and changes nothing. */
export async function examine(options: SurveyOptions): Promise<Examined> {
  return examined(await survey(options));
}

/** What the catalogue finds in these facts, with the fixes that are proved to do no harm. */
export function examined(facts: Facts): Examined {
  const { findings, defects } = diagnose(facts, catalogue);
  return { dir: facts.project.dir, facts, mask: maskOf(facts), findings: offered(findings, facts), defects };
}

/** The findings whose fixes are shown as diffs: `none` where a format has none, `root` where there is one screen. */
export type ShownEdits = "all" | "root" | "none";

/** The report of what was found, with its fixes as diffs. */
export function reportOf(
  examined: Examined,
  more: Partial<ReportInput> = {},
  shown: ShownEdits = "all",
): Report {
  const { dir, facts, mask, findings, defects } = examined;
  const shelf = new Shelf();
  const has = (fix: Fix): boolean =>
    shown === "all" || (shown === "root" && findings[0]?.fixes.includes(fix) === true);
  return makeReport({
    version,
    outcome: "checked",
    dir,
    facts,
    findings,
    defects,
    mask,
    edits: (fix) => (has(fix) ? editsOf(fix, examined, shelf) : []),
    ...more,
  });
}

/**
 * A fix as diffs, masked; none when it cannot be made of the files as they are. `shelf`: where they are read, for many fixes
 * at once.
 */
export function editsOf(
  fix: Fix,
  { dir, facts, mask }: Pick<Examined, "dir" | "facts" | "mask">,
  shelf: Shelf = new Shelf(),
): ReportEdit[] {
  if (fix.changes.length === 0) return [];
  try {
    const plan = planFix(fix.changes, dir, facts.project.root, shelf);
    const all = withSecrets(mask, plan.secrets);
    return preview(plan, (line, file) => maskLine(line, file, all));
  } catch (error) {
    if (error instanceof FixRefused) return [];
    throw error;
  }
}
