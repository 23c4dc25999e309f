import type { Facts, RunFacts, StartCommand } from "../../facts.ts";
import type { ReportStep } from "../../report/report.ts";
import type { Call } from "../command.ts";
import type { Happened } from "./facts.ts";
import { holderWords } from "./holder-words.ts";
import type { RunOptions } from "./options.ts";
import type { PortDecision } from "./port.ts";

// As long as a program that boots is left alone with the processor, so that a quick one is not made slower by our reading.
const headStart = 600;

/** All that a run says, to people and to machines: its lines, its screens, its report. */
export class Telling {
  readonly timeline: ReportStep[] = [];
  readonly #call: Call;
  readonly #options: RunOptions;
  #command: StartCommand | null = null;
  #survey: Promise<Facts> | null = null;
  #soon: NodeJS.Timeout | undefined;
  /** Milliseconds for which we waited for a person's answer: no part of what a start takes. */
  #waited = 0;
  #last: { facts: Facts; url: string | null } | null = null;

  constructor(call: Call, options: RunOptions) {
    this.#call = call;
    this.#options = options;
  }

  set command(command: StartCommand) {
    this.#command = command;
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

  /** The facts of the project, read once: before the start where it depends on them, else while the program boots. */
  survey(): Promise<Facts> {
    this.#survey ??= this.#read(false);
    // Whoever needs it gets the error; without a listener meanwhile it would end the process.
    this.#survey.catch(() => {});
    return this.#survey;
  }

  surveySoon(): void {
    this.#soon ??= setTimeout(() => void this.survey(), headStart).unref();
  }

  /** The port that was wanted is held: who has it, and what becomes of it. */
  moved({ wanted, given, moved }: PortDecision): void {
    if (moved === null || wanted === null || given === null || given === wanted.value) return;
    // Who was asked knows it, and has chosen.
    if (this.#waited > 0) return;
    const why = typeof moved === "object" ? `is held by ${holderWords(moved)}` : "cannot be had";
    this.say(`port ${wanted.value} ${why}: using ${given}`);
  }

  /** A fault of ours in telling is told as such, and changes nothing for the program and the status. */
  async #safely(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      const { reportCrash } = await import("../crash.ts");
      await reportCrash(error);
    }
  }

  healthy(happened: Happened): Promise<void> {
    clearTimeout(this.#soon);
    return this.#safely(() => this.#healthy(happened));
  }

  failed(happened: Happened): Promise<void> {
    clearTimeout(this.#soon);
    return this.#safely(() => this.#failed(happened));
  }

  /** The healthy program has ended: the report is written again with how, and for machines it is printed now. */
  ended(exit: RunFacts["exit"]): Promise<void> {
    return this.#safely(() => this.#ended(exit));
  }

  async #healthy(before: Happened): Promise<void> {
    const happened = await withHoldersNow(before);
    const { started } = happened;
    const [facts, { joinFacts, runFacts }] = await Promise.all([this.survey(), import("./facts.ts")]);
    const run = runFacts(happened);
    const joined = joinFacts(facts, happened, run);
    const url = started?.waited?.url ?? null;
    this.#last = { facts: joined, url };
    const [{ reportRun, writeReport }, { healthyWords, remarkLines }] = await Promise.all([
      import("./report.ts"),
      import("./screen.ts"),
    ]);
    const { report } = reportRun(joined, this.timeline, url);
    if (this.#options.report !== undefined) writeReport(this.#options.report, report);
    if (this.#options.format !== "text") return;
    const [{ healthyScreen }, { styleFor }] = await Promise.all([
      import("../../report/text-healthy.ts"),
      import("../print.ts"),
    ]);
    const words = await healthyWords(joined, url, started?.followed ?? []);
    process.stderr.write(healthyScreen(report, words, styleFor(this.#call, process.stderr)));
    for (const remark of remarkLines(started?.waited ?? null)) this.say(remark);
  }

  async #failed(before: Happened): Promise<void> {
    const happened = await withHoldersNow(before);
    const { joinFacts, runFacts } = await import("./facts.ts");
    const run = runFacts(happened);
    const wanted = this.#options.report !== undefined || this.#options.format !== "text";
    if (run.ended === "interrupted" && !wanted) return;
    // Now that it has failed, services and the port are asked as well.
    const facts = joinFacts(await this.#read(true), happened, run);
    const url = happened.started?.waited?.url ?? null;
    this.#last = { facts, url };
    const { reportRun, writeReport } = await import("./report.ts");
    const { report, examined } = reportRun(facts, this.timeline, url);
    if (this.#options.report !== undefined) writeReport(this.#options.report, report);
    if (this.#options.format !== "text") return this.#print();
    const [{ failureScreen }, { styleFor }, { shellWords }, { endedWords }] = await Promise.all([
      import("../../report/text.ts"),
      import("../print.ts"),
      import("../shell-words.ts"),
      import("./screen.ts"),
    ]);
    const argv = facts.command?.argv ?? [];
    const style = styleFor(this.#call, process.stderr);
    const { dir, mask } = examined;
    const fixCommand = mask.text(
      shellWords(["surestart", "doctor", "--fix", ...(this.#options.argv ? ["--", ...argv] : [])]),
    );
    process.stderr.write(
      failureScreen(report, { dir, mask, style, fixCommand, ended: endedWords(run, argv) }),
    );
  }

  async #ended(exit: RunFacts["exit"]): Promise<void> {
    if (this.#last === null) return;
    const run = { ...(this.#last.facts.run as RunFacts), exit };
    this.#last.facts = { ...this.#last.facts, run };
    if (this.#options.report !== undefined) {
      const { reportRun, writeReport } = await import("./report.ts");
      writeReport(this.#options.report, reportRun(this.#last.facts, this.timeline, this.#last.url).report);
    }
    if (this.#options.format !== "text") await this.#print();
  }

  async #print(): Promise<void> {
    const { facts, url } = this.#last!;
    const [{ reportRun }, { machineText }] = await Promise.all([
      import("./report.ts"),
      import("../print.ts"),
    ]);
    const { report } = reportRun(facts, this.timeline, url);
    process.stdout.write(await machineText(report, this.#options.format as "json"));
  }

  async #read(sockets: boolean): Promise<Facts> {
    const { survey } = await import("../../survey/index.ts");
    const { dir, argv, envFiles, port, host } = this.#options;
    return survey({
      dir,
      argv,
      environment: process.env,
      command: this.#command,
      envFiles,
      port,
      host,
      sockets,
    });
  }
}

async function withHoldersNow(happened: Happened): Promise<Happened> {
  const { holdersNow } = await import("./holders-now.ts");
  return { ...happened, port: await holdersNow(happened.port) };
}
