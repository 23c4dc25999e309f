import { machineText } from "../examine/machine-text.ts";
import type { Facts, RunFacts } from "../facts.ts";
import { within } from "../launch/within.ts";
import { createStyle, type Style } from "../report/style.ts";
import { afterwardsScreen, healthyScreen } from "../report/text-healthy.ts";
import { type RunContext, wantsReport } from "./context.ts";
import { type Happened, joinFacts, runFacts, urlOf } from "./facts.ts";
import { safely, say } from "./say.ts";
import { docsOf, healthyWords, remarkLines } from "./screen.ts";

// A report of a healthy run follows at the latest this long after it was healthy, then without what only the sources tell.
const longestReading = 5000;

/** What is told of a run from the moment it is healthy to its end. */
export class HealthyRun {
  readonly #context: RunContext;
  readonly #happened: Happened;
  readonly #at: number;
  readonly #url: string | null;
  /** What only the sources tell: still to be said. */
  #rest: Promise<void> = Promise.resolve();
  #facts: Facts | null = null;

  constructor(context: RunContext, happened: Happened) {
    this.#context = context;
    this.#happened = happened;
    this.#at = context.timeline.now();
    this.#url = urlOf(happened);
  }

  /** The screen, at once; the rest is not waited for. */
  async say(): Promise<void> {
    const { options, timeline } = this.#context;
    if (options.format === "text") {
      const { started, variables } = this.#happened;
      const words = healthyWords(runFacts(this.#happened), this.#url, {
        loaders: variables.loaders,
        followed: started?.followed ?? [],
        reserved: this.#happened.port.state?.reserved ?? null,
      });
      process.stderr.write(healthyScreen(timeline.steps, words, this.#style()));
      for (const remark of remarkLines(started?.waited ?? null)) say(remark);
    }
    if (wantsReport(options) || !options.exitWhenHealthy) this.#rest = safely(() => this.#sayRest());
  }

  async ended(exit: RunFacts["exit"], crashed: boolean): Promise<void> {
    const { options, timeline, reading } = this.#context;
    const reports = wantsReport(options);
    const spent = timeline.now() - this.#at;
    if (reports && !crashed) await within(this.#rest, Math.max(0, longestReading - spent));
    await reading.end();
    await this.#rest;
    if (crashed) {
      const { tellFailure } = await import("./tell-failure.ts");
      return tellFailure(this.#context, this.#happened, runFacts(this.#happened, exit), spent);
    }
    if (!reports) return;
    const facts = this.#facts ?? this.#join(await reading.withoutSources());
    const report = await this.#write({ ...facts, run: { ...(facts.run as RunFacts), exit } });
    if (options.format !== "text") process.stdout.write(await machineText(report, options.format));
  }

  /** Writes the report, and says below the screen what is known once the sources are read. */
  async #sayRest(): Promise<void> {
    const { options, reading } = this.#context;
    const survey = reading.survey().catch((error: unknown) => {
      if (reading.ended) return null;
      throw error;
    });
    if (options.report !== undefined && (await within(survey, longestReading)) === undefined)
      await this.#write(this.#join(await reading.withoutSources()));
    const facts = await survey;
    if (facts === null) return;
    this.#facts = this.#join(facts);
    const report = await this.#write(this.#facts);
    if (options.format !== "text") return;
    const docs = this.#url === null ? null : await docsOf(facts, this.#url);
    // Where the program has ended meanwhile, its end is what is to be said.
    if (reading.ended) return;
    process.stderr.write(afterwardsScreen(docs, report.findings, this.#style()));
  }

  #join(facts: Facts): Facts {
    return joinFacts(facts, this.#happened, runFacts(this.#happened));
  }

  #style(): Style {
    return createStyle({ color: this.#context.options.color, stream: process.stderr });
  }

  async #write(facts: Facts): Promise<import("../report/report.ts").Report> {
    const { reportRun, writeReport } = await import("./report.ts");
    const { report } = reportRun(facts, this.#context, await this.#context.typed(), this.#url);
    const { report: file } = this.#context.options;
    if (file !== undefined) writeReport(file, report);
    return report;
  }
}
