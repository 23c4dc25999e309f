import path from "node:path";
import { expect, test } from "vitest";
import { readCommand } from "../../src/runtime/command.ts";
import { findRuntime, runtimeFacts } from "../../src/runtime/survey-runtime.ts";
import { project } from "./project.ts";

const bin = process.platform === "win32" ? ".venv\\Scripts\\" : ".venv/bin/";
const lock = '{"lockfileVersion":3}';
const json = '{"scripts":{"start":"node a.js"},"dependencies":{"inkwell":"1"}}';
const requires = "inkwell\n";
/** A Python that has nothing, and answers what is asked of every interpreter. */
const answer = { version: "3.12.1", paths: [], user: [], stdlib: [], fixed: [], venv: null };
const stub = `#!/bin/sh\necho '${JSON.stringify(answer)}'\n`;
const pyproject = (table: string): string => `[project]\nname = "x"\ndependencies = ["inkwell"]\n${table}`;

// biome-ignore format: one row, one line
const rows: { name: string; run: string; files: Record<string, string>; tools: string[]; cwd?: string; command: string | null; add?: string }[] = [
  { name: "npm by its lock file", run: "node a.js", files: { "package.json": json, "package-lock.json": lock }, tools: ["npm"], command: "npm ci", add: "npm install" },
  { name: "npm refuses a lock file without a version", run: "node a.js", files: { "package.json": json, "package-lock.json": "{}" }, tools: ["npm"], command: "npm install" },
  { name: "npm without a lock file", run: "node a.js", files: { "package.json": json }, tools: ["npm"], command: "npm install" },
  { name: "pnpm before a lock file that npm left", run: "node a.js", files: { "package.json": json, "pnpm-lock.yaml": "", "package-lock.json": lock }, tools: ["pnpm"], command: "pnpm install --frozen-lockfile", add: "pnpm add" },
  { name: "pnpm through corepack", run: "node a.js", files: { "package.json": json, "pnpm-lock.yaml": "" }, tools: ["corepack"], command: "corepack pnpm install --frozen-lockfile" },
  { name: "pnpm that nothing brings yet", run: "node a.js", files: { "package.json": json, "pnpm-lock.yaml": "" }, tools: ["npm"], command: "npm install --global pnpm && pnpm install --frozen-lockfile" },
  { name: "packageManager without a lock file", run: "node a.js", files: { "package.json": '{"packageManager":"pnpm@9.1.0","dependencies":{"inkwell":"1"}}' }, tools: ["pnpm"], command: "pnpm install" },
  { name: "yarn 1", run: "node a.js", files: { "package.json": json, "yarn.lock": "" }, tools: ["yarn"], command: "yarn install --frozen-lockfile" },
  { name: "a later yarn", run: "node a.js", files: { "package.json": json, "yarn.lock": "", ".yarnrc.yml": "" }, tools: ["yarn"], command: "yarn install --immutable" },
  { name: "bun", run: "node a.js", files: { "package.json": json, "bun.lock": "" }, tools: ["bun"], command: "bun install --frozen-lockfile" },
  { name: "the lock file of the workspace", run: "node a.js", cwd: "apps/api", files: { "package.json": '{"workspaces":["apps/*"]}', "package-lock.json": lock, "apps/api/package.json": json }, tools: ["npm"], command: "npm ci" },
  { name: "a package by itself below another one's lock file", run: "node a.js", cwd: "apps/api", files: { "package.json": "{}", "package-lock.json": lock, "apps/api/package.json": json }, tools: ["npm"], command: "cd apps/api && npm install" },
  { name: "no package.json", run: "node a.js", files: {}, tools: ["npm"], command: null },
  { name: "uv", run: "python3 a.py", files: { "pyproject.toml": pyproject(""), "uv.lock": "" }, tools: ["uv"], command: "uv sync", add: "uv add" },
  { name: "uv that is not there", run: "python3 a.py", files: { "pyproject.toml": pyproject("[tool.uv]\n"), "requirements.txt": requires }, tools: [], command: "pipx install uv && uv sync" },
  { name: "poetry", run: "python3 a.py", files: { "pyproject.toml": '[tool.poetry.dependencies]\ninkwell = "1"\n' }, tools: ["poetry"], command: "poetry install", add: "poetry add" },
  { name: "pdm", run: "python3 a.py", files: { "pyproject.toml": pyproject(""), "pdm.lock": "" }, tools: ["pdm"], command: "pdm install" },
  { name: "pipenv without a lock file", run: "python3 a.py", files: { Pipfile: '[packages]\ninkwell = "*"\n' }, tools: ["pipenv"], command: "pipenv install" },
  { name: "pipenv", run: "python3 a.py", files: { Pipfile: '[packages]\ninkwell = "*"\n', "Pipfile.lock": "{}" }, tools: ["pipenv"], command: "pipenv sync", add: "pipenv install" },
  { name: "pip, in an environment that is made", run: "python3 a.py", files: { "requirements.txt": requires }, tools: [], command: `python3 -m venv .venv && ${bin}pip install -r requirements.txt` },
  { name: "pip, in an environment that is there", run: "python3 a.py", files: { "requirements.txt": requires, ".venv/pyvenv.cfg": "" }, tools: [], command: ".venv/bin/python -m pip install -r requirements.txt" },
  { name: "the list that names what is missing", run: "python3 a.py", files: { "requirements.txt": "quill\n", "requirements/base.txt": requires, "requirements-dev.txt": "pytest\n" }, tools: [], command: `python3 -m venv .venv && ${bin}pip install -r requirements/base.txt` },
  { name: "a tool for other things: its manifest does not name what is missing", run: "python3 a.py", files: { "requirements.txt": requires, "pyproject.toml": "[tool.poetry]\nname = 'x'\n" }, tools: ["poetry"], command: `python3 -m venv .venv && ${bin}pip install -r requirements.txt` },
  { name: "a project of its own", run: "python3 a.py", files: { "pyproject.toml": pyproject("") }, tools: [], command: `python3 -m venv .venv && ${bin}pip install -e .` },
];

test.each(rows)("$name", async ({ run, files, tools, cwd = ".", command, add }) => {
  using here = project({
    ...files,
    ...Object.fromEntries(tools.map((t) => [`bin/${t}`, "#!/x\n"])),
    "bin/python3": stub,
  });
  const environment = { PATH: path.join(here.dir, "bin") };
  const read = await readCommand(run.split(" "), {
    cwd: path.join(here.dir, cwd),
    dir: here.dir,
    environment,
  });
  const python = run.startsWith("python3");
  const at = { file: python ? "a.py" : "a.js", line: 1 };
  const facts = await runtimeFacts(await findRuntime({ dir: here.dir, command: read, environment }), [
    {
      at,
      file: path.posix.join(cwd, at.file),
      language: python ? "python" : "javascript",
      specifier: "inkwell",
      resolved: null,
      package: "inkwell",
      optional: false,
      late: false,
      reached: true,
      missing: false,
    },
  ]);
  expect(facts.install?.command ?? null).toBe(command);
  if (add) expect(facts.install?.add).toBe(add);
});
