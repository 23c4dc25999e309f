/**
 * Ports, next to the tools that people use: `node bench/ports.ts [LAUNCHERS]`, all in one run.
 * 1. Who holds a port: surestart next to `ss` and `lsof`, in turn; the median of 30.
 * 2. LAUNCHERS (40) programs that want the same port at once and bind it 200 ms later, as a program that boots does: how many
 *    fail with surestart's claims, with get-port and with detect-port.
 */
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { claimPort, whoHolds } from "../packages/surestart/src/ports.ts";

const pickers: Record<string, (wanted: number) => Promise<number>> = {
  surestart: async (wanted) => (await claimPort({ wanted })).port,
  "get-port": async (wanted) => {
    const { default: getPort, portNumbers } = await import("get-port");
    return getPort({ port: portNumbers(wanted, wanted + 500) });
  },
  "detect-port": async (wanted) => (await import("detect-port")).detectPort(wanted),
};

const [mode, name = "", port = ""] = process.argv.slice(2);
if (mode === "--launch") await launch(name, Number(port));
else {
  await benchHolders(30);
  await benchLaunchers(Number(mode ?? 40));
}

async function benchHolders(rounds: number): Promise<void> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  const run = promisify(execFile);
  const ways: Record<string, () => Promise<unknown>> = {
    surestart: () => whoHolds(port),
    ss: () => run("ss", ["-ltnpH", `sport = :${port}`]),
    lsof: () => run("lsof", ["-nP", `-iTCP:${port}`, "-sTCP:LISTEN", "-Fpcn"]),
  };
  const times: Record<string, number[]> = { surestart: [], ss: [], lsof: [] };
  for (let round = 0; round < rounds; round++)
    for (const [way, ask] of Object.entries(ways)) {
      const began = performance.now();
      // A tool that is not installed is left out.
      const answered = await ask().then(
        () => true,
        () => false,
      );
      if (answered) times[way]?.push(performance.now() - began);
    }
  server.close();
  console.log("which process uses a port, milliseconds");
  console.table(
    Object.fromEntries(
      Object.entries(times)
        .filter(([, all]) => all.length > 0)
        .map(([way, all]) => [way, { median: median(all) }]),
    ),
  );
}

async function benchLaunchers(count: number): Promise<void> {
  const rows: Record<string, object> = {};
  let wanted = 18_000;
  for (const picker of Object.keys(pickers)) {
    const began = performance.now();
    const programs = Array.from({ length: count }, () => startLauncher(picker, wanted));
    const said = await Promise.all(programs.map((p) => p.said));
    const failed = said.filter((line) => line !== "listens").length;
    rows[picker] = {
      launchers: count,
      failed,
      seconds: Number(((performance.now() - began) / 1000).toFixed(1)),
    };
    await Promise.all(programs.map((p) => end(p.child)));
    wanted += 1_000;
  }
  console.log("programs that want the same port at once");
  console.table(rows);
}

function startLauncher(picker: string, wanted: number): { child: ChildProcess; said: Promise<string> } {
  const argv = [fileURLToPath(import.meta.url), "--launch", picker, String(wanted)];
  const child = spawn(process.execPath, argv, { stdio: ["pipe", "pipe", "inherit"] });
  const said = once(createInterface({ input: child.stdout }), "line").then(([line]) => String(line));
  return { child, said };
}

/** Picks, boots for 200 ms, binds, and stays until stdin ends. */
async function launch(picker: string, wanted: number): Promise<void> {
  const port = await (pickers[picker] as (wanted: number) => Promise<number>)(wanted);
  await new Promise((booted) => setTimeout(booted, 200));
  const server = createServer();
  server.on("error", (error: NodeJS.ErrnoException) => console.log(error.code));
  server.listen(port, () => console.log("listens"));
  process.stdin.resume().on("end", () => process.exit());
}

async function end(child: ChildProcess): Promise<void> {
  const ended = once(child, "exit");
  child.stdin?.end();
  await ended;
}

function median(all: number[]): number {
  return Number((all.toSorted((a, b) => a - b)[all.length >> 1] as number).toFixed(2));
}
