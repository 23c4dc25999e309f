import path from "node:path";
import { expect, test } from "vitest";
import {
  environmentUnknown,
  executableNear,
  findExecutable,
  searchPath,
} from "../../src/runtime/executable.ts";
import { findVenvs } from "../../src/runtime/venvs.ts";
import { project } from "./project.ts";

const files = {
  "bin/tool": "#!/bin/sh\n",
  "bin/text": "not executable",
  ".venv/pyvenv.cfg": "include-system-site-packages = true\n",
  ".venv/bin/uvicorn": "#!/x\n",
  ".venv/lib/python3.11/site-packages/a.py": "",
  "other/pyvenv.cfg": "home = /usr/bin\n",
  "api/node_modules/.bin/tsx": "#!/x\n",
  "node_modules/.bin/next": "#!/x\n",
};

// biome-ignore format: one row, one line
const rows: [word: string, folders: string[], found: string | null][] = [
  ["tool", ["bin"], "bin/tool"],
  ["tool", ["nowhere", "bin"], "bin/tool"],
  ["tool", [], null],
  ["text", ["bin"], null],
  ["./bin/tool", [], "bin/tool"],
  ["bin", ["."], null],
];

test.each(rows)("%s in %j", (word, folders, found) => {
  using here = project(files);
  const file = findExecutable(word, here.dir, folders);
  expect(file && path.relative(here.dir, file)).toBe(found);
});

test("wrappers bring their own folders first", () => {
  using here = project(files);
  const venvs = findVenvs(here.dir);
  const at = (through: string[], env = {}): string[] =>
    searchPath({ through, cwd: path.join(here.dir, "api"), env }, { PATH: "/usr/bin" }, venvs).map((f) =>
      path.relative(here.dir, f),
    );
  expect(at([])).toEqual([path.relative(here.dir, "/usr/bin")]);
  expect(at(["npm"]).slice(0, 2)).toEqual(["api/node_modules/.bin", "node_modules/.bin"]);
  expect(at(["poetry"])[0]).toBe(".venv/bin");
  expect(at([], { PATH: "/opt" })).toEqual([path.relative(here.dir, "/opt")]);
});

test("a command that is not on PATH is found in the project", () => {
  using here = project(files);
  const venvs = findVenvs(here.dir);
  const near = (word: string, cwd = here.dir): string[] => executableNear(word, here.dir, cwd, venvs);
  expect(near("uvicorn")).toEqual([".venv/bin/uvicorn"]);
  expect(near("tsx", path.join(here.dir, "api"))).toEqual(["api/node_modules/.bin/tsx"]);
  expect(near("/usr/local/bin/next")).toEqual(["node_modules/.bin/next"]);
  expect(near("gunicorn")).toEqual([]);
});

test("virtual environments are known by their pyvenv.cfg, under any name", () => {
  using here = project(files);
  const venvs = findVenvs(here.dir);
  expect(venvs.map((v) => [v.name, v.system])).toEqual([
    [".venv", true],
    ["other", false],
  ]);
  expect(venvs[0]?.packages).toEqual([path.join(here.dir, ".venv/lib/python3.11/site-packages")]);
});

// biome-ignore format: one row, one line
const environments: [through: string[], environment: Record<string, string>, unknown: boolean][] = [
  [["poetry"], {}, false],
  [["npm", "sh"], {}, false],
  [["hatch"], {}, true],
  [["hatch"], { VIRTUAL_ENV: "/somewhere" }, false],
  [["conda"], {}, true],
  [["npm", "direnv"], {}, true],
];

test.each(environments)("through %j with %j", (through, environment, unknown) => {
  using here = project(files);
  expect(environmentUnknown({ through }, environment, findVenvs(here.dir))).toBe(unknown);
  expect(environmentUnknown({ through: ["uv"] }, {}, [])).toBe(true);
});
