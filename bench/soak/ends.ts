import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { cleanWithin, type Ledger } from "./ledger.ts";
import { bin, endRun, programOf, programs, type SoakRun, startRun } from "./start.ts";
import type { Way } from "./ways.ts";

export interface EndResult {
  way: string;
  ledger: Ledger;
  failures: string[];
  /** Milliseconds from its end until nothing was left. */
  clean: number;
}

export interface EndOptions {
  /** A folder for the project. */
  dir: string;
  mark: string;
  port: number;
  python: boolean;
}

/** One run, ended in one way; what was wrong with it, and what it left. Nothing of it is there afterwards. */
export async function endOne(way: Way, options: EndOptions): Promise<EndResult> {
  const run = startWay(way, options);
  const failures: string[] = [];
  let clean = 0;
  try {
    const hung = setTimeout(() => {
      failures.push(`it has not ended after 40 s:\n${run.said()}`);
      void endRun(run);
    }, 40_000);
    await act(way, run).catch((error: Error) => failures.push(error.message));
    const status = await run.ended;
    clearTimeout(hung);
    if (way.status && !way.status.includes(status))
      failures.push(`status ${status}, not ${way.status.join(" or ")}:\n${run.said()}`);
    const { left, ms } = await cleanWithin(run.ledger, way.grace ?? 0);
    clean = ms;
    failures.push(...left.map((one) => `left: ${one}`));
  } finally {
    await endRun(run);
  }
  return {
    way: way.name,
    ledger: run.ledger,
    failures: failures.map((text) => `${options.mark}, ${way.name}: ${text}`),
    clean,
  };
}

async function act({ act: what }: Way, run: SoakRun): Promise<void> {
  if (!what) return;
  if (what.when === "healthy" && !(await run.healthy))
    throw new Error(`it was never healthy:\n${run.said()}`);
  if (what.when === "spawned") {
    while (!readFileSync(`/proc/${run.child.pid}/task/${run.child.pid}/children`, "latin1"));
    await what.does(run, 0);
    return;
  }
  if (what.when === "anywhere") {
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 700));
    await what.does(run, 0);
    return;
  }
  await what.does(run, await programOf(run));
}

function startWay(way: Way, { dir, mark, port, python }: EndOptions): SoakRun {
  mkdirSync(dir, { recursive: true });
  const node = process.execPath;
  const words = JSON.stringify(way.program ?? {});
  const server = way.command ?? (python ? ["python3", programs.python, words] : [node, programs.node, words]);
  const quoted = (argv: string[]): string => argv.map((word) => `'${word}'`).join(" ");
  const surestart = (argv: string[]): string[] => [node, bin, "run", ...(way.options ?? []), "--", ...argv];
  const script = (line: string): void =>
    writeFileSync(path.join(dir, "package.json"), JSON.stringify({ scripts: { start: line } }));
  const argv = ((): string[] => {
    switch (way.through) {
      case "npm":
        script(quoted(surestart(server)));
        return ["npm", "start"];
      case "npm inside":
        script(quoted(server));
        return surestart(["npm", "start"]);
      case "run inside":
        return surestart(surestart(server));
      default:
        return surestart(server);
    }
  })();
  return startRun(argv, mark, dir, { PORT: String(port) }, way.through === "run inside" ? 2 : 1);
}
