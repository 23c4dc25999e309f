import { expect, test } from "vitest";
import { project, surestart } from "./_run.ts";

const files = {
  "package.json": '{ "dependencies": { "dotenv": "*" } }',
  "node_modules/dotenv/package.json": '{ "name": "dotenv", "version": "18.0.0", "main": "index.js" }',
  "node_modules/dotenv/index.js": "exports.config = () => {};\n",
  ".env": "SESSION_SECRET=4b1f8c0e6a3d5f7e9b2c4d6e8f0a1b3c\nTITLE=a#b\nSHADOWED=of-the-file\n",
  "server.js":
    'require("dotenv").config();\nif (!process.env.SESSION_SECRET) throw new Error("none");\nconst t = process.env.TITLE, s = process.env.SHADOWED;\nif (!process.env.BUCKET) throw new Error("none");\n',
};
const start = ["--", "node", "server.js"];

test("JSON: where each variable comes from, what it hides, who reads it; no value", async () => {
  const { status, stdout } = await surestart(["env", "--format", "json", ...start], {
    cwd: project(files),
    env: { SHADOWED: "of-the-shell" },
  });
  expect(status).toBe(0);
  const document = JSON.parse(stdout) as { variables: { name: string }[] };
  expect(document).toMatchObject({
    schema: 1,
    loaders: [{ dialect: "dotenv", at: { file: "server.js", line: 1 }, files: [".env"], found: true }],
  });
  const variable = (name: string) => document.variables.find((one) => one.name === name);
  expect(variable("SESSION_SECRET")).toMatchObject({
    secret: true,
    set: true,
    length: 32,
    from: { file: ".env", line: 1 },
    hides: [],
    readBy: [{ file: "server.js", line: 2, required: true, loaded: true }],
    readings: { dotenv: "same" },
  });
  expect(variable("TITLE")).toMatchObject({ secret: false, readings: { dotenv: "differs" } });
  expect(variable("SHADOWED")).toMatchObject({ from: "environment", hides: [{ file: ".env", line: 3 }] });
  expect(variable("BUCKET")).toMatchObject({
    set: false,
    length: null,
    from: null,
    readBy: [{ required: true }],
  });
  for (const value of ["4b1f8c0e", "of-the-file", "of-the-shell"]) expect(stdout).not.toContain(value);
});

test("the table shows two characters and the length at most, and what is wrong", async () => {
  const { status, stdout } = await surestart(["env", ...start], {
    cwd: project(files),
    env: { SHADOWED: "of-the-shell" },
  });
  expect(status).toBe(0);
  expect(stdout).toContain("SESSION_SECRET  ******** (32)  .env:1");
  expect(stdout).toContain("of… (12)");
  expect(stdout).toMatch(/TITLE .*\n.*dotenv reads a different value/);
  expect(stdout).toMatch(/SHADOWED .*\n.*hides \.env:3/);
  expect(stdout).toMatch(/BUCKET +not set/);
  expect(stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
});

test("what a loader that overrides takes the place of is said, without its value", async () => {
  const cwd = project({
    ...files,
    "server.js": files["server.js"].replace("config()", "config({ override: true })"),
  });
  const env = { SHADOWED: "of-the-shell" };
  const json = await surestart(["env", "--format", "json", ...start], { cwd, env });
  const { variables } = JSON.parse(json.stdout) as { variables: { name: string }[] };
  expect(variables.find(({ name }) => name === "SHADOWED")).toMatchObject({
    from: { file: ".env", line: 3 },
    hides: [],
    hidesEnvironment: true,
  });
  const table = await surestart(["env", ...start], { cwd, env });
  expect(table.stdout).toMatch(/SHADOWED .*\n.*hides the environment's value\n/);
  expect(json.stdout + table.stdout).not.toContain("of-the-shell");
});

test("a project without variables", async () => {
  const { stdout } = await surestart(["env"], { cwd: project({ "server.js": "1;\n" }) });
  expect(stdout).toBe("The code reads no variable, and no .env sets one.\n");
});

test("loaders of other programs of the project are listed apart; one with rules of its own has no dialect", async () => {
  const cwd = project({
    ...files,
    "compose.yaml": "services:\n  web:\n    env_file: .env\n",
    Makefile: "include .env\n",
  });
  const [json, text] = await Promise.all([
    surestart(["env", "--format", "json", ...start], { cwd }),
    surestart(["env", ...start], { cwd }),
  ]);
  expect(JSON.parse(json!.stdout)).toMatchObject({
    loaders: [
      { dialect: "dotenv", start: true },
      {
        dialect: "compose",
        how: "env_file",
        at: { file: "compose.yaml", line: 3 },
        files: [".env"],
        start: false,
      },
      { dialect: null, how: "include .env", at: { file: "Makefile", line: 1 }, found: true, start: false },
    ],
  });
  expect(text!.stdout).toContain("  Others    env_file at compose.yaml:3 reads .env (compose)\n");
  expect(text!.stdout).toContain("            include .env at Makefile:1 reads .env (by its own rules)\n");
});

test("of a loader that chooses its files when it runs, no file is said to be missing or not loaded", async () => {
  const cwd = project({
    ".env": "HARBOUR=deep\n",
    "package.json": '{ "dependencies": { "dotenv-flow": "4" } }',
    "node_modules/dotenv-flow/package.json": '{ "name": "dotenv-flow", "version": "4.0.0", "main": "it.js" }',
    "node_modules/dotenv-flow/it.js": "exports.config = () => {};\n",
    "server.js": 'require("dotenv-flow").config();\nprocess.env.HARBOUR;\n',
  });
  const { stdout } = await surestart(["env", ...start], { cwd });
  expect(stdout.replace(/\n +/g, " ")).toContain("reads files that are told only when it runs (dotenv)");
  expect(stdout).not.toMatch(/does not exist|does not load/);
});

test("each file that flask run reads is one loader", async () => {
  const cwd = project({
    ".env": "HARBOUR=deep\n",
    ".flaskenv": "FLASK_APP=pier\n",
    // Whether python-dotenv is installed here or not.
    "dotenv.py": "",
    "pier.py":
      'import os\nfrom flask import Flask\n\nHARBOUR = os.environ["HARBOUR"]\napp = Flask(__name__)\n',
  });
  const { stdout } = await surestart(["env", "--format", "json", "--", "flask", "run"], { cwd });
  const { loaders } = JSON.parse(stdout) as { loaders: { files: string[] }[] };
  expect(loaders.map(({ files }) => files)).toEqual([[".env"], [".flaskenv"]]);
});
