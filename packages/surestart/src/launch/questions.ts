import type { HealthAnswer } from "../facts.ts";
import { unbracketed } from "../ports/addresses.ts";
import type { Look } from "./look.ts";
import type { Answer, Question } from "./probe.ts";
import { suggestPaths } from "./suggestions.ts";
import { chooseTargets, type Target } from "./targets.ts";
import { type HealthQuestion, judge, mayBeTls, type Verdict } from "./verdict.ts";

/** Milliseconds. */
export const longestAnswer = 10_000;

/** Asks how a program is, and keeps the last answer of every address and path. */
export class Questions {
  readonly answers: Map<string, HealthAnswer> = new Map();
  readonly #question: HealthQuestion;
  readonly #look: Look;
  readonly #schemes = new Map<number, Question["protocol"]>();

  constructor(question: HealthQuestion, look: Look) {
    this.#question = question;
    this.#look = look;
  }

  async ask(target: Target, left: number, cut: AbortSignal): Promise<Verdict> {
    const question = this.#question;
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

  /**
   * The sockets were ours when we looked; a wildcard of ours can still lose single connections to a more exact socket of
   * another process, so whoever listens on the port is asked for once more before it counts.
   */
  async isOurs({ answer }: Verdict, target: Target): Promise<boolean> {
    if (target.listens === target.address) return true;
    const family = await this.#look.family();
    const other = (await this.#look.holders(target.port)).find(
      (h) => (h.pid === null || !family.has(h.pid)) && takesFrom(h.address, target),
    );
    if (!other) return true;
    this.#keep({ ...answer, problem: "other-process", pid: other.pid, holder: other });
    return false;
  }

  /** The path does not exist: which ones do? */
  async suggest({ answer }: Verdict, target: Target): Promise<void> {
    const protocol = answer.url.startsWith("https:") ? "https:" : "http:";
    answer.suggestions = await suggestPaths((path, longest) =>
      ask({ ...this.#address(target), protocol, path, longest }, 1000),
    );
    this.#keep(answer);
  }

  /** Nothing of ours listens: an answer on the port that was given then comes from somebody else, and that is worth saying. */
  async askOthers(port: number): Promise<void> {
    const [holder] = await this.#look.holders(port);
    // It began to listen when the time was over.
    if (!holder || (holder.pid !== null && (await this.#look.family()).has(holder.pid))) return;
    const path = this.#question.kind === "path" ? this.#question.path : "/health";
    const [target] = chooseTargets([{ address: holder.address, port, pid: holder.pid ?? 0 }], {
      given: port,
      side: new Map(),
      since: 0,
    });
    if (!target) return;
    const answer = await ask({ protocol: "http:", address: target.address, port, path }, 1000);
    this.#keep({ ...answer, problem: "other-process", pid: holder.pid, holder });
  }

  #address({ address, port }: Target): Pick<Question, "address" | "port" | "hostname"> {
    const question = this.#question;
    if (question.kind !== "url" || unbracketed(question.url.hostname) === address) return { address, port };
    return { address, port, hostname: question.url.hostname };
  }

  async #one(question: Question, pid: number, left: number, cut: AbortSignal): Promise<Answer> {
    const answer = await ask(question, Math.max(50, Math.min(left, longestAnswer)), cut);
    if (answer.status !== null) answer.pid = pid;
    // A question that was cut off because the program ended says nothing about the program.
    if (!cut.aborted || answer.status !== null) this.#keep(answer);
    return answer;
  }

  #keep({ untrusted: _, ...answer }: Answer): void {
    this.answers.set(answer.url, answer);
  }
}

/** Would a socket on `address` get connections that are meant for the target, before a wildcard of ours does? */
function takesFrom(address: string, target: Target): boolean {
  return (
    address === target.address ||
    (target.listens === "::" && address === "0.0.0.0" && !target.address.includes(":"))
  );
}

// The program boots while we wait, and is to have the processor: an HTTP client is loaded when there is somebody to ask.
const ask: typeof import("./probe.ts").ask = async (...question) =>
  (await import("./probe.ts")).ask(...question);
