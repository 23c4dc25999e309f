import { type ChildProcess, spawn } from "node:child_process";
import { constants, setPriority } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** A member of a program's family: the number and the start of a process. */
export interface Known {
  pid: number;
  startTime: number;
}

/**
 * The watchdog on Windows, where the first process ends with us by itself (a job object of Node) and what that has started
 * does not: a Node that waits at a pipe whose other end is ours (watch-windows.ts). One for all programs of this process. It is
 * started after the program, with less of the processor, and in no console, so that no window appears and no Ctrl-C ends it.
 */
export function windowsWatchdog(): {
  over: (pid: number) => void;
  knows: (members: readonly Known[]) => void;
  dismiss: () => void;
} {
  const id = ++programs;
  let isOver = false;
  const startedAt = Date.now();
  return {
    over(pid) {
      isOver = true;
      child ??= start();
      tell(`over ${id} ${pid} ${process.pid} ${startedAt}`);
    },
    knows(members) {
      for (const { pid, startTime } of members) tell(`has ${id} ${pid} ${startTime}`);
    },
    dismiss() {
      if (isOver) tell(`done ${id}`);
    },
  };
}

let programs = 0;
let child: ChildProcess | null = null;

function tell(line: string): void {
  child?.stdin?.write(`${line}\n`);
}

function start(): ChildProcess {
  // Next to this file, as a source and in the package.
  const script = fileURLToPath(new URL(`./watch-windows${path.extname(import.meta.url)}`, import.meta.url));
  // What is preloaded into programs is not meant for it.
  const { NODE_OPTIONS: _, ...env } = process.env;
  const made = spawn(process.execPath, [script], {
    // Windows lets nobody remove a folder in which a process is.
    cwd: process.env["SystemRoot"] ?? "/",
    env,
    detached: true,
    windowsHide: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  // Without it nothing is watched over; the run itself must not fail for that.
  made.on("error", () => {});
  made.stdin?.on("error", () => {});
  made.unref();
  (made.stdin as unknown as { unref?: () => void } | null)?.unref?.();
  try {
    setPriority(made.pid ?? 0, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Then it boots as fast as the program.
  }
  return made;
}
