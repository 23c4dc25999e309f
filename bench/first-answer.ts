import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { get } from "node:http";
import { createServer } from "node:net";

export interface Start {
  cwd: string;
  command: (port: number) => readonly string[];
  /** Variables besides PORT and those of this process; null takes one away. */
  env?: Record<string, string | null>;
  path?: string;
  /** What the program prints on stderr comes here. */
  onOutput?: (text: string) => void;
}

/** Milliseconds from the command to the first 200 of the program, which is then stopped. */
export async function toFirstAnswer(start: Start): Promise<number> {
  const began = performance.now();
  const { answered, stop } = await untilAnswer(start);
  await stop();
  return answered - began;
}

/** Starts the program and asks it until it answers 200: the time of the answer on `performance.now()`'s clock. */
export async function untilAnswer({
  cwd,
  command,
  env = {},
  path = "/health",
  onOutput,
}: Start): Promise<{ answered: number; stop: () => Promise<void> }> {
  const port = await freePort();
  const words = command(port);
  const environment = { ...process.env, PORT: String(port), NODE_ENV: "development", ...env };
  const child = spawn(words[0] as string, words.slice(1), {
    cwd,
    env: Object.fromEntries(
      Object.entries(environment).filter(([, value]) => value !== null),
    ) as NodeJS.ProcessEnv,
    stdio: ["ignore", "ignore", onOutput ? "pipe" : "ignore"],
    detached: true,
  });
  child.stderr?.setEncoding("utf8").on("data", (text: string) => onOutput?.(text));
  const end = once(child, "exit");
  while (!(await answers(port, path)))
    if (child.exitCode !== null) throw new Error(`${words.join(" ")} ended with ${child.exitCode}`);
  return { answered: performance.now(), stop: () => stopped(child, end) };
}

async function stopped(child: ChildProcess, end: Promise<unknown>): Promise<void> {
  process.kill(-(child.pid as number), "SIGTERM");
  await end;
}

function answers(port: number, path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const request = get({ port, host: "127.0.0.1", path, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    // A look every two milliseconds costs the program next to nothing.
    request.once("error", () => setTimeout(() => resolve(false), 2));
  });
}

async function freePort(): Promise<number> {
  const holder = createServer().listen(0, "127.0.0.1");
  await once(holder, "listening");
  const { port } = holder.address() as { port: number };
  await new Promise((resolve) => holder.close(resolve));
  return port;
}
