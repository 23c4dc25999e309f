import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type Server } from "node:net";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

export const fixtures: string = fileURLToPath(new URL("../fixtures/ports/", import.meta.url));

export interface Started {
  child: ChildProcess;
  pid: number;
  /** The next line of stdout; null at its end. */
  line(): Promise<string | null>;
}

const running: ChildProcess[] = [];
const servers: Server[] = [];

/** Starts a program; `endAll` ends it. `detached`: a session and group of its own. */
export function start(
  argv: readonly string[],
  options: { cwd?: string; env?: Record<string, string>; detached?: boolean } = {},
): Started {
  const [file = "", ...args] = argv;
  const child = spawn(file, args, {
    cwd: options.cwd ?? fixtures,
    env: { ...process.env, ...options.env },
    detached: options.detached ?? false,
    stdio: ["pipe", "pipe", "inherit"],
  });
  running.push(child);
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream })[Symbol.asyncIterator]();
  return {
    child,
    pid: child.pid as number,
    line: async () => {
      const next = await lines.next();
      return next.done ? null : next.value;
    },
  };
}

export interface Listening extends Started {
  port: number;
  children: number[];
}

/** The fixture that listens; comes back when it does. */
export async function listen(
  words: readonly string[] = [],
  options: Parameters<typeof start>[1] = {},
): Promise<Listening> {
  const program = start([process.execPath, "listen.mjs", ...words], options);
  const said = JSON.parse((await program.line()) ?? "{}") as {
    port: number;
    children: number[];
    error?: string;
  };
  if (said.error) throw new Error(said.error);
  return { ...program, ...said };
}

/** A server of this process itself. */
export async function serve(host: string, port = 0): Promise<number> {
  const server = createServer().listen({ host, port });
  servers.push(server);
  await once(server, "listening");
  return (server.address() as { port: number }).port;
}

/** Ends everything that was started here, by its own pid (its group, where it has one of its own). */
export async function endAll(): Promise<void> {
  await Promise.all(servers.splice(0).map((s) => new Promise((closed) => s.close(closed))));
  await Promise.all(
    running.splice(0).map(async (child) => {
      const ended = once(child, "exit");
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill("SIGKILL");
      await ended;
    }),
  );
}

/** Ends processes that a program left behind. */
export function endPids(pids: readonly number[]): void {
  for (const pid of pids) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // Gone already.
    }
  }
}
