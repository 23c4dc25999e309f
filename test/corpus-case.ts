import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Report } from "../packages/surestart/src/report/report.ts";

const home = path.resolve(import.meta.dirname, "..");
const corpus = path.join(home, "corpus");
const bin = path.join(home, "packages/surestart/bin/surestart.cjs");

interface Expected {
  codes?: string[];
  at?: { file: string; line?: number };
  outcome?: "healthy" | "failed";
}

/** One failing project of the project's own, and what must be said of it. `kept`: files that no fix writes. */
export interface CorpusCase {
  id: string;
  about: string;
  family: string;
  requires?: string[];
  before?: string[];
  env?: Record<string, string>;
  command: string[];
  health?: string | null;
  raw: { healthy: boolean; output?: string; foreign?: boolean };
  expect: { doctor?: Expected | null; run?: Expected | null; fix?: boolean; kept?: string[] };
  secrets?: string[];
}

export function corpusCases(): CorpusCase[] {
  return readdirSync(corpus)
    .filter((id) => existsSync(path.join(corpus, id, "case.json")))
    .map((id) => ({
      id,
      ...(JSON.parse(readFileSync(path.join(corpus, id, "case.json"), "utf8")) as Omit<CorpusCase, "id">),
    }));
}

/** Debian packages that a case needs and this machine does not have. */
export function lacking(one: CorpusCase): string[] {
  return (one.requires ?? []).filter(
    (name) => spawnSync("dpkg", ["-s", name], { stdio: "ignore" }).status !== 0,
  );
}

/** Only root can start a program as another user. */
export function needsRoot({ command: [program] }: CorpusCase): boolean {
  return program === "setpriv" && process.getuid?.() !== 0;
}

/** A fresh copy of a case's project, made ready; `end` ends what its preparations started and removes it. */
export interface Prepared {
  dir: string;
  run: (...words: string[]) => Promise<Said>;
  /** The bare command, until it ends or answers: what happens without surestart. `more`: variables besides. */
  bare: (more?: Record<string, string>) => Promise<{ healthy: boolean; output: string; failed: boolean }>;
  command: string[];
  /** The environment that it is given. */
  env: Record<string, string>;
  end: () => void;
}

export interface Said {
  status: number | null;
  printed: string;
  report: Report | undefined;
}

export async function prepare(one: CorpusCase): Promise<Prepared> {
  const dir = realpathSync(mkdtempSync(path.join(tmpdir(), "surestart-corpus-")));
  cpSync(path.join(corpus, one.id), dir, { recursive: true, verbatimSymlinks: true });
  rmSync(path.join(dir, "case.json"));
  const ports: Record<string, string> = {
    PORT: await freePort(),
    PORT_B: await freePort(),
    PORT_C: await freePort(),
  };
  const fill = (text: string): string =>
    text.replace(/\$(PORT_B|PORT_C|PORT)\b/g, (_, name: string) => ports[name] ?? "");
  const base = {
    PATH: process.env["PATH"] ?? "",
    HOME: dir,
    LANG: "C.UTF-8",
    PYTHONUNBUFFERED: "1",
    PYTHONDONTWRITEBYTECODE: "1",
  };
  const env = { ...base, ...Object.fromEntries(Object.entries(one.env ?? {}).map(([k, v]) => [k, fill(v)])) };
  const command = one.command.map(fill);
  let helper: ChildProcess | null = null;
  if (one.before?.length) {
    helper = spawn("bash", ["-c", `${one.before.map(fill).join("\n")}\necho ready\nwait`], {
      cwd: dir,
      env: { ...base, ...ports },
      detached: true,
      stdio: ["ignore", "pipe", "ignore"],
    });
    await new Promise((resolve) => helper?.stdout?.once("data", resolve).once("close", resolve));
    for (const port of listeningPorts(one)) await listens(Number(ports[port]));
  }
  return {
    dir,
    command,
    run: (...words) => surestart(words, dir, env),
    env,
    bare: (more) => bareRun(command, dir, { ...env, ...more }, Number(ports["PORT"]), one),
    end: () => {
      if (helper?.pid !== undefined) killGroup(helper.pid);
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** The made-up ports on which a background process of the preparations listens. */
function listeningPorts(one: CorpusCase): string[] {
  return (one.before ?? [])
    .filter((line) => line.trim().endsWith("&"))
    .flatMap((line) => [...line.matchAll(/\$(PORT_B|PORT_C|PORT)\b/g)].map((m) => m[1] as string));
}

async function listens(port: number): Promise<void> {
  const { connect } = await import("node:net");
  for (let i = 0; i < 200; i++) {
    const open = ["127.0.0.1", "::1"].map(
      (host) =>
        new Promise<boolean>((resolve) => {
          const socket = connect(port, host);
          socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
          socket.once("close", () => socket.destroy());
          socket.once("connect", () => socket.end());
        }),
    );
    if ((await Promise.all(open)).includes(true)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`nobody listens on ${port}`);
}

function surestart(words: string[], dir: string, env: Record<string, string>): Promise<Said> {
  const file = path.join(dir, ".report.json");
  const all = words[0] === "run" ? [words[0], "--report", file, ...words.slice(1)] : words;
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [bin, ...all], {
      cwd: dir,
      env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let out = "";
    let err = "";
    child.stdout.on("data", (data) => {
      out += data;
    });
    child.stderr.on("data", (data) => {
      err += data;
    });
    child.once("close", (status) => {
      const text = words[0] === "run" && existsSync(file) ? readFileSync(file, "utf8") : out;
      rmSync(file, { force: true });
      resolve({ status, printed: `${out}\n${err}\n${text}`, report: parsed(text) });
    });
  });
}

function parsed(text: string): Report | undefined {
  try {
    return JSON.parse(text) as Report;
  } catch {
    return undefined;
  }
}

async function bareRun(
  command: string[],
  cwd: string,
  env: Record<string, string>,
  port: number,
  one: CorpusCase,
): Promise<{ healthy: boolean; output: string; failed: boolean }> {
  const child = spawn(command[0] as string, command.slice(1), {
    cwd,
    env,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  child.stdout.on("data", (data) => {
    output += data;
  });
  child.stderr.on("data", (data) => {
    output += data;
  });
  let ended = false;
  let failed = false;
  const end = new Promise<void>((resolve) => {
    child.once("error", (error) => {
      output += error.message;
      resolve();
    });
    child.once("close", (code) => {
      failed = code !== 0 && code !== null;
      resolve();
    });
  }).then(() => {
    ended = true;
  });
  let healthy = false;
  const deadline = Date.now() + 8000;
  while (!ended && !healthy && Date.now() < deadline) {
    await Promise.race([end, new Promise((resolve) => setTimeout(resolve, 100))]);
    if (!one.raw.foreign) healthy = await answers(port, one.health ?? "/");
  }
  if (child.pid !== undefined) killGroup(child.pid);
  await end;
  return { healthy, output, failed };
}

async function answers(port: number, at: string): Promise<boolean> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}${at}`, {
      redirect: "manual",
      signal: AbortSignal.timeout(1000),
    });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // The group has ended by itself.
  }
}

function freePort(): Promise<string> {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(String(typeof address === "object" && address ? address.port : 0)));
    });
  });
}
