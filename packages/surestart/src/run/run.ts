import { constants } from "node:os";
import type { WitnessFacts } from "../facts.ts";
import { watchParent } from "../launch/parent.ts";
import type { AfterFailure } from "./after-failure.ts";
import { Backend } from "./backend.ts";
import type { RunContext } from "./context.ts";
import type { Happened } from "./facts.ts";
import type { Following } from "./follow.ts";
import { Healing } from "./healing.ts";
import type { RunOptions } from "./options.ts";
import { Reading } from "./reading.ts";
import { safely } from "./say.ts";
import type { Started } from "./start.ts";
import { badConfiguration, exitOf, noPort, statusOf } from "./status.ts";
import { Telling } from "./telling.ts";
import { keepTerminal } from "./terminal.ts";
import { Timeline } from "./timeline.ts";
import type { AskTyped } from "./typed.ts";
import type { Watching } from "./watched.ts";

/** Starts a backend and sees it through to healthy; then stays until it ends. Its exit status is the contract's. */
export async function runBackend(options: RunOptions, typed: AskTyped): Promise<number> {
  const run = new Run(options, typed);
  try {
    return await run.run();
  } catch (error) {
    // A fault of ours ends the program, too: nobody would follow it any more.
    await run.stop();
    throw error;
  } finally {
    run.release();
  }
}

class Run {
  readonly #context: RunContext;
  readonly #telling: Telling;
  readonly #backend: Backend;
  readonly #release: (() => void)[];
  /** It was healthy: it ends in its own time, and its status is ours. */
  #healthy = false;
  #following: Following | null = null;

  constructor(options: RunOptions, typed: AskTyped) {
    this.#context = {
      options,
      typed,
      timeline: new Timeline(options.timeout),
      reading: new Reading(options),
      fixed: [],
      failedBefore: [],
    };
    this.#telling = new Telling(this.#context);
    this.#backend = new Backend(this.#context);
    const { signals } = this.#backend;
    for (const signal of [signals.end, signals.force])
      signal.addEventListener("abort", () => this.#endWithoutProgram());
    this.#release = [
      keepTerminal(),
      watchParent(() => signals.ask("SIGTERM")),
      () => this.#backend.release(),
    ];
  }

  release(): void {
    for (const release of this.#release) release();
  }

  stop(): Promise<void> {
    return this.#backend.stop();
  }

  /** Checks, starts, waits until it is healthy and follows it; after a failure again, or tells it. */
  async run(): Promise<number> {
    const { options, timeline } = this.#context;
    if (options.strict) {
      const { beforeStart } = await import("./before.ts");
      const refused = await beforeStart(options);
      if (refused !== null) return refused;
    }
    const healing = new Healing(this.#context);
    const fixing = options.fix ? new (await import("./fixing.ts")).Fixing(this.#context) : null;
    let afterFailure: AfterFailure | null = null;
    for (let timeout = options.timeout; ; timeout = timeline.left()) {
      const happened = await this.#backend.start(timeout, healing).catch((error: unknown) => {
        fixing?.giveUp();
        throw error;
      });
      const { started } = happened;
      if (started === null) {
        fixing?.giveUp();
        return this.#refused(happened);
      }
      void safely(removeLeft);
      if (started.waited?.how === "healthy") {
        fixing?.worked();
        await safely(() => healing.worked());
        return this.#follow(happened, started, afterFailure?.witness ?? null);
      }
      timeline.done("wait", started.healthyMs);
      const { AfterFailure } = await import("./after-failure.ts");
      afterFailure ??= new AfterFailure(this.#context, this.#backend, healing, fixing);
      // What still ran when the time was up has been stopped since.
      if (started.waited?.how !== "exited") timeline.done("stop");
      if (started.program.ending === null && !(await afterFailure.heals(happened))) {
        const { untilHealthy } = await import("./watched.ts");
        const healthy = await untilHealthy(happened, this.#watching());
        return typeof healthy === "number" ? healthy : this.#follow(happened, healthy, afterFailure.witness);
      }
      const next = started.program.ending ? await afterFailure.next(happened) : "again";
      await this.stop();
      started.watchdog?.dismiss();
      if (next !== "again") return this.#failed(next);
      this.#backend.release();
    }
  }

  async #follow(happened: Happened, started: Started, witness: WitnessFacts | null): Promise<number> {
    this.#healthy = true;
    const { Following } = await import("./follow.ts");
    this.#following = new Following(this.#watching(), this.#backend);
    return this.#following.untilEnd({ ...happened, started }, witness);
  }

  /** Nothing was started: no port was available, or the wanted one is invalid. */
  async #refused(happened: Happened): Promise<number> {
    await this.#telling.failed(happened);
    return happened.port.invalid ? badConfiguration : noPort;
  }

  async #failed(happened: Happened): Promise<number> {
    const started = happened.started as Started;
    const { program, port, waited } = started;
    const { asked } = this.#backend.signals;
    const spawnError = program.ending?.spawnError ?? null;
    const exit = exitOf({ started });
    await this.#telling.failed({ ...happened, asked });
    await this.#backend.sayEscaped();
    const byItself = waited?.how === "exited" || waited?.how === "part";
    // Where a watcher keeps it, the contract has a status of its own: "timeout" gives that.
    const ended = port.failed ? "no-port" : byItself ? "exited" : "timeout";
    return statusOf({
      ended,
      exit,
      spawnError,
      healthy: false,
      asked,
      exitWhenHealthy: false,
      afterHealthy: null,
    });
  }

  /**
   * A signal when there is no program (before the start, or while its failure is looked into) ends us at once. What was
   * healthy may have ended before the signal came to us (on Windows, Ctrl-C is the program's as well): what it left is still
   * ended then, and one that forces cuts short only what is told of it.
   */
  #endWithoutProgram(): void {
    const { program, signals } = this.#backend;
    if (program !== null && program.ending === null) return;
    const status = this.#following?.status ?? null;
    if (this.#healthy && !(status !== null && signals.force.aborted)) return;
    this.release();
    process.exit(status ?? 128 + constants.signals[signals.asked ?? "SIGTERM"]);
  }

  #watching(): Watching {
    return { context: this.#context, telling: this.#telling, signals: this.#backend.signals };
  }
}

/** What a run that was killed has left of a second look. */
async function removeLeft(): Promise<void> {
  const { removeLeftWitnesses } = await import("../launch/witness/witness.ts");
  removeLeftWitnesses();
}
