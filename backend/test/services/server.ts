import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

/** A server that a test started, on a port of its own, with its data in a folder of its own. */
export interface Server {
  port: number;
  /** Ends it at once, without a word to its clients. */
  kill(): Promise<void>;
  /** Lets it stand still: it is connected, and answers nothing, until it is killed. */
  pause(): Promise<void>;
  /** On the same port, with the data it had. */
  restart(): Promise<void>;
  /** Ends it for good, and removes its data. */
  remove(): Promise<void>;
}

/** Where a program is: among the folders given, then on PATH; null when it is nowhere. */
export function programOf(name: string, folders: readonly string[] = []): string | null {
  const all = [...folders, ...(process.env["PATH"] ?? "").split(delimiter)];
  return all.map((folder) => join(folder, name)).find((file) => existsSync(file)) ?? null;
}

/** Only root can be another user, and PostgreSQL does not run as root. */
export const ordinaryUser = (): { uid?: number; gid?: number } =>
  process.getuid?.() === 0 ? { uid: userId("-u"), gid: userId("-g") } : {};

function userId(which: "-u" | "-g"): number {
  return Number(execFileSync("id", [which, "nobody"], { encoding: "utf8" }));
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** `answers`: whether it takes connections now. */
export async function startServer(options: {
  program: string;
  argumentsOf: (port: number, dir: string) => string[];
  prepare?: (dir: string) => void;
  answers: (port: number) => Promise<boolean>;
}): Promise<Server> {
  const dir = mkdtempSync(join(tmpdir(), "surestart-server-"));
  const port = await freePort();
  options.prepare?.(dir);
  let child: ChildProcess | null = null;

  async function start(): Promise<void> {
    const started = spawn(options.program, options.argumentsOf(port, dir), {
      ...ordinaryUser(),
      stdio: ["ignore", "pipe", "pipe"],
    });
    child = started;
    let output = "";
    for (const stream of [started.stdout, started.stderr]) stream.on("data", (chunk) => (output += chunk));
    for (let tries = 0; !(await options.answers(port)); tries++) {
      if (started.exitCode !== null || tries > 300)
        throw new Error(`${options.program} did not start:\n${output}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child?.once("close", resolve));
    child.kill(signal);
    await gone;
  }

  await start();
  return {
    port,
    // PostgreSQL's SIGQUIT and Redis's SIGKILL leave nothing running.
    kill: () => end(options.program.endsWith("postgres") ? "SIGQUIT" : "SIGKILL"),
    pause: async () => void child?.kill("SIGSTOP"),
    restart: start,
    async remove() {
      await end(options.program.endsWith("postgres") ? "SIGQUIT" : "SIGKILL");
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
