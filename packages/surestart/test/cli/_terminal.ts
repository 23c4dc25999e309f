import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { surestart } from "./run-surestart.ts";

const terminal = fileURLToPath(new URL("../fixtures/cli/terminal.py", import.meta.url));

/** Where there is no python3 there is no terminal to type on. */
export const canType = spawnSync("python3", ["-c", "import pty, termios"]).status === 0;

/** Runs a command on a terminal of its own and answers what it asks. */
export async function typed(
  argv: string[],
  steps: [string, string][],
  dir: string,
  env: Record<string, string>,
): Promise<{ status: number; shown: string }> {
  const command = ["python3", terminal, JSON.stringify([argv, steps])];
  const run = surestart([], { dir, env: { TERM: "xterm", PS1: "# ", ...env }, command });
  const status = await run.end;
  return { status, shown: run.stdout().replace(/\u001b\[[0-9;?]*[A-Za-z]/g, "") };
}

export const ctrlC = "\u0003";
export const enter = "\r";
