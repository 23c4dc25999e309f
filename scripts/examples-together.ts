// The backend, and a FastAPI and an Express service that trust its tokens, each started by surestart on a port of its own.
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const repository = fileURLToPath(new URL("..", import.meta.url));
const surestart = join(repository, "packages/surestart/bin/surestart.cjs");
const fastapiDir = join(repository, "examples/fastapi");
const expressDir = join(repository, "examples/express");

say("looking for a Python that has FastAPI");
const python = findPython();
if (python === null) {
  say(
    "FastAPI is left out: it needs Python 3 with its packages (pip install -r examples/fastapi/requirements.txt)",
  );
}
say("writing a .env for each of them that has none");
for (const dir of ["backend", "examples/fastapi", "examples/express"]) {
  const { status } = spawnSync(process.execPath, [surestart, "init", dir], {
    cwd: repository,
    stdio: "inherit",
  });
  if (status !== 0) process.exit(status ?? 1);
}

const children: ChildProcess[] = [];
const reports = mkdtempSync(join(tmpdir(), "surestart-examples-"));
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => endAll(signal));
// The process that started this one is gone, and could not say so.
process.on("disconnect", () => endAll("SIGTERM"));
try {
  say("starting the backend");
  const backend = run("backend", ["--cwd", "backend", "--", process.execPath, "src/main.ts"], {});
  const url = (await healthy("backend", backend))?.url;
  if (url === undefined) process.exit(backend.exitCode ?? 1);
  say("starting the services that trust the backend's tokens");
  // Each is asked for a port after the backend's, so that 8000 in BETTER_AUTH_URL is the backend's and never taken for its own.
  const port = Number(new URL(url).port);
  const env = { BETTER_AUTH_URL: url };
  const runs: Record<string, ChildProcess> = {};
  if (python !== null) {
    const command = ["--", python, "-m", "uvicorn", "src.main:app", "--port", "{port}"];
    runs["fastapi"] = run("fastapi", ["--cwd", fastapiDir, "--port", String(port + 1), ...command], env);
  }
  const command = ["--", process.execPath, "src/main.js"];
  runs["express"] = run("express", ["--cwd", expressDir, "--port", String(port + 2), ...command], env);
  const all = firstToEnd([backend, ...Object.values(runs)]);
  const urls = await Promise.all(Object.entries(runs).map(([name, child]) => healthy(name, child)));
  if (urls.every((found) => found !== null)) {
    const found = Object.keys(runs).map((name, i) => `${name} at ${urls[i]?.url}`);
    say(`the backend is at ${url}, ${found.join(", ")}; Ctrl-C stops them all`);
  }
  process.exitCode = await all;
} finally {
  rmSync(reports, { recursive: true, force: true });
}
if (process.connected) process.disconnect();

/** What takes a while is said before: on a slow machine each step is some seconds without a word. */
function say(line: string): void {
  process.stderr.write(`examples: ${line}\n`);
}

function run(name: string, words: string[], env: Record<string, string>): ChildProcess {
  const options = ["--on-conflict", "next", "--report", join(reports, name)];
  const child = spawn(process.execPath, [surestart, "run", ...options, ...words], {
    cwd: repository,
    env: { ...process.env, ...env },
    stdio: ["ignore", "inherit", "inherit"],
  });
  children.push(child);
  return child;
}

/** The report is written when it is healthy; null: it ended before, and has said why. */
async function healthy(name: string, child: ChildProcess): Promise<{ url: string } | null> {
  while (child.exitCode === null && child.signalCode === null) {
    const report = readReport(name);
    if (report?.outcome === "healthy") return report;
    await delay(50);
  }
  return null;
}

function readReport(name: string): { outcome: string; url: string } | null {
  try {
    return JSON.parse(readFileSync(join(reports, name), "utf8"));
  } catch {
    return null;
  }
}

/** When one of them ends, the others have no use any more. The status is that of the first. */
async function firstToEnd(runs: ChildProcess[]): Promise<number> {
  const ends = runs.map((child) => {
    if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode ?? 1);
    return new Promise<number>((resolve) => child.once("exit", (code) => resolve(code ?? 1)));
  });
  const status = await Promise.race(ends);
  endAll("SIGTERM");
  await Promise.all(ends);
  return status;
}

function endAll(signal: NodeJS.Signals): void {
  for (const child of children) if (child.exitCode === null) child.kill(signal);
}

/** The project's own environment first, then what is on the path; one that has the packages. */
function findPython(): string | null {
  const own = process.platform === "win32" ? ".venv/Scripts/python.exe" : ".venv/bin/python";
  const candidates = [join(fastapiDir, own), "python3", "python", "/usr/bin/python3"];
  const packages = "import fastapi, uvicorn, dotenv, jwt, cryptography";
  return (
    candidates.find((name) => spawnSync(name, ["-c", packages], { stdio: "ignore" }).status === 0) ?? null
  );
}
