import { clock } from "../clock.ts";
import type { HealthAnswer, RunFacts } from "../facts.ts";
import type { Kept } from "./keeper.ts";
import type { Look } from "./look.ts";
import { pauseFor } from "./pause.ts";
import { longestAnswer, Questions } from "./questions.ts";
import { Settled } from "./settled.ts";
import type { Ending, Program } from "./spawn.ts";
import { chooseTargets, type Listening, type Target, targetsOfUrl } from "./targets.ts";
import type { HealthQuestion, Verdict } from "./verdict.ts";

export interface WaitOptions {
  program: Program;
  /** The port that it was given; null when nothing was set. */
  port: number | null;
  question: HealthQuestion;
  /** Milliseconds until healthy. */
  timeout: number;
  /** Ports that other variables of the program name. */
  sidePorts?: ReadonlyMap<number, number>;
  look: Look;
  /** The user has asked for the end. */
  interrupt?: AbortSignal;
  /** Is it hopeless (the program says that it could not bind, and lives on)? Asked while nothing of ours listens. */
  hopeless?: () => boolean;
  /** Has it ended under a watcher that waits for a change? */
  kept?: (listens: boolean) => Kept | null;
  /** One of several programs that the command starts has ended with an error. `now`: look at what it said until this moment. */
  partFailed?: (now: boolean) => boolean;
}

export interface Waited {
  /** settled: the health path says something that no waiting changes. hopeless, part, kept: see the options. */
  how: "healthy" | "exited" | "timeout" | "settled" | "hopeless" | "part" | "kept" | "interrupted";
  kept: Kept | null;
  ending: Ending | null;
  /** The answer that decided. */
  health: HealthAnswer | null;
  /** The last answer of every address and path. */
  probes: HealthAnswer[];
  listening: Listening[];
  /** Every port on which it was seen to listen. */
  listened: number[];
  /** Only when nothing of ours listened in time. */
  connections: RunFacts["connections"];
  /** Nobody could see who listens. */
  unseen: boolean;
  /** Where it serves, without a path: "http://127.0.0.1:8001"; null for `tcp` and for what never answered. */
  url: string | null;
  /** The port at which it is healthy, or at which it was asked last. */
  port: number | null;
  /** no-path: there is no health path, it counts by any answer at /. untrusted: its certificate is not trusted here. */
  remarks: ("no-path" | "untrusted")[];
}

/**
 * Waits until the program is healthy, ends, or the time is over. Only sockets of its own processes are asked, so that
 * another process's answer counts for nothing. Looks from every 10 ms to every 250 ms, and ends the moment the program ends.
 */
export async function waitHealthy(options: WaitOptions): Promise<Waited> {
  const wait = new Wait(options);
  const cut = new AbortController();
  const over = (): void => cut.abort();
  options.interrupt?.addEventListener("abort", over, { once: true });
  const ended = options.program.ended.then(over);
  try {
    if (options.interrupt?.aborted || options.program.ending) over();
    const how = await wait.until(cut.signal);
    if (options.program.ending) await ended;
    return await wait.result(how);
  } finally {
    options.interrupt?.removeEventListener("abort", over);
  }
}

class Wait {
  readonly #options: WaitOptions;
  readonly #questions: Questions;
  readonly #settled = new Settled();
  readonly #remarks = new Set<"no-path" | "untrusted">();
  #listening: Listening[] = [];
  readonly #listened = new Set<number>();
  #best: { verdict: Verdict; target: Target } | null = null;
  #kept: Kept | null = null;
  /** `tcp`: the port that is open. */
  #open: number | null = null;
  #spent = 0;

  constructor(options: WaitOptions) {
    this.#options = options;
    this.#questions = new Questions(options.question, options.look);
  }

  async until(cut: AbortSignal): Promise<Waited["how"]> {
    const { program, timeout, interrupt } = this.#options;
    let last = clock();
    let firstListen: number | null = null;
    const longest = (): number => this.#options.look.pause ?? longestPause(this.#spent);
    for (let pause = 10; ; pause = Math.min(pause * 1.2, longest())) {
      if (program.ending) return "exited";
      if (interrupt?.aborted) return "interrupted";
      if (this.#options.partFailed?.(false)) return "part";
      const before = clock();
      // A suspended machine, or a run that was stopped by Ctrl-Z, has not used up the program's time.
      this.#spent += Math.min(before - last, longestAnswer + 1000);
      last = before;
      if (this.#spent >= timeout) return "timeout";
      this.#listening = await this.#options.look.listening();
      for (const { port } of this.#listening) this.#listened.add(port);
      if (this.#isKept() && !program.ending) return "kept";
      if (this.#listening.length > 0) {
        firstListen ??= before;
        const how = await this.#roundUnlessKept(before - firstListen, timeout - this.#spent, cut);
        // Whatever the others answer.
        if (how === "healthy" && this.#options.partFailed?.(true)) return "part";
        if (how) return how;
      } else if (this.#options.hopeless?.()) return "hopeless";
      // A look at a crowded machine must not take the program's own time away.
      const took = clock() - before;
      const rest = Math.min(Math.max(pause, 3 * took), timeout - this.#spent - took);
      await pauseFor(Math.max(1, rest), cut);
    }
  }

  #isKept(): boolean {
    this.#kept = this.#options.kept?.(this.#listening.length > 0) ?? null;
    return this.#kept !== null;
  }

  /** A master whose workers die has the socket: it takes every question, and nobody answers. */
  async #roundUnlessKept(since: number, left: number, cut: AbortSignal): Promise<Waited["how"] | null> {
    const stop = new AbortController();
    const over = (): void => stop.abort();
    cut.addEventListener("abort", over, { once: true });
    if (cut.aborted) over();
    const watch = setInterval(() => this.#isKept() && over(), 200);
    try {
      return await this.#round(since, left, stop.signal);
    } finally {
      clearInterval(watch);
      cut.removeEventListener("abort", over);
    }
  }

  /** One round of questions to all sockets that may be the main one. */
  async #round(since: number, left: number, cut: AbortSignal): Promise<Waited["how"] | null> {
    const { question, port, sidePorts } = this.#options;
    const targets =
      question.kind === "url"
        ? await targetsOfUrl(question.url, this.#listening)
        : chooseTargets(this.#listening, { given: port, side: sidePorts ?? new Map(), since });
    if (this.#settled.mayRest(targets, this.#spent)) return null;
    const verdicts: { verdict: Verdict; target: Target; ours: boolean }[] = [];
    for (const target of targets) {
      if (question.kind === "tcp") {
        this.#open = target.port;
        return "healthy";
      }
      // One server that listens on several addresses says the same at each.
      if (verdicts.some((v) => v.ours && v.target.port === target.port)) continue;
      const verdict = await this.#questions.ask(target, left, cut);
      if (cut.aborted) return null;
      const ours = verdict.answer.status !== null && (await this.#questions.isOurs(verdict, target));
      if (verdict.state === "healthy" && ours) return this.#accept({ verdict, target });
      verdicts.push({ verdict, target, ours });
    }
    verdicts.sort((a, b) => rank[a.verdict.state] - rank[b.verdict.state]);
    const best = verdicts[0];
    if (!best) return null;
    this.#best = best;
    this.#settled.note(best.verdict, targets, this.#spent);
    if (best.verdict.state === "serving" && best.ours) {
      this.#remarks.add("no-path");
      return this.#accept(best);
    }
    return this.#settled.has(this.#spent) ? "settled" : null;
  }

  #accept(best: { verdict: Verdict; target: Target }): "healthy" {
    this.#best = best;
    if (best.verdict.answer.untrusted) this.#remarks.add("untrusted");
    return "healthy";
  }

  async result(how: Waited["how"]): Promise<Waited> {
    const { program, look, port, question } = this.#options;
    const best = this.#best;
    const failed = how === "timeout" || how === "settled";
    if (failed && best?.verdict.state === "absent") await this.#questions.suggest(best.verdict, best.target);
    const nothing = failed && this.#listening.length === 0;
    if (nothing && port !== null && question.kind !== "tcp") await this.#questions.askOthers(port);
    const { answers } = this.#questions;
    const decided = best ? answers.get(best.verdict.answer.url) : undefined;
    const foreign = [...answers.values()].find((p) => p.problem === "other-process");
    return {
      how,
      kept: this.#kept,
      ending: program.ending,
      health: decided ?? (nothing ? (foreign ?? null) : null),
      probes: [...answers.values()],
      listening: this.#listening,
      listened: [...this.#listened],
      connections: nothing ? await look.connections() : [],
      unseen: look.unseen,
      url: best ? new URL(best.verdict.answer.url).origin : null,
      port: this.#open ?? best?.target.port ?? null,
      remarks: [...this.#remarks],
    };
  }
}

const rank: Record<Verdict["state"], number> = { healthy: 0, serving: 1, unhealthy: 2, absent: 3, silent: 4 };

/** What nobody is waiting for any more need not be looked for so often. */
function longestPause(spent: number): number {
  if (spent < 3000) return 100;
  return spent < 120_000 ? 250 : 1000;
}
