import { spawnSync } from "node:child_process";
import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

const load = fileURLToPath(new URL("../../bin/load.cjs", import.meta.url));

let folder = "";
let cache = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "surestart-load-"));
  cache = mkdtempSync(join(tmpdir(), "surestart-load-cache-"));
  write("main-1.cjs", "exports.say = () => console.log(require('./part-1.cjs').word());\nexports.say();\n");
  write("part-1.cjs", "exports.word = () => 'one';\n");
});
afterEach(() => {
  for (const one of [folder, cache]) rmSync(one, { recursive: true, force: true });
});

test("gives what the files say, also where all of it was compiled before", () => {
  for (let start = 0; start < 3; start++) expect(started()).toEqual({ stdout: "one\n", stderr: "" });
  expect(kept()).toHaveLength(1);
  expect(statSync(join(cache, kept()[0]!)).mode & 0o777).toBe(0o600);
});

test("has the functions that were called, not only the files", () => {
  write("main-1.cjs", "exports.run = function run() { return [1, 2, 3].map((n) => n + 1); };\n");
  const sizes = ["", "require('./main-1.cjs').run();\n"].map((call, at) => {
    write(`main-${at + 2}.cjs`, `exports.a = require("./main-1.cjs");\n${call}`);
    started(`main-${at + 2}.cjs`);
    return index(kept().find((name) => name.includes(`main-${at + 2}`))!)["main-1.cjs"]![1];
  });
  expect(sizes[1]).toBeGreaterThan(sizes[0]!);
});

test("adds what a later start loads besides, and keeps what was there", () => {
  write("main-1.cjs", "if (process.argv[3]) require('./part-1.cjs').word();\n");
  const names = (): string[] => Object.keys(index(kept()[0]!));
  started("main-1.cjs", "run");
  expect(names()).toEqual(["main-1.cjs"]);
  started("main-1.cjs", "run", "more");
  started("main-1.cjs", "run");
  expect(names()).toEqual(["main-1.cjs", "part-1.cjs"]);
});

test("keeps what was compiled when the program is healthy, since it may end by KILL", () => {
  write("main-1.cjs", "process.emit('surestart:healthy'); process.kill(process.pid, 'SIGKILL');\n");
  started();
  expect(kept()).toHaveLength(1);
});

test("of many first starts at once, one keeps what was compiled", () => {
  write(
    "main-1.cjs",
    `const { readdirSync, statSync } = require("node:fs");
     if (process.argv[3]) {
       require("node:child_process").execFileSync(process.execPath, [process.argv[1], "run"]);
       console.log(statSync(process.env.CACHE + "/" + readdirSync(process.env.CACHE)[0]).ino);
     }`,
  );
  vi.stubEnv("CACHE", cache);
  const { stdout } = started("main-1.cjs", "run", "inner");
  vi.unstubAllEnvs();
  expect(stdout).toBe(`${statSync(join(cache, kept()[0]!)).ino}\n`);
});

test("compiles for each command what that one needs", () => {
  for (const command of ["run", "doctor", "ports", "free"]) started("main-1.cjs", command);
  expect(kept().map((name) => name.split("-")[3])).toEqual(["doctor", "other", "run"]);
});

test("keeps the files of few builds", () => {
  for (let build = 0; build < 20; build++) writeOld(build);
  started();
  expect(kept()).toHaveLength(12);
  expect(kept()[0]).toContain("surestart-main-1-other");
});

const damages: [string, (file: string) => void][] = [
  ["has lost its end", (file) => writeFileSync(file, readFileSync(file).subarray(0, -9))],
  ["is empty", (file) => writeFileSync(file, "")],
  [
    "is another one's",
    (file) => writeFileSync(file, String(readFileSync(file)).replace("-other-", "-Other-")),
  ],
  ["was writable by others", (file) => chmodSync(file, 0o622)],
  [
    "is of another V8",
    (file) => {
      const bytes = readFileSync(file);
      bytes.fill(7, 8192, 8200);
      writeFileSync(file, bytes);
    },
  ],
];
test.each(damages)("a cache that %s is made anew", (_, damage) => {
  started();
  const file = join(cache, kept()[0]!);
  const whole = statSync(file).size;
  damage(file);
  expect(started()).toEqual({ stdout: "one\n", stderr: "" });
  expect(statSync(file)).toMatchObject({ size: whole });
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test("a folder that nobody can write to is not used", () => {
  rmSync(cache, { recursive: true });
  writeFileSync(cache, "");
  expect(started()).toEqual({ stdout: "one\n", stderr: "" });
});

test("what is loaded may import packages and ES modules, and an error names file and line", () => {
  write(
    "main-1.cjs",
    "importPackage('node:path').then(({ sep }) => { console.log(sep, typeof require('node:fs').readFileSync);\nthrow new Error('x'); });\n",
  );
  for (let start = 0; start < 2; start++) {
    const { stdout, stderr } = started();
    expect(stdout).toBe("/ function\n");
    expect(stderr).toContain(`${join(folder, "main-1.cjs")}:2`);
    expect(stderr).not.toContain("Warning");
  }
});

test("what runs during a start is forked, and compiled for itself", () => {
  write("beside.cjs", "require('./part-1.cjs'); console.log(require('./part-1.cjs').word());\n");
  const env = { ...process.env, NODE_COMPILE_CACHE: cache };
  for (let start = 0; start < 2; start++)
    expect(
      spawnSync(process.execPath, [load, join(folder, "beside.cjs")], { env, encoding: "utf8" }),
    ).toMatchObject({
      stdout: "one\n",
      stderr: "",
    });
  const [inside = ""] = kept();
  expect(readdirSync(join(cache, inside)).filter((name) => name.startsWith("surestart-"))).toEqual([
    expect.stringContaining("surestart-main-1.cjs-beside-"),
  ]);
});

function writeOld(build: number): void {
  const file = join(cache, `surestart-main-old${build}-run`);
  writeFileSync(file, "");
  utimesSync(file, build, build);
}

function write(name: string, text: string): void {
  writeFileSync(join(folder, name), text);
}

function started(main = "main-1.cjs", ...words: string[]): { stdout: string; stderr: string } {
  const line = `require(${JSON.stringify(load)})(${JSON.stringify(join(folder, main))}, ${JSON.stringify(cache)})`;
  const start = join(folder, "start.js");
  writeFileSync(start, line);
  const { stdout, stderr } = spawnSync(process.execPath, [start, ...words], { encoding: "utf8" });
  return { stdout, stderr };
}

function kept(): string[] {
  return readdirSync(cache).sort();
}

function index(name: string): Record<string, [from: number, length: number]> {
  return JSON.parse(readFileSync(join(cache, name)).toString("latin1", 0, 8192)).index;
}
