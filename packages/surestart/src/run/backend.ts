import { isatty } from "node:tty";
import type { StartCommand } from "../facts.ts";
import { passSignals, type Signals } from "../launch/signals.ts";
import type { Program } from "../launch/spawn.ts";
import { cannotExecute } from "../runtime/cannot-execute.ts";
import type { RunContext } from "./context.ts";
import type { Happened } from "./facts.ts";
import type { Healing } from "./healing.ts";
import { movedWords } from "./holder-words.ts";
import { policyOf } from "./policy.ts";
import { decidePort, type PortDecision, type PortQuestion, unclaimed } from "./port.ts";
import { say } from "./say.ts";
import type { StartWatched } from "./second-look.ts";
import { notStarted, type Started, start } from "./start.ts";
import { decideVariables, type Variables } from "./variables.ts";

/** The program of a run: how it is started, again if need be, and where signals go. */
export class Backend {
  /** The program of the moment; null before the first start. */
  program: Program | null = null;
  readonly signals: Signals;
  /** The start that was made last, to be made once more. */
  again: StartWatched | null = null;
  readonly #context: RunContext;
  #port: PortDecision | null = null;

  constructor(context: RunContext) {
    this.#context = context;
    this.signals = passSignals(() => this.program);
  }

  /** One start, as far as it gets within this time. Without a port that it may have, nothing is started. */
  async start(timeout: number, healing: Healing): Promise<Happened> {
    const { options, timeline, reading } = this.#context;
    const command = await this.#command();
    reading.command = command;
    // Our own boot and the start command; after a failure, what was read because of it.
    timeline.done(timeline.steps.length === 0 ? "load" : "read");
    const variables = await timeline.step(
      "env",
      async () => (await healing.before(command)) ?? decideVariables(command, options),
    );
    const question = this.#portQuestion(command, variables);
    // Before anybody is asked, and before any process is stopped for a start that cannot happen.
    const missing = cannotExecute(command.argv[0] ?? "", {
      cwd: options.dir,
      environment: { ...process.env, ...variables.set },
    });
    if (missing) {
      const started = notStarted(unclaimed(question), missing);
      return this.#happened(variables, started.port, started);
    }
    const port = await timeline.step("port", () => decidePort(question));
    this.#port = port;
    if (port.failed) return this.#happened(variables, port, null);
    const moved = movedWords(port);
    // Who was asked knows it, and has chosen.
    if (moved !== null && !timeline.asked) say(moved);
    this.again = (witness, within) => this.#start(command, variables, question, witness, within);
    const started = await this.again(null, timeout);
    timeline.done("spawn", started.spawnMs);
    return this.#happened(variables, started.port, started);
  }

  /** Somebody else may have its port. */
  release(): void {
    this.#port?.claim?.release();
  }

  async stop(): Promise<void> {
    if (this.program === null || this.program.ending) return;
    const { stopProgram } = await import("../launch/stop.ts");
    await stopProgram(this.program);
  }

  /** What it started and that has left its session. */
  async sayEscaped(): Promise<void> {
    if (this.program?.pid == null) return;
    const { escaped } = await import("./escaped.ts");
    for (const { pid, name } of escaped()) {
      say(`${name} (pid ${pid}) has left the program's session and is still running: kill ${pid} stops it`);
    }
  }

  async #command(): Promise<StartCommand> {
    const { options, typed } = this.#context;
    const { dir, argv, configured } = options;
    const environment = process.env;
    if (argv) {
      const { readCommand } = await import("../runtime/command.ts");
      return readCommand(argv, { cwd: dir, environment, dir });
    }
    const { findStartCommand } = await import("../survey/start-command.ts");
    const found = await findStartCommand(dir, { environment, configured });
    if (found) return found;
    throw await (await typed()).noCommand(dir);
  }

  async #start(
    command: StartCommand,
    variables: Variables,
    portQuestion: PortQuestion,
    witness: Parameters<StartWatched>[0],
    timeout: number,
  ): Promise<Started> {
    const { options, reading } = this.#context;
    const started = await start({
      command,
      options: { ...options, timeout },
      variables: { ...variables, set: { ...variables.set, ...witness?.env } },
      ...(witness ? { words: witness.words } : {}),
      port: this.#port as PortDecision,
      portQuestion,
      signals: this.signals,
      stays: witness === null && this.#stays(),
      onStart: (program) => {
        this.program = program;
        reading.beginSoon();
      },
      say,
    });
    this.#port = started.port;
    return started;
  }

  /** Somebody sits at a terminal and edits the program. */
  #stays(): boolean {
    const { format, afterHealthy, exitWhenHealthy, fix } = this.#context.options;
    return format === "text" && !fix && afterHealthy === undefined && !exitWhenHealthy && isatty(2);
  }

  #portQuestion(command: StartCommand, variables: Variables): PortQuestion {
    const { options, timeline } = this.#context;
    const inherited = process.env["PORT"];
    const port = variables.final["PORT"];
    return {
      command,
      options,
      policy: policyOf(options, variables.final),
      environment: options.override ? { ...process.env, ...variables.set } : process.env,
      envFilePort: inherited === undefined || inherited === "" ? port : undefined,
      say,
      asking: (question) => timeline.asking(question),
      surelyFails: async () => {
        const { surelyFails } = await import("./surely-fails.ts");
        return surelyFails(command, options.dir, { ...process.env, ...variables.set });
      },
      interrupt: () => this.signals.ask("SIGINT"),
    };
  }

  #happened(variables: Variables, port: PortDecision, started: Started | null): Happened {
    const { options, timeline } = this.#context;
    return { dir: options.dir, port, variables, started, asked: this.signals.asked, ms: timeline.now() };
  }
}
