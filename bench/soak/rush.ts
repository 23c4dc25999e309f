import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import http from "node:http";
import path from "node:path";
import { cleanWithin } from "./ledger.ts";
import { bin, endRun, portOf, programs, type SoakRun, startRun } from "./start.ts";

export interface Rush {
  runs: number;
  healthy: number;
  /** Different ports on which the program of the run itself answered. */
  ports: number;
  /** Starts that lost their port to somebody who did not ask, and came again on the next. */
  again: number;
  /** Seconds until the first and the last one were healthy. */
  first: number;
  last: number;
  /** One line each: what went wrong with a run, and what it left. */
  failures: string[];
}

export interface RushOptions {
  runs: number;
  /** The port that all of them want. */
  wanted: number;
  /** A folder for the projects. */
  folder: string;
  /** Programs that take and leave the ports after the wanted one all the while. @default 0 */
  grabbers?: number;
  /** Milliseconds that each program needs before it listens. @default 1500 */
  boot?: number;
  /** The command, and what it has in its environment. @default the one of this clone */
  command?: { bin: string; env: NodeJS.ProcessEnv };
}

/** Starts many runs that want the same port at once, asks each program whether it is the one, and ends them all. */
export async function rush(options: RushOptions): Promise<Rush> {
  const { runs: count, wanted, folder, grabbers = 0 } = options;
  const grabbing = Array.from({ length: grabbers }, () => startGrabber(wanted, wanted + 2 * count));
  const began = performance.now();
  const runs = Array.from({ length: count }, (_, number) => startOne(number, options, folder));
  const times: number[] = [];
  const failures: string[] = [];
  const ports = new Set<number>();
  const fail = (run: SoakRun, what: string): void => void failures.push(`${run.ledger.mark}: ${what}`);
  try {
    const healthy = await Promise.all(
      runs.map(async (run) => {
        const became = await run.healthy;
        if (became) times.push((performance.now() - began) / 1000);
        return became;
      }),
    );
    for (const [number, run] of runs.entries()) {
      if (!healthy[number]) {
        run.child.kill("SIGTERM");
        fail(run, `never healthy, status ${await run.ended}\n${run.said()}`);
        continue;
      }
      const port = portOf(run) ?? 0;
      const who = await ask(port);
      if (who !== run.ledger.mark) fail(run, `on port ${port} answers ${who}`);
      else if (ports.has(port)) fail(run, `port ${port} was given before`);
      else ports.add(port);
    }
    for (const run of runs) run.child.kill("SIGTERM");
    for (const [number, run] of runs.entries()) {
      const status = await run.ended;
      if (healthy[number] && status !== 0) fail(run, `status ${status} after SIGTERM\n${run.said()}`);
      for (const one of (await cleanWithin(run.ledger, 0)).left) fail(run, `left: ${one}`);
    }
  } finally {
    await Promise.all(runs.map(endRun));
    await Promise.all(grabbing.map((end) => end()));
  }
  const again = runs.reduce((sum, run) => sum + (run.said().match(/starting again on/g)?.length ?? 0), 0);
  const rounded = (seconds: number): number => Number(seconds.toFixed(1));
  return {
    runs: count,
    healthy: times.length,
    ports: ports.size,
    again,
    first: rounded(Math.min(...times)),
    last: rounded(Math.max(...times)),
    failures,
  };
}

/** Node by PORT, Python by PORT, Python by `{port}`, and a server that is known by its name and has the port as a word. */
function startOne(number: number, options: RushOptions, folder: string): SoakRun {
  const { wanted, boot = 1500, command = { bin, env: {} } } = options;
  const mark = `${path.basename(folder)}-${number}`;
  const dir = path.join(folder, String(number));
  mkdirSync(dir);
  const words = JSON.stringify({ boot, burn: 50, child: number % 5 === 0 });
  const commands: { argv: string[]; env?: NodeJS.ProcessEnv; args?: string[] }[] = [
    { argv: [process.execPath, programs.node, words], env: { PORT: String(wanted) } },
    { argv: ["python3", programs.python, words], env: { PORT: String(wanted) } },
    { argv: ["python3", programs.python, words, "{port}"], args: ["--port", String(wanted)] },
    { argv: ["python3", "-m", "http.server", String(wanted), "--bind", "127.0.0.1"] },
  ];
  const { argv, env = {}, args = [] } = commands[number % commands.length]!;
  writeFileSync(path.join(dir, "whoami"), mark);
  const run = [process.execPath, command.bin, "run", "--report", "report.json", ...args, "--", ...argv];
  return startRun(run, mark, dir, { ...command.env, ...env });
}

function startGrabber(first: number, last: number): () => Promise<unknown> {
  const words = [first, last, 10].map(String);
  const child = spawn(process.execPath, [programs.grab, ...words], { stdio: ["pipe", "ignore", "inherit"] });
  const ended = once(child, "exit");
  return () => {
    child.stdin.end();
    return ended;
  };
}

function ask(port: number): Promise<string> {
  return new Promise((resolve) => {
    const question = { host: "127.0.0.1", port, path: "/whoami", agent: false, timeout: 10_000 };
    const request = http.get(question, (response) => {
      let text = "";
      response.on("data", (chunk) => (text += chunk));
      response.on("end", () => resolve(text));
    });
    request.on("timeout", () => request.destroy(new Error("no answer in ten seconds")));
    request.on("error", (error) => resolve(`nobody (${error.message})`));
  });
}
