import { agreed } from "../examine/agree.ts";
import { canAsk, Interrupted } from "../examine/ask.ts";
import type { Examined } from "../examine/examine.ts";
import { helped } from "../examine/helped.ts";
import { applyRound, type Chosen, keyOf, type Round } from "../examine/round.ts";
import { fixedLines } from "../examine/summary.ts";
import { joinEntries } from "../fix/apply.ts";
import { Journal } from "../fix/journal.ts";
import { undo } from "../fix/undo.ts";
import type { ReportFixed } from "../report/report.ts";
import { again } from "./again.ts";
import type { Call } from "./command.ts";
import { look } from "./look.ts";
import { styleFor } from "./print.ts";

// Each round fixes what the one before has brought to light; a project that needs more has a fix that undoes another.
const mostRounds = 60;

/** What is known of the fixes, by their changes. */
interface State {
  fixed: ReportFixed[];
  /** With the reason. */
  refused: Map<string, string>;
  declined: Set<string>;
  /** Of several at once some did not help: one at a time, it is seen which. */
  oneByOne: boolean;
  /** The journal's entry of all that was done. */
  entry: string | null;
}

/**
 * Applies what is safe, and what was agreed to (`--yes`, or asked on a terminal), then looks again, until nothing more can
 * be fixed. A fix after which its fault is still there is taken back. Says what it did on standard error. Gives the project
 * as it is now. Throws `Interrupted`.
 */
export async function mend(
  call: Call,
  first: Examined,
  /** Say nothing where there is nothing to repair: of several projects, only those matter that have something. */
  onlyDone = false,
): Promise<{ examined: Examined; fixed: ReportFixed[] }> {
  const state: State = { fixed: [], refused: new Map(), declined: new Set(), oneByOne: false, entry: null };
  let examined = first;
  try {
    for (let round = 0; round < mostRounds; round++) {
      const chosen = await choose(call, examined, state);
      if (chosen.length === 0) break;
      examined = await applyAndLook(call, chosen, examined, state);
    }
  } catch (error) {
    if (error instanceof Interrupted && call.format === "text")
      process.stderr.write(`${interruptedLines(call, examined, state).join("\n")}\n`);
    throw error;
  }
  const nothing = state.fixed.length + state.refused.size === 0;
  if (call.format === "text" && !(onlyDone && nothing)) process.stderr.write(summary(call, examined, state));
  return { examined, fixed: state.fixed };
}

/**
 * The fix of each finding that may be applied: the safe ones first, by themselves, since what is asked about may be gone with
 * them (a secret that a # cuts is too short); else those that are agreed to. Of those that are asked about each is applied
 * before the next question.
 */
async function choose(call: Call, examined: Examined, state: State): Promise<Chosen[]> {
  const safe = ableOf("safe", examined, state);
  if (safe.length > 0) return state.oneByOne ? safe.slice(0, 1) : safe;
  const review = ableOf("review", examined, state);
  if (call.flag("yes")) return state.oneByOne ? review.slice(0, 1) : review;
  if (call.format !== "text" || !canAsk()) return [];
  for (const one of review) {
    if (await agreed(one.finding, one.fix, examined, styleFor(call, process.stderr))) return [one];
    state.declined.add(keyOf(one.fix));
  }
  return [];
}

/** Fixes of this kind that were not tried yet, each once. */
function ableOf(safety: "safe" | "review", { findings }: Examined, { refused, declined }: State): Chosen[] {
  const able = new Map<string, Chosen>();
  for (const finding of findings) {
    if (finding.resolved) continue;
    const fix = finding.fixes.find(
      (one) =>
        one.safety === safety &&
        one.changes.length > 0 &&
        !refused.has(keyOf(one)) &&
        !declined.has(keyOf(one)),
    );
    if (fix && !able.has(keyOf(fix))) able.set(keyOf(fix), { finding, fix });
  }
  return [...able.values()];
}

async function applyAndLook(call: Call, chosen: Chosen[], before: Examined, state: State): Promise<Examined> {
  const round = applyRound(chosen, before);
  // Those that met another one have their turn later; alone each was proved, and together they may be too much.
  if (chosen.length === 1) for (const { fix, reason } of round.refused) state.refused.set(keyOf(fix), reason);
  else if (round.fixed.length === 0) state.oneByOne = true;
  if (round.entry === null) {
    for (const { chosen: one } of round.fixed) state.refused.set(keyOf(one.fix), "it changes nothing");
    return before;
  }
  const { dir } = before;
  const after = await look(call, dir);
  if (!helped(round, before, after)) {
    takeBack(round, before, state);
    return before;
  }
  const journal = new Journal(dir);
  state.entry = state.entry === null ? round.entry : joinEntries(journal, state.entry, round.entry);
  for (const { chosen: one, report } of round.fixed) {
    state.fixed.push(report);
    state.refused.set(keyOf(one.fix), "it was applied, but the problem came back");
  }
  return after;
}

function takeBack({ entry, fixed }: Round, { dir, facts }: Examined, state: State): void {
  undo(dir, facts.project.root, new Journal(dir), entry!);
  if (fixed.length > 1) state.oneByOne = true;
  else
    for (const { chosen } of fixed)
      state.refused.set(keyOf(chosen.fix), "it did not solve the problem, so it was undone");
}

function summary(call: Call, examined: Examined, state: State): string {
  const { findings } = examined;
  const { fixed } = state;
  const refused = told(examined, state);
  const lines = ["", ...shown(call, examined, fixed, refused)];
  const left = findings.filter((one) =>
    one.fixes.some((fix) => fix.safety === "review" && fix.changes.length > 0),
  ).length;
  if (left > 0 && !call.flag("yes") && !process.stdin.isTTY)
    lines.push(
      `  ${left} ${left === 1 ? "fix needs" : "fixes need"} a review, and there is no terminal to ask on: --dry-run shows ${left === 1 ? "it" : "them"}, --fix --yes applies ${left === 1 ? "it" : "them"}.`,
    );
  if (fixed.length === 0 && refused.length === 0 && left === 0)
    lines.push("There is nothing that surestart can fix.");
  return `${lines.join("\n")}\n`;
}

/** Why fixes that are still there were not done. */
function told({ findings }: Examined, { refused, fixed }: State): string[] {
  const lines = new Set<string>();
  for (const fix of findings.flatMap(({ fixes }) => fixes)) {
    const reason = refused.get(keyOf(fix));
    if (fix.changes.length > 0 && reason && !fixed.some(({ title }) => title === fix.title))
      lines.add(`${fix.title}: ${reason}`);
  }
  return [...lines];
}

function interruptedLines(call: Call, examined: Examined, { fixed }: State): string[] {
  if (fixed.length === 0) return ["Nothing was changed."];
  return ["Changed before you stopped:", ...shown(call, examined, fixed, [])];
}

function shown(
  call: Call,
  examined: Examined,
  fixed: readonly ReportFixed[],
  refused: readonly string[],
): string[] {
  const undo = again(
    { ...call, argv: null },
    { name: "doctor", add: ["--undo"], drop: ["fix", "yes", "probe"] },
    examined.mask,
  );
  return fixedLines(fixed, refused, examined, styleFor(call, process.stderr), undo);
}
