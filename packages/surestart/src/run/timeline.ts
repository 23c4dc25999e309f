import { clock } from "../clock.ts";
import type { ReportStep } from "../report/report.ts";

/** The steps of a run and how long each took. The time in which a person was asked is no part of what a start takes. */
export class Timeline {
  readonly steps: ReportStep[] = [];
  /** Milliseconds that the run may take to become healthy. */
  readonly #longest: number;
  /** Milliseconds for which we waited for a person's answer. */
  #waited = 0;
  /** When the last step was done, by `now`. */
  #done = 0;

  constructor(longest: number) {
    this.#longest = longest;
  }

  /** Milliseconds since our start. */
  now(): number {
    return clock() - this.#waited;
  }

  /** Milliseconds that are left for another start. */
  left(): number {
    return this.#longest - this.now();
  }

  /**
   * Notes that a step is done. It has all the time since the one before, so that the steps add up to the whole.
   * @param ms what is known to be its part of that time; the next step has the rest. @default all of it
   */
  done(step: string, ms: number = this.now() - this.#done): void {
    this.steps.push({ step, ms });
    this.#done += ms;
  }

  async step<T>(step: string, work: () => Promise<T>): Promise<T> {
    const result = await work();
    this.done(step);
    return result;
  }

  /** Puts a question to the person at the terminal. */
  async asking<T>(question: () => Promise<T>): Promise<T> {
    const began = clock();
    const answer = await question();
    this.#waited += clock() - began;
    return answer;
  }

  /** Somebody was asked. */
  get asked(): boolean {
    return this.#waited > 0;
  }
}
