import { agreed } from "../examine/agree.ts";
import { Interrupted } from "../examine/ask.ts";
import { type Examined, examined as examinedOf } from "../examine/examine.ts";
import { applyRound, type Chosen, keyOf, type Round } from "../examine/round.ts";
import type { Finding } from "../finding.ts";
import { joinEntries } from "../fix/apply.ts";
import { Journal } from "../fix/journal.ts";
import { FixRefused } from "../fix/refusal.ts";
import { undo } from "../fix/undo.ts";
import { createStyle } from "../report/style.ts";
import type { RunContext } from "./context.ts";
import { type Happened, joinFacts, runFacts } from "./facts.ts";
import { whyNotAgain } from "./may-start-again.ts";
import { say } from "./say.ts";

/** Each start brings at most one fault to light; who needs more has other troubles. */
const mostFixes = 8;

/** A start that failed, and the fix that was applied then. */
interface Tried {
  happened: Happened;
  examined: Examined;
  round: Round;
}

/**
 * `--fix` (contract, "What `run` promises", 1): a start that fails with a finding that has a fix is tried again with it. Where
 * it does not get further than before, the fix is taken back.
 */
export class Fixing {
  readonly #context: RunContext;
  readonly #seen = new Set<string>();
  #tried: Tried | null = null;
  #entry: string | null = null;
  #count = 0;

  constructor(context: RunContext) {
    this.#context = context;
  }

  /** After a start that failed: again, or what is to be told of it. Throws `Interrupted`. */
  async afterFailure(happened: Happened): Promise<"again" | Happened> {
    const context = this.#context;
    const facts = joinFacts(await context.reading.withSockets(), happened, runFacts(happened));
    const examined = examinedOf(facts);
    if (this.#tried && !gotFurther(this.#tried, examined)) return this.#takeBack(this.#tried);
    this.#keep();
    const chosen = await this.#choose(happened, examined);
    if (chosen === null || happened.asked) return happened;
    const round = applyRound([chosen], examined);
    this.#seen.add(keyOf(chosen.fix));
    for (const { reason } of round.refused) say(`the fix was not applied: ${reason}`);
    if (round.entry === null) return happened;
    this.#count++;
    this.#tried = { happened, examined, round };
    context.fixed.push(...round.fixed.map(({ report }) => report));
    const files = round.fixed.flatMap(({ report }) => report.files).join(", ");
    say(`fix applied: ${examined.mask.text(chosen.fix.title)} (${files}); starting again`);
    return "again";
  }

  /** The start has become healthy. */
  worked(): void {
    if (this.#tried === null) return;
    this.#keep();
    say("the fix worked; surestart doctor --undo undoes it");
  }

  /** It could not even be started again. */
  giveUp(): void {
    if (this.#tried) this.#takeBack(this.#tried);
  }

  /** The root cause's fix; null: it has none, nobody agreed, or it may not be started again. */
  async #choose(happened: Happened, examined: Examined): Promise<Chosen | null> {
    const context = this.#context;
    const { yes, format } = context.options;
    const [finding] = examined.findings;
    if (finding?.severity !== "error" || this.#count >= mostFixes) return null;
    const able = finding.fixes.filter((one) => one.changes.length > 0 && !this.#seen.has(keyOf(one)));
    const fix = able.find(({ safety }) => safety === "safe") ?? able[0];
    if (!fix) return null;
    const why = whyNotAgain(happened, context.reading.argv, context.options, context.timeline.left());
    if (why !== null) {
      say(`the fix was not applied, because the program is not started again: ${why}`);
      return null;
    }
    if (fix.safety === "safe" || yes) return { finding, fix };
    if (format !== "text" || !process.stdin.isTTY || !process.stderr.isTTY) {
      say("its fix needs a review: --yes applies it");
      return null;
    }
    return (await this.#agreed(finding, fix, examined)) ? { finding, fix } : null;
  }

  async #agreed(finding: Finding, fix: Chosen["fix"], examined: Examined): Promise<boolean> {
    const context = this.#context;
    const style = createStyle({ color: context.options.color, stream: process.stderr });
    try {
      return await context.timeline.asking(() => agreed(finding, fix, examined, style));
    } catch (error) {
      if (error instanceof Interrupted) {
        const titles = context.fixed.map(({ title, files }) => `${title} (${files.join(", ")})`);
        say(
          titles.length === 0
            ? "nothing was changed"
            : `changed: ${examined.mask.text(titles.join("; "))}; surestart doctor --undo undoes it`,
        );
      }
      throw error;
    }
  }

  /** What helped stays; the fixes of one run are taken back together. */
  #keep(): void {
    const entry = this.#tried?.round.entry ?? null;
    this.#tried = null;
    if (entry === null) return;
    const journal = new Journal(this.#context.options.dir);
    this.#entry = this.#entry === null ? entry : joinEntries(journal, this.#entry, entry);
  }

  /** The project is as it was: what is told is the start that failed then. */
  #takeBack({ happened, examined, round }: Tried): Happened {
    const context = this.#context;
    this.#tried = null;
    try {
      undo(examined.dir, examined.facts.project.root, new Journal(examined.dir), round.entry as string);
      context.fixed.splice(-round.fixed.length);
      say("the fix did not help and was undone");
    } catch (error) {
      if (!(error instanceof FixRefused)) throw error;
      say(`the fix did not help, and could not be undone: ${error.message}`);
    }
    return happened;
  }
}

/** It opened a port where it had opened none, or failed for another reason, and not at what the fix has changed. */
function gotFurther({ examined: before, round }: Tried, after: Examined): boolean {
  const [was, is] = [before, after].map(({ facts }) => stage(facts.run!)) as [number, number];
  if (is !== was) return is > was;
  const fixed = round.fixed.map(({ chosen: { finding } }) => finding);
  const still = after.findings.some((one) => fixed.some((f) => f.code === one.code && f.title === one.title));
  const changed = round.fixed.flatMap(({ report }) => report.files);
  const broken = after.facts.source.broken.some(({ at }) => changed.includes(at.file));
  const crash = after.facts.run?.crash;
  const same = crash != null && crash.message === before.facts.run?.crash?.message && crash.message !== "";
  return !still && !broken && !same;
}

function stage({ spawnError, ended, listening }: NonNullable<Examined["facts"]["run"]>): number {
  if (spawnError || ended === "not-spawned") return 0;
  return listening.length > 0 ? 2 : 1;
}
