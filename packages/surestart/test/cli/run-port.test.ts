import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { claims } from "../../src/ports/claims.ts";
import { whoHolds } from "../../src/ports/holders.ts";
import { cleanUp, freePort, project, type Run, ran, server, surestart } from "./run-surestart.ts";

const node = process.execPath;
const foreign = new Set<Server>();

afterEach(async () => {
  for (const one of foreign) {
    one.closeAllConnections();
    await new Promise((done) => one.close(done));
  }
  foreign.clear();
  await cleanUp();
});

/** Somebody else's server, in this process. */
async function held(port: number, host = "127.0.0.1"): Promise<void> {
  const one = createServer((_request, response) => response.end("somebody else"));
  foreign.add(one);
  one.listen(port, host);
  await once(one, "listening");
}

const get = async (port: number, path = "/health"): Promise<string> =>
  (await fetch(`http://127.0.0.1:${port}${path}`)).text();
const claimed = async (port: number): Promise<boolean> =>
  ((await (await claims())?.ownerOf(port)) ?? null) !== null;
const json = ["run", "--format", "json", "--exit-when-healthy"];

describe("surestart run: the port", () => {
  test("held by another program: the next one, said by whom, and URLs that name it follow", async () => {
    const port = await freePort();
    await held(port);
    const dir = project({
      "server.js": server("APP_URL", "OTHER"),
      ".env": `APP_URL=http://localhost:${port}/x\nOTHER=http://localhost:1\n`,
    });
    const { status, report, stderr } = await ran([...json, "--", node, "server.js"], {
      dir,
      env: { PORT: String(port) },
    });
    const used = report!.port!.used!;
    expect(status).toBe(0);
    expect(used).toBeGreaterThan(port);
    expect(report).toMatchObject({
      url: `http://127.0.0.1:${used}`,
      port: { wanted: port, why: "port/held-by-other", told: "PORT" },
    });
    expect(report?.findings[0]).toMatchObject({
      code: "port/held-by-other",
      resolved: true,
      holder: { pid: process.pid },
    });
    expect(stderr).toMatch(
      new RegExp(`^surestart: port ${port} is in use by .*pid ${process.pid}.*: using ${used}$`, "m"),
    );
    expect(stderr).toContain(`"APP_URL":"http://localhost:${used}/x","OTHER":"http://localhost:1"`);
    expect(await get(port)).toBe("somebody else");
  });

  test("--no-follow leaves URLs as they are", async () => {
    const port = await freePort();
    await held(port);
    const dir = project({ "server.js": server("APP_URL") });
    const { stderr } = await ran([...json, "--no-follow", "--", node, "server.js"], {
      dir,
      env: { PORT: String(port), APP_URL: `http://localhost:${port}` },
    });
    expect(stderr).toContain(`"APP_URL":"http://localhost:${port}"`);
  });

  test.each<[string, string[], Record<string, string>, number]>([
    ["--on-conflict fail", ["--on-conflict", "fail"], {}, 75],
    ["production", [], { NODE_ENV: "production" }, 75],
    ["production, and next was asked for", ["--on-conflict", "next"], { NODE_ENV: "production" }, 0],
    ["ask, and nobody is there", ["--on-conflict", "ask"], {}, 75],
    ["replace, and it is not ours", ["--on-conflict", "replace"], {}, 0],
  ])("held, %s", async (_name, options, env, wanted) => {
    const port = await freePort();
    await held(port);
    const dir = project({ "server.js": server() });
    const { status, report, stderr } = await ran([...json, ...options, "--", node, "server.js"], {
      dir,
      env: { PORT: String(port), ...env },
    });
    expect(status).toBe(wanted);
    expect(report?.findings[0]?.code).toBe("port/held-by-other");
    if (wanted === 75) expect(stderr).not.toContain("listening");
    expect(await get(port)).toBe("somebody else");
  });

  test.each([
    [
      "a literal in the code",
      (port: number) => ({ "server.js": server().replaceAll("process.env.PORT", String(port)) }),
    ],
    [
      "an assignment in the script",
      (port: number) => ({
        "server.js": server(),
        "package.json": JSON.stringify({ scripts: { start: `PORT=${port} ${node} server.js` } }),
      }),
    ],
  ])("held, and the program takes no other: %s", async (_name, files) => {
    const port = await freePort();
    await held(port);
    const dir = project(files(port));
    const start = "package.json" in files(port) ? ["npm", "start"] : [node, "server.js"];
    const { status, report } = await ran([...json, "--", ...start], { dir });
    expect(status).toBe(1);
    expect(report?.findings[0]).toMatchObject({
      code: "port/held-by-other",
      severity: "error",
      holder: { pid: process.pid },
      detail: expect.stringMatching(new RegExp(`was given port \\d+, but still tried to bind ${port}`)),
    });
    expect(report?.findings[0]).not.toHaveProperty("resolved");
    expect(report?.findings.map((f) => f.code)).not.toContain("app/crashed");
    expect(report?.findings[0]?.fixes.map((fix) => fix.id)).not.toContain("next");
  });

  test("an earlier run of this project is replaced when that is asked for", async () => {
    const dir = project({ "server.js": server() });
    const port = await freePort();
    const first = spawn(node, ["server.js"], { cwd: dir, env: { PORT: String(port) }, stdio: "ignore" });
    const gone = once(first, "exit");
    await expect.poll(() => whoHolds(port), { timeout: 10_000 }).toHaveLength(1);
    const { status, report, stderr } = await ran(
      [...json, "--on-conflict", "replace", "--", node, "server.js"],
      { dir, env: { PORT: String(port) } },
    );
    expect(status).toBe(0);
    expect((await gone)[1]).toBe("SIGTERM");
    expect(report?.port).toMatchObject({ wanted: port, used: port });
    expect(stderr).toMatch(/^surestart: stopped an earlier run of this project/m);
  });

  test("an earlier run of this project keeps its port otherwise, and is named", async () => {
    const dir = project({ "server.js": server() });
    const port = await freePort();
    const first = surestart(["run", "--", node, "server.js"], { dir, env: { PORT: String(port) } });
    await first.says("Healthy in");
    const { report } = await ran([...json, "--", node, "server.js"], { dir, env: { PORT: String(port) } });
    expect(report?.findings[0]).toMatchObject({ code: "port/held-by-own-run", resolved: true });
    expect(report?.port?.used).not.toBe(port);
    expect(await get(port)).toBe("hello");
  });

  test.each([["abc"], ["99999"], ["8000 # the port"]])(
    "PORT=%s is never replaced silently",
    async (value) => {
      const dir = project({ "server.js": server() });
      const { status, report } = await ran([...json, "--", node, "server.js"], { dir, env: { PORT: value } });
      expect([status, report?.outcome, report?.findings[0]?.code]).toEqual([78, "failed", "port/invalid"]);
    },
  );

  test("{port} and {host} in the command, and --port with --host", async () => {
    const port = await freePort();
    const code =
      "const [p, h] = process.argv.slice(1); require('node:http').createServer((q, r) => r.end('ok')).listen(Number(p), h, () => console.log('at', p, h, process.env.PORT))";
    const { status, stderr, report } = await ran(
      [...json, "--port", String(port), "--host", "127.0.0.1", "--", node, "-e", code, "{port}", "{host}"],
      { dir: project({}) },
    );
    expect(status).toBe(0);
    expect(stderr).toContain(`at ${port} 127.0.0.1 ${port}`);
    expect(report?.port).toMatchObject({ used: port, told: "placeholder" });
  });

  test("nobody says one: nothing is set, and what the program binds is found", async () => {
    const port = await freePort();
    const code = `require('node:http').createServer((q, r) => r.end('ok')).listen(${port}, '127.0.0.1', () => console.log('PORT is', process.env.PORT))`;
    const { stderr, report } = await ran([...json, "--", node, "-e", code], { dir: project({}) });
    expect(stderr).toContain("PORT is undefined");
    expect(report).toMatchObject({ url: `http://127.0.0.1:${port}`, port: { wanted: null, used: port } });
  });

  test.each([
    ["API_PORT", 0, 2000],
    ["METRICS_PORT", 9000, 15_000],
  ])(
    "where %s is the only port that is named, its server is found after %i ms",
    async (name, least, most) => {
      const port = await freePort();
      const code = `require('node:http').createServer((q, r) => r.end('ok')).listen(process.env.${name})`;
      const { report } = await ran([...json, "--", node, "-e", code], {
        dir: project({}),
        env: { [name]: String(port) },
      });
      expect(report?.url).toBe(`http://127.0.0.1:${port}`);
      const healthy = report?.timeline.find(({ step }) => step === "healthy")?.ms ?? 0;
      expect(healthy).toBeGreaterThan(least);
      expect(healthy).toBeLessThan(most);
    },
  );

  test("its own bind fails although the port was free: again on the next one, within the same run", async () => {
    const port = await freePort();
    const dir = project({
      // Somebody grabs the port between our look and the program's bind: the program itself lets him, the first time.
      "server.js": `
        const { spawn } = require("node:child_process");
        const { existsSync, writeFileSync } = require("node:fs");
        const begin = () => { ${server()} };
        if (existsSync("grabbed")) begin();
        else {
          writeFileSync("grabbed", "");
          const grab = "require('node:net').createServer().listen(${port}, () => console.log('mine'))";
          const other = spawn(process.execPath, ["-e", grab], { detached: true, stdio: ["ignore", "pipe", "ignore"], env: {} });
          writeFileSync("pid", String(other.pid));
          other.stdout.once("data", begin);
        }`,
    });
    try {
      const { status, report, stderr } = await ran([...json, "--", node, "server.js"], {
        dir,
        env: { PORT: String(port) },
      });
      expect(status).toBe(0);
      expect(report?.port?.used).toBeGreaterThan(port);
      expect(stderr).toMatch(/is in use by .*: starting again on/);
      expect(report?.findings[0]).toMatchObject({ code: "port/held-by-other", resolved: true });
    } finally {
      const { readFileSync } = await import("node:fs");
      process.kill(Number(readFileSync(join(dir, "pid"), "utf8")), "SIGKILL");
    }
  });

  test("an earlier run that has the port of the code itself is named, too", async () => {
    const port = await freePort();
    const dir = project({
      "server.js": `require("node:http").createServer((q, r) => r.end("ok")).listen(process.env.PORT || ${port}, "127.0.0.1", () => console.log("up"));`,
    });
    const earlier = spawn(node, ["server.js"], { cwd: dir, env: {}, stdio: ["ignore", "pipe", "ignore"] });
    try {
      await once(earlier.stdout, "data");
      const { status, report, stderr } = await ran([...json, "--", node, "server.js"], { dir });
      expect(status, stderr).toBe(0);
      expect(stderr).toMatch(/is in use by an earlier run of this project .*: starting again on/);
      expect(report?.findings[0]).toMatchObject({ code: "port/held-by-own-run", resolved: true });
    } finally {
      earlier.kill("SIGKILL");
    }
  });

  test("it binds its own port twice: no other port would help", async () => {
    const port = await freePort();
    const twice =
      "for (let i = 0; i < 2; i++) require('node:http').createServer((q, r) => r.end('ok')).listen(process.env.PORT);";
    const { status, report } = await ran([...json, "--", node, "server.js"], {
      dir: project({ "server.js": twice }),
      env: { PORT: String(port) },
    });
    expect([status, report?.findings[0]?.code]).toEqual([1, "port/bound-twice"]);
  });

  test("its port is taken for moments, twice, and nobody is there when we look: on to the next one", async () => {
    const port = await freePort();
    let taken = 0;
    let grabber: Server | null = null;
    // Takes the port before the program binds it, and lets it go before the program's end can be seen.
    const control = createServer((request, response) => {
      const end = (): void => void response.end(String(taken));
      if (request.url === "/release") grabber?.close(end);
      else if (taken++ < 2) grabber = createServer().listen(port, "127.0.0.1", end);
      else end();
    });
    control.listen(0, "127.0.0.1");
    await once(control, "listening");
    foreign.add(control);
    const asked = `http://127.0.0.1:${(control.address() as AddressInfo).port}`;
    const dir = project({
      "server.js": `process.on("uncaughtException", async (error) => { await fetch("${asked}/release"); console.error(error); process.exit(1); });
        fetch("${asked}/grab").then(() => { ${server()} });`,
    });
    const { status, report, stderr } = await ran([...json, "--", node, "server.js"], {
      dir,
      env: { PORT: String(port) },
    });
    expect(status).toBe(0);
    expect(stderr).toContain(`port ${port} could not be bound and is free again: starting once more`);
    expect(stderr).toContain(`port ${port} could not be bound: starting again on ${report!.port!.used}`);
    expect(report!.port!.used).toBeGreaterThan(port);
  });

  test("its ports are taken one after the other: it leaves the neighbourhood", async () => {
    const port = await freePort();
    const control = createServer((request, response) => {
      const asked = Number(request.url?.slice(1));
      if (asked > port + 50) response.end();
      else void held(asked).then(() => response.end());
    });
    control.listen(0, "127.0.0.1");
    await once(control, "listening");
    foreign.add(control);
    const asked = `http://127.0.0.1:${(control.address() as AddressInfo).port}`;
    const dir = project({
      "server.js": `fetch("${asked}/" + process.env.PORT).then(() => { ${server()} });`,
    });
    const { status, report, stderr } = await ran([...json, "--", node, "server.js"], {
      dir,
      env: { PORT: String(port) },
    });
    expect([status, stderr.match(/starting again on/g)?.length]).toEqual([0, 3]);
    expect(report!.port!.used).toBeGreaterThan(port + 50);
  });

  test("it wants a port of its own that somebody has: no second bind is made of that", async () => {
    const [port, literal] = [await freePort(), await freePort()];
    await held(literal);
    // As Python says it: without the port.
    const code = `require('node:http').createServer().on('error', () => { console.error('OSError: [Errno 98] Address already in use'); process.exit(1); }).listen(${literal}, '127.0.0.1');`;
    const { status, report } = await ran([...json, "--", node, "server.js"], {
      dir: project({ "server.js": code }),
      env: { PORT: String(port) },
    });
    expect(status).toBe(1);
    expect(report?.findings.map((f) => f.code)).not.toContain("port/bound-twice");
  });

  test("it ignores the port that it was given: asked where it listens, and said", async () => {
    const [port, literal] = [await freePort(), await freePort()];
    const dir = project({
      "server.js": `require('node:http').createServer((q, r) => r.end('ok')).listen(${literal}, '127.0.0.1');`,
    });
    const { status, report } = await ran([...json, "--port", String(port), "--", node, "server.js"], { dir });
    expect(status).toBe(0);
    expect(report?.port?.used).toBe(literal);
    expect(["port/ignored-by-app", "source/port-ignored"]).toContain(report?.findings[0]?.code);
  });

  test("a run inside a run", async () => {
    const port = await freePort();
    const bin = new URL("../../bin/surestart.cjs", import.meta.url).pathname;
    const dir = project({ "server.js": server() });
    const run = surestart(["run", "--", node, bin, "run", "--", node, "server.js"], {
      dir,
      env: { PORT: String(port) },
    });
    await expect.poll(() => run.stderr().match(/Healthy in/g)?.length, { timeout: 25_000 }).toBe(2);
    expect(await get(port)).toBe("hello");
    run.child.kill("SIGINT");
    expect(await run.end).toBe(0);
    expect([await whoHolds(port), await claimed(port)]).toEqual([[], false]);
  });

  test("twenty at once that want the same port: all healthy, each on its own", async () => {
    const port = await freePort();
    const dir = project({ "server.js": server() });
    const runs: Run[] = Array.from({ length: 20 }, () =>
      surestart(["run", "--timeout", "100", "--", node, "server.js"], { dir, env: { PORT: String(port) } }),
    );
    await Promise.all(runs.map((run) => run.says("Healthy in")));
    const ports = runs.map((run) => Number(/"port":(\d+)/.exec(run.stdout())?.[1]));
    expect(new Set(ports).size).toBe(20);
    expect(ports).toContain(port);
    expect(await Promise.all(ports.map((p) => get(p)))).toEqual(ports.map(() => "hello"));
    for (const run of runs) run.child.kill("SIGTERM");
    expect(await Promise.all(runs.map((run) => run.end))).toEqual(ports.map(() => 0));
    for (const p of ports) expect([p, await whoHolds(p), await claimed(p)]).toEqual([p, [], false]);
  }, 150_000);

  const python = canImport("uvicorn", "fastapi");
  test.skipIf(!python)(
    "uvicorn on a port that is taken (needs fastapi and uvicorn for python3)",
    async () => {
      const port = await freePort();
      await held(port);
      const dir = project({
        "app/main.py":
          "import os\nfrom fastapi import FastAPI\nif not os.getenv('AUTH_SECRET'):\n    raise ValueError('AUTH_SECRET is not set')\napp = FastAPI()\n@app.get('/health')\ndef health():\n    return {'status': 'ok'}\n",
        ".env": "AUTH_SECRET=hT7kQ2xV9mB4nL6pR8wZ3cY5\n",
      });
      const run = surestart(
        ["run", "--", "/usr/bin/python3", "-m", "uvicorn", "app.main:app", "--port", String(port)],
        { dir },
      );
      const said = await run.says("Took");
      const used = Number(/URL +http:\/\/127\.0\.0\.1:(\d+)/.exec(said)?.[1]);
      expect(used).toBeGreaterThan(port);
      await run.says(`http://127.0.0.1:${used}/docs`);
      expect(await get(used)).toBe('{"status":"ok"}');
      expect(run.stdout() + run.stderr()).not.toMatch(/ValueError|PermissionError/);
      run.child.kill("SIGINT");
      expect(await run.end).toBe(0);
      expect(await whoHolds(used)).toEqual([]);
    },
  );
});

function canImport(...names: string[]): boolean {
  try {
    execFileSync("/usr/bin/python3", ["-c", `import ${names.join(", ")}`], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
