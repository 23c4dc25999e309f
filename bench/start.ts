/**
 * From the command to the first 200 of a small Node server, beside the tools that people start programs with, in turn in one
 * run: `node bench/start.ts [ROUNDS]`. The package is measured as it is packed.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { get } from "node:http";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { layOut } from "../packages/surestart/scripts/pack.ts";
import { inTurn, median, printRatios } from "./measure.ts";
import { peer } from "./peers/install.ts";

const home = path.resolve(import.meta.dirname, "..");
const rounds = Number(process.argv[2] ?? 15);
const dir = mkdtempSync(path.join(tmpdir(), "surestart-bench-"));

const server = `const http = require("node:http");
http.createServer((request, response) => { response.statusCode = request.url === "/health" ? 200 : 404; response.end(process.env.GREETING); }).listen(Number(process.env.PORT), "127.0.0.1");
`;
const supervisor = `const { spawn } = require("node:child_process");
const child = spawn(process.argv[2], process.argv.slice(3), { stdio: "inherit" });
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
child.on("exit", (code) => process.exit(code ?? 1));
`;

try {
  writeFileSync(path.join(dir, "package.json"), '{"name":"bench","version":"1.0.0"}\n');
  writeFileSync(path.join(dir, "server.js"), server);
  writeFileSync(path.join(dir, "supervisor.js"), supervisor);
  writeFileSync(path.join(dir, ".env"), "GREETING=hello\n", { mode: 0o600 });
  writeFileSync(path.join(dir, ".env.schema"), "GREETING=\n");
  const surestart = path.join(await layOut(), "bin/surestart.cjs");
  const program = [process.execPath, "server.js"];
  const varlock = peer("varlock");
  const bin = (name: string): string => path.join(home, "node_modules/.bin", name);
  const { boot: boots = [], ...times } = await inTurn(rounds, {
    boot: toEnd,
    bare: () => toFirstAnswer(program),
    "ten lines": () => toFirstAnswer([process.execPath, "supervisor.js", ...program]),
    "surestart run": () => toFirstAnswer([process.execPath, surestart, "run", "--", ...program]),
    "dotenv run": () => toFirstAnswer([process.execPath, bin("dotenv"), "run", "--", ...program]),
    ...(varlock
      ? { "varlock run": () => toFirstAnswer([process.execPath, varlock, "run", "--", ...program]) }
      : {}),
    "dotenvx run": () => toFirstAnswer([process.execPath, bin("dotenvx"), "run", "--", ...program]),
  });
  const bare = times["bare"] ?? [];
  const added = (of: (all: readonly number[]) => number, all: number[]): string =>
    ((of(all) - of(bare)) / of(boots)).toFixed(2);
  printRatios("from the command to the first 200 of a small Node server, milliseconds", times, (_, all) => ({
    "Node boots added": added(median, all),
    "by the least": added(least, all),
  }));
  console.log(
    `One Node boot is ${median(boots).toFixed(1)} ms here, at least ${least(boots).toFixed(1)}.${varlock ? "" : " varlock could not be had."}`,
  );
} finally {
  rmSync(dir, { recursive: true, force: true });
}

function least(all: readonly number[]): number {
  return Math.min(...all);
}

async function toFirstAnswer(command: readonly string[]): Promise<number> {
  const port = await freePort();
  const began = performance.now();
  const child = spawn(command[0] as string, command.slice(1), {
    cwd: dir,
    env: { ...process.env, PORT: String(port), NODE_ENV: "development" },
    stdio: "ignore",
    detached: true,
  });
  const end = once(child, "exit");
  while (!(await answers(port)))
    if (child.exitCode !== null) throw new Error(`${command.join(" ")} ended with ${child.exitCode}`);
  const ms = performance.now() - began;
  process.kill(-(child.pid as number), "SIGTERM");
  await end;
  return ms;
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const request = get({ port, host: "127.0.0.1", path: "/health", agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    // A look every two milliseconds costs the program next to nothing.
    request.once("error", () => setTimeout(() => resolve(false), 2));
  });
}

async function toEnd(): Promise<number> {
  const began = performance.now();
  await once(spawn(process.execPath, ["-e", "0"], { stdio: "ignore" }), "exit");
  return performance.now() - began;
}

async function freePort(): Promise<number> {
  const holder = createServer().listen(0, "127.0.0.1");
  await once(holder, "listening");
  const { port } = holder.address() as { port: number };
  await new Promise((resolve) => holder.close(resolve));
  return port;
}
