import { execFileSync } from "node:child_process";
import { realpathSync } from "node:fs";
import { userInfo } from "node:os";
import { afterEach, describe, expect, test } from "vitest";
import { listeners, oldestAncestor, whoHolds } from "../../src/ports/holders.ts";
import type { Process } from "../../src/ports/system.ts";
import { needs } from "../needs.ts";
import { endAll, endPids, fixtures, listen, serve, start } from "./_programs.ts";

afterEach(endAll);

const python = "/usr/bin/python3";

test.each([
  ["127.0.0.1", 4],
  ["0.0.0.0", 4],
  ["::1", 6],
  ["::", 6],
])("a server on %s is seen, with all that a person asks", async (host, family) => {
  const before = Date.now();
  const { pid, port } = await listen([], { env: { HOST: host } });
  const [holder, ...more] = await whoHolds(port);
  expect(more).toEqual([]);
  expect(holder).toMatchObject({
    pid,
    argv: [process.execPath, "listen.mjs"],
    cwd: realpathSync(fixtures).replace(/\/$/, ""),
    user: userInfo().username,
    uid: process.getuid?.(),
    address: host,
    port,
    family,
    system: null,
  });
  expect(holder?.parents[0]?.pid).toBe(process.pid);
  // Start times are counted in hundredths of a second.
  expect(holder?.since).toBeGreaterThan(before - 100);
  expect(holder?.since).toBeLessThan(Date.now() + 100);
});

test.each([
  ["127.0.0.1", "127.0.0.1", 1],
  ["127.0.0.1", "0.0.0.0", 1],
  ["127.0.0.1", "::1", 0],
  ["127.0.0.1", "localhost", 1],
  ["0.0.0.0", "127.0.0.1", 1],
  ["::", "127.0.0.1", 1],
])("a server on %s is in the way of one on %s: %i", async (held, wanted, count) => {
  const port = await serve(held);
  expect(await whoHolds(port, wanted)).toHaveLength(count);
});

test("nobody holds a port that was given back", async () => {
  const port = await serve("127.0.0.1");
  await endAll();
  expect(await whoHolds(port)).toEqual([]);
});

test("two programs on the two loopbacks are two holders", async () => {
  const port = await serve("127.0.0.1");
  const other = await listen([], { env: { HOST: "::1", PORT: String(port) } });
  expect((await whoHolds(port)).map((h) => h.pid)).toEqual([process.pid, other.pid]);
});

test("of those who share a socket the one that gave it to the others is the holder", async () => {
  const { pid, port, children } = await listen(["share"]);
  try {
    expect(await whoHolds(port)).toMatchObject([{ pid }]);
  } finally {
    endPids(children);
  }
});

test.skipIf(process.platform === "win32")(
  "a program's parents are called by what they are (needs a POSIX shell)",
  async () => {
    const shell = start(["sh", "-c", `"${process.execPath}" listen.mjs; :`]);
    const { port } = JSON.parse((await shell.line()) as string) as { port: number };
    const [holder] = await whoHolds(port);
    try {
      expect(holder?.parents[0]).toEqual({ pid: shell.pid, name: "sh" });
    } finally {
      endPids([holder?.pid as number]);
    }
  },
);

test("all listeners of the machine, by port", async () => {
  const ports = [await serve("127.0.0.1"), await serve("::1")].sort((a, b) => a - b);
  const all = await listeners();
  expect(all.filter((h) => h.pid === process.pid).map((h) => h.port)).toEqual(ports);
});

describe.runIf(process.getuid?.() === 0)("as another user", () => {
  test("whose it is, is seen without the right to see the process", async () => {
    const { port } = await listen([], { env: { HOST: "::" } });
    const look = `
      import { whoHolds } from ${JSON.stringify(new URL("../../src/ports/holders.ts", import.meta.url).href)};
      process.setgid(65534); process.setuid(65534);
      process.stdout.write(JSON.stringify(await whoHolds(${port})));`;
    const seen = execFileSync(process.execPath, ["--input-type=module", "-e", look], { encoding: "utf8" });
    expect(JSON.parse(seen)).toMatchObject([{ pid: null, startTime: null, argv: [], uid: 0, port }]);
  });
});

test("a Python server is seen as it was started", async ({ skip }) => {
  needs(skip, python);
  const program = start([python, "-u", "-m", "http.server", "0", "--bind", "127.0.0.1"]);
  const port = Number(/port (\d+)/.exec((await program.line()) ?? "")?.[1]);
  expect(await whoHolds(port)).toMatchObject([
    { pid: program.pid, argv: [python, "-u", "-m", "http.server", "0", "--bind", "127.0.0.1"] },
  ]);
});

const family = (...rows: [pid: number, parent: number, startTime: number][]): Map<number, Process> =>
  new Map(
    rows.map(([pid, parent, startTime]) => [
      pid,
      { pid, parent, startTime, group: null, session: null, zombie: false, name: "x" },
    ]),
  );

test.each([
  ["a server and its workers", family([10, 1, 5], [11, 10, 6], [12, 10, 6]), [12, 11, 10], 10],
  [
    "a grandchild, the child between has closed it",
    family([10, 1, 5], [11, 10, 6], [12, 11, 7]),
    [12, 10],
    10,
  ],
  ["orphans: the oldest", family([12, 1, 5], [11, 1, 6]), [11, 12], 12],
  ["a parent's pid that was given again is no ancestor", family([10, 1, 9], [12, 10, 5]), [10, 12], 12],
  ["nobody", family(), [], null],
])("%s", (_name, table, pids, expected) => {
  expect(oldestAncestor(pids, table)).toBe(expected);
});
