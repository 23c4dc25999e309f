import type { ReportStep } from "../report/report.ts";

/** The steps of a run and how long each took. The time in which a person was asked is no part of what a start takes. */
export class Timeline {
  readonly steps: ReportStep[] = [];
  /** Milliseconds that the run may take to become healthy. */
  readonly #longest: number;
  /** Milliseconds for which we waited for a person's answer. */
  #waited = 0;

  constructor(longest: number) {
    this.#longest = longest;
  }

  /** Milliseconds since our start. */
  now(): number {
    return performance.now() - this.#waited;
  }

  /** Milliseconds that are left for another start. */
  left(): number {
    return this.#longest - this.now();
  }

  add(step: string, ms: number): void {
    this.steps.push({ step, ms });
  }

  async step<T>(step: string, work: () => Promise<T>): Promise<T> {
    const began = this.now();
    const result = await work();
    this.add(step, this.now() - began);
    return result;
  }

  /** Puts a question to the person at the terminal. */
  async asking<T>(question: () => Promise<T>): Promise<T> {
    const began = performance.now();
    const answer = await question();
    this.#waited += performance.now() - began;
    return answer;
  }

  /** Somebody was asked. */
  get asked(): boolean {
    return this.#waited > 0;
  }
}
