import type { Target } from "./targets.ts";
import { isSettled, type Verdict } from "./verdict.ts";

// Frameworks mount their routes before they listen: what a path has said for this long, it will go on saying.
const settles = 2000;
const askAgain = 700;

/** Since when the program says what no waiting changes. Times are milliseconds of the wait. */
export class Settled {
  #said: { key: string; since: number; askedAt: number; at: string } | null = null;

  note(verdict: Verdict, targets: readonly Target[], now: number): void {
    const key = `${verdict.answer.url} ${verdict.answer.status}`;
    const since = this.#said?.key === key ? this.#said.since : now;
    this.#said = isSettled(verdict) ? { key, since, askedAt: now, at: places(targets) } : null;
  }

  has(now: number): boolean {
    return this.#said !== null && now - this.#said.since >= settles;
  }

  /** What is certain already is asked again only now and then: each question is in the program's log. */
  mayRest(targets: readonly Target[], now: number): boolean {
    if (this.#said?.at !== places(targets)) return false;
    return now - this.#said.askedAt < askAgain && !this.has(now);
  }
}

function places(targets: readonly Target[]): string {
  return targets.map(({ address, port }) => `${address} ${port}`).join();
}
