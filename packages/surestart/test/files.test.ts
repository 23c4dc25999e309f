import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readPlainFile } from "../src/files.ts";
import { decideEnvironment } from "../src/launch/environment.ts";

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "surestart-plain-"));
});
afterEach(() => rmSync(dir, { recursive: true }));

test("a file is read, also behind a link", () => {
  writeFileSync(join(dir, ".env"), "A=1\n");
  symlinkSync(".env", join(dir, "link"));
  expect(readPlainFile(join(dir, "link"))?.toString()).toBe(readPlainFile(join(dir, ".env"))?.toString());
  expect(new TextDecoder().decode(readPlainFile(join(dir, ".env")) ?? undefined)).toBe("A=1\n");
});

test("nothing, a folder and a link to itself are no file", () => {
  mkdirSync(join(dir, "folder"));
  symlinkSync("loop", join(dir, "loop"));
  for (const name of ["missing", "folder", "loop"]) expect(readPlainFile(join(dir, name))).toBeNull();
});

test.runIf(process.platform !== "win32")("a pipe that nobody writes to keeps nobody waiting", () => {
  const pipe = join(dir, ".env");
  execFileSync("mkfifo", [pipe]);
  expect(readPlainFile(pipe)).toBeNull();
  const { loaded } = decideEnvironment({
    environment: {},
    dialect: "node",
    explicit: [],
    search: [pipe],
    loaders: [],
    reads: [],
    override: false,
    dir,
  });
  expect(loaded).toBeNull();
});
