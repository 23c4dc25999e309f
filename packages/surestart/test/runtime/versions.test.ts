import path from "node:path";
import { expect, test } from "vitest";
import type { Interpreter } from "../../src/runtime/interpreter.ts";
import { pythonVersionMeets } from "../../src/runtime/python-version.ts";
import { versionFacts } from "../../src/runtime/versions.ts";
import { project } from "./project.ts";

// biome-ignore format: one row, one line
const python: [string, string, boolean | null][] = [
  ["3.11.2", ">=3.9", true],
  ["3.8.20", ">=3.9", false],
  ["3.11.2", ">=3.9,<3.11", false],
  ["3.11.2", ">=3.9 <4", true],
  ["3.11.2", "~=3.10", true],
  ["4.0.0", "~=3.10", false],
  ["3.11.2", "~=3.10.1", false],
  ["3.11.2", "==3.11.*", true],
  ["3.11.2", "==3.11", false],
  ["3.11.0", "==3.11", true],
  ["3.11.2", "!=3.11.2", false],
  ["3.11.2", "!=3.11.*", false],
  ["3.11.2", "!=3.10.*", true],
  ["3.11.2", "^3.9", true],
  ["4.0.0", "^3.9", false],
  ["3.10.0", "~3.9", false],
  ["3.9.7", "~3.9", true],
  ["3.11.2", "3.11", true],
  ["3.12.0", "3.11", false],
  ["3.10.0", ">=3.10", true],
  ["3.9.19", "<3.10", true],
  ["3.12.1", "^2.7 || ^3.11", true],
  ["3.11.2", "whatever", null],
  ["3.11.2", "", null],
];

test.each(python)("Python %s against %s: %s", (has, demands, met) => {
  expect(pythonVersionMeets(has, demands)).toBe(met);
});

const node = (version: string): Interpreter => ({
  kind: "node",
  path: "/usr/bin/node",
  version,
  python: null,
});
const cpython = (version: string): Interpreter => ({
  kind: "python",
  path: "/usr/bin/python3",
  version,
  python: null,
});

// biome-ignore format: one row, one line
const rows: { name: string; files: Record<string, string>; interpreter: Interpreter; is: { file: string; line?: number; demands: string; met: boolean }[] }[] = [
  { name: "engines", files: { "package.json": '{\n  "engines": {\n    "node": ">=22.5"\n  }\n}' }, interpreter: node("20.20.2"), is: [{ file: "package.json", line: 3, demands: ">=22.5", met: false }] },
  { name: "engines met", files: { "package.json": '{"engines":{"node":"^20 || >=22"}}' }, interpreter: node("24.1.0"), is: [{ file: "package.json", line: 1, demands: "^20 || >=22", met: true }] },
  { name: "engines that are no range", files: { "package.json": '{"engines":{"node":"newest"}}' }, interpreter: node("24.1.0"), is: [] },
  { name: ".nvmrc", files: { ".nvmrc": "v22.4.1\n" }, interpreter: node("20.20.2"), is: [{ file: ".nvmrc", line: 1, demands: ">=22", met: false }] },
  { name: ".nvmrc of an older line", files: { ".nvmrc": "18\n" }, interpreter: node("22.0.0"), is: [{ file: ".nvmrc", line: 1, demands: ">=18", met: true }] },
  { name: ".nvmrc with a name", files: { ".nvmrc": "lts/iron" }, interpreter: node("18.0.0"), is: [] },
  { name: "volta", files: { "package.json": '{"volta":{"node":"22.11.0"}}' }, interpreter: node("22.1.0"), is: [{ file: "package.json", line: 1, demands: ">=22", met: true }] },
  { name: "requires-python", files: { "pyproject.toml": '[project]\nname = "x"\nrequires-python = ">=3.12"\n' }, interpreter: cpython("3.11.2"), is: [{ file: "pyproject.toml", line: 3, demands: ">=3.12", met: false }] },
  { name: "Poetry", files: { "pyproject.toml": '[tool.poetry.dependencies]\npython = "^3.9"\nflask = "*"\n' }, interpreter: cpython("3.11.2"), is: [{ file: "pyproject.toml", line: 2, demands: "^3.9", met: true }] },
  { name: "Pipfile", files: { Pipfile: '[requires]\npython_version = "3.12"\n' }, interpreter: cpython("3.11.2"), is: [{ file: "Pipfile", line: 2, demands: "3.12", met: false }] },
  { name: ".python-version", files: { ".python-version": "3.12.4\n" }, interpreter: cpython("3.11.2"), is: [{ file: ".python-version", line: 1, demands: ">=3.12", met: false }] },
  { name: ".python-version with a name", files: { ".python-version": "shop-env\n" }, interpreter: cpython("3.11.2"), is: [] },
  { name: "nothing asked of another kind", files: { "package.json": '{"engines":{"node":">=99"}}' }, interpreter: cpython("3.11.2"), is: [] },
];

test.each(rows)("$name", async ({ files, interpreter, is }) => {
  using here = project(files);
  const facts = await versionFacts({ interpreter, dir: here.dir, folders: [here.dir], command: null });
  expect(facts.map((f) => ({ file: f.at.file, line: f.at.line, demands: f.demands, met: f.met }))).toEqual(
    is,
  );
  for (const fact of facts) expect(fact.has).toBe(interpreter.version);
});

test("an old Node is told what a flag, a module and a TypeScript entry need", async () => {
  const at = { file: "package.json", line: 3 };
  const facts = await versionFacts({
    interpreter: node("20.4.0"),
    dir: "/",
    folders: [],
    command: {
      program: ["node", "--env-file=.env", "src/main.ts"],
      at,
      entry: { kind: "file", file: "src/main.ts" },
    },
    imports: [
      {
        specifier: "node:sqlite",
        at: { file: "src/db.ts", line: 1 },
        reached: true,
        optional: false,
        late: false,
      },
    ],
  });
  expect(facts.map((f) => [f.at.file, f.demands])).toEqual([
    ["package.json", ">=20.6.0"],
    ["src/db.ts", ">=22.13.0"],
    ["src/main.ts", ">=22.18.0 <23.0.0 || >=23.6.0"],
  ]);
});

const above: { name: string; files: Record<string, string>; interpreter: Interpreter; is: string[] }[] = [
  {
    name: "another program's package.json",
    files: { "package.json": '{"engines":{"node":">=99"}}', "api/package.json": "{}" },
    interpreter: node("22.0.0"),
    is: [],
  },
  {
    name: "the root of the workspace",
    files: { "package.json": '{"workspaces":["api"],"engines":{"node":">=99"}}', "api/package.json": "{}" },
    interpreter: node("22.0.0"),
    is: ["package.json"],
  },
  {
    name: "a folder without a package.json",
    files: { "package.json": '{"engines":{"node":">=99"}}', "api/x.js": "" },
    interpreter: node("22.0.0"),
    is: ["package.json"],
  },
  {
    name: ".nvmrc counts for all below it",
    files: { ".nvmrc": "99", "package.json": '{"engines":{"node":">=98"}}', "api/package.json": "{}" },
    interpreter: node("22.0.0"),
    is: [".nvmrc"],
  },
  {
    name: "another program's pyproject.toml",
    files: { "pyproject.toml": '[project]\nrequires-python = ">=3.99"\n', "api/requirements.txt": "" },
    interpreter: cpython("3.11.2"),
    is: [],
  },
  {
    name: "the nearest one",
    files: {
      "pyproject.toml": '[project]\nrequires-python = ">=3.99"\n',
      "api/pyproject.toml": '[project]\nrequires-python = ">=3.98"\n',
    },
    interpreter: cpython("3.11.2"),
    is: ["api/pyproject.toml"],
  },
];

test.each(above)("a demand above the program: $name", async ({ files, interpreter, is }) => {
  using here = project(files);
  const folders = [path.join(here.dir, "api"), here.dir];
  const facts = await versionFacts({ interpreter, dir: here.dir, folders, command: null });
  expect(facts.filter((one) => !one.met).map((one) => one.at.file)).toEqual(is);
});
