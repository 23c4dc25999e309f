import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, test } from "vitest";
import { canType, ctrlC, enter, typed } from "./_terminal.ts";
import { cleanUp, freePort, project, server, surestart } from "./run-surestart.ts";

const foreign = new Set<Server>();
afterEach(async () => {
  for (const one of foreign) await new Promise((done) => one.close(done));
  foreign.clear();
  await cleanUp();
});

const node = process.execPath;
const bin = fileURLToPath(new URL("../../bin/surestart.cjs", import.meta.url));
const run = (...args: string[]): string[] => [node, bin, "run", "--", node, ...args];
const ctrlZ = "\u001a";
const down = "\u001b[B";

/** By a stranger. */
async function held(port: number): Promise<void> {
  const dir = project({ "other.js": server() });
  await surestart([], { dir, env: { PORT: String(port) }, command: [node, "other.js"] }).says("listening");
}

/** By this process, which has started surestart and so must not be ended by it. */
async function heldByUs(port: number): Promise<void> {
  const one = createServer((_request, response) => response.end("somebody else")).listen(port, "127.0.0.1");
  foreign.add(one);
  await once(one, "listening");
}

describe.skipIf(!canType)("surestart run on a terminal (needs python3)", () => {
  test("a held port is asked about; the next one is offered first, and Ctrl-C ends the program", async () => {
    const port = await freePort();
    await held(port);
    const dir = project({ "server.js": server() });
    const { status, shown } = await typed(
      run("server.js"),
      [
        ["Cancel", enter],
        ["Took", ctrlC],
      ],
      dir,
      { PORT: String(port) },
    );
    expect(shown).toContain(`Port ${port} is in use by`);
    expect(shown).toMatch(new RegExp(`Port +\\d+, as ${port} is in use by`));
    expect(status).toBe(0);
  });

  test("an earlier run of this project is offered to be ended first", async () => {
    const port = await freePort();
    const dir = project({ "server.js": server() });
    const first = surestart(["run", "--", node, "server.js"], { dir, env: { PORT: String(port) } });
    await first.says("Healthy in");
    const { status, shown } = await typed(
      run("server.js"),
      [
        ["Cancel", enter],
        ["Took", ctrlC],
      ],
      dir,
      { PORT: String(port) },
    );
    expect(shown).toContain(`Port       ${port}, as wanted`);
    // The first one's program was ended by somebody else's SIGTERM.
    expect([status, await first.end]).toEqual([0, 143]);
  });

  test.each<[string, string, number]>([
    ["stop", `${down}${down}${enter}`, 75],
    ["Ctrl-C", ctrlC, 130],
  ])("nothing is started: %s", async (_name, keys, wanted) => {
    const port = await freePort();
    await held(port);
    const dir = project({ "server.js": server() });
    const { status, shown } = await typed(run("server.js"), [["Cancel", keys]], dir, { PORT: String(port) });
    expect(status).toBe(wanted);
    expect(shown).not.toContain("listening");
  });

  test("what would be refused is not offered", async () => {
    const port = await freePort();
    await heldByUs(port);
    const dir = project({ "server.js": server() });
    const { status, shown } = await typed(run("server.js"), [["Cancel", `${down}${enter}`]], dir, {
      PORT: String(port),
    });
    expect(status).toBe(75);
    expect(shown).not.toContain("Stop it");
  });

  test("the program sees a terminal and its keys, and leaves it as it was although it is killed", async () => {
    const raw = `process.stdin.setRawMode(true); process.stdin.on("data", (d) => { console.log("key", String(d), process.stdout.isTTY); process.kill(process.pid, "SIGKILL"); });${server()}`;
    const dir = project({ "server.js": raw });
    const modes = "stty -a | tr ' ;' '\\n\\n' | grep -x -E -- '-?(icanon|echo|isig)' | tr '\\n' ' '; echo";
    const line = `${modes}; "$@"; echo "status $?"; ${modes}`;
    const { shown } = await typed(["sh", "-c", line, "sh", ...run("server.js")], [["Took", "x"]], dir, {
      PORT: String(await freePort()),
    });
    expect(shown).toContain("key x true");
    expect(shown).toContain("status 137");
    expect(shown.match(/isig icanon echo/g)).toHaveLength(2);
  });

  test("Ctrl-Z stops it, and fg goes on", async () => {
    const ticking = `${server()}setInterval(() => console.log("tick"), 50);`;
    const dir = project({ "server.js": ticking });
    const steps: [string, string][] = [
      ["# ", `${run("server.js").join(" ")}\n`],
      ["Took", ctrlZ],
      ["Stopped", "ps -o stat=,args= --ppid $(jobs -p) | grep server.js; echo looked\n"],
      ["looked\r\n", "fg\n"],
      ["tick", ctrlC],
      ["# ", 'echo "status $?"; exit\n'],
    ];
    const { shown } = await typed(["bash", "--norc", "-i"], steps, dir, { PORT: String(await freePort()) });
    expect(shown).toMatch(/^T\S* .*server\.js\r$/m);
    expect(shown).toContain("status 0");
  });
});
