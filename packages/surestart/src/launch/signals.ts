import { clock } from "../clock.ts";
import type { Program } from "./spawn.ts";
import { within } from "./within.ts";

/** What the signals that reached us have asked for. */
export interface Signals {
  /** The first signal that asks for the end; null as long as none came. */
  readonly asked: NodeJS.Signals | null;
  /** Aborts with the first such signal. */
  readonly end: AbortSignal;
  /** Aborts when a later one forces: the group has had KILL then. */
  readonly force: AbortSignal;
  /** Asks for the end as a signal would (the parent is gone). */
  ask: (signal: NodeJS.Signals) => void;
}

// On Windows these are events of the console, which reach the program as well: Ctrl-C, Ctrl-Break, the window that is closed.
const ending: readonly NodeJS.Signals[] =
  process.platform === "win32"
    ? ["SIGINT", "SIGBREAK", "SIGHUP"]
    : ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"];
// npm sends the signal that the terminal has sent us already once more.
const repeat = 500;

/**
 * Passes signals on to the program's group. INT, TERM, HUP and QUIT ask for the end: the same one again within 500 ms is
 * one, another within that time is passed on too, a later one forces (KILL). TSTP stops the group and us, CONT continues it.
 * The signals stay ours until the process is gone: the second of two that came at once must not end it on its last yards.
 * @param program the program of the moment; null while there is none: then nothing is passed on, only remembered.
 */
export function passSignals(program: () => Program | null): Signals {
  const end = new AbortController();
  const force = new AbortController();
  let asked: NodeJS.Signals | null = null;
  let first = 0;
  const within = new Set<NodeJS.Signals>();

  const ask = (signal: NodeJS.Signals): void => {
    const now = clock();
    if (asked === null) {
      asked = signal;
      first = now;
      within.add(signal);
      program()?.signal(signal);
      end.abort(signal);
    } else if (now - first > repeat) {
      program()?.signal("SIGKILL");
      force.abort(signal);
    } else if (!within.has(signal)) {
      within.add(signal);
      program()?.signal(signal);
    }
  };
  const suspend = (): void => {
    // The group has no terminal and so is an orphan to job control: it would ignore TSTP itself.
    program()?.signal("SIGSTOP");
    process.kill(process.pid, "SIGSTOP");
  };
  const resume = (): void => void program()?.signal("SIGCONT");
  const other = (signal: NodeJS.Signals): void => void program()?.signal(signal);

  const handlers: [NodeJS.Signals, (signal: NodeJS.Signals) => void][] = ending.map((s) => [s, ask]);
  if (process.platform !== "win32") {
    handlers.push(["SIGTSTP", suspend], ["SIGCONT", resume], ["SIGUSR2", other]);
  }
  for (const [signal, handler] of handlers) process.on(signal, handler);
  return {
    get asked() {
      return asked;
    },
    end: end.signal,
    force: force.signal,
    ask,
  };
}

// The console tells everybody at once, and who is told last may be late on a busy machine.
const lateWord = 500;

/**
 * Waits for the end of a program. On Windows the wait ends, too, when its end was asked for: nothing but `stopProgram` ends
 * there what does not end by itself. And unless it has ended well, Ctrl-C may have ended it before the word of it has reached
 * us: that is waited for.
 */
export async function endOf(program: Program, signals: Pick<Signals, "end">): Promise<void> {
  if (process.platform !== "win32") return void (await program.ended);
  const asked = new Promise<void>((resolve) => {
    if (signals.end.aborted) resolve();
    signals.end.addEventListener("abort", () => resolve(), { once: true });
  });
  await Promise.race([program.ended, asked]);
  if (program.ending?.code !== 0) await within(asked, lateWord);
}
