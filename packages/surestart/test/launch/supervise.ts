import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import type { Ending } from "../../src/launch/spawn.ts";

export interface Supervised {
  child: ChildProcess;
  /** The program's process. */
  pid: number | null;
  stdout: () => Buffer;
  stderr: () => Buffer;
  /** A line of its stdout that holds the text; for programs that say when they are ready. */
  says: (text: string) => Promise<void>;
  /** What the supervisor tells at the end. */
  end: Promise<{
    ending: Ending;
    killed: boolean;
    asked: string | null;
    lines: string[];
  }>;
}

const started = new Set<ChildProcess>();
const groups = new Set<number>();

/** Starts a command under the launch room in a process of its own, as `surestart run` would. */
export async function supervise(
  argv: string[],
  options: { env?: Record<string, string>; input?: string; through?: string[] } = {},
): Promise<Supervised> {
  const driver = fileURLToPath(new URL("../fixtures/launch/supervise.ts", import.meta.url));
  const command = [...(options.through ?? []), process.execPath, driver, ...argv];
  const child = spawn(command[0]!, command.slice(1), {
    env: { PATH: process.env["PATH"], ...options.env },
    stdio: ["pipe", "pipe", "pipe", "pipe"],
    detached: true,
  });
  started.add(child);
  child.stdin!.end(options.input ?? "");
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  const waiting = new Set<() => void>();
  child.stdout!.on("data", (chunk: Buffer) => {
    out.push(chunk);
    for (const check of waiting) check();
  });
  child.stderr!.on("data", (chunk: Buffer) => err.push(chunk));
  const lines = createInterface({ input: child.stdio[3] as Readable });
  const told: string[] = [];
  lines.on("line", (line) => told.push(line));
  const stdout = (): Buffer => Buffer.concat(out);
  const closed = once(child, "close");
  await Promise.race([once(lines, "line"), closed]);
  const pid = told[0] === undefined ? null : (JSON.parse(told[0]) as { pid: number | null }).pid;
  if (pid !== null) groups.add(pid);
  const end = closed.then(() => JSON.parse(told[1] as string));
  // One that was killed tells nothing, and its test does not ask.
  end.catch(() => {});
  return {
    child,
    pid,
    stdout,
    stderr: () => Buffer.concat(err),
    says: (text) =>
      new Promise((resolve) => {
        const check = (): void => {
          if (!stdout().toString().includes(text)) return;
          waiting.delete(check);
          resolve();
        };
        waiting.add(check);
        check();
      }),
    end,
  };
}

/** Ends whatever a test has left: the supervisors and the groups of their programs. */
export function endAll(): void {
  for (const child of started) if (child.exitCode === null) signal(-child.pid!);
  for (const group of groups) signal(-group);
  started.clear();
  groups.clear();
}

function signal(group: number): void {
  try {
    process.kill(group, "SIGKILL");
  } catch {
    // Gone already, as it should be.
  }
}
