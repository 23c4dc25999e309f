import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";

const repository = fileURLToPath(new URL("../..", import.meta.url));

/** Everything that a test file made; `cleanUp` ends and removes it. */
const running = new Set<ChildProcess>();
const folders = new Set<string>();

export async function cleanUp(): Promise<void> {
  // Asked and not killed: what they started ends with them.
  await Promise.all([...running].map((child) => ended(child, "SIGTERM")));
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  folders.clear();
}

/** The repository as a fresh clone has it after `npm ci`: no .env, no data, the installed packages. */
export function freshClone(): string {
  const top = mkdtempSync(join(tmpdir(), "surestart-clone-"));
  folders.add(top);
  const parts = [
    "backend/src",
    "backend/package.json",
    "backend/.env.example",
    "examples",
    "scripts",
    "package.json",
  ];
  const made = /(^|[/\\])(\.env|__pycache__)$/;
  for (const part of parts) {
    cpSync(join(repository, part), join(top, part), { recursive: true, filter: (path) => !made.test(path) });
  }
  for (const part of ["node_modules", "backend/node_modules", "packages"]) {
    symlinkSync(join(repository, part), join(top, part));
  }
  return top;
}

/** The folder of the backend in a fresh clone. */
export const freshBackend = (): string => join(freshClone(), "backend");

export const freshSecret = (): string => randomBytes(32).toString("base64url");

export interface Run {
  child: ChildProcess;
  output: () => string;
  /** Resolves once it has printed this text. */
  says: (text: string) => Promise<void>;
  /** Its URL once it has said it; rejects with the output when it ends before. */
  url: Promise<string>;
  exit: Promise<number | null>;
}

/** Starts src/main.ts with nothing in its environment but what is given, on a port of the system's choice. */
export function start(dir: string, env: Record<string, string> = {}): Run {
  return launch([join(dir, "src/main.ts")], /answers at (http:\S+),/, { PORT: "0", ...env });
}

/** Starts a script of a fresh clone as `npm start` does; `url` is the first that surestart's screens name. */
export function startScript(
  clone: string,
  script: string,
  env: Record<string, string>,
  words: string[] = [],
): Run {
  return launch([join(clone, "scripts", script), ...words], /URL +(http:\S+).*Took/s, env);
}

/** `npm run SCRIPT` in a fresh clone; `child` is npm. */
export function startNpm(clone: string, script: string, env: Record<string, string>): Run {
  const path = { PATH: `${dirname(process.execPath)}${delimiter}${process.env["PATH"]}` };
  return launch(["run", script], /URL +(http:\S+).*Took/s, { ...path, ...env }, { file: "npm", cwd: clone });
}

function launch(
  words: string[],
  said: RegExp,
  env: Record<string, string>,
  { file = process.execPath, cwd = tmpdir() } = {},
): Run {
  const child = spawn(file, words, {
    cwd,
    env: { PATH: process.env["PATH"], HOME: process.env["HOME"], ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.add(child);
  let output = "";
  const exit = new Promise<number | null>((resolve) => {
    child.once("close", (code) => {
      running.delete(child);
      resolve(code);
    });
  });
  const url = new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      output += chunk;
      const found = said.exec(output);
      if (found) resolve(found[1] as string);
    };
    child.stdout?.on("data", read);
    child.stderr?.on("data", read);
    void exit.then((code) => reject(new Error(`the backend ended with ${code}:\n${output}`)));
  });
  url.catch(() => {});
  const says = async (text: string): Promise<void> => {
    while (!output.includes(text)) await once(child.stderr as Readable, "data");
  };
  return { child, output: () => output, says, url, exit };
}

export function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  const exit = new Promise<number | null>((resolve) => child.once("close", resolve));
  child.kill(signal);
  return exit;
}

/** A JSON request; the body of the answer is read as JSON where it is. */
export async function ask(
  url: string,
  options: { method?: string; body?: unknown; headers?: Record<string, string> } = {},
): Promise<{ status: number; headers: Headers; body: Record<string, unknown> }> {
  const response = await fetch(url, {
    method: options.method ?? (options.body === undefined ? "GET" : "POST"),
    redirect: "manual",
    headers: {
      ...(options.body === undefined ? {} : { "content-type": "application/json" }),
      ...options.headers,
    },
    ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
  });
  const text = await response.text();
  const json = /json/.test(response.headers.get("content-type") ?? "") && text !== "";
  return { status: response.status, headers: response.headers, body: json ? JSON.parse(text) : {} };
}

let users = 0;

/** A new user, signed in: the token for `Authorization: Bearer`. */
export async function signUp(
  url: string,
): Promise<{ email: string; password: string; token: string; cookie: string }> {
  const user = { email: `user${++users}@example.com`, password: "correct horse battery", name: "Ada" };
  const { status, headers } = await ask(`${url}/api/auth/sign-up/email`, { body: user });
  if (status !== 200) throw new Error(`sign-up was answered ${status}`);
  const cookie = (headers.getSetCookie()[0] ?? "").split(";")[0] as string;
  return { ...user, token: headers.get("set-auth-token") as string, cookie };
}

export function bearer(token: string): { headers: Record<string, string> } {
  return { headers: { authorization: `Bearer ${token}` } };
}
