import { statusWords } from "../diagnoses/_ntstatus.ts";
import type { WitnessFacts } from "../facts.ts";
import { endOf } from "../launch/signals.ts";
import type { Backend } from "./backend.ts";
import type { Happened } from "./facts.ts";
import { say } from "./say.ts";
import type { Started } from "./start.ts";
import { exitStatus, statusOf, tooLateForThen } from "./status.ts";
import type { Watching } from "./watched.ts";

/** A program that is healthy: `--then`, `--exit-when-healthy`, or until it ends. */
export class Following {
  /** Our status when it has ended and all that it became: what is still to be told changes nothing about it. */
  status: number | null = null;
  readonly #watching: Watching;
  readonly #backend: Backend;

  constructor(watching: Watching, backend: Backend) {
    this.#watching = watching;
    this.#backend = backend;
  }

  /** Gives the status of the run. */
  async untilEnd(happened: Happened & { started: Started }, witness: WitnessFacts | null): Promise<number> {
    const { context, telling } = this.#watching;
    const { signals } = this.#backend;
    const { program, watchdog } = happened.started;
    context.timeline.done("healthy");
    const healthy = { ...happened, asked: signals.asked, ms: context.timeline.now() };
    await telling.healthy(witness === null ? healthy : { ...healthy, witness });
    // What was compiled is kept when we end by ourselves; a backend in development is as often ended by KILL, and we with it.
    process.getBuiltinModule("node:module").flushCompileCache();
    process.emit("surestart:healthy" as "disconnect");
    const status = await this.#work(healthy);
    const before = program.ending;
    const byItself = before !== null && !signals.asked;
    const { stopProgram } = await import("../launch/stop.ts");
    await stopProgram(program, { force: signals.force, asked: signals.asked });
    watchdog?.dismiss();
    await program.drained();
    const ending = program.ending!;
    const exit = { code: ending.code, signal: ending.signal };
    this.status = statusOf({
      ended: "healthy",
      exit,
      spawnError: null,
      healthy: true,
      asked: signals.asked,
      exitWhenHealthy: context.options.exitWhenHealthy,
      afterHealthy: status,
    });
    const crashed = byItself && exitStatus(exit) !== 0;
    if (byItself && (!crashed || status !== null)) sayEnd(before, status !== null);
    await telling.ended(exit, crashed);
    await this.#backend.sayEscaped();
    return this.status;
  }

  /** Until there is nothing more to wait for; gives the status of the command of `--then`. */
  async #work(happened: Happened & { started: Started }): Promise<number | null> {
    const { context, signals } = this.#watching;
    const { exitWhenHealthy, afterHealthy, dir, format } = context.options;
    const { program, waited } = happened.started;
    if (afterHealthy !== undefined) {
      const { runThen } = await import("./then.ts");
      const status =
        tooLateForThen(signals.asked, program.ending) ??
        (await runThen(afterHealthy, {
          dir,
          url: waited?.url ?? null,
          port: waited?.port ?? null,
          stdout: format === "text" ? 1 : 2,
          signals,
          onStart: (one) => (this.#backend.program = one),
        }));
      this.#backend.program = program;
      return status;
    }
    if (exitWhenHealthy) return null;
    // It has versions, and what becomes of them can be said.
    if (format === "text" && context.reading.command?.reloads === true) {
      const { untilOver } = await import("./watched.ts");
      await untilOver(happened, this.#watching);
    }
    await endOf(program, signals);
    return null;
  }
}

function sayEnd({ code, signal }: { code: number | null; signal: string | null }, then: boolean): void {
  const how = signal ? `was terminated by ${signal}` : `ended with status ${statusWords(code)}`;
  say(`the program ${how}${then ? " before the command had finished" : ""}`);
}
