import { stat } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { type Check, createHealth, type Health, type HealthOptions } from "../../src/health.ts";

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

async function served(health: Health): Promise<string> {
  const server = createServer((request, response) => {
    if (!health.handle(request, response)) response.writeHead(404).end("the application's own 404");
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const ask = (health: Health, path = "/health", from: { address?: string } = { address: "127.0.0.1" }) =>
  health.fetch(new Request(`http://service.example${path}`), from) as Promise<Response>;

const never = (): Promise<void> => new Promise(() => {});
const refused = (): never => {
  throw Object.assign(new Error("connect to postgres://ada:canary-password@db"), { code: "ECONNREFUSED" });
};

describe("what checks make of the service", () => {
  const rows: [string, Record<string, Check>, number, string, string | null][] = [
    ["no check", {}, 200, "pass", null],
    ["nothing answered", { a: () => {} }, 200, "pass", null],
    ["true", { a: () => true }, 200, "pass", null],
    ["false", { a: () => false }, 503, "fail", "failed"],
    ["thrown at once", { a: refused }, 503, "fail", "failed: ECONNREFUSED"],
    ["rejected", { a: async () => refused() }, 503, "fail", "failed: ECONNREFUSED"],
    ["a string rejected", { a: () => Promise.reject("canary-password") }, 503, "fail", "failed"],
    ["nothing rejected", { a: () => Promise.reject() }, 503, "fail", "failed"],
    ["a code that is text", { a: () => Promise.reject({ code: "canary-password" }) }, 503, "fail", "failed"],
    ["garbage", { a: () => "up" as never }, 503, "fail", "the check returned no valid result"],
    [
      "a status that is none",
      { a: () => ({ status: "ok" as never }) },
      503,
      "fail",
      "the check returned no valid result",
    ],
    [
      "a value that is none",
      { a: () => ({ value: Number.NaN }) },
      503,
      "fail",
      "the check returned no valid result",
    ],
    [
      "text as a unit",
      { a: () => ({ value: 1, unit: "canary-password is" }) },
      503,
      "fail",
      "the check returned no valid result",
    ],
    ["a warning", { a: () => ({ status: "warn" as const }) }, 200, "warn", "failed"],
    ["uncritical and failed", { a: { run: () => false, critical: false } }, 200, "warn", "failed"],
    ["one of two failed", { a: () => true, b: () => false }, 503, "fail", "failed"],
    ["hangs", { a: { run: never, timeout: 20 } }, 503, "fail", "no answer after"],
  ];
  test.each(rows)("%s", async (_name, checks, status, word, output) => {
    const response = await ask(createHealth({ checks }));
    const body = (await response.json()) as {
      status: string;
      checks?: Record<string, { output?: string }[]>;
    };
    expect(response.status).toBe(status);
    expect(body.status).toBe(word);
    expect(JSON.stringify(body)).not.toContain("canary");
    const outputs = Object.values(body.checks ?? {}).flatMap((list) => list.map((entry) => entry.output));
    if (output !== null) expect(outputs[0]).toContain(output);
    else expect(outputs.every((text) => text === undefined)).toBe(true);
  });

  test("no text of an error gets into an answer", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ minLength: 8 }), fc.boolean(), async (text, asCode) => {
        const secret = `canary${text}`;
        const fails = () => Promise.reject(asCode ? { code: secret } : new Error(secret, { cause: secret }));
        const body = await (await ask(createHealth({ checks: { a: fails } }))).text();
        expect(body).not.toContain("canary");
      }),
      { numRuns: 50 },
    );
  });
});

describe("how often checks run", () => {
  test("500 probes at once are one run", async () => {
    let runs = 0;
    const gate = Promise.withResolvers<void>();
    const health = createHealth({
      checks: {
        a: async () => {
          runs++;
          await gate.promise;
        },
      },
    });
    const paths = ["/health", "/health/ready", "/health/started"];
    const asked = Array.from({ length: 500 }, (_, i) => ask(health, paths[i % 3]));
    gate.resolve();
    const statuses = new Set((await Promise.all(asked)).map((response) => response.status));
    expect([...statuses]).toEqual([200]);
    expect(runs).toBe(1);
  });

  test("an answer counts for its ttl, and is asked for again after it", async () => {
    let runs = 0;
    const long = createHealth({ checks: { a: { run: () => void runs++, ttl: 60_000 } } });
    await ask(long);
    await ask(long, "/health/ready");
    expect(runs).toBe(1);
    const short = createHealth({ checks: { a: { run: () => void runs++, ttl: 1 } } });
    await expect.poll(async () => (await ask(short)) && runs, { interval: 5 }).toBeGreaterThan(2);
  });

  test("a check that hangs is not run again until it ends, and told to end", async () => {
    let runs = 0;
    let given: AbortSignal | undefined;
    const gate = Promise.withResolvers<void>();
    const health = createHealth({
      checks: {
        a: {
          ttl: 0,
          timeout: 10,
          run: async ({ signal }) => {
            runs++;
            given = signal;
            await gate.promise;
          },
        },
      },
    });
    for (let i = 0; i < 5; i++) expect((await ask(health)).status).toBe(503);
    expect(runs).toBe(1);
    expect(given?.aborted).toBe(true);
    gate.resolve();
    await expect.poll(async () => (await ask(health)).status).toBe(200);
    expect(runs).toBeGreaterThan(1);
  });

  test("an answer that came while the process stood still is no late one", async () => {
    const check = { timeout: 10, run: () => stat(".").then(() => undefined) };
    // After this Node looks at its timers first.
    await new Promise((resolve) => setImmediate(resolve));
    const asked = createHealth({ deadline: 20, checks: { a: check } }).check();
    const until = performance.now() + 500;
    while (performance.now() < until);
    expect((await asked).status).toBe("pass");
  });

  test.each([
    ["its last answer while that counts", 60_000, 200],
    ["a failure when that is too old", 0, 503],
  ])("the deadline answers for a slow check with %s", async (_name, maxStale, status) => {
    let slow = false;
    const check = { run: () => (slow ? never() : undefined), ttl: 0, timeout: 60_000, maxStale };
    const health = createHealth({ deadline: 1000, checks: { a: check } });
    expect((await ask(health)).status).toBe(200);
    slow = true;
    expect((await ask(health)).status).toBe(status);
  });

  test("checks run at the same time", async () => {
    const gates = [Promise.withResolvers<void>(), Promise.withResolvers<void>()] as const;
    const health = createHealth({
      checks: {
        a: async () => {
          gates[0].resolve();
          await gates[1].promise;
        },
        b: async () => {
          gates[1].resolve();
          await gates[0].promise;
        },
      },
    });
    expect((await ask(health)).status).toBe(200);
  });
});

describe("probes", () => {
  const all = ["/health", "/health/live", "/health/ready", "/health/started"];
  const statuses = (health: Health) => Promise.all(all.map(async (path) => (await ask(health, path)).status));

  test("live runs no check", async () => {
    const health = createHealth({ checks: { a: refused } });
    expect(await statuses(health)).toEqual([503, 200, 503, 503]);
  });

  test("starting, running, draining", async () => {
    const health = createHealth({ started: false, checks: { a: () => {} } });
    expect(await statuses(health)).toEqual([503, 200, 503, 503]);
    health.started();
    expect(await statuses(health)).toEqual([200, 200, 200, 200]);
    health.drain();
    expect(await statuses(health)).toEqual([503, 200, 503, 200]);
    health.started();
    expect(await statuses(health)).toEqual([503, 200, 503, 200]);
  });

  test("a drain is told at once, a hanging check notwithstanding", async () => {
    const health = createHealth({ checks: { a: never } });
    const waiting = ask(health);
    health.drain();
    const response = await ask(health);
    expect([
      response.status,
      response.headers.get("retry-after"),
      response.headers.get("connection"),
    ]).toEqual([503, "1", "close"]);
    expect((await waiting).status).toBe(503);
  });

  test("a check that was added counts", async () => {
    const health = createHealth();
    expect((await ask(health)).status).toBe(200);
    health.add("late", () => false);
    expect((await ask(health)).status).toBe(503);
    expect(await health.check()).toMatchObject({
      status: "fail",
      checks: [{ name: "late", status: "fail" }],
    });
  });
});

describe("over node:http", () => {
  const rows: [string, string, string, number][] = [
    ["GET", "/health", "application/health+json", 200],
    ["HEAD", "/health", "application/health+json", 200],
    ["GET", "/health?x=1", "application/health+json", 200],
    ["GET", "/health/live", "application/health+json", 200],
    ["POST", "/health", "", 405],
    ["DELETE", "/health/ready", "", 405],
    ["GET", "/healthy", "", 404],
    ["GET", "/health/", "", 404],
    ["GET", "/", "", 404],
  ];
  test.each(rows)("%s %s", async (method, path, type, status) => {
    const url = await served(createHealth({ version: "1.2.3" }));
    const response = await fetch(url + path, { method });
    expect([response.status, response.headers.get("content-type") ?? ""]).toEqual([status, type]);
    if (status === 200) {
      expect(response.headers.get("cache-control")).toBe("no-store");
      const text = await response.text();
      if (method === "HEAD") expect(text).toBe("");
      else
        expect(JSON.parse(text)).toEqual({
          status: "pass",
          version: "1.2.3",
          uptime: expect.any(Number),
          instance: expect.stringMatching(/^[\da-f-]{36}$/),
        });
      expect(Number(response.headers.get("content-length"))).toBeGreaterThan(30);
    }
    if (status === 405) expect(response.headers.get("allow")).toBe("GET, HEAD");
  });

  test("HEAD says what GET says", async () => {
    const url = await served(createHealth({ checks: { a: () => false } }));
    const [get, head] = [await fetch(`${url}/health`), await fetch(`${url}/health`, { method: "HEAD" })];
    expect(head.status).toBe(get.status);
    expect(head.headers.get("content-length")).toBe(get.headers.get("content-length"));
  });
});

describe("details", () => {
  const token = "a-long-enough-token";
  const rows: [string, HealthOptions["details"], string | undefined, Record<string, string>, boolean][] = [
    ["by default on loopback", undefined, "127.0.0.1", {}, true],
    ["by default on ::1", undefined, "::1", {}, true],
    ["by default on mapped loopback", undefined, "::ffff:127.0.0.1", {}, true],
    ["by default from elsewhere", undefined, "192.168.1.5", {}, false],
    ["by default from nobody known", undefined, undefined, {}, false],
    ["by default through a proxy", undefined, "127.0.0.1", { "x-forwarded-for": "203.0.113.9" }, false],
    ["never", "never", "127.0.0.1", {}, false],
    ["always", "always", "203.0.113.9", {}, true],
    ["with the token", { token }, "203.0.113.9", { authorization: `Bearer ${token}` }, true],
    ["with another token", { token }, "127.0.0.1", { authorization: "Bearer another-token-of-some" }, false],
    ["without a token", { token }, "127.0.0.1", {}, false],
  ];
  test.each(rows)("%s", async (_name, details, address, headers, shown) => {
    const health = createHealth({
      checks: { database: () => {} },
      ...(details === undefined ? {} : { details }),
    });
    const request = new Request("http://service.example/health", { headers });
    const response = (await health.fetch(request, { address })) as Response;
    const body = (await response.json()) as Record<string, unknown>;
    expect(body).toMatchObject({ status: "pass", uptime: expect.any(Number) });
    expect("checks" in body).toBe(shown);
  });

  test("an answer stays below 10 KiB, and shows what failed first", async () => {
    const names = Array.from({ length: 300 }, (_, i) => `check-${i}-${"x".repeat(40)}`);
    const checks = Object.fromEntries(names.map((name, i) => [name, () => i !== 299]));
    const text = await (await ask(createHealth({ checks }))).text();
    const body = JSON.parse(text) as { checks: object; notes: string[] };
    expect(text.length).toBeLessThan(10 * 1024);
    expect(Object.keys(body.checks)[0]).toContain("check-299");
    expect(body.notes[0]).toMatch(/^\d+ more checks are left out/);
  });

  test("what was measured is shown in its unit", async () => {
    const health = createHealth({ checks: { queue: () => ({ value: 12, unit: "jobs" }) } });
    const body = (await (await ask(health)).json()) as { checks: Record<string, unknown[]> };
    expect(body.checks["queue:value"]).toEqual([
      {
        componentType: "component",
        observedValue: 12,
        observedUnit: "jobs",
        status: "pass",
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      },
    ]);
  });
});

test.each([
  ["a name with a blank", { checks: { "my check": () => {} } }],
  ["no function", { checks: { a: {} as never } }],
  ["a timeout that is none", { checks: { a: { run: () => {}, timeout: Number.NaN } } }],
  ["a short token", { details: { token: "short" } }],
] satisfies [string, HealthOptions][])("is refused at the start: %s", (_name, options) => {
  expect(() => createHealth(options)).toThrow(TypeError);
});
