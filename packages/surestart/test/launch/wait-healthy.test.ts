import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { type AddressInfo, createServer as createTcp } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, test } from "vitest";
import type { Holder } from "../../src/facts.ts";
import { type Look, lookAt } from "../../src/launch/look.ts";
import { type Program, startProgram } from "../../src/launch/spawn.ts";
import { stopProgram } from "../../src/launch/stop.ts";
import type { HealthQuestion } from "../../src/launch/verdict.ts";
import { type Waited, type WaitOptions, waitHealthy } from "../../src/launch/wait-healthy.ts";
import { needs } from "../needs.ts";

const programs = new Set<Program>();
const servers = new Set<Server>();
const folders = new Set<string>();

afterEach(async () => {
  for (const program of programs) await stopProgram(program, { grace: 500 });
  for (const server of servers) server.closeAllConnections();
  for (const server of servers) await new Promise((done) => server.close(done));
  for (const folder of folders) rmSync(folder, { recursive: true });
  for (const set of [programs, servers, folders]) set.clear();
});

const fixture = fileURLToPath(new URL("../fixtures/launch/server.mjs", import.meta.url));
const port = await freePort();

interface Said {
  listen?: [number | "PORT", string?][];
  paths?: Record<string, number | number[]>;
  [key: string]: unknown;
}

/** Starts the fixture (or a command) on the port and waits for it. */
async function wait(
  said: Said | string[],
  options: Partial<WaitOptions> = {},
): Promise<Waited & { log: () => string[] }> {
  const argv = Array.isArray(said)
    ? said
    : [process.execPath, fixture, JSON.stringify({ listen: [["PORT", "127.0.0.1"]], ...said })];
  const env = { PATH: process.env["PATH"], PORT: String(port) };
  const program = startProgram({ argv, cwd: tmpdir(), env, stdout: 2 });
  programs.add(program);
  const look = await lookAt(program.pid!);
  const result = await waitHealthy({
    program,
    port,
    question: { kind: "auto" },
    timeout: 8000,
    look,
    ...options,
  });
  return { ...result, log: () => program.output.lines() };
}

const path = (asked: string): { question: HealthQuestion } => ({ question: { kind: "path", path: asked } });
const url = (asked: string): { question: HealthQuestion } => ({
  question: { kind: "url", url: new URL(asked) },
});
const origin = `http://127.0.0.1:${port}`;

describe("the wait for healthy", () => {
  test("a server on its port", async () => {
    const { how, health, url, listening, remarks } = await wait({ paths: { "/health": 200 } });
    expect({ how, status: health?.status, url, remarks }).toEqual({
      how: "healthy",
      status: 200,
      url: origin,
      remarks: [],
    });
    expect(listening).toEqual([{ address: "127.0.0.1", port, pid: health?.pid }]);
  });

  test("503 while it starts becomes 200", async () => {
    const { how, health } = await wait({ paths: { "/health": [503, 503, 503, 200] } });
    expect([how, health?.status]).toEqual(["healthy", 200]);
  });

  test("503 to the end is the answer that counts", async () => {
    const { how, health } = await wait(
      { paths: { "/health": 503 }, body: "store is gone" },
      { timeout: 900 },
    );
    expect([how, health?.status, health?.body]).toEqual(["timeout", 503, "store is gone"]);
  });

  test("no health path at all: it serves, with a remark", async () => {
    const { how, remarks, url } = await wait({ paths: { "/": 200 } });
    expect([how, remarks, url]).toEqual(["healthy", ["no-path"], origin]);
  });

  test("the path that was asked for is 404: certain after two seconds, with what its own document offers", async () => {
    const began = performance.now();
    const body = { "/openapi.json": { paths: { "/api/status": {}, "/items/{id}": {}, "/livez": {} } } };
    const { how, health } = await wait({ paths: { "/": 200, "/openapi.json": 200 }, body }, path("/health"));
    expect([how, health?.status, health?.suggestions]).toEqual(["settled", 404, ["/api/status", "/livez"]]);
    expect(performance.now() - began).toBeLessThan(6000);
  });

  test.each([301, 401])("a health path that says %i is certain, too", async (status) => {
    const { how, health } = await wait({ paths: { "/health": status }, location: "/login" }, path("/health"));
    expect([how, health?.status, health?.location]).toEqual(["settled", status, "/login"]);
  });

  test("a path that comes late is waited for", async () => {
    const late = { "/ready": [404, 404, 404, 200] };
    expect((await wait({ paths: late }, path("/ready"))).how).toBe("healthy");
  });

  // What is asked is in the program's log (contract: "What `run` promises", 3).
  test.each<[string, Said, string[]]>([
    ["its first health path answers", { paths: { "/health": 200 } }, ["/health"]],
    ["the same, on every address", { listen: [["PORT", "::"]], paths: { "/health": 200 } }, ["/health"]],
    ["the second one does", { paths: { "/healthz": 200 } }, ["/health", "/healthz"]],
    [
      "none does, and it listens on every address",
      { listen: [["PORT", "::"]], paths: { "/": 200 } },
      ["/health", "/healthz", "/api/health", "/"],
    ],
    ["nothing is there at all", {}, ["/health", "/healthz", "/api/health", "/"]],
    [
      "two addresses of one server",
      {
        listen: [
          ["PORT", "127.0.0.1"],
          ["PORT", "::1"],
        ],
        paths: { "/": 200 },
      },
      ["/health", "/healthz", "/api/health", "/"],
    ],
  ])("it asks no more than it must: %s", async (_name, said, asked) => {
    const { how, log } = await wait(said);
    expect(how).toBe("healthy");
    // Its last line may still be on its way.
    await expect
      .poll(() => log().flatMap((line) => /^asked (\S+)/.exec(line)?.[1] ?? []), { timeout: 5000 })
      .toEqual(asked);
  });

  test.each<[string, Said, Partial<WaitOptions>]>([
    ["that wants credentials", { paths: { "/health": 401 } }, {}],
    ["that is not there", { paths: { "/": 200 } }, path("/ready")],
  ])("it asks a health path at most five times %s", async (_name, said, options) => {
    const { how, log } = await wait(said, options);
    expect(how).toBe("settled");
    expect(log().filter((line) => /^asked \/(?:health|ready) /.test(line)).length).toBeLessThanOrEqual(5);
  });

  test("ends the moment the program ends", async () => {
    const began = performance.now();
    const { how, ending } = await wait({ listen: [], exitAfter: 50 });
    expect([how, ending?.code]).toEqual(["exited", 9]);
    expect(performance.now() - began).toBeLessThan(3000);
  });

  test("ends in the middle of a question when the program ends", async () => {
    const { how, ending } = await wait({ hang: ["/health"], exitAfter: 400 });
    expect([how, ending?.code]).toEqual(["exited", 9]);
  });

  test("listens and never answers", async () => {
    const { how, health } = await wait({ hang: ["/health"] }, { timeout: 1000 });
    expect([how, health?.problem, health?.status]).toEqual(["timeout", "timeout", null]);
  });

  test("never listens: says to whom it is connected", async () => {
    const silent = createTcp(() => {}).listen(0, "127.0.0.1");
    await new Promise((done) => silent.once("listening", done));
    const { port: there } = silent.address() as AddressInfo;
    try {
      const code = `require("node:net").connect(${there}, "127.0.0.1")`;
      const { how, connections, listening } = await wait([process.execPath, "-e", code], { timeout: 900 });
      expect({ how, listening }).toEqual({ how: "timeout", listening: [] });
      expect(connections).toMatchObject([{ address: "127.0.0.1", port: there, state: "ESTABLISHED" }]);
      await Promise.all([...programs].map((p) => stopProgram(p)));
    } finally {
      await new Promise((done) => silent.close(done));
    }
  });

  test("it ignores the port and listens elsewhere: found there", async () => {
    const other = await freePort();
    const {
      how,
      url,
      port: found,
    } = await wait({ listen: [[other, "127.0.0.1"]], paths: { "/health": 200 } });
    expect([how, url, found]).toEqual(["healthy", `http://127.0.0.1:${other}`, other]);
  });

  test("a side server that is first does not count", async () => {
    const [metrics, main] = [await freePort(), await freePort()];
    const both = `for (const [p, ms] of [[${metrics}, 0], [${main}, 1500]]) setTimeout(() => require("node:http").createServer((q, r) => r.end("ok")).listen(p, "127.0.0.1"), ms)`;
    const { port: found } = await wait([process.execPath, "-e", both], {
      port: null,
      sidePorts: new Map([[metrics, 10_000]]),
    });
    expect(found).toBe(main);
  });

  test.each<[string, string, string]>([
    ["IPv6 only", "::1", `http://[::1]:${port}`],
    ["both families", "::", origin],
    ["all of IPv4", "0.0.0.0", origin],
    ["another loopback address", "127.0.0.9", `http://127.0.0.9:${port}`],
  ])("is asked where it listens: %s", async (_name, host, wanted) => {
    const { how, url } = await wait({ listen: [["PORT", host]], paths: { "/health": 200 } });
    expect([how, url]).toEqual(["healthy", wanted]);
  });

  test.each<[string, number[], object | null]>([
    [
      "another program's 200 on the port counts for nothing",
      [],
      { problem: "other-process", status: 200, pid: process.pid },
    ],
    ["a 200 of its own that comes when the time is over is not called another's", [process.pid], null],
  ])("%s", async (_what, family, seen) => {
    const foreign = createServer((_request, response) => response.end("not yours")).listen(port, "127.0.0.1");
    servers.add(foreign);
    const holder = { pid: process.pid, address: "127.0.0.1", port } as Holder;
    const look: Look = {
      listening: async () => [],
      holders: async () => [holder],
      connections: async () => [],
      family: async () => new Set(family),
      unseen: false,
    };
    const { how, health } = await wait([process.execPath, "-e", "setInterval(() => {}, 1e6)"], {
      timeout: 700,
      look,
    });
    expect(how).toBe("timeout");
    expect(health).toEqual(seen && expect.objectContaining(seen));
  });

  test("tcp: a socket is enough", async () => {
    const { how, port: found, health } = await wait({ hang: ["/"] }, { question: { kind: "tcp" } });
    expect([how, found, health]).toEqual(["healthy", port, null]);
  });

  test("a whole URL says host, port and path, with its own Host header", async () => {
    const asked = url(`http://localhost:${port}/deep/health?full=1`);
    const { how, log } = await wait({ paths: { "/deep/health?full=1": 200 } }, asked);
    expect(how).toBe("healthy");
    await expect.poll(log).toContain(`asked /deep/health?full=1 localhost:${port}`);
  });

  test.for(["auto", "url"] as const)(
    "a certificate of its own is accepted on this machine, and said (%s)",
    async (kind, { skip }) => {
      needs(skip, "openssl");
      const tls = certificate();
      const question = kind === "url" ? url(`https://localhost:${port}/health`) : {};
      const { how, url: where, remarks } = await wait({ tls, paths: { "/health": 200 } }, question);
      expect([how, remarks]).toEqual(["healthy", ["untrusted"]]);
      expect(where).toBe(kind === "url" ? `https://localhost:${port}` : `https://127.0.0.1:${port}`);
    },
  );

  test("no proxy of the environment is asked", async () => {
    for (const name of ["HTTP_PROXY", "http_proxy"]) process.env[name] = "http://127.0.0.1:9";
    process.env["NODE_USE_ENV_PROXY"] = "1";
    try {
      expect((await wait({ paths: { "/health": 200 } })).how).toBe("healthy");
    } finally {
      for (const name of ["HTTP_PROXY", "http_proxy", "NODE_USE_ENV_PROXY"]) delete process.env[name];
    }
  });

  test("a body without end is read no further than it is shown", async () => {
    const code = `require("node:http").createServer((q, r) => { r.writeHead(500); setInterval(() => r.write("x".repeat(999)), 1) }).listen(process.env.PORT, "127.0.0.1")`;
    const { health } = await wait([process.execPath, "-e", code], { timeout: 800 });
    expect([health?.status, health?.body?.length]).toEqual([500, 2048]);
  });

  test("the user's end ends it at once", async () => {
    const end = new AbortController();
    const waited = wait({ paths: { "/health": 503 } }, { interrupt: end.signal });
    end.abort();
    expect((await waited).how).toBe("interrupted");
  });

  test("one that says that it could not bind, and lives on, is hopeless", async () => {
    const { how } = await wait([process.execPath, "-e", "setInterval(() => {}, 1e6)"], {
      hopeless: () => true,
    });
    expect(how).toBe("hopeless");
  });
});

async function freePort(): Promise<number> {
  const server = createTcp().listen(0, "127.0.0.1");
  await new Promise((done) => server.once("listening", done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

function certificate(): string {
  const folder = mkdtempSync(join(tmpdir(), "surestart-tls-"));
  folders.add(folder);
  const make =
    "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost -keyout key.pem -out cert.pem";
  execFileSync("openssl", make.split(" "), { cwd: folder, stdio: "ignore" });
  return folder;
}
