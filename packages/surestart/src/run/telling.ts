import type { RunFacts } from "../facts.ts";
import type { ReportFixed, ReportStep } from "../report/report.ts";
import type { Happened } from "./facts.ts";
import { holderWords, reservedWords } from "./holder-words.ts";
import type { RunOptions } from "./options.ts";
import type { PortDecision } from "./port.ts";
import { Reading } from "./reading.ts";
import type { AskTyped } from "./typed.ts";

/** All that a run says, to people and to machines: its lines, its screens, its report. */
export class Telling {
  readonly timeline: ReportStep[] = [];
  /** What `--fix` has changed. */
  readonly fixed: ReportFixed[] = [];
  /** Starts that failed, of a program that did not fail when it was looked at. */
  readonly failedBefore: RunFacts[] = [];
  readonly typed: AskTyped;
  readonly options: RunOptions;
  readonly reading: Reading;
  /** Milliseconds for which we waited for a person's answer: no part of what a start takes. */
  #waited = 0;
  /** What is told of a run from the moment it is healthy to its end. */
  #healthy: { ended: (exit: RunFacts["exit"], crashed: boolean) => Promise<void> } | null = null;

  constructor(typed: AskTyped, options: RunOptions) {
    this.typed = typed;
    this.options = options;
    this.reading = new Reading(options);
  }

  /** The command as it was given, and what it comes down to. */
  get argv(): string[] {
    return [...(this.reading.command?.argv ?? []), ...(this.reading.command?.program ?? [])];
  }

  /** Milliseconds of `--timeout` that are left for another start. */
  timeLeft(): number {
    return this.options.timeout - this.now();
  }

  /** Is there a report to be written, or to be printed? */
  get reports(): boolean {
    return this.options.report !== undefined || this.options.format !== "text";
  }

  /** One line of ours, on stderr. */
  say(line: string): void {
    process.stderr.write(`surestart: ${line}\n`);
  }

  async step<T>(step: string, work: () => Promise<T>): Promise<T> {
    const began = this.now();
    const result = await work();
    this.timeline.push({ step, ms: this.now() - began });
    return result;
  }

  /** Milliseconds since our start, without the time in which a person was asked. */
  now(): number {
    return performance.now() - this.#waited;
  }

  /** Puts a question to the person at the terminal. */
  async asking<T>(question: () => Promise<T>): Promise<T> {
    const began = performance.now();
    const answer = await question();
    this.#waited += performance.now() - began;
    return answer;
  }

  /** The port that was wanted is held: who has it, and what becomes of it. */
  moved({ wanted, given, moved, state }: PortDecision): void {
    if (moved === null || wanted === null || given === null || given === wanted.value) return;
    // Who was asked knows it, and has chosen.
    if (this.#waited > 0) return;
    const why =
      typeof moved === "object"
        ? `is held by ${holderWords(moved)}`
        : state?.reserved
          ? reservedWords(state.reserved)
          : "is not available";
    this.say(`port ${wanted.value} ${why}: using ${given}`);
  }

  /** Says at once that it is healthy; what only the sources tell follows when they are read, and holds nothing up. */
  healthy(before: Happened): Promise<void> {
    return this.safely(async () => {
      const [{ HealthyRun }, happened] = await Promise.all([
        import("./healthy-run.ts"),
        withHoldersNow(before),
      ]);
      const run = new HealthyRun(this, happened);
      this.#healthy = run;
      await run.say();
    });
  }

  /**
   * The healthy program has ended: the report is written again with how, and for machines it is printed now.
   * @param crashed it ended by itself, with an error: the root cause is named as if it had never been healthy
   */
  ended(exit: RunFacts["exit"], crashed: boolean): Promise<void> {
    return this.safely(async () => {
      await this.#healthy?.ended(exit, crashed);
    });
  }

  failed(before: Happened): Promise<void> {
    return this.safely(async () => {
      const [{ runFacts }, { tellFailure }, happened] = await Promise.all([
        import("./facts.ts"),
        import("./tell-failure.ts"),
        withHoldersNow(before),
      ]);
      const run = runFacts(happened);
      if (run.ended !== "interrupted" || this.reports) await tellFailure(this, happened, run, null);
    });
  }

  /** A fault of ours in telling is told as such, and changes nothing for the program and the status. */
  async safely(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      const { reportCrash } = await import("../report/crash.ts");
      await reportCrash(error);
    }
  }
}

async function withHoldersNow(happened: Happened): Promise<Happened> {
  const { holdersNow } = await import("./holders-now.ts");
  return { ...happened, port: await holdersNow(happened.port) };
}
