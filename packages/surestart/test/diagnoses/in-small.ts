import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Case } from "../../src/diagnose.ts";
import type { Facts, RunFacts } from "../../src/facts.ts";
import { readCrash } from "../../src/launch/crash.ts";
import { survey } from "../../src/survey/index.ts";
import { witnessed } from "../../src/survey/witnessed.ts";
import { standInPython } from "../stand-in-python.ts";

/** How the cases name the Python of the machine, for which a stand-in answers. */
const systemPython = "/usr/bin/python3";
const { bin, python } = standInPython();
const folders = [bin, ...(process.env["PATH"] ?? "").split(path.delimiter)];

/** The commands without which a case cannot be tried. */
export const neededBy = (one: Case): string[] => (one.git ? ["git"] : []);

/** Writes a case's project into a folder of its own, surveys it, and lays what no file can hold over the facts. */
export async function factsOf(one: Case): Promise<Facts> {
  return withFacts(one, (facts) => facts);
}

/** The same, with the project in its folder for as long as `body` takes. */
export async function withFacts<T>(
  one: Case,
  body: (facts: Facts, dir: string) => T | Promise<T>,
): Promise<T> {
  const dir = realpathSync(mkdtempSync(path.join(tmpdir(), "surestart-case-")));
  try {
    write(dir, one);
    const environment = { PATH: folders.join(path.delimiter), HOME: dir, ...one.environment };
    const [program = "", ...words] =
      one.command ??
      (one.files?.["main.py"] === undefined ? ["node", "server.js"] : [systemPython, "main.py"]);
    // Also in the words of a shell's script.
    const argv = [program, ...words].map((word) => word.replaceAll(systemPython, python));
    const surveyed = await survey({ dir, argv, environment, sockets: false });
    const facts = one.run ? { ...surveyed, stage: "run" as const, run: runOf(one.run, dir) } : surveyed;
    return await body(witnessed(laidOver(facts, one.facts ?? {}) as Facts), dir);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

function write(dir: string, { files = {}, modes = {}, git }: Case): void {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(dir, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
    const mode = modes[name] ?? (path.basename(name).startsWith(".env") ? 0o600 : undefined);
    if (mode !== undefined) chmodSync(file, mode);
  }
  if (!git) return;
  const run = (...args: string[]): void =>
    void execFileSync("git", ["-C", dir, ...args], { stdio: "ignore" });
  run("init", "-q");
  run("add", "-f", ...git);
}

function runOf(run: Partial<RunFacts>, dir: string): RunFacts {
  const { output = [], outcome = "failed", ended = "exited" } = run;
  return {
    outcome,
    ended,
    exit: outcome === "failed" && ended === "exited" ? { code: 1, signal: null } : null,
    spawnError: null,
    pid: 9,
    port: { wanted: null, used: null, given: null, told: null, movedBecause: null },
    listening: [],
    connections: [],
    health: null,
    probes: [],
    crash: output.length > 0 ? readCrash(output, { dir }) : null,
    errorsInLog: [],
    loaded: null,
    ms: 100,
    ...run,
    output,
  };
}

function laidOver(below: unknown, above: unknown): unknown {
  if (above === undefined) return below;
  if (
    typeof above !== "object" ||
    above === null ||
    Array.isArray(above) ||
    typeof below !== "object" ||
    below === null
  )
    return above;
  const all: Record<string, unknown> = { ...below };
  for (const [key, value] of Object.entries(above)) all[key] = laidOver(all[key], value);
  return all;
}
