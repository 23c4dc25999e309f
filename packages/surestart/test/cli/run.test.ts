import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import type { Report } from "../../src/report/report.ts";
import { cleanUp, freePort, project, ran, server, surestart } from "./run-surestart.ts";

afterEach(cleanUp);

const node = process.execPath;
const json = ["run", "--format", "json"];

describe("surestart run: programs", () => {
  test("a plain server that reads PORT", async () => {
    const dir = project({ "server.js": server() });
    const port = await freePort();
    const { status, report, stderr } = await ran([...json, "--exit-when-healthy", "--", node, "server.js"], {
      dir,
      env: { PORT: String(port) },
    });
    expect(status).toBe(0);
    expect(report).toMatchObject({
      schema: 1,
      outcome: "healthy",
      url: `http://127.0.0.1:${port}`,
      port: { wanted: port, used: port },
      findings: [],
    });
    expect(report?.timeline.map((t) => t.step)).toEqual(["load", "env", "port", "spawn", "healthy"]);
    // With a format for machines the program's stdout goes to stderr.
    expect(stderr).toContain("listening");
  });

  test("one that crashes: its error, its place in the project, its status", async () => {
    const dir = project({
      "lib/start.js": "\nthrow new RangeError('seats must be positive');\n",
      "server.js": "require('./lib/start.js');\n",
    });
    const { status, report, stderr } = await ran([...json, "--", node, "server.js"], { dir });
    expect(status).toBe(1);
    expect(report).toMatchObject({ outcome: "failed", exit: { code: 1, signal: null } });
    expect(report?.findings[0]).toMatchObject({ code: "app/crashed", at: { file: "lib/start.js", line: 2 } });
    expect(JSON.stringify(report?.findings[0])).toContain("seats must be positive");
    // Its own words are never hidden.
    expect(stderr).toContain("RangeError: seats must be positive");
  });

  test.each<[string, string, number, string]>([
    ["ends with 0 and never listens", "console.log('done')", 69, "app/exits-at-once"],
    ["never listens", "setInterval(() => {}, 1e6)", 69, "app/never-listens"],
  ])("one that %s", async (_name, code, wanted, finding) => {
    const dir = project({ "server.js": code });
    const { status, report } = await ran([...json, "--timeout", "1.5", "--", node, "server.js"], { dir });
    expect(status).toBe(wanted);
    expect(report?.findings[0]?.code).toBe(finding);
  });

  test.skipIf(process.platform === "win32")("one that a signal ends (needs POSIX signals)", async () => {
    const dir = project({
      "server.js": "process.kill(process.pid, 'SIGUSR1'); setTimeout(() => process.abort(), 50)",
    });
    const { status, report } = await ran([...json, "--", node, "server.js"], { dir });
    expect(status).toBe(134);
    expect(report?.findings[0]?.code).toBe("app/killed");
  });

  test("the wait ends with the program, not at the timeout", async () => {
    const dir = project({ "server.js": "setTimeout(() => process.exit(5), 200)" });
    const began = performance.now();
    const { status } = await ran(["run", "--timeout", "25", "--", node, "server.js"], { dir });
    expect(status).toBe(5);
    expect(performance.now() - began).toBeLessThan(12_000);
  });

  test.each<[string, string[], number, string]>([
    ["is not found", ["no-such-program"], 127, "runtime/command-not-found"],
    ["cannot be executed", ["./server.js"], 126, "runtime/command-not-found"],
  ])("a command that %s", async (_name, argv, wanted) => {
    const dir = project({ "server.js": "0" });
    expect((await ran(["run", "--", ...argv], { dir })).status).toBe(wanted);
  });

  test.skipIf(process.platform === "win32")(
    "stdin is the program's, its output passes byte for byte (needs POSIX signals)",
    async () => {
      const echo = `${server()}process.stdin.on("data", (d) => process.stdout.write(Buffer.concat([Buffer.from([0, 255, 10]), d])));`;
      const dir = project({ "server.js": echo });
      const run = surestart(["run", "--", node, "server.js"], {
        dir,
        env: { PORT: String(await freePort()) },
        input: "typed\n",
      });
      await run.says("Healthy");
      await run.says("typed");
      run.child.kill("SIGINT");
      expect(await run.end).toBe(0);
      expect(run.stdout()).toMatch(/\u0000\ufffd\ntyped\n/);
    },
  );

  test("without a command it is found", async () => {
    const dir = project({
      "server.js": server(),
      "package.json": `{"scripts":{"start":"${node} server.js"}}`,
    });
    const { status, report } = await ran([...json, "--exit-when-healthy"], {
      dir,
      env: { PORT: String(await freePort()) },
    });
    expect([status, report?.project.command]).toEqual([0, ["npm", "start"]]);
  });

  test("where no command is found it says where it looked, with status 2", async () => {
    const { status, stderr } = await ran(["run"], { dir: project({}) });
    expect([status, stderr.split("\n")[0]]).toEqual([2, "surestart: no start command was found here"]);
  });

  test("wrong usage is one line and status 2", async () => {
    const dir = project({});
    for (const args of [
      ["run", "--health", "nonsense", "--", "x"],
      ["run", "--then", "x", "--exit-when-healthy", "--", "x"],
    ]) {
      const { status, stderr } = await ran(args, { dir });
      expect([status, stderr.trim().split("\n").length]).toEqual([2, 1]);
    }
  });
});

describe("surestart run: the report", () => {
  test.skipIf(process.platform === "win32")(
    "is written when healthy, and again at the end (needs POSIX signals)",
    async () => {
      const dir = project({ "server.js": server() });
      const file = join(dir, "report.json");
      const run = surestart(["run", "--report", file, "--", node, "server.js"], {
        dir,
        env: { PORT: String(await freePort()) },
      });
      await run.says("Healthy in");
      const read = (): Report | null => (existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : null);
      await expect.poll(read, { timeout: 20_000 }).toMatchObject({ outcome: "healthy", exit: null });
      run.child.kill("SIGTERM");
      expect(await run.end).toBe(0);
      expect(read()).toMatchObject({ outcome: "healthy", exit: { signal: "SIGTERM" } });
    },
  );

  test("a health path that is 404 ends it before the time is over, and other statuses are told", async () => {
    const dir = project({ "server.js": server() });
    const began = performance.now();
    const { status, report } = await ran([...json, "--health", "/nope", "--", node, "server.js"], {
      dir,
      env: { PORT: String(await freePort()) },
    });
    expect([status, report?.findings[0]?.code]).toEqual([69, "health/not-found"]);
    expect(performance.now() - began).toBeLessThan(15_000);
  });

  test("errors in the log of a healthy program are told", async () => {
    const dir = project({ "server.js": `console.error("ValueError: no mailbox");${server()}` });
    const { report } = await ran([...json, "--exit-when-healthy", "--", node, "server.js"], {
      dir,
      env: { PORT: String(await freePort()) },
    });
    expect(report?.findings.map((f) => f.code)).toContain("health/errors-in-log");
  });

  test("no secret of a .env stands in anything that surestart says", async () => {
    const secret = "hT7kQ2xV9mB4nL6pR8wZ3cY5dF1gJ0sA";
    const dir = project({
      ".env": `API_SECRET=${secret}\n`,
      "server.js": "throw new Error('bad key ' + process.env.API_SECRET);",
    });
    const { stdout } = await ran([...json, "--", node, "server.js"], { dir });
    expect(stdout).toContain("bad key");
    expect(stdout).not.toContain(secret);
  });
});

describe("surestart run: variables", () => {
  const loads = "process.loadEnvFile();";

  test("nothing loads the .env: it is loaded, and no file is changed", async () => {
    const dir = project({
      ".env": "\ufeffGREETING=hello # there\nEMPTY= \nLAST=1\n",
      "server.js": server("GREETING", "EMPTY", "LAST"),
    });
    const before = readFileSync(join(dir, ".env"));
    const { status, stderr, report } = await ran([...json, "--exit-when-healthy", "--", node, "server.js"], {
      dir,
      env: { PORT: String(await freePort()) },
    });
    expect(status).toBe(0);
    expect(stderr).toMatch(/"GREETING":"hello","EMPTY":"","LAST":"1"/);
    expect(report?.findings.every((f) => f.severity !== "error")).toBe(true);
    expect(readFileSync(join(dir, ".env"))).toEqual(before);
  });

  test("the environment beats the .env, unless --override says otherwise", async () => {
    const dir = project({ ".env": "GREETING=file\n", "server.js": server("GREETING") });
    for (const [more, greeting] of [
      [[], "shell"],
      [["--override"], "file"],
    ] as const) {
      const { stderr } = await ran([...json, ...more, "--exit-when-healthy", "--", node, "server.js"], {
        dir,
        env: { PORT: String(await freePort()), GREETING: "shell" },
      });
      expect(stderr).toContain(`"GREETING":"${greeting}"`);
    }
  });

  test.each<[string, Record<string, string>, string[], string | undefined]>([
    [
      "that of --env-file",
      { "etc/prod.env": "GREETING=prod\n", ".env": "GREETING=no\n" },
      ["--env-file", "etc/prod.env"],
      "prod",
    ],
    [
      "the later of two --env-file",
      { "a.env": "GREETING=a\n", "b.env": "GREETING=b\n" },
      ["--env-file", "a.env", "--env-file", "b.env"],
      "b",
    ],
    ["that beside the entry", { "src/.env": "GREETING=entry\n" }, [], "entry"],
    ["none of a folder that is no way up", { "other/.env": "GREETING=no\n" }, [], undefined],
  ])("which one is loaded: %s", async (_name, files, options, greeting) => {
    const dir = project({ ...files, "src/server.js": server("GREETING") });
    const { stderr } = await ran([...json, ...options, "--exit-when-healthy", "--", node, "src/server.js"], {
      dir,
      env: { PORT: String(await freePort()) },
    });
    const line = stderr.split("\n").find((l) => l.startsWith("listening"))!;
    expect(JSON.parse(line.slice(10)).GREETING).toBe(greeting);
  });

  // Each of these starts by itself: with us it starts with the same values.
  test.each<[string, Record<string, string>, string[], Record<string, string>]>([
    [
      "its own load, before its reads",
      { "server.js": `${loads}${server("A", "B")}`, ".env": "A=1\nB=2\n" },
      ["server.js"],
      {},
    ],
    [
      "another file by flag",
      { "server.js": server("A", "B"), ".env": "A=wrong\n", ".env.test": "A=test\n" },
      ["--env-file=.env.test", "server.js"],
      {},
    ],
    [
      "two files by flag",
      { "server.js": server("A", "B"), ".env": "A=1\nB=1\n", ".env.local": "A=2\n" },
      ["--env-file=.env", "--env-file=.env.local", "server.js"],
      {},
    ],
    [
      "two files by flag, the other way round",
      { "server.js": server("A", "B"), ".env": "A=1\nB=1\n", ".env.local": "A=2\n" },
      ["--env-file=.env.local", "--env-file=.env", "server.js"],
      {},
    ],
    [
      "a file chosen by NODE_ENV",
      {
        "server.js": `process.loadEnvFile(".env." + (process.env.NODE_ENV ?? "development"));${server("A", "B")}`,
        ".env": "A=wrong\nB=wrong\n",
        ".env.development": "A=dev\n",
      },
      ["server.js"],
      {},
    ],
    [
      "an optional read before the load",
      {
        "server.js": `const early = process.env.B ?? "default";${loads}process.env.B = early;${server("A", "B")}`,
        ".env": "A=1\nB=2\n",
      },
      ["server.js"],
      {},
    ],
    [
      "a name of the shell",
      { "server.js": `${loads}${server("A", "B")}`, ".env": "A=1\nB=2\n" },
      ["server.js"],
      { A: "shell" },
    ],
  ])("the same values as without us: %s", async (_name, files, argv, env) => {
    const dir = project(files);
    const port = await freePort();
    const bare = surestart(["--version"], { dir });
    await bare.end;
    const { execFile } = await import("node:child_process");
    const alone = await new Promise<string>((resolve) => {
      const child = execFile(node, argv, {
        cwd: dir,
        env: { PATH: process.env["PATH"]!, PORT: String(port), ...env },
      });
      child.stdout!.on("data", (text: string) => {
        resolve(text);
        child.kill();
      });
    });
    const { stderr } = await ran([...json, "--exit-when-healthy", "--", node, ...argv], {
      dir,
      env: { PORT: String(port), ...env },
    });
    expect(stderr.split("\n").find((l) => l.startsWith("listening"))).toBe(alone.trim());
  });

  test("a read that comes before the load finds its value", async () => {
    const dir = project({
      "package.json": '{"type":"module"}',
      "server.js": `process.loadEnvFile();\nimport "./station.js";\nimport http from "node:http";\nhttp.createServer((q, r) => r.end("ok")).listen(process.env.PORT, "127.0.0.1");\n`,
      "station.js": `if (!process.env.STATION) throw new Error("STATION is required");\n`,
      ".env": "STATION=north\n",
    });
    const { status, report } = await ran([...json, "--exit-when-healthy", "--", node, "server.js"], {
      dir,
      env: { PORT: String(await freePort()) },
    });
    expect(status).toBe(0);
    expect(report?.findings[0]).toMatchObject({
      code: "source/env-read-before-load",
      resolved: true,
      severity: "info",
    });
  });

  test("a variable that is set nowhere fails at once, with the status of the program", async () => {
    const dir = project({
      "server.js": `if (!process.env.AUTH_SECRET) throw new Error("AUTH_SECRET is not set");${server()}`,
    });
    const { status, report } = await ran([...json, "--", node, "server.js"], { dir });
    expect(status).toBe(1);
    expect(report?.findings[0]).toMatchObject({
      code: "env/missing-variable",
      at: { file: "server.js", line: 1 },
    });
  });

  test("--strict does not start while an error is left", async () => {
    const dir = project({
      "server.js": `if (!process.env.AUTH_SECRET) throw new Error("AUTH_SECRET is not set");${server()}`,
      ".env": "OTHER=1\n",
    });
    const port = String(await freePort());
    const strict = await ran([...json, "--strict", "--", node, "server.js"], { dir, env: { PORT: port } });
    expect([strict.status, strict.report?.outcome]).toEqual([78, "failed"]);
    expect(strict.stderr).not.toContain("listening");
  });

  test("in a fresh folder nothing is made", async () => {
    const dir = project({ "server.js": server(), ".env.example": "A=1\n" });
    await ran(["run", "--exit-when-healthy", "--", node, "server.js"], {
      dir,
      env: { PORT: String(await freePort()) },
    });
    expect(existsSync(join(dir, ".env"))).toBe(false);
    expect(statSync(join(dir, ".env.example")).size).toBe(4);
    writeFileSync(join(dir, "done"), "");
  });
});

describe("surestart run: what a start took", () => {
  test.each<[string, Record<string, string>]>([
    ["a start that works", { "server.js": server() }],
    [
      "one that is healed",
      {
        ".env": "HARBOUR=north\n",
        "server.js": `if (!process.env.HARBOUR) throw new Error("HARBOUR is not set");\nprocess.loadEnvFile();\n${server()}`,
      },
    ],
  ])("the steps add up to the whole: %s", async (_name, files) => {
    const dir = project(files);
    const { status, stderr } = await ran(["run", "--exit-when-healthy", "--", node, "server.js"], {
      dir,
      env: { PORT: String(await freePort()), XDG_STATE_HOME: join(dir, "state") },
    });
    expect(status).toBe(0);
    const ms = (text: string): number => {
      const [, number, unit] = /([\d.]+) (ms|s)$/.exec(text) ?? [];
      return Number(number) * (unit === "s" ? 1000 : 1);
    };
    const whole = ms(/Healthy in ([\d.]+ m?s)/.exec(stderr)?.[1] ?? "");
    const took = stderr.match(/Took +([\s\S]*?)\n\n/)?.[1]?.replace(/\s+/g, " ") ?? "";
    const sum = took.split(" · ").reduce((all, step) => all + ms(step.trim()), 0);
    // Each step is rounded to 1 ms, or to 100 ms from one second on.
    expect(Math.abs(sum - whole)).toBeLessThan(60 * (took.split(" · ").length + 1));
  });
});
