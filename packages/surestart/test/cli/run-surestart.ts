import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Report } from "../../src/report/report.ts";

const bin = fileURLToPath(new URL("../../bin/surestart.cjs", import.meta.url));
const folders = new Set<string>();
const children = new Set<ChildProcess>();

export interface Run {
  child: ChildProcess;
  stdout: () => string;
  stderr: () => string;
  /** Waits until its output (both streams together) has the text. */
  says: (text: string | RegExp) => Promise<string>;
  /** Its exit status as a shell gives it, once everything is read. */
  end: Promise<number>;
}

/** A project of these files in a folder of its own, a work tree of its own for the search upward. */
export function project(files: Record<string, string>): string {
  const dir = mkdtempSync(join(tmpdir(), "surestart-run-"));
  folders.add(dir);
  mkdirSync(join(dir, ".git"));
  // What lies above the folder (a package.json with "type") shall not matter.
  for (const [file, text] of Object.entries({ "package.json": "{}", ...files })) {
    mkdirSync(dirname(join(dir, file)), { recursive: true });
    writeFileSync(join(dir, file), text);
  }
  return dir;
}

/** Starts `surestart` (or a command that starts it) with a bare environment, as from a shell without a terminal. */
export function surestart(
  args: string[],
  options: {
    dir: string;
    env?: Record<string, string>;
    input?: string;
    keepOpen?: boolean;
    command?: string[];
  },
): Run {
  const command = options.command ?? [process.execPath, bin, ...args];
  const child = spawn(command[0]!, command.slice(1), {
    cwd: options.dir,
    env: { PATH: process.env["PATH"], HOME: process.env["HOME"], LANG: "C.UTF-8", ...options.env },
    stdio: ["pipe", "pipe", "pipe"],
    detached: true,
  });
  children.add(child);
  child.stdin!.on("error", () => {});
  if (!options.keepOpen) child.stdin!.end(options.input ?? "");
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  const checks = new Set<() => void>();
  const take = (to: Buffer[]) => (chunk: Buffer) => {
    to.push(chunk);
    for (const check of checks) check();
  };
  child.stdout!.on("data", take(out));
  child.stderr!.on("data", take(err));
  const text = (from: Buffer[]) => (): string => Buffer.concat(from).toString();
  const end = once(child, "close").then(([code, signal]) => {
    for (const check of checks) check();
    return signal ? 128 + 9 : (code as number);
  });
  const [stdout, stderr] = [text(out), text(err)];
  return {
    child,
    stdout,
    stderr,
    end,
    says: (wanted) =>
      new Promise((resolve, reject) => {
        const check = (): void => {
          const all = stdout() + stderr();
          if (typeof wanted === "string" ? all.includes(wanted) : wanted.test(all)) {
            checks.delete(check);
            resolve(all);
          } else if (child.exitCode !== null || child.signalCode !== null) {
            reject(new Error(`it ended (${child.exitCode}) and never said ${wanted}:\n${all}`));
          }
        };
        checks.add(check);
        check();
      }),
  };
}

/** Runs to the end and gives the status, both streams, and the report where stdout is one. */
export async function ran(
  args: string[],
  options: Parameters<typeof surestart>[1],
): Promise<{ status: number; stdout: string; stderr: string; report: Report | null }> {
  const run = surestart(args, options);
  const status = await run.end;
  return { status, stdout: run.stdout(), stderr: run.stderr(), report: parse(run.stdout()) };
}

function parse(text: string): Report | null {
  try {
    return JSON.parse(text) as Report;
  } catch {
    return null;
  }
}

/** A port that nobody has at this moment, outside of the range from which connections take theirs. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = 10_240 + Math.floor(Math.random() * 20_000);
    const server = createServer();
    const bound = await new Promise<boolean>((resolve) => {
      server.once("error", () => resolve(false));
      server.listen(port, "::", () => resolve(true));
    });
    if (!bound) continue;
    const { port: got } = server.address() as AddressInfo;
    await new Promise((done) => server.close(done));
    return got;
  }
}

/** Ends what a test has started, and removes its folders. */
export async function cleanUp(): Promise<void> {
  const closed = [...children]
    .filter((c) => c.exitCode === null && c.signalCode === null)
    .map((c) => once(c, "close"));
  for (const child of children)
    if (child.exitCode === null && child.signalCode === null) child.kill("SIGTERM");
  const late = setTimeout(() => {
    for (const child of children) child.kill("SIGKILL");
  }, 8000);
  await Promise.all(closed);
  clearTimeout(late);
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  children.clear();
  folders.clear();
}

/** A Node server on PORT whose /health is 200; it says its variables of these names when it listens. */
export const server = (...names: string[]): string => `
const http = require("node:http");
const s = http.createServer((q, r) => { r.statusCode = q.url === "/health" ? 200 : 404; r.end("hello"); });
s.listen(Number(process.env.PORT), "127.0.0.1", () => console.log("listening", JSON.stringify({ port: s.address().port${names
  .map((n) => `, ${n}: process.env.${n}`)
  .join("")} })));
`;
