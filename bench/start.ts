/**
 * From the command to the first 200, next to the bare command and the tools that people start programs with, in turn in one run:
 * `npm run bench -- start [--rounds=15] [--only=plain|dotenv|fastapi|clone]`. The package is measured as it is packed.
 */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { layOut } from "../packages/surestart/scripts/pack.ts";
import { type Start, toFirstAnswer } from "./first-answer.ts";
import { inTurn, median, printRatios } from "./measure.ts";
import { peer } from "./peers/install.ts";

const home = path.resolve(import.meta.dirname, "..");
const { values: options } = parseArgs({
  options: { rounds: { type: "string", default: "15" }, only: { type: "string" } },
});
const dir = mkdtempSync(path.join(tmpdir(), "surestart-bench-"));
const surestart = path.join(await layOut(), "bin/surestart.cjs");

const listens = `const http = require("node:http");
http.createServer((request, response) => { response.statusCode = request.url === "/health" ? 200 : 404; response.end(process.env.GREETING); }).listen(Number(process.env.PORT), "127.0.0.1");
`;
const supervisor = `const { spawn } = require("node:child_process");
const child = spawn(process.argv[2], process.argv.slice(3), { stdio: "inherit" });
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
child.on("exit", (code) => process.exit(code ?? 1));
`;
const service = `import os
from dotenv import load_dotenv
from fastapi import FastAPI

load_dotenv()
app = FastAPI()


@app.get("/health")
def health():
    return {"greeting": os.environ["GREETING"]}
`;

const benches: Record<string, () => Promise<void>> = { plain, dotenv, fastapi, clone };

try {
  for (const [name, bench] of Object.entries(benches))
    if (options.only === undefined || options.only === name) await bench();
} finally {
  rmSync(dir, { recursive: true, force: true });
}

/** A Node server of two lines, and a .env that nothing loads. */
async function plain(): Promise<void> {
  const cwd = folder("plain", {
    "server.js": listens,
    "supervisor.js": supervisor,
    ".env.schema": "GREETING=\n",
  });
  const program = [process.execPath, "server.js"];
  const behind = (...words: string[]): Start => ({ cwd, command: () => [...words, ...program] });
  const bin = (name: string): string => path.join(home, "node_modules/.bin", name);
  const varlock = peer("varlock");
  await compare("a Node server of two lines", {
    bare: behind(),
    "ten lines": behind(process.execPath, "supervisor.js"),
    "surestart run": behind(process.execPath, surestart, "run", "--"),
    "dotenv run": behind(process.execPath, bin("dotenv"), "run", "--"),
    ...(varlock ? { "varlock run": behind(process.execPath, varlock, "run", "--") } : {}),
    "dotenvx run": behind(process.execPath, bin("dotenvx"), "run", "--"),
  });
  if (varlock === null) console.log("varlock was not available.");
}

/** A Node server that loads its own .env. */
async function dotenv(): Promise<void> {
  const cwd = folder("dotenv", { "server.js": `require("dotenv").config();\n${listens}` });
  mkdirSync(path.join(cwd, "node_modules"));
  symlinkSync(path.join(home, "node_modules/dotenv"), path.join(cwd, "node_modules/dotenv"));
  await compare("a Node server with dotenv", underSurestart(cwd, [process.execPath, "server.js"]));
}

/** A FastAPI service with load_dotenv, under uvicorn. */
async function fastapi(): Promise<void> {
  // An interpreter that somebody has put first on PATH has no packages of Debian's.
  const python = ["python3", "/usr/bin/python3"].find(
    (one) => spawnSync(one, ["-c", "import dotenv, fastapi, uvicorn"], { cwd: dir }).status === 0,
  );
  if (python === undefined)
    return console.log("FastAPI, uvicorn and python-dotenv are not installed: not measured.");
  const cwd = folder("fastapi", { "main.py": service });
  const command = (port: number): string[] => [python, "-m", "uvicorn", "main:app", "--port", String(port)];
  await compare("a FastAPI service with load_dotenv", {
    bare: { cwd, command },
    "surestart run": { cwd, command: (port) => [process.execPath, surestart, "run", "--", ...command(port)] },
  });
}

/** `npm start` in this repository, next to the backend alone. */
async function clone(): Promise<void> {
  const backend = path.join(home, "backend");
  // Makes its .env and the build, if they are missing.
  spawnSync("npm", ["start", "--", "--exit-when-healthy"], { cwd: home, stdio: "ignore" });
  const database = { DATABASE_FILE: path.join(dir, "auth.db") };
  await compare("npm start in this repository", {
    bare: {
      cwd: backend,
      command: () => [process.execPath, "--env-file=.env", "src/main.ts"],
      env: database,
    },
    "npm start": { cwd: home, command: () => ["npm", "start"], env: database },
    "its script": { cwd: home, command: () => [process.execPath, "scripts/start.cjs"], env: database },
  });
}

function underSurestart(cwd: string, program: readonly string[]): Record<string, Start> {
  return {
    bare: { cwd, command: () => program },
    "surestart run": { cwd, command: () => [process.execPath, surestart, "run", "--", ...program] },
  };
}

async function compare(title: string, starts: Record<string, Start>): Promise<void> {
  const { boot: boots = [], ...times } = await inTurn(Number(options.rounds), {
    boot: toEnd,
    ...Object.fromEntries(Object.entries(starts).map(([name, start]) => [name, () => toFirstAnswer(start)])),
  });
  const bare = times["bare"] ?? [];
  const added = (of: (all: readonly number[]) => number, all: number[]): string =>
    ((of(all) - of(bare)) / of(boots)).toFixed(2);
  printRatios(`${title}: from the command to the first 200, milliseconds`, times, (_, all) => ({
    "Node boots added": added(median, all),
    "by the least": added(least, all),
  }));
  console.log(`One Node boot is ${median(boots).toFixed(1)} ms here, at least ${least(boots).toFixed(1)}.`);
}

function folder(name: string, files: Record<string, string>): string {
  const cwd = path.join(dir, name);
  mkdirSync(cwd);
  writeFileSync(path.join(cwd, "package.json"), '{"name":"bench","version":"1.0.0"}\n');
  writeFileSync(path.join(cwd, ".env"), "GREETING=hello\n", { mode: 0o600 });
  for (const [file, text] of Object.entries(files)) writeFileSync(path.join(cwd, file), text);
  return cwd;
}

function least(all: readonly number[]): number {
  return Math.min(...all);
}

async function toEnd(): Promise<number> {
  const began = performance.now();
  await once(spawn(process.execPath, ["-e", "0"], { stdio: "ignore" }), "exit");
  return performance.now() - began;
}
