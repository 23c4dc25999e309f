import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { findEnvFiles } from "../../src/env/find.ts";
import { roleOf } from "../../src/env/names.ts";

let dir: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "surestart-find-"));
});

afterEach(async () => {
  await rm(dir, { recursive: true, force: true });
});

async function write(files: Record<string, string>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(dir, name)), { recursive: true });
    await writeFile(join(dir, name), text, { mode: 0o600 });
  }
}

describe("what a file is by its name", () => {
  test.each([".env", ".env.local", ".env.production", ".env.test.local", ".env.staging", ".env.keys"])(
    "env: %s",
    (name) => {
      expect(roleOf(name)).toBe("env");
    },
  );
  test.each([
    ".env.example",
    ".env.sample",
    ".env.template",
    ".env.dist",
    "example.env",
    "env.example",
    ".env.example.local",
    "sample.env",
  ])("example: %s", (name) => {
    expect(roleOf(name)).toBe("example");
  });
  test.each([
    ".env.txt",
    "env",
    ".ENV",
    "_env",
    ".env.local.txt",
    ".env.dev",
    ".env.prod",
    "env.local",
    "env.txt",
    ".evn",
    "dotenv",
    "prod.env",
    ".env (1)",
    ".env ",
  ])("misnamed: %s", (name) => {
    expect(roleOf(name)).toBe("misnamed");
  });
  test.each([
    ".env.bak",
    ".env~",
    ".env.swp",
    ".envrc",
    ".env.ts",
    "env.ts",
    "env.py",
    "env.d.ts",
    ".env.vault",
    "environment.yml",
    "envoy.yaml",
    "event.txt",
    "README.md",
    "ENV_SETUP.md",
    ".env.md",
    "env.guide.txt",
    "env-readme",
    ".env.pdf",
    "package.json",
    ".env.old2",
  ])("none: %s", (name) => {
    expect(roleOf(name)).toBeNull();
  });
});

test("files of the folders in their order, .env first, with bindings, readings and problems", async () => {
  await write({
    "app/.env": "A=p#q\n",
    "app/.env.example": "A=\n",
    "app/.env.local": "B=1\n",
    ".env": "C=1\n",
    "app/main.py": "",
  });
  const files = await findEnvFiles([join(dir, "app"), dir], join(dir, "app"), {
    dialects: ["node", "python"],
  });
  expect(files.map(({ file, role }) => [file, role])).toEqual([
    [".env", "env"],
    [".env.example", "example"],
    [".env.local", "env"],
    ["../.env", "env"],
  ]);
  expect(files[0]).toMatchObject({
    state: "ok",
    mode: process.platform === "win32" ? null : 0o600,
    tracked: null,
    lines: 1,
    bindings: [{ key: "A", value: "p#q", line: 1 }],
    problems: [{ code: "env/hash-cuts-value", at: { file: ".env", line: 1 }, dialects: ["node"] }],
    readings: { node: { A: "p" }, python: { A: "p#q" } },
  });
});

test("each file is judged by the dialects that read it", async () => {
  await write({ ".env": "A=p#q\n", ".env.local": "A=p#q\n" });
  const files = await findEnvFiles([dir], dir, {
    dialects: (file) => (file === ".env" ? ["python"] : ["node"]),
  });
  expect(files.map(({ problems }) => problems.length)).toEqual([0, 1]);
});

test("a file that a loader names is a .env whatever it is called, wherever it lies", async () => {
  await write({ "config/settings.txt": "A=1\n", ".env.dev": "B=1\n" });
  const files = await findEnvFiles([dir], dir, { named: ["config/settings.txt", ".env.dev", "none.env"] });
  expect(files.map(({ file, role }) => [file, role])).toEqual([
    [".env.dev", "env"],
    ["config/settings.txt", "env"],
  ]);
});

test("a virtual environment, a text without assignments and a huge file are none", async () => {
  await write({
    "env/bin/python": "",
    "env.txt": "just notes\n",
    "env.all": "Get a key:\nKEY=abc\nThen start.\n",
    ".env.log": "x".repeat(5 << 20),
  });
  expect(await findEnvFiles([dir], dir)).toEqual([]);
});

test("a folder and a dangling link in the place of .env are said", async () => {
  await mkdir(join(dir, ".env"));
  await symlink(join(dir, "nowhere"), join(dir, ".env.local"));
  const files = await findEnvFiles([dir, join(dir, "missing")], dir);
  expect(files.map(({ file, state }) => [file, state])).toEqual([
    [".env", "folder"],
    [".env.local", "dangling"],
  ]);
});

test.skipIf(process.getuid?.() === 0)(
  "a file without permission is said (root may read everything)",
  async () => {
    await write({ ".env": "A=1\n" });
    await chmod(join(dir, ".env"), 0);
    expect(await findEnvFiles([dir], dir)).toMatchObject([
      { file: ".env", state: "permission", bindings: [] },
    ]);
  },
);
