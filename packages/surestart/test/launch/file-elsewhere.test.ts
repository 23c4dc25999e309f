import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readCrash } from "../../src/launch/crash.ts";
import { fileElsewhere } from "../../src/launch/file-elsewhere.ts";

const dir = mkdtempSync(join(tmpdir(), "surestart-elsewhere-"));

beforeAll(() => {
  for (const folder of ["api/tides", "api/moons", "web/moons", "node_modules/tide"])
    mkdirSync(join(dir, folder), { recursive: true });
  for (const file of [
    "api/tides/north.json",
    "api/moons/full.json",
    "web/moons/full.json",
    "api/here.json",
    "here.json",
    "node_modules/tide/first.json",
    "api/trace.cjs",
  ])
    writeFileSync(join(dir, file), "{}");
});
afterAll(() => rmSync(dir, { recursive: true }));

const node = (file: string): string[] => [
  `Error: ENOENT: no such file or directory, open '${file}'`,
  `    at Object.<anonymous> (${dir}/api/server.js:3:30)`,
];

test.each<[string, string[], string | null]>([
  ["beside the code that asks", node("./tides/north.json"), "api/tides/north.json"],
  [
    "Python asks",
    [
      "Traceback (most recent call last):",
      `  File "${dir}/api/main.py", line 3, in <module>`,
      "FileNotFoundError: [Errno 2] No such file or directory: 'tides/north.json'",
    ],
    "api/tides/north.json",
  ],
  [
    "Node is to load it first",
    [
      "Error: Cannot find module './trace.cjs'",
      "Require stack:",
      "- internal/preload",
      "    at x (node:internal:1:2)",
    ],
    "api/trace.cjs",
  ],
  [
    "Node is to import it first",
    [
      `Error [ERR_MODULE_NOT_FOUND]: Cannot find module '${dir}/trace.cjs' imported from ${dir}/`,
      "    at finalizeResolution (node:internal/modules/esm/resolve:283:11)",
    ],
    "api/trace.cjs",
  ],
  ["two folders have it", node("moons/full.json"), null],
  ["it is there", node("here.json"), null],
  ["only a package has it", node("first.json"), null],
  ["an absolute path", node("/nowhere/north.json"), null],
  ["no folder has it", node("tides/south.json"), null],
])("%s", (_name, said, lies) => {
  const crash = readCrash(said, { dir });
  const found = fileElsewhere({ crash }, { dir, cwd: dir });
  expect(found?.lies ?? null).toBe(lies);
});
