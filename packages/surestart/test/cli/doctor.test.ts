import { execFileSync } from "node:child_process";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Report } from "../../src/report/report.ts";
import { needs } from "../needs.ts";
import { project, surestart } from "./_run.ts";

const secret = "4b1f8c0e6a3d5f7e9b2c4d6e8f0a1b3c";
const server =
  'const secret = process.env.SESSION_SECRET;\nif (!secret) throw new Error("SESSION_SECRET is not set");\nrequire("node:http").createServer().listen(process.env.PORT);\n';
const start = ["--", "node", "server.js"];

/** A server that reads a secret which its .env has and nothing loads. */
function broken(env = `SESSION_SECRET=${secret}\n`): string {
  return project({
    "package.json": '{ "name": "shop", "private": true }\n',
    "server.js": server,
    ".env": env,
  });
}

function report({ stdout }: { stdout: string }): Report {
  return JSON.parse(stdout) as Report;
}

test("the screen: what, where, why and what to do, with the value masked; status 1", async () => {
  const { status, stdout, stderr } = await surestart(["doctor", ...start], { cwd: broken() });
  expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
  expect(stdout).toContain("source/env-not-loaded");
  expect(stdout).toContain(
    "server.js:1:16\n    1 │ const secret = process.env.SESSION_SECRET;\n      │                ^",
  );
  expect(stdout).toContain("    1 │ SESSION_SECRET=********\n");
  expect(stdout).toContain("surestart doctor --fix -- node server.js\n");
  expect(stdout).not.toContain(secret);
  // What would be written is never cut; all else fits.
  expect(stdout.split("\n").filter((line) => line.length > 80)).toEqual([
    expect.stringMatching(/^ {10}\+if \(require\("node:fs"\)\.existsSync\(.*\) process\.loadEnvFile\(.*\);$/),
  ]);
});

test("JSON is one document; SARIF and annotations name the same place", async () => {
  const cwd = broken();
  const [json, sarif, github] = await Promise.all(
    ["json", "sarif", "github"].map((format) => surestart(["doctor", "--format", format, ...start], { cwd })),
  );
  expect(report(json!)).toMatchObject({
    schema: 1,
    outcome: "checked",
    project: { dir: ".", command: ["node", "server.js"] },
    findings: [
      { code: "source/env-not-loaded", severity: "error", at: { file: "server.js", line: 1 } },
      ...report(json!).findings.slice(1),
    ],
  });
  expect(JSON.parse(sarif!.stdout)).toMatchObject({
    version: "2.1.0",
    runs: [
      {
        results: [
          { ruleId: "source/env-not-loaded" },
          ...report(json!)
            .findings.slice(1)
            .map(({ code }) => ({ ruleId: code })),
        ],
      },
    ],
  });
  expect(github!.stdout).toMatch(/^::error file=server\.js,line=1,/);
  expect([json, sarif, github].map((one) => one!.status)).toEqual([1, 1, 1]);
  for (const one of [json, sarif, github]) expect(one!.stdout).not.toContain(secret);
});

test("a project without a fault: status 0", async () => {
  const cwd = project({ "server.js": 'require("node:http").createServer().listen(process.env.PORT);\n' });
  const { status, stdout } = await surestart(["doctor", ...start], { cwd });
  expect(status).toBe(0);
  expect(stdout).toContain("Nothing found that would keep it from starting");
});

describe("--fix", () => {
  test("--dry-run shows every diff and changes nothing", async () => {
    const cwd = broken();
    const before = readFileSync(join(cwd, "server.js"), "utf8");
    const { status, stdout } = await surestart(["doctor", "--fix", "--dry-run", ...start], { cwd });
    expect(status).toBe(1);
    expect(stdout).toMatch(/--- \S+\n +\+\+\+ \S+\n/);
    expect(stdout).toContain("Nothing was changed: this was a dry run.");
    expect(readFileSync(join(cwd, "server.js"), "utf8")).toBe(before);
  });

  test("without --yes and without a terminal only what is safe is done", async () => {
    // A key without a value and a blank behind it is safe to mend; to load the file needs a look.
    const cwd = broken(`EMPTY= \nSESSION_SECRET=${secret}\n`);
    const { status, stderr } = await surestart(["doctor", "--fix", ...start], { cwd });
    expect(status).toBe(1);
    expect(stderr).toMatch(/\d fix(?:es)? needs? a review/);
    expect(readFileSync(join(cwd, "server.js"), "utf8")).toBe(server);
  });

  test("--yes mends it, says what it did, and --undo gives the same bytes and modes back", async () => {
    const cwd = broken();
    const home = project({});
    const env = { HOME: home };
    const files = ["server.js", ".env", "package.json"];
    const state = () =>
      files.map((file) => [readFileSync(join(cwd, file), "utf8"), statSync(join(cwd, file)).mode]);
    const before = state();
    const fixed = await surestart(["doctor", "--fix", "--yes", ...start], { cwd, env });
    expect(fixed).toMatchObject({
      status: 0,
      stderr: expect.stringContaining("Undo it: surestart doctor --undo"),
    });
    expect(state()).not.toEqual(before);

    const again = await surestart(["doctor", "--fix", "--yes", "--format", "json", ...start], { cwd, env });
    expect(report(again).fixed).toEqual([]);

    const undone = await surestart(["doctor", "--undo"], { cwd, env });
    expect(undone).toMatchObject({ status: 0, stdout: expect.stringContaining("Undone: ") });
    expect(state()).toEqual(before);
    expect(await surestart(["doctor", "--undo"], { cwd, env })).toEqual({
      status: 0,
      stdout: "There is no fix to undo.\n",
      stderr: "",
    });
  });

  test("in a git work tree it says what git sees", async ({ skip }) => {
    needs(skip, "git");
    const cwd = broken();
    const git = (...args: string[]): string =>
      execFileSync("git", args, { cwd, encoding: "utf8", stdio: "pipe" });
    writeFileSync(join(cwd, ".gitignore"), ".env\n");
    git("init", "-q");
    git("add", ".");
    git("-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "first");
    const { stderr } = await surestart(["doctor", "--fix", "--yes", ...start], { cwd });
    const changed = git("diff", "--name-only").trim().split("\n");
    expect(changed.join(" ")).not.toBe("");
    expect(stderr).toContain(`git diff ${changed.join(" ")}`);
    expect(stderr).not.toContain("git does not track");
  });

  test("of a file that git does not know it says so", async ({ skip }) => {
    needs(skip, "git");
    const cwd = broken();
    const git = (...args: string[]): string =>
      execFileSync("git", args, { cwd, encoding: "utf8", stdio: "pipe" });
    git("init", "-q");
    git("add", "server.js", "package.json");
    git("-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "first");
    writeFileSync(join(cwd, ".env"), `EMPTY= \nSESSION_SECRET=${secret}\n`);
    const { stderr } = await surestart(["doctor", "--fix", ...start], { cwd });
    expect(stderr).toContain("  Not tracked by git: .env\n");
    expect(stderr).not.toContain("git diff");
  });

  test("a diff of a file with CRLF shows no carriage returns", async () => {
    const cwd = broken(`# first\r\nEMPTY= \r\nSESSION_SECRET=${secret}\r\n`);
    const { stdout } = await surestart(["doctor", "--dry-run", ...start], { cwd });
    expect(stdout).toMatch(/-EMPTY= \n +\+EMPTY=\n/);
    expect(stdout).not.toContain("U+000D");
  });

  test("what is safe is done first, and nothing that it mends is mended twice", async () => {
    const long = `ab#${secret}`;
    const cwd = broken(`SESSION_SECRET=${long}\n`);
    const words = [
      "doctor",
      "--fix",
      "--yes",
      "--format",
      "json",
      "--",
      "node",
      "--env-file=.env",
      "server.js",
    ];
    const { fixed } = report(await surestart(words, { cwd }));
    expect(fixed?.map(({ code }) => code)).toEqual(["env/hash-cuts-value"]);
    expect(readFileSync(join(cwd, ".env"), "utf8")).toBe(`SESSION_SECRET='${long}'\n`);
  });

  test("--undo refuses when a file was changed since", async () => {
    const cwd = broken();
    const env = { HOME: project({}) };
    const { stdout } = await surestart(["doctor", "--fix", "--yes", "--format", "json", ...start], {
      cwd,
      env,
    });
    const [file] = report({ stdout }).fixed!.flatMap(({ files }) => files);
    writeFileSync(join(cwd, file!), "mine\n");
    const { status, stderr } = await surestart(["doctor", "--undo"], { cwd, env });
    expect(status).toBe(1);
    expect(stderr).toContain(`${file} was changed after the fix`);
    expect(readFileSync(join(cwd, file!), "utf8")).toBe("mine\n");
  });
});
