import { type ChildProcess, spawn } from "node:child_process";
import type { Readable } from "node:stream";
import { isatty } from "node:tty";
import type { RunFacts } from "../facts.ts";
import { type WindowsCommand, windowsCommand } from "./command-windows.ts";
import { newFamily } from "./family-windows.ts";
import { type OutputTail, outputTail } from "./output.ts";
import { type Relay, relay } from "./relay.ts";
import { within } from "./within.ts";

export interface Ending {
  code: number | null;
  signal: NodeJS.Signals | null;
  /** It was never started: the command is not there (ENOENT) or cannot be executed (EACCES …). */
  spawnError: RunFacts["spawnError"];
}

/** A program that was started: on POSIX in a session and process group of its own, on Windows in our console. */
export interface Program {
  /** Also the number of its group and session. null: it could not be started. */
  readonly pid: number | null;
  /** How it ended; null while it runs. Only the first process: its group may still live. */
  readonly ending: Ending | null;
  /** Settles the moment the first process ends; never rejects. */
  readonly ended: Promise<Ending>;
  /** What it printed last. Its stdout is missing here when that is a terminal. */
  readonly output: OutputTail;
  /** Its stdout is the terminal itself: what it says there is not seen. */
  readonly unread: boolean;
  /**
   * Everything that it printed is passed on. At most `ms` is waited for pipes that are not closed, then we close them: what has
   * left the session and still has them would keep us from ending.
   */
  drained: (ms?: number) => Promise<void>;
  /** Sends a signal to the whole group. false: the group is gone. Does nothing on Windows, whose console tells the program. */
  signal: (signal: NodeJS.Signals) => boolean;
  /** On Windows, where an end by force is told from a status of 1 by nobody: what comes next is an end by this signal. */
  endsBy: (signal: NodeJS.Signals) => void;
  /** Ends the first process, and nothing else, by force. */
  terminate: () => void;
}

export interface StartOptions {
  argv: readonly [string, ...string[]] | readonly string[];
  cwd: string;
  env: Readonly<Record<string, string | undefined>>;
  /** Where its stdout goes: our stdout, or our stderr where our stdout belongs to a report. @default 1 */
  stdout?: 1 | 2;
}

/**
 * Starts a program: its stdin is ours; its stdout and stderr pass through byte for byte, read along for diagnosis.
 * A stdout that is a terminal is handed over as it is, so that the program still sees a terminal.
 * On POSIX it gets a session of its own: a signal reaches its whole group and nothing else, and it has no controlling terminal.
 * On Windows it stays in our console: it is told of Ctrl-C by that, needs no window, and ends with us when we are killed.
 */
export function startProgram(options: StartOptions): Program {
  const { file, args, verbatim } = executable(options);
  const target = options.stdout ?? 1;
  const direct = isatty(target);
  const output = outputTail();
  // On Windows a virus scanner may look at the file for seconds before this returns: the program is older than that.
  const startedAt = Date.now();
  let child: ChildProcess;
  try {
    child = spawn(file, args, {
      cwd: options.cwd,
      env: options.env as NodeJS.ProcessEnv,
      detached: process.platform !== "win32",
      stdio: ["inherit", direct ? target : "pipe", "pipe"],
      windowsHide: true,
      windowsVerbatimArguments: verbatim,
    });
  } catch (error) {
    const { code = "UNKNOWN", message } = error as NodeJS.ErrnoException;
    return neverStarted({ code, message }, output);
  }
  if (process.platform === "win32" && child.pid !== undefined) newFamily(child.pid, startedAt);
  const relays = new Map<1 | 2, Relay>();
  const to = (fd: 1 | 2): Relay => {
    const made = relays.get(fd) ?? relay(fd);
    relays.set(fd, made);
    return made;
  };
  if (child.stdout) passOn(child.stdout, "stdout", to(target), output);
  if (child.stderr) passOn(child.stderr, "stderr", to(2), output);

  let ending: Ending | null = null;
  let by: NodeJS.Signals | null = null;
  const ended = endingOf(child).then((how) => {
    ending = process.platform === "win32" ? named(how, by) : how;
    return ending;
  });
  const closed = new Promise<void>((resolve) => {
    child.once("close", () => resolve());
    child.once("error", () => child.pid === undefined && resolve());
  });
  return {
    pid: child.pid ?? null,
    get ending() {
      return ending;
    },
    ended,
    output,
    unread: direct,
    async drained(ms = 1000) {
      await within(closed, ms);
      child.stdout?.destroy();
      child.stderr?.destroy();
      await within(Promise.all([...relays.values()].map((r) => r.flushed())), ms);
    },
    signal: (signal) => child.pid !== undefined && signalGroup(child.pid, signal),
    endsBy: (signal) => {
      by ??= signal;
    },
    terminate: () => void child.kill("SIGKILL"),
  };
}

/** A program that could not be started. Some errors (a command line that is too long, a NUL in it) are thrown, not told later. */
export function neverStarted(
  spawnError: NonNullable<Ending["spawnError"]>,
  output: OutputTail = outputTail(),
): Program {
  const ending: Ending = { code: null, signal: null, spawnError };
  return {
    pid: null,
    ending,
    ended: Promise.resolve(ending),
    output,
    unread: false,
    drained: async () => {},
    signal: () => false,
    endsBy: () => {},
    terminate: () => {},
  };
}

function endingOf(child: ChildProcess): Promise<Ending> {
  return new Promise((resolve) => {
    child.once("exit", (code, signal) => resolve({ code, signal, spawnError: null }));
    child.on("error", (error: NodeJS.ErrnoException) => {
      // Errors of a process that does run (a signal that it may not be sent) do not end it.
      if (child.pid !== undefined) return;
      resolve({
        code: null,
        signal: null,
        spawnError: { code: error.code ?? "UNKNOWN", message: error.message },
      });
    });
  });
}

function passOn(from: Readable, name: "stdout" | "stderr", to: Relay, output: OutputTail): void {
  from.on("data", (chunk: Uint8Array) => output.add(name, chunk));
  from.pipe(to.stream, { end: false });
  // Nobody reads us any more: the program shall meet the broken pipe that it would meet without us.
  to.stream.on("error", () => from.destroy());
  from.on("error", () => {});
}

function signalGroup(pid: number, signal: NodeJS.Signals): boolean {
  if (process.platform === "win32") return true;
  try {
    return process.kill(-pid, signal);
  } catch {
    return false;
  }
}

// STATUS_CONTROL_C_EXIT: what nobody caught Ctrl-C ends with.
const controlC = 0xc000013a;

/** Windows knows no signals: what ended a process is told by its status. */
function named(how: Ending, by: NodeJS.Signals | null): Ending {
  if (how.code === controlC) return { ...how, code: null, signal: "SIGINT" };
  return how.code === 1 && by !== null ? { ...how, code: null, signal: by } : how;
}

function executable({ argv, cwd, env }: StartOptions): WindowsCommand {
  if (process.platform === "win32") return windowsCommand(argv, cwd, env);
  const [file = "", ...args] = argv;
  return { file, args, verbatim: false };
}
