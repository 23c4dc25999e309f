import { isAlive } from "../alive.ts";
import { watchKeeper } from "../launch/keeper.ts";
import { lookAt } from "../launch/look.ts";
import { pauseFor } from "../launch/pause.ts";
import type { Signals } from "../launch/signals.ts";
import type { Program } from "../launch/spawn.ts";
import type { HealthQuestion } from "../launch/verdict.ts";
import { type Waited, waitHealthy } from "../launch/wait-healthy.ts";
import { hasSockets } from "../ports/watch-listeners.ts";

export interface VersionsQuestion {
  program: Program & { pid: number };
  words: readonly string[];
  reloads: boolean;
  port: number | null;
  health: HealthQuestion;
  signals: Signals;
}

/** A server that is gone is noticed after so many milliseconds. */
const lookEvery = 300;

/** A program that a watcher starts again, followed from version to version. */
export class Versions {
  readonly #question: VersionsQuestion;

  constructor(question: VersionsQuestion) {
    this.#question = question;
  }

  /**
   * What becomes of the next version: healthy, ended (kept), or the end of all.
   * @param failed the version before it had ended, and was told of: that there is none yet says nothing
   */
  async next(failed: boolean): Promise<Waited> {
    const { program, words, reloads, port, health, signals } = this.#question;
    return waitHealthy({
      program,
      port,
      question: health,
      timeout: Number.POSITIVE_INFINITY,
      look: await lookAt(program.pid, port),
      interrupt: signals.end,
      kept: watchKeeper(program, { words, reloads, next: failed }),
    });
  }

  /** Resolves when the version that serves is gone, or is said to have ended, and when it is over altogether. */
  async lasts(waited: Waited): Promise<void> {
    const { program, words, signals } = this.#question;
    const server = waited.health?.pid ?? waited.listening[0]?.pid ?? null;
    const kept = watchKeeper(program, { words, reloads: false });
    const over = new AbortController();
    const end = (): void => over.abort();
    signals.end.addEventListener("abort", end, { once: true });
    void program.ended.then(end);
    if (signals.end.aborted) end();
    while (
      !over.signal.aborted &&
      (server === null || isAlive(server)) &&
      mayServe(server) &&
      kept(true) === null
    )
      await pauseFor(lookEvery, over.signal);
    signals.end.removeEventListener("abort", end);
  }
}

/** Where the watcher is the program's own process (Bun), that stays, and its sockets go. */
function mayServe(pid: number | null): boolean {
  return pid === null || process.platform !== "linux" || hasSockets(pid);
}
