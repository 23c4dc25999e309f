import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { app, nodeExe, wineEnvironment, wineserver } from "./machine.ts";

export const surestart: readonly string[] = [
  nodeExe,
  windowsPath(path.join(app, "node_modules/surestart/bin/surestart.cjs")),
];

/** A path of this machine as Windows sees it. */
export function windowsPath(file: string): string {
  return `Z:${file.replaceAll("/", "\\")}`;
}

/** A program that runs in a console of its own under Wine. */
export interface Running {
  stdout: () => string;
  stderr: () => string;
  /** Its exit status as Windows has it: 32 bits. */
  status: Promise<number>;
  /** What everybody in its console is told; "kill" ends it alone. */
  press: (key: keyof typeof keys) => void;
  /** Resolves when its output has this. */
  says: (text: string | RegExp) => Promise<void>;
  /** The commands of Windows that it has called. */
  calls: () => string[];
}

/** A port that nobody has now, below those that the system gives to connections; never the same one twice. */
export async function freePort(): Promise<string> {
  for (;;) {
    const port = 10_240 + Math.floor(Math.random() * 20_000);
    if (given.has(port)) continue;
    given.add(port);
    const server = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      server.once("error", () => resolve(false));
      server.listen(port, "::", () => resolve(true));
    });
    if (!isFree) continue;
    await new Promise((done) => server.close(done));
    return String(port);
  }
}

const given = new Set<number>();
const keys = { "ctrl-c": "c", "ctrl-break": "b", "close the window": "x", kill: "k" };
const folders: string[] = [];
const running = new Set<ChildProcess>();

/** A folder that is gone after the test; its files by name. */
export function project(
  files: Record<string, string | Uint8Array> = {},
  name = "surestart-windows-",
): string {
  const dir = mkdtempSync(path.join(tmpdir(), name));
  folders.push(dir);
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(dir, file)), { recursive: true });
    writeFileSync(path.join(dir, file), content);
  }
  return dir;
}

/** Starts a program of Windows. Its output goes to files: Wine 8 does not give pipes of this system to Node. */
export function start(
  argv: readonly string[],
  options: { cwd: string; env?: Record<string, string>; ms?: number },
): Running {
  const dir = project({}, "surestart-console-");
  const file = (name: string): string => path.join(dir, name);
  const text = (name: string): string => (existsSync(file(name)) ? readFileSync(file(name), "utf8") : "");
  const [out, err] = ["out", "err"].map((name) => openSync(file(name), "w")) as [number, number];
  const words = ["C:\\windows\\console.exe", windowsPath(file("key")), windowsPath(file("status")), ...argv];
  const child = spawn("wine", words, {
    cwd: options.cwd,
    env: {
      ...process.env,
      ...wineEnvironment(),
      STANDIN_LOG: windowsPath(file("calls")),
      ...options.env,
    },
    stdio: ["ignore", out, err],
  });
  closeSync(out);
  closeSync(err);
  running.add(child);
  const until = Date.now() + (options.ms ?? 110_000);
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const late = async (): Promise<never> => {
    await sleep(until - Date.now(), undefined, { ref: false });
    throw new Error(`it did not end:\n${text("out")}\n${text("err")}\n${text("calls")}`);
  };
  const status = Promise.race([ended, late()]).then(() => {
    running.delete(child);
    return Number(text("status") || Number.NaN);
  });
  status.catch(() => {});
  return {
    stdout: () => text("out"),
    stderr: () => text("err"),
    status,
    press(key) {
      writeFileSync(file("key.new"), keys[key]);
      renameSync(file("key.new"), file("key"));
    },
    async says(wanted) {
      const has = (): boolean => {
        const all = text("out") + text("err");
        return typeof wanted === "string" ? all.includes(wanted) : wanted.test(all);
      };
      while (!has()) {
        if (Date.now() > until || child.exitCode !== null) {
          if (has()) return;
          throw new Error(`it did not say ${wanted}:\n${text("out")}\n${text("err")}\n${text("calls")}`);
        }
        await sleep(20);
      }
    },
    calls: () => text("calls").trim().split("\n").filter(Boolean),
  };
}

/** A run of surestart that ends by itself. */
export async function surestartEnds(
  words: readonly string[],
  options: Parameters<typeof start>[1],
): Promise<{ status: number; stdout: string; stderr: string; calls: string[] }> {
  const program = start([...surestart, ...words], options);
  const status = await program.status;
  return { status, stdout: program.stdout(), stderr: program.stderr(), calls: program.calls() };
}

/** Runs a program in a console that is a terminal of this system, and gives the lines that are shown there. */
export async function onScreen(argv: readonly string[], cwd: string): Promise<string> {
  const line = ["wine", ...argv].map((word) => `'${word}'`).join(" ");
  const child = spawn("script", ["--quiet", "--echo", "never", "--command", line, "/dev/null"], {
    cwd,
    env: { ...process.env, ...wineEnvironment() },
    stdio: ["ignore", "pipe", "inherit"],
  });
  running.add(child);
  let shown = "";
  for await (const text of child.stdout.setEncoding("utf8")) shown += text;
  running.delete(child);
  return shown.replace(/\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007]*\u0007)/g, "").replace(/\r+\n/g, "\n");
}

/** The command lines of what runs on this Windows now: programs, not what Wine itself needs. */
export function processes(): string[] {
  return rows().map((row) => row.CommandLine ?? row.Name);
}

/** Ends by force each program whose command line has this, alone, as the task manager does. */
export function endProcess(text: string): void {
  const wanted = rows().filter((row) => row.CommandLine?.includes(text));
  if (wanted.length === 0) throw new Error(`no process has ${text}`);
  for (const { ProcessId } of wanted)
    spawnSync("wine", ["C:\\windows\\system32\\taskkill.exe", "/pid", String(ProcessId), "/f"], {
      env: { ...process.env, ...wineEnvironment() },
      stdio: "ignore",
    });
}

/** Milliseconds in which a small program starts and ends on this Windows now. */
export function startTime(): number {
  const began = performance.now();
  spawnSync("wine", ["C:\\windows\\system32\\netstat.exe"], {
    env: { ...process.env, ...wineEnvironment() },
    stdio: "ignore",
  });
  return performance.now() - began;
}

interface Row {
  ProcessId: number;
  Name: string;
  CommandLine: string | null;
}

function rows(): Row[] {
  const dir = mkdtempSync(path.join(tmpdir(), "surestart-processes-"));
  try {
    writeFileSync(path.join(dir, "question"), "Win32_Process\n");
    const [question, answer] = [
      openSync(path.join(dir, "question"), "r"),
      openSync(path.join(dir, "answer"), "w"),
    ];
    spawnSync("wine", ["C:\\windows\\system32\\WindowsPowerShell\\v1.0\\powershell.exe"], {
      env: { ...process.env, ...wineEnvironment() },
      stdio: [question, answer, "ignore"],
      timeout: 20_000,
    });
    closeSync(question);
    closeSync(answer);
    const all = JSON.parse(readFileSync(path.join(dir, "answer"), "utf8")) as Row[];
    return all.filter(({ Name }) => /^(?:node|cmd|python|uvicorn|taskkill|netstat)\.exe$/i.test(Name));
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** What runs now, or nothing within as many seconds. */
export async function nothingLeft(seconds = 30): Promise<string[]> {
  for (const until = performance.now() + seconds * 1000; ; await sleep(200)) {
    const left = processes();
    if (left.length === 0 || performance.now() > until) return left;
  }
}

/** After each test: nothing that it started goes on, and its folders are gone. */
export async function clearAway(): Promise<void> {
  for (const child of running) child.kill("SIGKILL");
  running.clear();
  if (processes().length > 0) {
    wineserver("-k");
    wineserver("-p");
  }
  for (const dir of folders.splice(0)) rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
}
