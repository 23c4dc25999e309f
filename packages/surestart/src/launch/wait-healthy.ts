import { clock } from "../clock.ts";
import type { HealthAnswer, RunFacts } from "../facts.ts";
import type { Kept } from "./keeper.ts";
import type { Look } from "./look.ts";
import { pauseFor } from "./pause.ts";
import type { Answer, Question } from "./probe.ts";
import type { Ending, Program } from "./spawn.ts";
import { suggestPaths } from "./suggestions.ts";
import { chooseTargets, type Listening, type Target } from "./targets.ts";
import { type HealthQuestion, isSettled, judge, mayBeTls, type Verdict } from "./verdict.ts";

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

// Frameworks mount their routes before they listen: what a path has said for this long, it will go on saying.
const settles = 2000;
const askAgain = 700;
const longestAnswer = 10_000;

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
  readonly #probes = new Map<string, HealthAnswer>();
  readonly #schemes = new Map<number, Question["protocol"]>();
  readonly #remarks = new Set<"no-path" | "untrusted">();
  #listening: Listening[] = [];
  readonly #listened = new Set<number>();
  #best: { verdict: Verdict; target: Target } | null = null;
  #settled: { key: string; since: number; askedAt: number; at: string } | null = null;
  #kept: Kept | null = null;
  /** `tcp`: the port that is open. */
  #open: number | null = null;
  #spent = 0;

  constructor(options: WaitOptions) {
    this.#options = options;
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
    // What is certain already is asked again now and then: each question is in the program's log.
    if (this.#certain(targets)) return this.#hasSettled() ? "settled" : null;
    const verdicts: { verdict: Verdict; target: Target; ours: boolean }[] = [];
    for (const target of targets) {
      if (question.kind === "tcp") {
        this.#open = target.port;
        return "healthy";
      }
      // One server that listens on several addresses says the same at each.
      if (verdicts.some((v) => v.ours && v.target.port === target.port)) continue;
      const verdict = await this.#ask(target, left, cut);
      if (cut.aborted) return null;
      const ours = verdict.answer.status !== null && (await this.#isOurs(verdict, target));
      if (verdict.state === "healthy" && ours) return this.#accept({ verdict, target });
      verdicts.push({ verdict, target, ours });
    }
    verdicts.sort((a, b) => rank[a.verdict.state] - rank[b.verdict.state]);
    const best = verdicts[0];
    if (!best) return null;
    this.#best = best;
    this.#note(best.verdict, targets);
    if (best.verdict.state === "serving" && best.ours) {
      this.#remarks.add("no-path");
      return this.#accept(best);
    }
    return this.#hasSettled() ? "settled" : null;
  }

  #accept(best: { verdict: Verdict; target: Target }): "healthy" {
    this.#best = best;
    if (best.verdict.answer.untrusted) this.#remarks.add("untrusted");
    return "healthy";
  }

  async #ask(target: Target, left: number, cut: AbortSignal): Promise<Verdict> {
    const { question } = this.#options;
    const paths =
      question.kind === "path"
        ? [question.path]
        : question.kind === "url"
          ? [question.url.pathname + question.url.search]
          : null;
    const by = (protocol: Question["protocol"]): Promise<Verdict> =>
      judge(paths, (path) => this.#one({ ...this.#address(target), protocol, path }, target.pid, left, cut));
    const known = question.kind === "url" ? question.url.protocol : this.#schemes.get(target.port);
    if (known) return by(known as Question["protocol"]);
    const plain = await by("http:");
    if (!mayBeTls(plain) || cut.aborted) return plain;
    const secure = await by("https:");
    if (secure.state === "silent") return plain;
    this.#schemes.set(target.port, "https:");
    return secure;
  }

  #address({ address, port }: Target): Pick<Question, "address" | "port" | "hostname"> {
    const { question } = this.#options;
    if (question.kind !== "url" || bare(question.url.hostname) === address) return { address, port };
    return { address, port, hostname: question.url.hostname };
  }

  async #one(question: Question, pid: number, left: number, cut: AbortSignal): Promise<Answer> {
    const answer = await ask(question, Math.max(50, Math.min(left, longestAnswer)), cut);
    if (answer.status !== null) answer.pid = pid;
    // A question that was cut off because the program ended says nothing about the program.
    if (!cut.aborted || answer.status !== null) this.#probes.set(answer.url, shown(answer));
    return answer;
  }

  /**
   * The sockets were ours when we looked; a wildcard of ours can still lose single connections to a more exact socket of
   * another process, so whoever listens on the port is asked for once more before it counts.
   */
  async #isOurs({ answer }: Verdict, target: Target): Promise<boolean> {
    const { look } = this.#options;
    if (target.listens !== target.address) {
      const family = await look.family();
      const other = (await look.holders(target.port)).find(
        (h) => (h.pid === null || !family.has(h.pid)) && takesFrom(h.address, target),
      );
      if (other) {
        const url = answer.url;
        this.#probes.set(url, { ...shown(answer), problem: "other-process", pid: other.pid, holder: other });
        return false;
      }
    }
    return true;
  }

  /** Remembers since when the program says what no waiting changes. */
  #note(verdict: Verdict, targets: readonly Target[]): void {
    const key = `${verdict.answer.url} ${verdict.answer.status}`;
    const since = this.#settled?.key === key ? this.#settled.since : this.#spent;
    this.#settled = isSettled(verdict) ? { key, since, askedAt: this.#spent, at: places(targets) } : null;
  }

  #hasSettled(): boolean {
    return this.#settled !== null && this.#spent - this.#settled.since >= settles;
  }

  #certain(targets: readonly Target[]): boolean {
    const settled = this.#settled;
    if (settled === null || settled.at !== places(targets)) return false;
    return this.#spent - settled.askedAt < askAgain && !this.#hasSettled();
  }

  async result(how: Waited["how"]): Promise<Waited> {
    const { program, look, port, question } = this.#options;
    const best = this.#best;
    const failed = how === "timeout" || how === "settled";
    if (failed && best?.verdict.state === "absent") {
      const { answer } = best.verdict;
      answer.suggestions = await suggestPaths((path, longest) =>
        ask({ ...this.#address(best.target), protocol: protocolOf(answer.url), path, longest }, 1000),
      );
      this.#probes.set(answer.url, shown(answer));
    }
    const nothing = failed && this.#listening.length === 0;
    if (nothing && port !== null && question.kind !== "tcp") await this.#askOthers(port);
    const decided = best ? this.#probes.get(best.verdict.answer.url) : undefined;
    const foreign = [...this.#probes.values()].find((p) => p.problem === "other-process");
    return {
      how,
      kept: this.#kept,
      ending: program.ending,
      health: decided ?? (nothing ? (foreign ?? null) : null),
      probes: [...this.#probes.values()],
      listening: this.#listening,
      listened: [...this.#listened],
      connections: nothing ? await look.connections() : [],
      unseen: look.unseen,
      url: best ? new URL(best.verdict.answer.url).origin : null,
      port: this.#open ?? best?.target.port ?? null,
      remarks: [...this.#remarks],
    };
  }

  /** Nothing of ours listens: an answer on the port that was given then comes from somebody else, and that is worth saying. */
  async #askOthers(port: number): Promise<void> {
    const { look } = this.#options;
    const [holder] = await look.holders(port);
    // It began to listen when the time was over.
    if (!holder || (holder.pid !== null && (await look.family()).has(holder.pid))) return;
    const { question } = this.#options;
    const path = question.kind === "path" ? question.path : "/health";
    const [target] = chooseTargets([{ address: holder.address, port, pid: holder.pid ?? 0 }], {
      given: port,
      side: new Map(),
      since: 0,
    });
    if (!target) return;
    const answer = await ask({ protocol: "http:", address: target.address, port, path }, 1000);
    this.#probes.set(answer.url, { ...shown(answer), problem: "other-process", pid: holder.pid, holder });
  }
}

const rank: Record<Verdict["state"], number> = { healthy: 0, serving: 1, unhealthy: 2, absent: 3, silent: 4 };

/** Would a socket on `address` get connections that are meant for the target, before a wildcard of ours does? */
function takesFrom(address: string, target: Target): boolean {
  return (
    address === target.address ||
    (target.listens === "::" && address === "0.0.0.0" && !target.address.includes(":"))
  );
}

/** What nobody is waiting for any more need not be looked for so often. */
function longestPause(spent: number): number {
  if (spent < 3000) return 100;
  return spent < 120_000 ? 250 : 1000;
}

function places(targets: readonly Target[]): string {
  return targets.map(({ address, port }) => `${address} ${port}`).join();
}

async function targetsOfUrl(url: URL, sockets: readonly Listening[]): Promise<Target[]> {
  const { lookup } = process.getBuiltinModule("node:dns/promises");
  const port = Number(url.port || (url.protocol === "https:" ? 443 : 80));
  const addresses = await lookup(bare(url.hostname), { all: true }).catch(() => []);
  const ours = chooseTargets(
    sockets.filter((s) => s.port === port),
    { given: port, side: new Map(), since: 0 },
  );
  return ours.filter((target) => addresses.some((a) => a.address === target.address));
}

// The program boots while we wait, and is to have the processor: an HTTP client is loaded when there is somebody to ask.
const ask: typeof import("./probe.ts").ask = async (...question) =>
  (await import("./probe.ts")).ask(...question);

const bare = (hostname: string): string => hostname.replace(/^\[(.*)\]$/, "$1");
const protocolOf = (url: string): Question["protocol"] => (url.startsWith("https:") ? "https:" : "http:");

function shown({ untrusted: _, ...answer }: Answer): HealthAnswer {
  return answer;
}
