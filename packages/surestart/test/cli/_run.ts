import { type SpawnOptions, spawn } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach } from "vitest";

export const bin: string = fileURLToPath(new URL("../../bin/surestart.cjs", import.meta.url));

const made: string[] = [];
afterEach(() => {
  for (const dir of made.splice(0)) rmSync(dir, { recursive: true, force: true });
});

/** A folder with these files that is gone after the test. Files whose names say .env are private, as they should be. */
export function project(files: Record<string, string | Uint8Array>): string {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), "surestart-cli-")));
  made.push(dir);
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(join(dir, dirname(file)), { recursive: true });
    writeFileSync(join(dir, file), content);
    if (/\.env/.test(file)) chmodSync(join(dir, file), 0o600);
  }
  return dir;
}

export interface Ended {
  status: number | null;
  stdout: string;
  stderr: string;
}

/** The environment of a test: nothing of the one that runs it but what finding programs needs. */
export function environment(home: string, more: Record<string, string> = {}): Record<string, string> {
  return { PATH: process.env["PATH"]!, HOME: home, LANG: "C.UTF-8", ...more };
}

/** Runs the command from its source, without a terminal, to its end. */
export function surestart(
  args: string[],
  { cwd, env = {}, ...options }: { cwd: string; env?: Record<string, string> } & SpawnOptions,
): Promise<Ended> {
  const home = mkdtempSync(join(tmpdir(), "surestart-home-"));
  made.push(home);
  const child = spawn(process.execPath, [bin, ...args], {
    ...options,
    cwd,
    env: environment(env["HOME"] ?? home, env),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [stdout, stderr] = ["", ""];
  child.stdout!.on("data", (data) => (stdout += data));
  child.stderr!.on("data", (data) => (stderr += data));
  return new Promise((resolve) => child.on("close", (status) => resolve({ status, stdout, stderr })));
}
