import type { Finding, Fix } from "../finding.ts";
import { apply } from "../fix/apply.ts";
import { changedInGit } from "../fix/git.ts";
import { type Plan, planFixes } from "../fix/plan.ts";
import { FixRefused } from "../fix/refusal.ts";
import { diffLines } from "../report/diff-lines.ts";
import type { ReportFixed } from "../report/report.ts";
import { labelled } from "../report/text-finding.ts";
import { visible } from "../report/visible.ts";
import { again } from "./again.ts";
import type { Call } from "./command.ts";
import { type Examined, editsOf, examine } from "./examine.ts";
import { styleFor } from "./print.ts";

// Each round mends what the one before has brought to light; a project that needs more has a fix that undoes another.
const mostRounds = 8;

interface Chosen {
  finding: Finding;
  fix: Fix;
}

/**
 * Applies what is safe, and what was agreed to (`--yes`, or asked on a terminal), then looks again, until nothing more can
 * be mended. Says what it did on standard error. Gives the project as it is now.
 */
export async function mend(
  call: Call,
  first: Examined,
): Promise<{ examined: Examined; fixed: ReportFixed[] }> {
  const fixed: ReportFixed[] = [];
  const refused = new Map<string, string>();
  const declined = new Set<string>();
  let entry: string | null = null;
  let examined = first;
  for (let round = 0; round < mostRounds; round++) {
    const chosen = await choose(call, examined, declined, refused);
    if (chosen.length === 0) break;
    const { dir, facts } = examined;
    const made = planFixes(
      chosen.map(({ fix }) => fix),
      dir,
      facts.project.root,
    );
    for (const { fix, reason } of made.refused) refused.set(keyOf(fix), reason);
    try {
      entry = apply(made.plan, { titles: made.taken.map(({ title }) => title), after: entry }) ?? entry;
    } catch (error) {
      if (!(error instanceof FixRefused)) throw error;
      for (const { fix } of chosen) refused.set(keyOf(fix), error.message);
      break;
    }
    // A fix that changes nothing would be offered for ever.
    for (const fix of made.taken) refused.set(keyOf(fix), "it was applied, and the fault is still there");
    fixed.push(...chosen.filter(({ fix }) => made.taken.includes(fix)).map((one) => fixedOf(one, made.plan)));
    examined = await examine(call, { dir, probe: call.flag("probe") });
  }
  if (call.format === "text")
    process.stderr.write(summary(call, examined, fixed, chosenButRefused(examined, refused, fixed)));
  return { examined, fixed };
}

/**
 * The fix of each finding that may be applied: the safe ones first, by themselves, since what is asked about may be gone with
 * them (a secret that a # cuts is too short); else those that are agreed to.
 */
async function choose(
  call: Call,
  examined: Examined,
  declined: Set<string>,
  refused: Map<string, string>,
): Promise<Chosen[]> {
  const safe = await chooseOf("safe", call, examined, declined, refused);
  return safe.length > 0 ? safe : chooseOf("review", call, examined, declined, refused);
}

async function chooseOf(
  safety: "safe" | "review",
  call: Call,
  examined: Examined,
  declined: Set<string>,
  refused: Map<string, string>,
): Promise<Chosen[]> {
  const chosen = new Map<string, Chosen>();
  for (const finding of examined.findings) {
    if (finding.resolved) continue;
    const able = finding.fixes.filter(
      (fix) => fix.changes.length > 0 && !refused.has(keyOf(fix)) && !declined.has(keyOf(fix)),
    );
    const fix = able.find((one) => one.safety === safety);
    if (!fix || chosen.has(keyOf(fix))) continue;
    if (safety === "safe" || call.flag("yes") || (await agreed(call, examined, finding, fix)))
      chosen.set(keyOf(fix), { finding, fix });
    else declined.add(keyOf(fix));
  }
  return [...chosen.values()];
}

/** Shows the diff and asks, where there is somebody to ask. */
async function agreed(call: Call, examined: Examined, finding: Finding, fix: Fix): Promise<boolean> {
  if (call.format !== "text" || !process.stdin.isTTY || !process.stderr.isTTY) return false;
  const edits = editsOf(fix, examined);
  if (edits.length === 0) return false;
  const style = styleFor(call, process.stderr);
  const { mask } = examined;
  const lines = edits.flatMap(({ diff }) => diffLines(diff, style));
  const head = [style.paint("bold", visible(mask.text(finding.title))), `  ${finding.code}`, ""];
  process.stderr.write(
    `\n${[...head, ...labelled("Fix", visible(mask.text(fix.title)), style), "", ...lines, ""].join("\n")}\n`,
  );
  const { confirm, isCancel } = await import("@clack/prompts");
  const answer = await confirm({ message: "Apply this?", initialValue: true, output: process.stderr });
  return !isCancel(answer) && answer;
}

function fixedOf({ finding, fix }: Chosen, plan: Plan): ReportFixed {
  const named = new Set(
    fix.changes.flatMap((change) =>
      "file" in change
        ? [change.file]
        : "manifest" in change
          ? [change.manifest]
          : "to" in change
            ? [change.to]
            : [change.dir],
    ),
  );
  const files = plan.edits.map(({ file }) => file).filter((file) => named.has(file));
  return { code: finding.code, id: fix.id, title: fix.title, files: [...new Set([...files, ...named])] };
}

function chosenButRefused(
  { findings }: Examined,
  refused: Map<string, string>,
  fixed: ReportFixed[],
): string[] {
  const told = new Set<string>();
  for (const fix of findings.flatMap(({ fixes }) => fixes)) {
    const reason = refused.get(keyOf(fix));
    if (reason && !fixed.some(({ title }) => title === fix.title)) told.add(`${fix.title}: ${reason}`);
  }
  return [...told];
}

/** What was mended and what was not, and how to take it back. */
function summary(
  call: Call,
  { dir, mask, findings }: Examined,
  fixed: ReportFixed[],
  refused: string[],
): string {
  const style = styleFor(call, process.stderr);
  const lines: string[] = [""];
  for (const { title, files } of fixed)
    lines.push(
      `${style.paint("green", style.mark.good)} ${visible(mask.text(title))}  ${style.paint("cyan", files.join(", "))}`,
    );
  for (const one of refused)
    lines.push(`${style.paint("yellow", style.mark.warning)} Not done. ${visible(mask.text(one))}`);
  const files = [...new Set(fixed.flatMap((one) => one.files))];
  const inGit = files.length > 0 ? changedInGit(dir, files) : null;
  if (inGit?.changed.length)
    lines.push(style.paint("dim", `  git sees the change: git diff ${inGit.changed.join(" ")}`));
  if (inGit?.untracked.length)
    lines.push(style.paint("dim", `  git does not track: ${inGit.untracked.join(" ")}`));
  const undo = again(
    { ...call, argv: null },
    { name: "doctor", add: ["--undo"], drop: ["fix", "yes", "probe"] },
    mask,
  );
  if (fixed.length > 0) lines.push(style.paint("dim", `  Take it back: ${undo}`));
  const left = findings.filter((one) =>
    one.fixes.some((fix) => fix.safety === "review" && fix.changes.length > 0),
  ).length;
  if (left > 0 && !call.flag("yes") && !process.stdin.isTTY)
    lines.push(
      `  ${left} ${left === 1 ? "fix needs" : "fixes need"} a look: --dry-run shows ${left === 1 ? "it" : "them"}, --fix --yes applies ${left === 1 ? "it" : "them"}.`,
    );
  if (fixed.length === 0 && refused.length === 0 && left === 0) lines.push("There was nothing to mend.");
  return `${lines.join("\n")}\n`;
}

/** The same changes are the same fix, whichever finding has it. */
function keyOf(fix: Fix): string {
  return JSON.stringify(fix.changes);
}
