import { constants } from "node:os";
import { isatty } from "node:tty";
import { statusWords } from "../diagnoses/_ntstatus.ts";
import type { StartCommand, WitnessFacts } from "../facts.ts";
import { watchParent } from "../launch/parent.ts";
import { endOf, passSignals, type Signals } from "../launch/signals.ts";
import type { Program } from "../launch/spawn.ts";
import { cannotExecute } from "../runtime/cannot-execute.ts";
import type { RunContext } from "./context.ts";
import type { Happened } from "./facts.ts";
import type { Fixing } from "./fixing.ts";
import { Healing } from "./healing.ts";
import { movedWords } from "./holder-words.ts";
import type { RunOptions } from "./options.ts";
import { policyOf } from "./policy.ts";
import { decidePort, type PortDecision, type PortQuestion, unclaimed } from "./port.ts";
import { Reading } from "./reading.ts";
import { safely, say } from "./say.ts";
import type { StartWatched } from "./second-look.ts";
import { notStarted, type Started, start } from "./start.ts";
import { badConfiguration, exitOf, exitStatus, noPort, statusOf, tooLateForThen } from "./status.ts";
import { Telling } from "./telling.ts";
import { keepTerminal } from "./terminal.ts";
import { Timeline } from "./timeline.ts";
import type { AskTyped } from "./typed.ts";
import { decideVariables, type Variables } from "./variables.ts";
import type { Watching } from "./watched.ts";

/** Starts a backend and sees it through to healthy; then stays until it ends. Its exit status is the contract's. */
export async function runBackend(options: RunOptions, typed: AskTyped): Promise<number> {
  const run = new Run(options, typed);
  try {
    return await run.run();
  } catch (error) {
    await run.stop();
    throw error;
  } finally {
    run.release();
  }
}

class Run {
  readonly #options: RunOptions;
  readonly #typed: AskTyped;
  readonly #context: RunContext;
  readonly #telling: Telling;
  readonly #signals: Signals;
  readonly #release: (() => void)[] = [];
  /** Where signals go. */
  #program: Program | null = null;
  #port: PortDecision | null = null;
  /** The start that was made last, to be made once more. */
  #startAgain: StartWatched | null = null;
  #lookedAgain = false;
  /** What was seen then, of what the next start was healed of. */
  #witness: WitnessFacts | null = null;
  /** It was healthy: it ends in its own time, and its status is ours. */
  #healthy = false;
  /** Our status when it has ended and all that it became: what is still to be told changes nothing about it. */
  #status: number | null = null;

  constructor(options: RunOptions, typed: AskTyped) {
    this.#options = options;
    this.#typed = typed;
    this.#context = {
      options,
      typed,
      timeline: new Timeline(options.timeout),
      reading: new Reading(options),
      fixed: [],
      failedBefore: [],
    };
    this.#telling = new Telling(this.#context);
    this.#signals = passSignals(() => this.#program);
    for (const signal of [this.#signals.end, this.#signals.force])
      signal.addEventListener("abort", () => this.#endWithoutProgram());
    this.#release.push(
      keepTerminal(),
      watchParent(() => this.#signals.ask("SIGTERM")),
      () => this.#port?.claim?.release(),
    );
  }

  release(): void {
    for (const release of this.#release) release();
  }

  /** A fault of ours ends the program, too: nobody would follow it any more. */
  async stop(): Promise<void> {
    if (this.#program === null || this.#program.ending) return;
    const { stopProgram } = await import("../launch/stop.ts");
    await stopProgram(this.#program);
  }

  async run(): Promise<number> {
    const options = this.#options;
    if (options.strict) {
      const { beforeStart } = await import("./before.ts");
      const refused = await beforeStart(options);
      if (refused !== null) return refused;
    }
    const healing = new Healing(this.#context);
    const fixing = options.fix ? new (await import("./fixing.ts")).Fixing(this.#context) : null;
    for (let timeout = options.timeout; ; timeout = this.#context.timeline.left()) {
      const once = await this.#once(timeout, healing).catch((error: unknown) => {
        fixing?.giveUp();
        throw error;
      });
      if (typeof once === "number") {
        fixing?.giveUp();
        return once;
      }
      const { started, variables } = once;
      void safely(removeLeft);
      if (started.waited?.how === "healthy") {
        fixing?.worked();
        await safely(() => healing.worked());
        return this.#follow(started, variables);
      }
      this.#context.timeline.done("wait", started.healthyMs);
      // What still ran when the time was up has been stopped since.
      if (started.waited?.how !== "exited") this.#context.timeline.done("stop");
      const happened = this.#happened(started, variables);
      if (started.program.ending === null && !(await this.#heals(happened, healing))) {
        const { untilHealthy } = await import("./watched.ts");
        const healthy = await untilHealthy(happened, this.#watching());
        return typeof healthy === "number" ? healthy : this.#follow(healthy, variables);
      }
      const next = started.program.ending ? await this.#afterFailure(happened, healing, fixing) : "again";
      await this.stop();
      started.watchdog?.dismiss();
      if (next !== "again") return this.#failed(next);
      this.#port?.claim?.release();
    }
  }

  /** Is it started again, and if not, what is told of it? */
  async #afterFailure(
    happened: Happened,
    healing: Healing,
    fixing: Fixing | null,
  ): Promise<"again" | Happened> {
    if (this.#signals.asked) return happened;
    if (await this.#heals(happened, healing)) return "again";
    const seen = await this.#lookAgain(happened);
    if (seen === "again" || this.#signals.asked) return seen;
    if (seen.witness && (await this.#heals(seen, healing))) {
      this.#witness = seen.witness;
      return "again";
    }
    const next = (await fixing?.afterFailure(seen)) ?? seen;
    if (next === "again") this.#context.reading.forget();
    return next;
  }

  async #heals(happened: Happened, healing: Healing): Promise<boolean> {
    let healed = false;
    await safely(async () => {
      healed = await healing.afterFailure(happened);
    });
    return healed;
  }

  /** At most once in a run: what is seen from inside of a program that failed. */
  async #lookAgain(happened: Happened): Promise<"again" | Happened> {
    let seen: "again" | Happened = happened;
    if (this.#lookedAgain || this.#startAgain === null) return seen;
    const startAgain = this.#startAgain;
    await safely(async () => {
      const { lookAgain } = await import("./second-look.ts");
      seen = await lookAgain(happened, this.#context, (witness, timeout) => {
        this.#lookedAgain = true;
        return startAgain(witness, timeout);
      });
    });
    return seen;
  }

  /** One start, as far as it gets within this time; a status where there was none. */
  async #once(
    timeout: number,
    healing: Healing,
  ): Promise<number | { started: Started; variables: Variables }> {
    const options = this.#options;
    const command = await this.#startCommand();
    this.#context.reading.command = command;
    const { timeline } = this.#context;
    // Our own boot and the start command; after a failure, what was read because of it.
    timeline.done(timeline.steps.length === 0 ? "load" : "read");
    const variables = await this.#context.timeline.step(
      "env",
      async () => (await healing.before(command)) ?? decideVariables(command, options),
    );
    const question = this.#portQuestion(command, variables);
    // Before anybody is asked, and before any process is stopped for a start that cannot happen.
    const missing = cannotExecute(command.argv[0] ?? "", {
      cwd: options.dir,
      environment: { ...process.env, ...variables.set },
    });
    if (missing) return { started: notStarted(unclaimed(question), missing), variables };
    this.#port = await this.#context.timeline.step("port", () => decidePort(question));
    if (this.#port.failed) return this.#refused(variables, this.#port);
    const moved = movedWords(this.#port);
    // Who was asked knows it, and has chosen.
    if (moved !== null && !this.#context.timeline.asked) say(moved);
    this.#startAgain = async (witness, within) => {
      const started = await start({
        command,
        options: { ...options, timeout: within },
        variables: { ...variables, set: { ...variables.set, ...witness?.env } },
        ...(witness ? { words: witness.words } : {}),
        port: this.#port as PortDecision,
        portQuestion: question,
        signals: this.#signals,
        stays: witness === null && this.#stays(),
        onStart: (program) => {
          this.#program = program;
          this.#context.reading.beginSoon();
        },
        say,
      });
      this.#port = started.port;
      return started;
    };
    const started = await this.#startAgain(null, timeout);
    this.#context.timeline.done("spawn", started.spawnMs);
    return { started, variables };
  }

  #happened(started: Started, variables: Variables): Happened {
    const { dir } = this.#options;
    const { asked } = this.#signals;
    return { dir, port: started.port, variables, started, asked, ms: this.#context.timeline.now() };
  }

  /** The program is healthy: `--then`, `--exit-when-healthy`, or until it ends. */
  async #follow(started: Started, variables: Variables): Promise<number> {
    const { program, watchdog, waited } = started;
    const { exitWhenHealthy, afterHealthy, dir, format } = this.#options;
    this.#healthy = true;
    this.#context.timeline.done("healthy");
    const witness = this.#witness === null ? {} : { witness: this.#witness };
    await this.#telling.healthy({ ...this.#happened(started, variables), ...witness });
    // What was compiled is kept when we end by ourselves; a backend in development is as often ended by KILL, and we with it.
    process.getBuiltinModule("node:module").flushCompileCache();
    process.emit("surestart:healthy" as "disconnect");
    let status: number | null = null;
    if (afterHealthy !== undefined) {
      const { runThen } = await import("./then.ts");
      status =
        tooLateForThen(this.#signals.asked, program.ending) ??
        (await runThen(afterHealthy, {
          dir,
          url: waited?.url ?? null,
          port: waited?.port ?? null,
          stdout: format === "text" ? 1 : 2,
          signals: this.#signals,
          onStart: (one) => (this.#program = one),
        }));
      this.#program = program;
    } else if (!exitWhenHealthy) {
      if (this.#followsVersions()) {
        const { untilOver } = await import("./watched.ts");
        await untilOver(this.#happened(started, variables), this.#watching());
      }
      await endOf(program, this.#signals);
    }
    const before = program.ending;
    const byItself = before !== null && !this.#signals.asked;
    const { stopProgram } = await import("../launch/stop.ts");
    await stopProgram(program, { force: this.#signals.force, asked: this.#signals.asked });
    watchdog?.dismiss();
    await program.drained();
    const ending = program.ending!;
    const exit = { code: ending.code, signal: ending.signal };
    this.#status = statusOf({
      ended: "healthy",
      exit,
      spawnError: null,
      healthy: true,
      asked: this.#signals.asked,
      exitWhenHealthy,
      afterHealthy: status,
    });
    const crashed = byItself && exitStatus(exit) !== 0;
    if (byItself && (!crashed || status !== null)) this.#sayEnd(before, status !== null);
    await this.#telling.ended(exit, crashed);
    await this.#sayEscaped();
    return this.#status;
  }

  async #failed(happened: Happened): Promise<number> {
    const started = happened.started as Started;
    const { program, port } = started;
    const { ending } = program;
    const asked = this.#signals.asked;
    const spawnError = ending?.spawnError ?? null;
    const exit = exitOf({ started });
    await this.#telling.failed({ ...happened, asked });
    await this.#sayEscaped();
    const byItself = started.waited?.how === "exited" || started.waited?.how === "part";
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

  /** Nothing was started: no port was available, or the wanted one is invalid. */
  async #refused(variables: Variables, port: PortDecision): Promise<number> {
    const { dir } = this.#options;
    await this.#telling.failed({
      dir,
      port,
      variables,
      started: null,
      asked: null,
      ms: this.#context.timeline.now(),
    });
    return port.invalid ? badConfiguration : noPort;
  }

  #sayEnd({ code, signal }: { code: number | null; signal: string | null }, then: boolean): void {
    const how = signal ? `was terminated by ${signal}` : `ended with status ${statusWords(code)}`;
    say(`the program ${how}${then ? " before the command had finished" : ""}`);
  }

  async #sayEscaped(): Promise<void> {
    if (this.#program?.pid == null) return;
    const { escaped } = await import("./escaped.ts");
    for (const { pid, name } of escaped()) {
      say(`${name} (pid ${pid}) has left the program's session and is still running: kill ${pid} stops it`);
    }
  }

  /**
   * A signal when there is no program (before the start, or while its failure is looked into) ends us at once. What was
   * healthy may have ended before the signal came to us (on Windows, Ctrl-C is the program's as well): what it left is still
   * ended then, and one that forces cuts short only what is told of it.
   */
  #endWithoutProgram(): void {
    if (this.#program !== null && this.#program.ending === null) return;
    if (this.#healthy && !(this.#status !== null && this.#signals.force.aborted)) return;
    this.release();
    process.exit(this.#status ?? 128 + constants.signals[this.#signals.asked ?? "SIGTERM"]);
  }

  async #startCommand(): Promise<StartCommand> {
    const { dir, argv, configured } = this.#options;
    const environment = process.env;
    if (argv) {
      const { readCommand } = await import("../runtime/command.ts");
      return readCommand(argv, { cwd: dir, environment, dir });
    }
    const { findStartCommand } = await import("../survey/start-command.ts");
    const found = await findStartCommand(dir, { environment, configured });
    if (found) return found;
    throw await (await this.#typed()).noCommand(dir);
  }

  #watching(): Watching {
    return { context: this.#context, telling: this.#telling, signals: this.#signals };
  }

  /** Somebody sits at a terminal and edits the program. */
  #stays(): boolean {
    const { format, afterHealthy, exitWhenHealthy, fix } = this.#options;
    return format === "text" && !fix && afterHealthy === undefined && !exitWhenHealthy && isatty(2);
  }

  /** It has versions, and what becomes of them can be said. */
  #followsVersions(): boolean {
    return this.#options.format === "text" && this.#context.reading.command?.reloads === true;
  }

  #portQuestion(command: StartCommand, variables: Variables): PortQuestion {
    const options = this.#options;
    const inherited = process.env["PORT"];
    const port = variables.final["PORT"];
    return {
      command,
      options,
      policy: policyOf(options, variables.final),
      environment: options.override ? { ...process.env, ...variables.set } : process.env,
      envFilePort: inherited === undefined || inherited === "" ? port : undefined,
      say,
      asking: (question) => this.#context.timeline.asking(question),
      surelyFails: async () => {
        const { surelyFails } = await import("./surely-fails.ts");
        return surelyFails(command, options.dir, { ...process.env, ...variables.set });
      },
      interrupt: () => this.#signals.ask("SIGINT"),
    };
  }
}

/** What a run that was killed has left of a second look. */
async function removeLeft(): Promise<void> {
  const { removeLeftWitnesses } = await import("../launch/witness/witness.ts");
  removeLeftWitnesses();
}
