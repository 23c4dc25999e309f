import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { closeSync, existsSync, openSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, test } from "vitest";
import { commands } from "../../src/cli/commands.ts";
import { bin, environment, project, surestart } from "./_run.ts";

const { version } = createRequire(import.meta.url)("../../package.json") as { version: string };

test("--version", async () => {
  expect(await surestart(["--version"], { cwd: project({}) })).toEqual({
    status: 0,
    stdout: `${version}\n`,
    stderr: "",
  });
});

test("without a command it shows the help, and a script that needed one fails", async () => {
  const cwd = project({});
  const [bare, help] = await Promise.all([surestart([], { cwd }), surestart(["--help"], { cwd })]);
  expect(bare).toEqual({ ...help, status: 2 });
});

test("--help names every command", async () => {
  const { status, stdout, stderr } = await surestart(["--help"], { cwd: project({}) });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  for (const { name, summary } of commands) {
    expect(stdout).toContain(`  ${name} `);
    expect(stdout.replaceAll(/\s+/g, " ")).toContain(summary);
  }
});

describe("the help of each command fits 80 columns and names its options", () => {
  test.each(commands.map((spec) => [spec.name, spec] as const))("%s", async (name, spec) => {
    const { status, stdout } = await surestart([name, "--help"], { cwd: project({}) });
    expect(status).toBe(0);
    for (const option of Object.keys(spec.options)) expect(stdout).toContain(`--${option}`);
    expect(stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
    // Only what does something is shown.
    expect(stdout.includes("--env-file")).toBe(spec.takesCommand !== false);
  });
});

test("wrong usage is status 2 and one line", async () => {
  const { status, stdout, stderr } = await surestart(["doctor", "--fxi"], { cwd: project({}) });
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toBe(
    "surestart: doctor has no option --fxi; did you mean --fix? (surestart doctor --help)\n",
  );
});

test("a folder that does not exist is wrong usage", async () => {
  const { status, stderr } = await surestart(["doctor", "nowhere"], { cwd: project({}) });
  expect(status).toBe(2);
  expect(stderr).toContain("the folder nowhere does not exist");
});

describe.skipIf(!existsSync("/dev/full"))(
  "an output that cannot be written (there is /dev/full to try it)",
  () => {
    test("is said in one line, with status 1", () => {
      const cwd = project({});
      const full = openSync("/dev/full", "w");
      const { status, stderr } = spawnSync(process.execPath, [bin, "explain"], {
        cwd,
        env: environment(cwd),
        stdio: ["ignore", full, "pipe"],
        encoding: "utf8",
      });
      closeSync(full);
      expect({ status, stderr }).toEqual({
        status: 1,
        stderr: "surestart: cannot write to stdout (ENOSPC)\n",
      });
    });

    test("ends no backend", () => {
      const cwd = project({
        "server.js":
          'require("node:http").createServer((q, r) => r.end("ok")).listen(0, "127.0.0.1", () => console.log("up"));\n',
      });
      const full = openSync("/dev/full", "w");
      const { status, stdout } = spawnSync(
        process.execPath,
        [bin, "run", "--then", "echo it was healthy", "--", process.execPath, "server.js"],
        { cwd, env: environment(cwd), stdio: ["ignore", "pipe", full], encoding: "utf8" },
      );
      closeSync(full);
      expect({ status, stdout }).toEqual({ status: 0, stdout: "up\nit was healthy\n" });
    });
  },
);

test("a reader that has enough ends it quietly", async () => {
  const cwd = project({});
  const child = spawn(process.execPath, [bin, "explain"], {
    cwd,
    env: environment(cwd),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stderr = "";
  child.stderr.on("data", (data) => (stderr += data));
  child.stdout.destroy();
  const [status] = await once(child, "close");
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
});
