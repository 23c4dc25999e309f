import { once } from "node:events";
import { createServer } from "node:net";
import { afterEach, expect, test } from "vitest";
import { claimPort } from "../../src/ports/claim.ts";
import { claims } from "../../src/ports/claims.ts";
import { ephemeralRange, isBlockedByBrowsers, nextPorts } from "../../src/ports/port-numbers.ts";
import { endAll, serve, start } from "./_programs.ts";

afterEach(endAll);

const source = new URL("../../src/ports/claim.ts", import.meta.url).href;
// Claims, says so, waits for a line, then listens: a program that boots slowly and binds late.
const claimer = `
  import { claimPort } from ${JSON.stringify(source)};
  import { createServer } from "node:http";
  const [wanted, count] = process.argv.slice(1).map(Number);
  const claims = await Promise.all(Array.from({ length: count }, () => claimPort({ wanted, dir: "/tmp" })));
  console.log(claims.map((claim) => claim.port).join(" "));
  process.stdin.once("data", () => {
    for (const { port } of claims) {
      const server = createServer().on("error", (error) => console.log(error.code));
      server.listen(port, "127.0.0.1", () => console.log("listens"));
    }
  });`;
const startClaimer = (wanted: number, count = 1) =>
  start([process.execPath, "--input-type=module", "-e", claimer, String(wanted), String(count)]);

/** A port outside of the ephemeral range that nobody has: claimed, so that no other test has it either. */
async function freePort(): Promise<number> {
  using claim = await claimPort({ wanted: 0 });
  return claim.port;
}

test("the wanted port when it can be had, and back again", async () => {
  const wanted = await freePort();
  const claim = await claimPort({ wanted });
  expect(claim).toMatchObject({ port: wanted, wanted, moved: null, registered: true });
  claim.release();
  using again = await claimPort({ wanted });
  expect(again.port).toBe(wanted);
});

test("the port alone is enough, and what is no number is answered with the right call", async () => {
  const wanted = await freePort();
  using claim = await claimPort(wanted);
  expect(claim).toMatchObject({ port: wanted, wanted });
  for (const wrong of [undefined, "3000", { port: 3000 }])
    await expect(Reflect.apply(claimPort, null, [wrong])).rejects.toThrow(
      "claimPort takes a number: claimPort(3000)",
    );
});

test.each(["127.0.0.1", "0.0.0.0", "::1", "::"])(
  "a server on %s keeps the port from being claimed",
  async (host) => {
    const wanted = await freePort();
    await serve(host, wanted);
    using claim = await claimPort({ wanted });
    expect(claim.port).toBeGreaterThan(wanted);
    expect(claim.moved).toMatchObject({ reason: "in-use" });
  },
);

// Only Linux has all of 127.0.0.0/8 without being told.
test.runIf(process.platform === "linux")("another address of the machine may use the same port", async () => {
  const wanted = await freePort();
  await serve("127.0.0.2", wanted);
  using claim = await claimPort({ wanted, host: "127.0.0.3" });
  expect(claim.port).toBe(wanted);
});

test("what was claimed before is not given again", async () => {
  using first = await claimPort({ wanted: await freePort() });
  using second = await claimPort({ wanted: first.port });
  expect(second.moved).toMatchObject({ reason: "claimed", by: { pid: process.pid } });
  expect(second.port).not.toBe(first.port);
});

test("ports to avoid are not given", async () => {
  const wanted = await freePort();
  using claim = await claimPort({ wanted, avoid: [wanted, wanted + 1] });
  expect(claim.port).toBeGreaterThan(wanted + 1);
  expect(claim.moved).toEqual({ reason: "avoided" });
});

test.each([["a server", "fail", "port/held-by-other"]])(
  "with %s there, %s says who it is",
  async (_name, strategy, code) => {
    const wanted = await freePort();
    await serve("127.0.0.1", wanted);
    await expect(claimPort({ wanted, strategy: strategy as "fail" })).rejects.toMatchObject({
      code,
      finding: { holder: { pid: process.pid } },
    });
  },
);

test.each([-1, 1.5, 65536, Number.NaN])("%d is not a valid port", async (wanted) => {
  await expect(claimPort({ wanted })).rejects.toMatchObject({ code: "port/invalid" });
});

test.each(["203.0.113.7", "no-such-host.invalid"])(
  "a host that is not here (%s) is no matter of ports",
  async (host) => {
    await expect(claimPort({ wanted: 8000, host })).rejects.toMatchObject({ code: "port/host-unavailable" });
  },
);

test("a claim is given back when its process ends, and when it crashes", async () => {
  const wanted = await freePort();
  for (const signal of ["SIGTERM", "SIGKILL"] as const) {
    const program = startClaimer(wanted);
    expect(await program.line()).toBe(String(wanted));
    expect(await (await claims())?.ownerOf(wanted)).toMatchObject({ pid: program.pid, dir: "/tmp" });
    program.child.kill(signal);
    await once(program.child, "exit");
    expect(await (await claims())?.ownerOf(wanted)).toBeNull();
  }
});

test("a hundred claims of one port at once, by ten processes, are a hundred ports that can all be bound", async () => {
  const wanted = await freePort();
  const programs = Array.from({ length: 10 }, () => startClaimer(wanted, 10));
  const ports = (await Promise.all(programs.map((p) => p.line()))).flatMap((line) => line?.split(" ") ?? []);
  expect(new Set(ports).size).toBe(100);
  for (const program of programs) program.child.stdin?.write("go\n");
  for (const program of programs) for (let n = 0; n < 10; n++) expect(await program.line()).toBe("listens");
});

test("a warm claim takes about a millisecond", async () => {
  const times: number[] = [];
  for (let n = 0; n < 21; n++) {
    const begin = performance.now();
    using _claim = await claimPort({ wanted: 0 });
    times.push(performance.now() - begin);
  }
  // The fastest: the machine may be busy with other tests.
  expect(Math.min(...times)).toBeLessThan(3);
});

test("the next ports: upward, outside of the ephemeral range, none that browsers refuse", () => {
  const ephemeral = ephemeralRange();
  const from = ephemeral.from - 3;
  const next = [...nextPorts(from)];
  expect(next.slice(0, 2)).toEqual([from + 1, from + 2]);
  expect(next.filter((p) => p >= ephemeral.from && p <= ephemeral.to)).toEqual([]);
  expect(next.filter(isBlockedByBrowsers)).toEqual([]);
  expect(new Set(next).size).toBe(next.length);
  expect([...nextPorts(5999)][0]).toBe(6001);
});

test("a wanted port inside of the ephemeral range was asked for: so are its neighbours", () => {
  const { from } = ephemeralRange();
  expect(nextPorts(from + 10).next().value).toBe(from + 11);
});

test.runIf(process.platform === "linux")(
  "of a port that needs a right the next one is its usual twin",
  () => {
    expect(nextPorts(80).next().value).toBe(8080);
    expect(nextPorts(443).next().value).toBe(8443);
  },
);

test("a server that is no client of ours may take a port in between: the next claim moves on", async () => {
  const wanted = await freePort();
  const thief = createServer().listen(wanted, "::");
  await once(thief, "listening");
  using claim = await claimPort({ wanted });
  thief.close();
  expect(claim.port).not.toBe(wanted);
});
