import { existsSync } from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { Hono } from "hono";
import { afterAll, describe, expect, test } from "vitest";
import { createHealth, type Health } from "../../src/health.ts";
import { fetchListener } from "../../src/serve/fetch.ts";
import { serve } from "../../src/serve.ts";

const expressThere = existsSync(new URL("../../../../node_modules/express", import.meta.url));
if (!expressThere) console.warn("Not tried with Express: it is not installed (npm ci).");

const closing: (() => unknown)[] = [];
afterAll(async () => {
  for (const close of closing) await close();
});

async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const own404: RequestListener = (_request, response) => {
  response.writeHead(404, { "x-own": "yes" }).end("the application's own");
};

/** How an application takes the probes in, by its framework. */
const adapters: [string, boolean, (health: Health) => Promise<string>][] = [
  [
    "node:http",
    true,
    (health) =>
      listening(
        createServer((request, response) => {
          if (!health.handle(request, response)) own404(request, response);
        }),
      ),
  ],
  [
    "Express",
    expressThere,
    (health) => {
      // Required and not imported, so that the types are checked where it is not installed too.
      const express = createRequire(import.meta.url)("express") as () => RequestListener & {
        use(handler: (...args: [...Parameters<RequestListener>, () => void]) => void): void;
      };
      const app = express();
      app.use((request, response, next) => {
        if (!health.handle(request, response)) next();
      });
      app.use((request, response) => own404(request, response));
      return listening(createServer(app));
    },
  ],
  [
    "Hono",
    true,
    (health) => {
      const app = new Hono();
      app.use(
        (c, next) => Promise.resolve(health.fetch(c.req.raw, { address: "127.0.0.1" }) ?? next()) as never,
      );
      app.notFound((c) => c.text("the application's own", 404, { "x-own": "yes" }));
      return listening(
        createServer(
          fetchListener(
            (request) => app.fetch(request),
            () => {},
          ),
        ),
      );
    },
  ],
  [
    "a fetch function",
    true,
    (health) => {
      const own = () => new Response("the application's own", { status: 404, headers: { "x-own": "yes" } });
      const fetch = (request: Request) => health.fetch(request, { address: "127.0.0.1" }) ?? own();
      return listening(createServer(fetchListener(fetch, () => {})));
    },
  ],
  [
    "serve",
    true,
    async (health) => {
      const served = await serve({ handler: own404, health, port: 0, host: "127.0.0.1", signals: false });
      closing.push(() => served.close());
      return served.url;
    },
  ],
];

const all = [
  "/health",
  "/health/live",
  "/health/ready",
  "/health/started",
  "/livez",
  "/readyz",
  "/health/data",
];

describe.each(adapters)("the probes with %s", (_name, there, served) => {
  const running = there ? served(makeHealth(true)) : Promise.resolve("");
  const failing = there ? served(makeHealth(false)) : Promise.resolve("");

  function makeHealth(works: boolean): Health {
    return createHealth({
      version: "1.2.3",
      aliases: true,
      checks: { database: () => works, cache: () => true },
      groups: { data: { include: ["database"] } },
      metrics: {},
    });
  }

  test.skipIf(!there)("GET and HEAD say the same, and how it stands", async () => {
    for (const [at, bad] of [
      [await running, []],
      [await failing, ["/health", "/health/ready", "/health/started", "/readyz", "/health/data"]],
    ] as const) {
      for (const path of all) {
        const expected = (bad as readonly string[]).includes(path) ? 503 : 200;
        const get = await fetch(at + path);
        const head = await fetch(at + path, { method: "HEAD" });
        expect([path, get.status, head.status]).toEqual([path, expected, expected]);
        for (const name of ["content-type", "cache-control", "x-content-type-options"]) {
          expect([name, head.headers.get(name)]).toEqual([name, get.headers.get(name)]);
        }
        expect(get.headers.get("content-type")).toBe("application/health+json");
        expect(get.headers.get("cache-control")).toBe("no-store");
        expect(get.headers.get("etag")).toBeNull();
        expect(await head.text()).toBe("");
        const text = await get.text();
        expect(text.length).toBeLessThan(10 * 1024);
        expect(JSON.parse(text)).toMatchObject({
          status: expected === 200 ? "pass" : "fail",
          version: "1.2.3",
        });
      }
    }
  });

  test.skipIf(!there)(
    "other methods are refused, a query is not in the way, other paths are the application's",
    async () => {
      const at = await running;
      for (const method of ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"]) {
        const response = await fetch(`${at}/health`, { method });
        expect([method, response.status, response.headers.get("allow")]).toEqual([method, 405, "GET, HEAD"]);
      }
      expect((await fetch(`${at}/health?x=1`)).status).toBe(200);
      for (const path of ["/", "/healthy", "/health/", "/health/nothing", "/health%2Flive", "//health"]) {
        const response = await fetch(at + path, { redirect: "manual" });
        expect([path, response.status, response.headers.get("x-own")]).toEqual([path, 404, "yes"]);
      }
    },
  );

  const formats: [string, string, string][] = [
    ["application/json", "", "application/json"],
    ["text/plain", "", "text/plain; charset=utf-8"],
    ["text/html,application/xhtml+xml;q=0.9,*/*;q=0.8", "", "application/health+json"],
    ["application/*", "", "application/health+json"],
    ["text/plain;q=0.5, application/json;q=0.4", "", "text/plain; charset=utf-8"],
    ["image/png", "", "application/health+json"],
    ["*/*", "?format=text", "text/plain; charset=utf-8"],
    ["text/plain", "?format=json", "application/json"],
    ["*/*", "?format=yaml", "application/health+json"],
  ];
  test.skipIf(!there).each(formats)("Accept: %s%s gives %s", async (accept, query, type) => {
    const response = await fetch(`${await failing}/health${query}`, { headers: { accept } });
    expect([response.status, response.headers.get("content-type")]).toEqual([503, type]);
    const text = await response.text();
    if (type.startsWith("text"))
      expect(text).toMatch(/^fail\nfail {2}database {2}[\d.]+ ms: failed\npass {2}cache/);
    else expect(JSON.parse(text)).toMatchObject({ status: "fail" });
  });

  test.skipIf(!there)("metrics are shown here, and to nobody whom a proxy passed on", async () => {
    const at = await failing;
    const response = await fetch(`${at}/metrics`);
    expect([response.status, response.headers.get("content-type")]).toEqual([
      200,
      "text/plain; version=0.0.4; charset=utf-8",
    ]);
    const text = await response.text();
    expect(text).toContain("\nservice_ready 0\n");
    expect(text).toContain('health_check_status{check="database",status="fail"} 1\n');
    const passedOn = await fetch(`${at}/metrics`, { headers: { "x-forwarded-for": "203.0.113.9" } });
    expect([passedOn.status, passedOn.headers.get("x-own")]).toEqual([404, "yes"]);
  });
});
