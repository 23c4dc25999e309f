import path from "node:path";
import { expect, test } from "vitest";
import { readCommand } from "../../src/runtime/command.ts";
import { findRuntime, runtimeFacts } from "../../src/runtime/survey-runtime.ts";
import { project } from "./project.ts";

async function survey(dir: string, run: string, environment: Record<string, string> = {}) {
  const command = await readCommand(run.split(" "), { cwd: dir, environment });
  return runtimeFacts(await findRuntime({ dir, command, environment }), []);
}

test("a server that lies only in the virtual environment", async () => {
  using here = project({ ".venv/pyvenv.cfg": "", ".venv/bin/uvicorn": "#!/x\n", "main.py": "" });
  const facts = await survey(here.dir, "uvicorn main:app");
  expect(facts).toMatchObject({
    executable: null,
    executableNear: [".venv/bin/uvicorn"],
    venvs: [".venv"],
    interpreter: null,
  });
  expect(facts.program).toBeUndefined();
});

test("npm is there, and what its script starts is not", async () => {
  using here = project({
    "bin/npm": "#!/x\n",
    "bin/node": "#!/bin/sh\necho v22.0.0\n",
    "package.json": '{"scripts":{"start":"nextt dev"}}',
  });
  const facts = await survey(here.dir, "npm start", { PATH: path.join(here.dir, "bin") });
  expect(facts.executable).toBe(path.join(here.dir, "bin/npm"));
  expect(facts.program).toEqual({ word: "nextt", path: null, near: [] });
});

test("what npm's script starts is looked up in node_modules", async () => {
  using here = project({
    "bin/npm": "#!/x\n",
    "package.json": '{"scripts":{"start":"next dev"}}',
    "node_modules/.bin/next": "#!/x\n",
  });
  const facts = await survey(here.dir, "npm start", { PATH: path.join(here.dir, "bin") });
  expect(facts.program).toEqual({
    word: "next",
    path: path.join(here.dir, "node_modules/.bin/next"),
    near: [],
  });
});

test("an environment that poetry keeps elsewhere is not judged", async () => {
  using here = project({ "bin/poetry": "#!/x\n", "bin/python": "#!/bin/sh\necho no\n" });
  const facts = await survey(here.dir, "poetry run uvicorn main:app", { PATH: path.join(here.dir, "bin") });
  expect(facts.interpreter).toBeNull();
  expect(facts.program).toBeUndefined();
});

test("what was not installed and not built", async () => {
  using here = project({
    "package.json":
      '{"dependencies":{"hono":"4"},"engines":{"node":">=99"},"scripts":{"build":"tsc","start":"node dist/a.js"}}',
  });
  const facts = await survey(here.dir, "npm start", { PATH: path.dirname(process.execPath) });
  expect(facts.nodeModulesMissing).toMatchObject({ file: "package.json", line: 1 });
  expect(facts.buildMissing).toMatchObject({ entry: "dist/a.js", buildCommand: "npm run build" });
  expect(facts.version).toMatchObject([{ demands: ">=99", has: process.versions.node, met: false }]);
  expect(facts.manifests).toMatchObject([{ file: "package.json", packages: ["hono"] }]);
});

test("Yarn's table, where there is one instead of node_modules", async () => {
  using here = project({ "package.json": "{}", ".pnp.cjs": "", "api/a.js": "" });
  const environment = { PATH: path.dirname(process.execPath) };
  expect((await survey(here.dir, "node api/a.js", environment)).packageTable).toBe(".pnp.cjs");
  using plain = project({ "package.json": "{}", "a.js": "" });
  expect((await survey(plain.dir, "node a.js", environment)).packageTable).toBeUndefined();
});
