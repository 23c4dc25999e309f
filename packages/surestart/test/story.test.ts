import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, cpSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { cleanUp, freePort, project, ran, surestart } from "./cli/run-surestart.ts";

const python = "/usr/bin/python3";
const broken = path.resolve(import.meta.dirname, "../../../corpus/fastapi-auth-config-not-loaded");
const lacks = spawnSync(python, ["-c", "import fastapi, uvicorn, dotenv"]).status !== 0;
const read = { file: "src/config/auth_config.py", line: 5 };
const strangers = new Set<ChildProcess>();

afterEach(async () => {
  for (const stranger of strangers) {
    const end = once(stranger, "exit");
    if (stranger.exitCode === null && stranger.signalCode === null && stranger.kill("SIGKILL")) await end;
  }
  strangers.clear();
  await cleanUp();
});

if (lacks) {
  test("lacks FastAPI, uvicorn and python-dotenv: apt-get install python3-fastapi python3-uvicorn python3-dotenv", ({
    skip,
  }) => {
    expect(process.env["CI"], "CI installs what the story needs").toBeUndefined();
    skip();
  });
}

describe.skipIf(lacks)("a FastAPI backend that finds no BETTER_AUTH_SECRET, on a port that is taken", () => {
  test("doctor names the line, the .env that has it, the fix, and who holds the port", async () => {
    const { dir, port, stranger } = await story();
    const { status, report, stdout } = await ran(["doctor", "--format", "json", "--", ...uvicorn(port)], {
      dir,
    });
    expect(status).toBe(1);
    const [root] = report?.findings ?? [];
    expect(root).toMatchObject({
      code: "source/env-not-loaded",
      severity: "error",
      confidence: "certain",
      at: read,
    });
    expect(root?.also).toContainEqual(
      expect.objectContaining({ file: ".env", note: "BETTER_AUTH_SECRET is set here" }),
    );
    expect(root?.fixes[0]?.edits?.map((e) => e.file)).toContain(read.file);
    expect(root?.fixes[0]?.edits?.map((e) => e.diff).join("")).toContain("+load_dotenv()");
    expect(report?.findings).toContainEqual(
      expect.objectContaining({
        code: "port/held-by-other",
        holder: expect.objectContaining({
          pid: stranger.pid,
          command: expect.stringContaining("http.server"),
          since: expect.stringMatching(/^\d{4}-.*Z$/),
        }),
      }),
    );
    expect(stdout).not.toContain(secretOf(dir));
  });

  test("doctor --fix mends it: plain uvicorn starts without surestart, and --undo gives the bytes back", async () => {
    const { dir } = await story();
    const before = readFileSync(path.join(dir, read.file));
    const own = await freePort();
    await ran(["doctor", "--fix", "--yes", "--", ...uvicorn(own)], { dir });
    expect(readFileSync(path.join(dir, "requirements.txt"), "utf8")).toMatch(/^python-dotenv$/m);
    const [command = "", ...words] = uvicorn(own);
    const plain = spawn(command, words, {
      cwd: dir,
      env: { PATH: process.env["PATH"] },
      stdio: ["ignore", "ignore", "pipe"],
    });
    strangers.add(plain);
    let said = "";
    for await (const chunk of plain.stderr) {
      said += chunk;
      if (said.includes("Uvicorn running")) break;
    }
    expect(said).toContain(`Uvicorn running on http://127.0.0.1:${own}`);
    expect((await ran(["doctor", "--undo"], { dir })).status).toBe(0);
    expect(readFileSync(path.join(dir, read.file))).toEqual(before);
  });

  test("run starts it unmended on the next port: /health and /docs answer, and the log bears no error", async () => {
    const { dir, port } = await story();
    const run = surestart(["run", "--on-conflict", "next", "--", ...uvicorn(port)], { dir });
    await run.says("Healthy");
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(run.stderr().slice(run.stderr().indexOf("Healthy")))?.[0];
    expect(url).not.toBe(`http://127.0.0.1:${port}`);
    for (const at of ["/health", "/docs"]) expect((await fetch(`${url}${at}`)).status).toBe(200);
    process.kill(run.child.pid as number, "SIGINT");
    expect(await run.end).toBe(0);
    expect(run.stdout() + run.stderr()).not.toMatch(/ValueError|PermissionError/);
    await expect(fetch(`${url}/health`)).rejects.toThrow();
  });

  test("run --on-conflict replace ends the earlier run of the same project and has its port", async () => {
    const { dir } = await story();
    const port = await freePort();
    const earlier = surestart(["run", "--", ...uvicorn(port)], { dir });
    await earlier.says("Healthy");
    const { status, report } = await ran(
      ["run", "--on-conflict", "replace", "--exit-when-healthy", "--format", "json", "--", ...uvicorn(port)],
      { dir },
    );
    expect(status).toBe(0);
    expect(report).toMatchObject({ outcome: "healthy", port: { wanted: port, used: port } });
    await earlier.end;
  });

  test("with no .env at all it fails at once, at that line, with the program's own status", async () => {
    const { dir, port } = await story();
    rmSync(path.join(dir, ".env"));
    const { status, report, stderr } = await ran(
      ["run", "--on-conflict", "next", "--format", "json", "--", ...uvicorn(port)],
      { dir },
    );
    expect(status).toBe(1);
    expect(report).toMatchObject({
      outcome: "failed",
      exit: { code: 1 },
    });
    expect(report?.findings[0]).toMatchObject({ code: "env/missing-variable", at: read });
    expect(report?.findings.filter((f) => f.severity === "error")).toHaveLength(1);
    expect(stderr).toContain("ValueError: BETTER_AUTH_SECRET must be set");
  });
});

/** A fresh copy of the broken project, and a stranger that holds the port it wants. */
async function story(): Promise<{ dir: string; port: number; stranger: ChildProcess }> {
  const dir = project({});
  cpSync(broken, dir, { recursive: true });
  rmSync(path.join(dir, "case.json"));
  chmodSync(path.join(dir, ".env"), 0o600);
  const port = await freePort();
  const stranger = spawn(python, ["-u", "-m", "http.server", String(port), "--bind", "127.0.0.1"], {
    cwd: "/",
    stdio: ["ignore", "pipe", "ignore"],
  });
  strangers.add(stranger);
  await once(stranger.stdout as NonNullable<typeof stranger.stdout>, "data");
  return { dir, port, stranger };
}

function uvicorn(port: number): string[] {
  return [python, "-m", "uvicorn", "src.main:app", "--port", String(port)];
}

function secretOf(dir: string): string {
  return /^BETTER_AUTH_SECRET=(.+)$/m.exec(readFileSync(path.join(dir, ".env"), "utf8"))?.[1] ?? "none";
}
