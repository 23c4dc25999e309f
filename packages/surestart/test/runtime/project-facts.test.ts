import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { gitTop, trackedFiles } from "../../src/runtime/git.ts";
import { productionSwitch } from "../../src/runtime/production.ts";
import { projectFacts, stackWords } from "../../src/runtime/project.ts";
import { needs } from "../needs.ts";
import { project } from "./project.ts";

// biome-ignore format: one row, one line
const switches: [Record<string, string>, string | null][] = [
  [{ NODE_ENV: "production" }, "NODE_ENV"],
  [{ NODE_ENV: "development", APP_ENV: "prod" }, "APP_ENV"],
  [{ RAILS_ENV: " Production " }, "RAILS_ENV"],
  [{ NODE_ENV: "test" }, null],
  [{}, null],
];

test.each(switches)("%j", (environment, name) => {
  expect(productionSwitch(environment)).toBe(name);
});

test("the stack names the language and the frameworks of what is started", () => {
  const manifests = [
    { file: "requirements.txt", kind: "requirements.txt" as const, packages: ["FastAPI", "redis"], dev: [] },
    { file: "package.json", kind: "package.json" as const, packages: ["next"], dev: [] },
  ];
  expect(stackWords({ language: "python", server: "uvicorn" }, manifests, ["sqlalchemy"])).toEqual([
    "python",
    "sqlalchemy",
    "fastapi",
  ]);
  expect(stackWords({ language: "typescript", server: "node" }, manifests)).toEqual([
    "node",
    "typescript",
    "next",
  ]);
  expect(stackWords(null, [])).toEqual([]);
});

test("git says what it tracks, whatever the repository's settings run", async ({ skip }) => {
  needs(skip, "git");
  using here = project({ ".env": "A=1\n", ".env.local": "B=2\n", "api/.env": "C=3\n" });
  const git = (...args: string[]): void => void execFileSync("git", args, { cwd: here.dir, stdio: "pipe" });
  git("init", "-q");
  git("add", ".env", "api/.env");
  git("config", "core.fsmonitor", `touch ${path.join(here.dir, "was-run")}; false`);
  expect(gitTop(path.join(here.dir, "api"))).toBe(here.dir);
  const tracked = await trackedFiles(here.dir, [".env", ".env.local", "api/.env", ":(glob)*"]);
  expect([...(tracked ?? [])].sort()).toEqual([".env", "api/.env"]);
  expect(await trackedFiles(path.join(here.dir, "api"), [".env"])).toEqual(new Set([".env"]));
  expect(existsSync(path.join(here.dir, "was-run"))).toBe(false);
  expect(await projectFacts(path.join(here.dir, "api"), {})).toEqual({
    dir: path.join(here.dir, "api"),
    root: here.dir,
    production: false,
    git: true,
  });
});

test("a folder outside of git", async () => {
  using here = project({ "a.js": "" });
  if (gitTop(here.dir) !== null) return expect(gitTop(here.dir)).not.toBe(here.dir);
  expect(await trackedFiles(here.dir, ["a.js"])).toBeNull();
  expect(await projectFacts(here.dir, { NODE_ENV: "production" })).toEqual({
    dir: here.dir,
    root: here.dir,
    production: true,
    git: false,
  });
});
