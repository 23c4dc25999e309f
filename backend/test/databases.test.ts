import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { openRedis } from "../src/sessions/redis.ts";
import { copyBringsBack, expectCopyBringsBack } from "./copy.ts";
import { describeDatabase, type Store } from "./database-suite.ts";
import { type PostgresServer, postgresFolder, startPostgres } from "./services/postgres.ts";
import { type RedisServer, redisProgram, startRedis } from "./services/redis.ts";
import { freePort } from "./services/server.ts";
import { ask, bearer, cleanUp, freshBackend, freshSecret, type Run, signUp, start } from "./support.ts";

const folder = postgresFolder();
const redis = redisProgram();
const secret = freshSecret();

let postgres: PostgresServer;
let cache: RedisServer;
beforeAll(async () => {
  if (folder !== null) postgres = await startPostgres(folder);
  if (redis !== null) cache = await startRedis(redis);
});
afterAll(async () => {
  await postgres?.remove();
  await cache?.remove();
});
afterEach(cleanUp);

async function empty(more: Record<string, string> = {}): Promise<Store> {
  const url = await postgres.database();
  return { env: { DATABASE_URL: url, ...more }, sql: (text) => postgres.query(url, text) };
}

if (folder !== null) describeDatabase("PostgreSQL", () => empty());
if (folder !== null && redis !== null) {
  describeDatabase("PostgreSQL with Redis", async () => {
    await flush();
    return empty({ REDIS_URL: cache.url });
  });
}

describe.skipIf(folder === null)("PostgreSQL", () => {
  test(copyBringsBack, async () => {
    await expectCopyBringsBack(freshBackend(), { DATABASE_URL: await postgres.database() });
  }, 60_000);
});

describe.skipIf(folder === null)("PostgreSQL that is gone", () => {
  test("ready says so, requests are answered at once, and both recover by themselves", async () => {
    const run = start(freshBackend(), {
      BETTER_AUTH_SECRET: secret,
      DATABASE_URL: await postgres.database(),
    });
    await expectOutage(run, postgres);
  }, 60_000);

  test("at the start is waited for: live at once, ready later", async () => {
    const database = await postgres.database();
    await postgres.kill();
    const port = String(await freePort());
    const run = start(freshBackend(), { BETTER_AUTH_SECRET: secret, DATABASE_URL: database, PORT: port });
    await expect.poll(() => run.output(), { timeout: 20_000 }).toContain("does not answer");
    const early = `http://127.0.0.1:${port}`;
    await expect.poll(() => statusOf(`${early}/health/live`), { timeout: 10_000 }).toBe(200);
    expect(await statusOf(`${early}/health/ready`)).toBe(503);
    expect(await statusOf(`${early}/api/me`)).toBe(503);
    await postgres.restart();
    const url = await run.url;
    await signUp(url);
    expect((await ask(`${url}/health/ready`)).status).toBe(200);
  }, 60_000);
});

describe.skipIf(redis === null)("Redis that is gone", () => {
  test("ready says so, requests are answered at once, and both recover by themselves", async () => {
    const run = start(freshBackend(), { BETTER_AUTH_SECRET: secret, REDIS_URL: cache.url });
    await expectOutage(run, cache);
  }, 60_000);

  test("a process that stood still does not take it for silent, and one that waits does so for half a second", async () => {
    const store = openRedis(cache.url);
    await store.reached();
    // After this Node looks at its timers first.
    await new Promise((resolve) => setImmediate(resolve));
    const answer = store.storage.get("nothing");
    const until = performance.now() + 700;
    while (performance.now() < until);
    expect(await answer).toBeNull();
    await cache.pause();
    const since = performance.now();
    await expect(store.storage.get("nothing")).rejects.toThrow("timed out");
    expect(performance.now() - since).toBeGreaterThan(450);
    await cache.kill();
    store.close();
    await cache.restart();
  }, 60_000);

  test("takes nobody's session along: it is in the database too", async () => {
    const url = await start(freshBackend(), { BETTER_AUTH_SECRET: secret, REDIS_URL: cache.url }).url;
    const { token } = await signUp(url);
    await flush();
    expect((await ask(`${url}/api/me`, bearer(token))).status).toBe(200);
  });
});

async function expectOutage(run: Run, server: { kill(): Promise<void>; restart(): Promise<void> }) {
  const url = await run.url;
  const { email, password, token } = await signUp(url);
  expect((await ask(`${url}/health/ready`)).status).toBe(200);
  await server.kill();
  await expect.poll(async () => (await ask(`${url}/health/ready`)).status, { timeout: 10_000 }).toBe(503);
  expect((await ask(`${url}/health/live`)).status).toBe(200);
  const requests = [
    () => ask(`${url}/api/me`, bearer(token)),
    () => ask(`${url}/api/auth/get-session`, bearer(token)),
    () => ask(`${url}/api/auth/sign-in/email`, { body: { email, password } }),
    () => ask(`${url}/api/auth/sign-up/email`, { body: { email: "new@example.com", password, name: "Ada" } }),
    () => ask(`${url}/api/auth/sign-out`, { method: "POST", ...bearer(token) }),
  ];
  const since = performance.now();
  for (const request of requests) {
    const { status, headers, body } = await request();
    expect([status, headers.get("retry-after"), body["status"]]).toEqual([503, "2", 503]);
  }
  expect(performance.now() - since).toBeLessThan(5000);
  // In the words of whoever is gone, and without a stack for each request.
  expect(run.output()).toMatch(
    /GET \/api\/me was answered 503: (connect ECONNREFUSED|Connection terminated|Stream isn't writeable|Connection is closed)/,
  );
  expect(run.output()).not.toMatch(/^\s+at /m);
  await server.restart();
  await expect.poll(async () => (await ask(`${url}/health/ready`)).status, { timeout: 15_000 }).toBe(200);
  expect((await ask(`${url}/api/me`, bearer(token))).status).toBe(200);
}

async function flush(): Promise<void> {
  const client = cache.client();
  await client.flushall();
  client.disconnect();
}

const statusOf = (url: string): Promise<number | null> =>
  ask(url).then(
    ({ status }) => status,
    () => null,
  );
