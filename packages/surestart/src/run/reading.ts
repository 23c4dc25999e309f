import { availableParallelism, loadavg } from "node:os";
import type { Facts, StartCommand } from "../facts.ts";
import { within } from "../launch/within.ts";
import type { SurveyOptions } from "../survey/options.ts";
import type { RunOptions } from "./options.ts";

/** Milliseconds that a program boots before its sources are read: one that answers sooner shares the processor with nobody. */
const headStart = 1500;
// Who gives way to others on a crowded machine may never have a turn: after this many milliseconds it is read here as well.
const patience = { quiet: 3000, crowded: 300 };

/** What a run knows of the project by reading it: once, while the program boots, and without holding anything up. */
export class Reading {
  readonly #options: RunOptions;
  command: StartCommand | null = null;
  #apart: Promise<Facts | null> | null = null;
  #survey: Promise<Facts> | null = null;
  #timer: NodeJS.Timeout | undefined;
  /** Aborts when nobody waits for the survey any more. */
  #noMore = new AbortController();

  /** Aborts when it was read here meanwhile. */
  #apartOver = new AbortController();

  constructor(options: RunOptions) {
    this.#options = options;
  }

  /** The command as it was given, and what it comes down to. */
  get argv(): string[] {
    return [...(this.command?.argv ?? []), ...(this.command?.program ?? [])];
  }

  /** Begins to read while the program starts, unless that is up in no time: then it would only be in its way. */
  beginSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.begin(), headStart);
    this.#timer.unref();
  }

  begin(): Promise<Facts | null> {
    clearTimeout(this.#timer);
    this.#apart ??= this.#readApart();
    return this.#apart;
  }

  /** The facts of the project, which somebody waits for now. */
  survey(): Promise<Facts> {
    this.#survey ??= this.#soon();
    // Whoever needs it gets the error; without a listener meanwhile it would end the process.
    this.#survey.catch(() => {});
    return this.#survey;
  }

  /** The same, with what the sockets say now. */
  async withSockets(): Promise<Facts> {
    const { withSockets } = await import("../survey/sockets.ts");
    return withSockets(await this.survey(), this.#asked({}));
  }

  /** The facts without what only the sources tell: they are there at once. */
  withoutSources(): Promise<Facts> {
    return this.#read({ sockets: false, sources: false });
  }

  /** What was read before holds no more: the project has changed. */
  forget(): void {
    void this.end();
    this.#noMore = new AbortController();
    this.#apartOver = new AbortController();
    this.#apart = null;
    this.#survey = null;
  }

  /** Nobody waits for the survey any more: what is left of it is not done, and nothing of it goes on when this resolves. */
  async end(): Promise<void> {
    clearTimeout(this.#timer);
    this.#noMore.abort();
    await this.#apart;
  }

  get ended(): boolean {
    return this.#noMore.signal.aborted;
  }

  async #readApart(): Promise<Facts | null> {
    // Bun's processes cannot be given what Node's can.
    if (process.versions["bun"]) return null;
    // Where it cannot be loaded any more, whoever asks for the survey is told so.
    const apart = await import("./survey-apart.ts").catch(() => null);
    if (apart === null) return null;
    const signal = AbortSignal.any([this.#noMore.signal, this.#apartOver.signal]);
    return apart.surveyApart(this.#asked({ sockets: false, signal }));
  }

  async #soon(): Promise<Facts> {
    const apart = this.begin();
    const crowded = (loadavg()[0] ?? 0) > availableParallelism();
    const first = await within(apart, crowded ? patience.crowded : patience.quiet);
    if (first) return first;
    const done = new AbortController();
    const here = this.#read({ sockets: false, signal: AbortSignal.any([done.signal, this.#noMore.signal]) });
    // Of the two the one that is not needed any more ends with an error that nobody waits for.
    here.catch(() => {});
    try {
      return await Promise.race([here, apart.then((facts) => facts ?? here)]);
    } finally {
      done.abort();
      this.#apartOver.abort();
    }
  }

  async #read(more: Partial<SurveyOptions>): Promise<Facts> {
    const { survey } = await import("../survey/index.ts");
    return survey(this.#asked(more));
  }

  #asked(more: Partial<SurveyOptions>): SurveyOptions {
    const { dir, argv, envFiles, port, host } = this.#options;
    const { command } = this;
    return { dir, argv, environment: { ...process.env }, command, envFiles, port, host, ...more };
  }
}
