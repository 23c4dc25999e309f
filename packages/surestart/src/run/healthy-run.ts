import { machineText } from "../examine/machine-text.ts";
import type { Facts, RunFacts } from "../facts.ts";
import { within } from "../launch/within.ts";
import { createStyle, type Style } from "../report/style.ts";
import { afterwardsScreen, healthyScreen } from "../report/text-healthy.ts";
import { type Happened, joinFacts, runFacts, urlOf } from "./facts.ts";
import { docsOf, healthyWords, remarkLines } from "./screen.ts";
import type { Telling } from "./telling.ts";

// A report of a healthy run follows at the latest this long after it was healthy, then without what only the sources tell.
const longestReading = 5000;

/** What is told of a run from the moment it is healthy to its end. */
export class HealthyRun {
  readonly #telling: Telling;
  readonly #happened: Happened;
  readonly #at: number;
  readonly #url: string | null;
  /** What only the sources tell: still to be said. */
  #rest: Promise<void> = Promise.resolve();
  #facts: Facts | null = null;

  constructor(telling: Telling, happened: Happened) {
    this.#telling = telling;
    this.#happened = happened;
    this.#at = telling.now();
    this.#url = urlOf(happened);
  }

  /** The screen, at once; the rest is not waited for. */
  async say(): Promise<void> {
    const { options, reports, timeline } = this.#telling;
    if (options.format === "text") {
      const { started, variables } = this.#happened;
      const words = healthyWords(runFacts(this.#happened), this.#url, {
        loaders: variables.loaders,
        followed: started?.followed ?? [],
        reserved: this.#happened.port.state?.reserved ?? null,
      });
      process.stderr.write(healthyScreen(timeline, words, this.#style()));
      for (const remark of remarkLines(started?.waited ?? null)) this.#telling.say(remark);
    }
    if (reports || !options.exitWhenHealthy) this.#rest = this.#telling.safely(() => this.#sayRest());
  }

  async ended(exit: RunFacts["exit"], crashed: boolean): Promise<void> {
    const { reports, options } = this.#telling;
    const spent = this.#telling.now() - this.#at;
    if (reports && !crashed) await within(this.#rest, Math.max(0, longestReading - spent));
    this.#telling.reading.end();
    await this.#rest;
    if (crashed) {
      const { tellFailure } = await import("./tell-failure.ts");
      return tellFailure(this.#telling, this.#happened, runFacts(this.#happened, exit), spent);
    }
    if (!reports) return;
    const facts = this.#facts ?? this.#join(await this.#telling.reading.withoutSources());
    const report = await this.#write({ ...facts, run: { ...(facts.run as RunFacts), exit } });
    if (options.format !== "text") process.stdout.write(await machineText(report, options.format));
  }

  /** Writes the report, and says below the screen what is known once the sources are read. */
  async #sayRest(): Promise<void> {
    const { options } = this.#telling;
    const survey = this.#telling.reading.survey().catch((error: unknown) => {
      if (this.#telling.reading.ended) return null;
      throw error;
    });
    if (options.report !== undefined && (await within(survey, longestReading)) === undefined)
      await this.#write(this.#join(await this.#telling.reading.withoutSources()));
    const facts = await survey;
    if (facts === null) return;
    this.#facts = this.#join(facts);
    const report = await this.#write(this.#facts);
    if (options.format !== "text") return;
    const docs = this.#url === null ? null : await docsOf(facts, this.#url);
    // Where the program has ended meanwhile, its end is what is to be said.
    if (this.#telling.reading.ended) return;
    process.stderr.write(afterwardsScreen(docs, report.findings, this.#style()));
  }

  #join(facts: Facts): Facts {
    return joinFacts(facts, this.#happened, runFacts(this.#happened));
  }

  #style(): Style {
    return createStyle({ color: this.#telling.options.color, stream: process.stderr });
  }

  async #write(facts: Facts): Promise<import("../report/report.ts").Report> {
    const { reportRun, writeReport } = await import("./report.ts");
    const { report } = reportRun(facts, this.#telling, await this.#telling.typed(), this.#url);
    const { report: file } = this.#telling.options;
    if (file !== undefined) writeReport(file, report);
    return report;
  }
}
