import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, test } from "vitest";
import { claims } from "../../src/ports/claims.ts";
import { whoHolds } from "../../src/ports/holders.ts";
import { processesOf } from "../../src/ports/members.ts";
import { cleanUp, freePort, project, ran, server, surestart } from "./run-surestart.ts";

afterEach(cleanUp);

const node = process.execPath;

/** What a run has left: its program's processes, its port, its claim. */
async function left(port: number, session: number | null): Promise<unknown[]> {
  const claim = (await (await claims())?.ownerOf(port)) ?? null;
  return [await whoHolds(port), claim, session === null ? [] : await processesOf({ session })]
    .flat()
    .filter((x) => x !== null);
}

/** The program's session, by who listens on its port. */
async function sessionOf(port: number): Promise<number> {
  const [holder] = await whoHolds(port);
  return holder!.group!;
}

const stubborn =
  "for (const s of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(s, () => console.log('got', s));";
const family = "require('node:child_process').spawn('sleep', ['1000'], { stdio: 'ignore' });";

describe.skipIf(process.platform === "win32")("surestart run: the end (needs POSIX signals)", () => {
  test.each([
    ["SIGINT", 0],
    ["SIGTERM", 0],
    ["SIGHUP", 0],
  ] as const)("%s when healthy: status %i, and nothing is left", async (signal, status) => {
    const port = await freePort();
    const dir = project({ "server.js": family + server() });
    const run = surestart(["run", "--", node, "server.js"], { dir, env: { PORT: String(port) } });
    await run.says("Healthy in");
    const session = await sessionOf(port);
    run.child.kill(signal);
    expect(await run.end).toBe(status);
    expect(await left(port, session)).toEqual([]);
  });

  test.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("%s before it is healthy: status %i", async (signal, status) => {
    const dir = project({
      "server.js": `console.log("pid " + process.pid);${family}setInterval(() => {}, 1e6);`,
    });
    const run = surestart(["run", "--", node, "server.js"], { dir });
    const session = Number(/pid (\d+)/.exec(await run.says("pid "))?.[1]);
    run.child.kill(signal);
    expect(await run.end).toBe(status);
    expect(await processesOf({ session })).toEqual([]);
  });

  test("one that ignores the signal: a second one, later, forces", async () => {
    const port = await freePort();
    const dir = project({ "server.js": stubborn + family + server() });
    const run = surestart(["run", "--", node, "server.js"], { dir, env: { PORT: String(port) } });
    await run.says("Healthy in");
    const session = await sessionOf(port);
    run.child.kill("SIGINT");
    await run.says("got SIGINT");
    await sleep(600);
    run.child.kill("SIGINT");
    expect(await run.end).toBe(137);
    expect(await left(port, session)).toEqual([]);
  });

  test("when surestart itself is killed, the program ends and the claim is void", async () => {
    const port = await freePort();
    const dir = project({ "server.js": family + server() });
    const run = surestart(["run", "--", node, "server.js"], { dir, env: { PORT: String(port) } });
    await run.says("Healthy in");
    const session = await sessionOf(port);
    run.child.kill("SIGKILL");
    await run.end;
    await expect.poll(() => left(port, session), { timeout: 15_000 }).toEqual([]);
  });

  test("the program ends by itself when it was healthy: its status is ours, and what it left is ended", async () => {
    const port = await freePort();
    const dir = project({ "server.js": `${family}${server()}setTimeout(() => process.exit(7), 2500);` });
    const run = surestart(["run", "--", node, "server.js"], { dir, env: { PORT: String(port) } });
    await run.says("Healthy in");
    const session = await sessionOf(port);
    expect(await run.end).toBe(7);
    expect(run.stderr()).toContain("surestart: the program ended with status 7");
    expect(await left(port, session)).toEqual([]);
  });

  test.each([0, 7])("a signal that comes after it has ended changes nothing: status %i", async (status) => {
    const port = await freePort();
    const rest = "process.on('SIGTERM', () => console.log('it stays')); setInterval(() => {}, 1e6);";
    const dir = project({
      "rest.js": rest,
      "server.js": `require('node:child_process').spawn(process.execPath, ['rest.js'], { stdio: 'inherit' });${server()}setTimeout(() => process.exit(${status}), 2500);`,
    });
    const run = surestart(["run", "--", node, "server.js"], { dir, env: { PORT: String(port) } });
    await run.says("Healthy in");
    const session = await sessionOf(port);
    await run.says("it stays");
    run.child.kill("SIGINT");
    expect(await run.end).toBe(status);
    expect(run.stderr()).toContain(`ended with status ${status}`);
    expect(await left(port, session)).toEqual([]);
  });

  test("at the timeout it is ended, and nothing is left", async () => {
    const dir = project({
      "server.js": `console.log("pid " + process.pid);${family}setInterval(() => {}, 1e6);`,
    });
    const run = surestart(["run", "--timeout", "0.5", "--", node, "server.js"], { dir });
    const session = Number(/pid (\d+)/.exec(await run.says("pid "))?.[1]);
    expect(await run.end).toBe(69);
    expect(run.stderr()).toContain("opened no port");
    expect(await processesOf({ session })).toEqual([]);
  });

  test.each(["ignore", "inherit"])(
    "what has left the session is named, and goes on: stdio %s",
    async (stdio) => {
      const port = await freePort();
      const daemon = `const d = require('node:child_process').spawn('sleep', ['1000'], { detached: true, stdio: '${stdio}' }); d.unref(); console.log('daemon ' + d.pid);`;
      const dir = project({ "server.js": daemon + server() });
      const run = surestart(["run", "--", node, "server.js"], { dir, env: { PORT: String(port) } });
      await run.says("Healthy in");
      const pid = Number(/daemon (\d+)/.exec(run.stdout())?.[1]);
      try {
        run.child.kill("SIGINT");
        expect(await run.end).toBe(0);
        expect(run.stderr()).toContain(
          `sleep (pid ${pid}) has left the program's session and is still running`,
        );
        expect(process.kill(pid, 0)).toBe(true);
      } finally {
        process.kill(pid, "SIGKILL");
      }
    },
  );

  test.each([
    ["SIGINT to npm and its whole group, as a terminal sends it", "SIGINT", true],
    ["SIGTERM to npm alone, which passes it on to a shell", "SIGTERM", false],
    ["SIGKILL to npm alone", "SIGKILL", false],
  ] as const)("under npm: %s", async (_name, signal, group) => {
    const port = await freePort();
    const bin = new URL("../../bin/surestart.cjs", import.meta.url).pathname;
    const polite =
      "for (const s of ['SIGINT', 'SIGTERM']) process.on(s, () => { console.log('asked once'); setTimeout(() => process.exit(0), 700); });";
    const dir = project({
      "server.js": polite + server(),
      "package.json": JSON.stringify({ scripts: { start: `${node} ${bin} run -- ${node} server.js` } }),
    });
    const run = surestart([], { dir, env: { PORT: String(port) }, command: ["npm", "start"] });
    await run.says("Healthy in");
    const session = await sessionOf(port);
    process.kill(group ? -run.child.pid! : run.child.pid!, signal);
    await run.end;
    expect(run.stdout().match(/asked once/g)).toHaveLength(1);
    await expect.poll(() => left(port, session), { timeout: 10_000 }).toEqual([]);
  });
});

describe("surestart run --then", () => {
  test.each([0, 5])("its status is ours: %i", async (status) => {
    const port = await freePort();
    const dir = project({
      "server.js": server(),
      "test.js": `fetch(process.env.SURESTART_URL + "/health").then((r) => r.text()).then((t) => { console.log("it said " + t + " on " + process.env.PORT); process.exit(${status}); });`,
    });
    const run = surestart(["run", "--then", `${node} test.js`, "--", node, "server.js"], {
      dir,
      env: { PORT: String(port) },
    });
    expect(await run.end).toBe(status);
    expect(run.stdout()).toContain(`it said hello on ${port}`);
    expect(await left(port, null)).toEqual([]);
  });

  test("is not run when the backend is never healthy", async () => {
    const dir = project({ "server.js": "process.exit(4)" });
    const { status } = await ran(["run", "--then", "touch ran", "--", node, "server.js"], { dir });
    expect([status, existsSync(join(dir, "ran"))]).toEqual([4, false]);
  });

  test("is never fooled by a server that was there before", async () => {
    const port = await freePort();
    const old = surestart(
      [
        "run",
        "--",
        node,
        "-e",
        `require("node:http").createServer((q, r) => r.end("old")).listen(${port}, "127.0.0.1")`,
      ],
      { dir: project({}) },
    );
    await old.says("Healthy in");
    const dir = project({
      "server.js": server(),
      "test.js":
        "fetch(process.env.SURESTART_URL + '/health').then((r) => r.text()).then((t) => require('node:fs').writeFileSync('said', t));",
    });
    const { status } = await ran(["run", "--then", `${node} test.js`, "--", node, "server.js"], {
      dir,
      env: { PORT: String(port) },
    });
    expect([status, readFileSync(join(dir, "said"), "utf8")]).toEqual([0, "hello"]);
  });

  test.skipIf(process.platform === "win32")(
    "a signal ends its command and the backend (needs POSIX signals)",
    async () => {
      const port = await freePort();
      const dir = project({ "server.js": server() });
      const run = surestart(["run", "--then", "echo testing; exec sleep 1000", "--", node, "server.js"], {
        dir,
        env: { PORT: String(port) },
      });
      await run.says("testing");
      run.child.kill("SIGINT");
      expect(await run.end).toBe(130);
      expect(await left(port, null)).toEqual([]);
    },
  );
});
