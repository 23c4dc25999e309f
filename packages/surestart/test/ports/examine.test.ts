import { afterEach, describe, expect, test } from "vitest";
import { claimPort } from "../../src/ports/claim.ts";
import { examinePort, split } from "../../src/ports/examine.ts";
import { linux } from "../../src/ports/linux.ts";
import type { System } from "../../src/ports/system.ts";
import { needs } from "../needs.ts";
import { endAll, fixtures, listen, serve, start } from "./_programs.ts";

afterEach(endAll);

const free = {
  holders: null,
  busy: null,
  splitLoopback: null,
  beside: null,
  privileged: null,
  hostUnavailable: null,
  reserved: null,
};
const python = "/usr/bin/python3";

/** A port outside of the ephemeral range that nobody has. */
async function freePort(): Promise<number> {
  using claim = await claimPort({ wanted: 0 });
  return claim.port;
}

test("a port that can be had has nothing to say", async () => {
  expect(await examinePort({ port: await freePort(), host: "127.0.0.1" })).toEqual(free);
});

test("an earlier run of the program is told from another one", async () => {
  const { port, pid } = await listen();
  const own = { argv: [process.execPath, "listen.mjs"], cwd: fixtures };
  expect((await examinePort({ port, program: own })).holders).toMatchObject([{ pid, ownRun: true }]);
  const other = { argv: ["node", "other.mjs"], cwd: fixtures };
  expect((await examinePort({ port, program: other })).holders).toMatchObject([{ pid, ownRun: false }]);
});

test("two programs on the two loopbacks", async () => {
  const port = await serve("127.0.0.1");
  const other = await listen([], { env: { HOST: "::1", PORT: String(port) } });
  const { splitLoopback, holders } = await examinePort({ port });
  expect(splitLoopback?.map((h) => h.pid)).toEqual([process.pid, other.pid]);
  expect(holders).toHaveLength(2);
});

test("a stranger on the other loopback is beside the program, and not in its way", async () => {
  const port = await serve("::1");
  const at = async (host?: string): Promise<boolean> =>
    (await examinePort({ port, ...(host ? { host } : {}) })).beside !== null;
  expect([
    await at("127.0.0.1"),
    await at("0.0.0.0"),
    await at("::1"),
    await at("localhost"),
    await at(),
  ]).toEqual([true, true, false, false, false]);
});

test("one program on both loopbacks is not split", async () => {
  const port = await serve("127.0.0.1");
  await serve("::1", port);
  expect((await examinePort({ port })).splitLoopback).toBeNull();
});

test.each([
  ["wildcard and loopback", "0.0.0.0", "::1", true],
  ["both by one wildcard", "::", "127.0.0.2", false],
])("split: %s", (_name, one, other, expected) => {
  const holder = (address: string, pid: number) => ({ address, pid, socket: String(pid) }) as never;
  expect(split([holder(one, 1), holder(other, 2)]) !== null).toBe(expected);
});

test("a run that was given the port stands for its program until that listens", async () => {
  const source = new URL("../../src/ports/claim.ts", import.meta.url).href;
  const code = `
    import { claimPort } from ${JSON.stringify(source)};
    console.log((await claimPort({ wanted: 0, dir: "/tmp" })).port);
    process.stdin.resume();`;
  const program = start([process.execPath, "--input-type=module", "-e", code]);
  const port = Number(await program.line());
  expect((await examinePort({ port })).holders).toMatchObject([
    { pid: program.pid, claimedBy: { pid: program.pid, dir: "/tmp" } },
  ]);
});

test.each([
  ["203.0.113.7", "not-local"],
  ["2001:db8::7", "not-local"],
  ["no-such-host.invalid", "unresolved"],
])("the host %s: %s", async (host, reason) => {
  expect((await examinePort({ port: 8000, host })).hostUnavailable).toEqual({ reason });
});

test.each(["127.0.0.1", "localhost", "::1", "[::1]", "0.0.0.0", "::", "*", ""])(
  "%j is a host of this machine",
  async (host) => {
    expect((await examinePort({ port: await freePort(), host })).hostUnavailable).toBeNull();
  },
);

describe.runIf(process.platform === "linux")("busy, though nobody listens", () => {
  test.for<[kind: string, expected: string, evidence: RegExp]>([
    ["bound", "bound-not-listening", /no socket table/],
    ["client", "client-port", /^ESTABLISHED from 127\.0\.0\.1:\d+ to 127\.0\.0\.1:\d+$/],
    ["time-wait", "time-wait", /^TIME-WAIT from 127\.0\.0\.1:\d+/],
  ])("%s", async ([kind, expected, evidence], { skip }) => {
    needs(skip, python);
    const program = start([python, "bound.py", kind]);
    const port = Number(await program.line());
    const { busy, holders } = await examinePort({ port });
    expect(holders).toBeNull();
    expect(busy).toMatchObject({ kind: expected, evidence: expect.stringMatching(evidence) });
    expect(busy?.pid).toBe(kind === "client" ? program.pid : undefined);
  });
});

describe.runIf(process.platform === "linux" && process.getuid?.() === 0)("without the right", () => {
  test("a port below the limit", async () => {
    const code = `
      import { examinePort } from ${JSON.stringify(new URL("../../src/ports/examine.ts", import.meta.url).href)};
      process.setgid(65534); process.setuid(65534);
      console.log(JSON.stringify(await examinePort({ port: 81 })));`;
    const program = start([process.execPath, "--input-type=module", "-e", code]);
    expect(JSON.parse((await program.line()) as string)).toMatchObject({
      privileged: { limit: 1024 },
      busy: null,
    });
  });
});

test("a range that Windows keeps back", async () => {
  // A stand-in for Windows: nobody listens, the bind is refused for want of a right, and a range covers the port.
  const system: System = {
    ...linux,
    sockets: async () => [],
    reserved: async () => [{ from: 50_000, to: 50_099 }],
  };
  const refuse = async () => ({ code: "EACCES", address: "::" });
  expect(await examinePort({ port: 50_005 }, system, refuse)).toEqual({
    ...free,
    reserved: { from: 50_000, to: 50_099 },
  });
  expect((await examinePort({ port: 49_999 }, system, refuse)).busy).toMatchObject({ kind: "unknown" });
});

test("the kernel of Windows that answers HTTP itself is a holder that must not be stopped", async () => {
  const kernel = {
    pid: 4,
    parent: 0,
    name: "System",
    argv: ["System"],
    startTime: 1,
    since: 1,
    zombie: false,
  };
  const system = {
    ...linux,
    sockets: async () => [],
    kernelHttpPorts: async () => [47_001],
    details: async () => [
      { ...kernel, group: null, session: null, cwd: null, uid: null, user: null, unit: null },
    ],
  };
  const refuse = async () => ({ code: "EACCES", address: "::" });
  const { holders } = await examinePort({ port: 47_001 }, system, refuse);
  expect(holders).toMatchObject([{ pid: 4, system: expect.stringMatching(/http\.sys/) }]);
});
