import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { entries, type Ledger, ledgerFile, processesOf } from "./ledger.ts";

const here = (file: string): string => fileURLToPath(new URL(file, import.meta.url));

export const bin: string = here("../../packages/surestart/bin/surestart.cjs");
export const programs = { node: here("server.mjs"), python: here("server.py"), grab: here("grab.mjs") };

/** One `surestart run`, or a command that starts it, with what it said and what it started. */
export interface SoakRun {
  child: ChildProcess;
  ledger: Ledger;
  said: () => string;
  /** Its status as a shell gives it; of what it has started nothing is known then. */
  ended: Promise<number>;
  /** true: it said that it is healthy. false: it ended before, had a fault of its own, or said nothing for three minutes. */
  healthy: Promise<boolean>;
}

const longest = 180_000;
const running = new Set<SoakRun>();

/**
 * Starts a command in a session, folder and ledger of its own.
 * @param runs how many runs say that they are healthy until the outermost has: one inside of the other.
 */
export function startRun(
  argv: readonly string[],
  mark: string,
  dir: string,
  env: NodeJS.ProcessEnv,
  runs = 1,
): SoakRun {
  mkdirSync(path.join(dir, ".git"), { recursive: true });
  const file = ledgerFile(dir);
  const child = spawn(argv[0] as string, argv.slice(1), {
    cwd: dir,
    env: {
      PATH: process.env["PATH"],
      HOME: process.env["HOME"],
      LANG: "C.UTF-8",
      SOAK_RUN: mark,
      SOAK_LEDGER: file,
      ...env,
    },
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  let tellHealthy: (healthy: boolean) => void;
  const healthy = new Promise<boolean>((resolve) => (tellHealthy = resolve));
  const limit = setTimeout(() => tellHealthy(false), longest);
  void healthy.then(() => clearTimeout(limit));
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk) => {
      text += chunk;
      // "Took" is the last line of that screen.
      if ((text.split("Healthy in").at(-1) ?? "").includes("Took") && text.split("Healthy in").length > runs)
        tellHealthy(true);
      if (text.includes("This is a bug in surestart")) tellHealthy(false);
    });
  const ended = once(child, "exit").then(([code, signal]) => {
    tellHealthy(false);
    return signal ? 128 + signals[signal as keyof typeof signals] : (code as number);
  });
  const ledger = { mark, file, dir, pid: child.pid as number };
  const run = { child, ledger, said: () => text, ended, healthy };
  running.add(run);
  return run;
}

const signals = { SIGHUP: 1, SIGINT: 2, SIGQUIT: 3, SIGKILL: 9, SIGTERM: 15 };

/** Waits until its program is up, healthy or not; gives the program's pid. */
export async function programOf(run: SoakRun): Promise<number> {
  for (;;) {
    const [first] = entries(run.ledger);
    if (first) return first.pid;
    if (run.child.exitCode !== null || run.child.signalCode !== null)
      throw new Error(`it ended before its program was up:\n${run.said()}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Ends a run that should have ended long ago, and what is left of it. By the run's own mark only. */
export async function endRun(run: SoakRun): Promise<void> {
  running.delete(run);
  if (run.child.exitCode === null && run.child.signalCode === null) {
    run.child.kill("SIGTERM");
    await Promise.race([run.ended, new Promise((resolve) => setTimeout(resolve, 8000).unref())]);
  }
  for (const { pid } of processesOf(run.ledger)) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // Gone in between.
    }
  }
}

/** When the soak itself is asked to end. */
export async function endAll(): Promise<void> {
  await Promise.all([...running].map(endRun));
}

/** The port at which the run says that its program serves; the report with the same may follow later. */
export function portOf(run: SoakRun): number | null {
  const [, port] = /URL +https?:\/\/[^\s/]+:(\d+)/.exec(run.said()) ?? [];
  return port === undefined ? null : Number(port);
}
