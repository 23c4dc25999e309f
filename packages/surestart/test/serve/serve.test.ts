import { createServer, get, type IncomingMessage, type Server } from "node:http";
import { connect } from "node:net";
import { afterEach, describe, expect, test, vi } from "vitest";
import { createHealth } from "../../src/health.ts";
import { isSurestartError, type Served, type ServeTarget, serve } from "../../src/serve.ts";

const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const close of open.splice(0)) await close();
});

async function served(target: ServeTarget, settings: object = {}): Promise<Served> {
  const service = await serve({ port: 0, host: "127.0.0.1", signals: false, ...settings, ...target });
  open.push(service.close);
  return service;
}

/** A stranger's server on a port of the system's choice. */
async function holder(): Promise<number> {
  const server: Server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  open.push(() => new Promise((resolve) => server.close(resolve)));
  return (server.address() as { port: number }).port;
}

describe("what answers", () => {
  const text = (service: Served, path = "/") => fetch(service.url + path).then((response) => response.text());

  test("a fetch, a handler, a server, and what is made for its URL", async () => {
    expect(await text(await served({ fetch: () => new Response("fetch") }))).toBe("fetch");
    expect(await text(await served({ handler: (_, response) => response.end("handler") }))).toBe("handler");
    const server = createServer((_, response) => response.end("server"));
    expect(await text(await served({ server }))).toBe("server");
    const address = await served({
      fetch: (_, { incoming }) => new Response(incoming.socket.remoteAddress),
    });
    expect(await text(address)).toBe("127.0.0.1");
    const made = await served({ create: ({ url }) => ({ fetch: () => new Response(url) }) });
    expect(await text(made)).toBe(made.url);
  });

  test.each([
    ["a fetch", { fetch: () => new Response("app") }],
    ["a server", { server: createServer((_, response) => response.end("app")) }],
  ])("health comes before %s", async (_name, target) => {
    const service = await served(target, { health: createHealth({ version: "7" }) });
    expect(await (await fetch(`${service.url}/health`)).json()).toMatchObject({
      status: "pass",
      version: "7",
    });
    expect(await text(service)).toBe("app");
  });

  test("a request waits for an application that is still being made, and probes do not", async () => {
    const gate = Promise.withResolvers<void>();
    const known = Promise.withResolvers<string>();
    const serving = served(
      {
        create: async ({ url }) => {
          known.resolve(url);
          await gate.promise;
          return { fetch: () => new Response("made") };
        },
      },
      { health: createHealth() },
    );
    const url = await known.promise;
    const early = fetch(url);
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
    gate.resolve();
    expect(await (await early).text()).toBe("made");
    await serving;
  });

  test.each<[string, unknown[], string]>([
    ["a function and its settings", [() => {}, { port: 3000 }], "serve({ handler: app, port: 3000 })"],
    ["a function alone", [() => {}], "serve({ handler: app, port: 3000 })"],
    ["Hono's way", [{ fetch: () => {} }, { port: 3000 }], "serve({ fetch: app.fetch, port: 3000 })"],
    ["settings alone", [{ port: 3000 }], "serve({ fetch: app, port: 3000 })"],
    ["nothing", [], "serve takes an options object"],
  ])("%s is answered with the right call", async (_name, words, right) => {
    const call = Reflect.apply(serve, null, words);
    await expect(call).rejects.toThrow(TypeError);
    await expect(call).rejects.toThrow(right);
  });

  test("an application that cannot be made gives the port back", async () => {
    let url = "";
    const failing = served({
      create: (listening) => {
        url = listening.url;
        throw new Error("no");
      },
    });
    await expect(failing).rejects.toThrow("no");
    await expect(fetch(url)).rejects.toThrow();
  });
});

test("while it drains, ready fails and live does not, and requests are answered", async () => {
  const service = await served(
    { fetch: () => new Response("still") },
    { health: createHealth(), drainDelay: 1500 },
  );
  const closed = service.close();
  const statuses = await Promise.all(
    ["/health/ready", "/health/live", "/"].map(async (path) => (await fetch(service.url + path)).status),
  );
  expect(statuses).toEqual([503, 200, 200]);
  expect(await closed).toEqual([]);
  await expect(fetch(service.url)).rejects.toThrow();
});

describe("a fetch over node:http", () => {
  test("bodies, headers, cookies and status go both ways", async () => {
    const service = await served({
      fetch: async (request) => {
        const headers = new Headers({
          "x-method": request.method,
          "x-sent": request.headers.get("x-sent") ?? "",
        });
        headers.append("set-cookie", "a=1");
        headers.append("set-cookie", "b=2");
        return new Response(await request.text(), { status: 201, headers });
      },
    });
    const body = "€".repeat(100_000);
    const response = await fetch(`${service.url}/x?y=1`, {
      method: "PUT",
      body,
      headers: { "x-sent": "yes" },
    });
    expect([response.status, await response.text()]).toEqual([201, body]);
    expect([response.headers.get("x-method"), response.headers.get("x-sent")]).toEqual(["PUT", "yes"]);
    expect(response.headers.getSetCookie()).toEqual(["a=1", "b=2"]);
    const head = await fetch(service.url, { method: "HEAD" });
    expect([head.status, await head.text()]).toEqual([201, ""]);
  });

  test("an error is a 500 that does not show it; the server goes on", async () => {
    const said: string[] = [];
    let fail = true;
    const service = await served(
      {
        fetch: () => {
          if (fail) throw new TypeError("canary");
          return new Response("well");
        },
      },
      { say: (line: string) => said.push(line) },
    );
    const response = await fetch(service.url);
    expect([response.status, await response.text()]).toEqual([500, ""]);
    expect(said).toEqual(["A request failed with status 500: TypeError"]);
    fail = false;
    expect((await fetch(service.url)).status).toBe(200);
  });

  test("a client that goes away aborts the request", async () => {
    const aborted = Promise.withResolvers<void>();
    const arrived = Promise.withResolvers<void>();
    const service = await served({
      fetch: (request) => {
        request.signal.addEventListener("abort", () => aborted.resolve());
        arrived.resolve();
        return new Promise(() => {});
      },
    });
    const request = get(service.url).on("error", () => {});
    await arrived.promise;
    request.destroy();
    await aborted.promise;
    service.server.closeAllConnections();
  });

  test("what is streamed arrives while it is made", async () => {
    const more = Promise.withResolvers<void>();
    const service = await served({
      fetch: () =>
        new Response(
          new ReadableStream({
            async start(controller) {
              controller.enqueue(new TextEncoder().encode("one"));
              await more.promise;
              controller.enqueue(new TextEncoder().encode("two"));
              controller.close();
            },
          }),
        ),
    });
    const response = await new Promise<IncomingMessage>((resolve) => get(service.url, resolve));
    const parts: string[] = [];
    for await (const part of response) {
      parts.push(String(part));
      more.resolve();
    }
    expect(parts).toEqual(["one", "two"]);
  });

  test.each([
    ["GET / HTTP/1.1\r\nHost: a b\r\n\r\n", 400],
    ["GET / HTTP/1.1\r\nHost: [::1\r\n\r\n", 400],
    ["GET / HTTP/1.1\r\nHost: user@host\r\n\r\n", 400],
    ["GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", 400],
    ["TRACE / HTTP/1.1\r\nHost: a\r\n\r\n", 405],
    ["OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", 400],
    ["GET http://other.example/ HTTP/1.1\r\nHost: a\r\n\r\n", 200],
    ["GET // HTTP/1.1\r\nHost: a\r\n\r\n", 200],
    ["GET / HTTP/1.0\r\n\r\n", 200],
  ])("%j is answered %i", async (request, status) => {
    const service = await served({ fetch: () => new Response("well") });
    const answer = await new Promise<string>((resolve, reject) => {
      let text = "";
      const socket = connect(service.port, "127.0.0.1", () => socket.end(request));
      socket.on("data", (chunk) => {
        text += chunk;
      });
      socket.on("close", () => resolve(text));
      socket.on("error", reject);
    });
    expect(answer).toContain(`HTTP/1.1 ${status} `);
  });
});

describe("the port", () => {
  const app: ServeTarget = { fetch: () => new Response("ours") };

  test("a held one is left for the next, and its holder is named", async () => {
    const port = await holder();
    const said: string[] = [];
    const service = await served(app, { port, say: (line: string) => said.push(line) });
    expect(service.port).toBeGreaterThan(port);
    expect(said).toEqual([
      expect.stringMatching(new RegExp(`^Port ${port} is in use by .*: using ${service.port}$`)),
    ]);
    expect(await (await fetch(service.url)).text()).toBe("ours");
  });

  test.each([
    ["onConflict", { onConflict: "fail" }, {}],
    ["production", {}, { NODE_ENV: "production" }],
  ])("a held one is an error by %s", async (_name, settings, env) => {
    for (const [key, value] of Object.entries(env)) vi.stubEnv(key, value);
    const failing = served(app, { port: await holder(), ...settings });
    const error = await failing.catch((caught: unknown) => caught);
    expect(isSurestartError(error) && error.code).toMatch(/^port\/held-by-/);
  });

  test("one that a running surestart told is that one or the system's own error", async () => {
    const port = await holder();
    vi.stubEnv("PORT", String(port));
    vi.stubEnv("SURESTART_RUN", `${process.pid}:${port}`);
    await expect(served(app, { port: undefined })).rejects.toMatchObject({ code: "EADDRINUSE" });
    vi.stubEnv("SURESTART_RUN", `${process.pid}:${port + 1}`);
    expect((await served(app, { port: undefined, say: () => {} })).port).not.toBe(port);
  });

  test.each(["8000.5", "70000", "-1", "eighty", "0x50"])("PORT=%s is refused", async (value) => {
    vi.stubEnv("PORT", value);
    await expect(served(app, { port: undefined })).rejects.toMatchObject({ code: "port/invalid" });
  });

  test("twenty that want the same one are on twenty", async () => {
    const port = await holder();
    const settings = { port, say: () => {} };
    const services = await Promise.all(Array.from({ length: 20 }, () => served(app, settings)));
    expect(new Set(services.map((service) => service.port)).size).toBe(20);
  });

  test.each([
    ["127.0.0.1", "127.0.0.1"],
    ["0.0.0.0", "127.0.0.1"],
    ["::1", "[::1]"],
    ["localhost", "localhost"],
  ])("on %s its URL has %s", async (host, name) => {
    const service = await served(app, { host });
    expect(new URL(service.url).hostname).toBe(name);
    expect(await (await fetch(service.url)).text()).toBe("ours");
  });
});
