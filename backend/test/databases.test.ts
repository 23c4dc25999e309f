import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type PostgresServer, postgresFolder, startPostgres } from "./services/postgres.ts";
import { type RedisServer, redisProgram, startRedis } from "./services/redis.ts";
import { freePort } from "./services/server.ts";
import { ask, cleanUp, ended, freshBackend, freshSecret, type Run, signUp, start } from "./support.ts";

const folder = postgresFolder();
const redis = redisProgram();
const secret = freshSecret();

/** What each needs, and whether it is here. */
const kinds = [
  { name: "SQLite", postgres: false, redis: false, here: true },
  { name: "PostgreSQL", postgres: true, redis: false, here: folder !== null },
  { name: "PostgreSQL with Redis", postgres: true, redis: true, here: folder !== null && redis !== null },
].filter(({ here }) => here);

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

function bearer(token: string): { headers: Record<string, string> } {
  return { headers: { authorization: `Bearer ${token}` } };
}

interface Fresh {
  /** Starts one more process with the same folder and database. */
  launch: () => Run;
  sql: (text: string) => Promise<Record<string, unknown>[]>;
}

describe.each(kinds)("$name", (kind) => {
  /** A fresh folder and an empty database. */
  async function fresh(): Promise<Fresh> {
    const dir = freshBackend();
    const url = kind.postgres ? await postgres.database() : null;
    if (kind.redis) await flush();
    const shared = {
      BETTER_AUTH_SECRET: secret,
      ...(url === null ? {} : { DATABASE_URL: url }),
      ...(kind.redis ? { REDIS_URL: cache.url } : {}),
    };
    return {
      launch: () => start(dir, shared),
      sql: async (text) =>
        url === null ? inFile(join(dir, "data/auth.db"), text) : postgres.query(url, text),
    };
  }

  test("users, sessions and tokens, from sign-up to sign-out", async () => {
    const { launch } = await fresh();
    const url = await launch().url;
    const api = `${url}/api/auth`;
    const { email, password, token } = await signUp(url);
    const second = await ask(`${api}/sign-in/email`, { body: { email, password } });
    const other = second.headers.get("set-auth-token") as string;
    expect((await ask(`${api}/sign-in/email`, { body: { email, password: "wrong horse" } })).status).toBe(
      401,
    );
    expect((await ask(`${url}/api/me`, bearer(token))).body).toMatchObject({ email });
    expect((await ask(`${api}/list-sessions`, bearer(token))).body).toHaveLength(2);
    await ask(`${api}/update-user`, { body: { name: "Countess" }, ...bearer(token) });
    expect((await ask(`${url}/api/me`, bearer(other))).body).toMatchObject({ name: "Countess" });
    expect(String((await ask(`${api}/token`, bearer(token))).body["token"]).split(".")).toHaveLength(3);

    const change = { currentPassword: password, newPassword: "another horse", revokeOtherSessions: true };
    const changed = await ask(`${api}/change-password`, { body: change, ...bearer(token) });
    expect(changed.status).toBe(200);
    expect((await ask(`${url}/api/me`, bearer(other))).status).toBe(401);
    const now = changed.headers.get("set-auth-token") as string;
    expect((await ask(`${api}/sign-out`, { method: "POST", ...bearer(now) })).status).toBe(200);
    expect((await ask(`${url}/api/me`, bearer(now))).status).toBe(401);
    expect((await ask(`${api}/sign-in/email`, { body: { email, password } })).status).toBe(401);
    const again = await ask(`${api}/sign-in/email`, { body: { email, password: "another horse" } });
    expect(again.status).toBe(200);
  });

  test("one address that signs up many times at once is one user", async () => {
    const { launch } = await fresh();
    const url = await launch().url;
    const body = { email: "same@example.com", password: "correct horse", name: "Ada" };
    const all = Array.from({ length: 8 }, () => ask(`${url}/api/auth/sign-up/email`, { body }));
    const statuses = (await Promise.all(all)).map(({ status }) => status).sort();
    expect(statuses).toEqual([200, ...Array(7).fill(422)]);
  });

  test("ten start together on an empty database: one set of keys, and each knows the others' sessions", async () => {
    const { launch } = await fresh();
    const urls = await Promise.all(Array.from({ length: 10 }, () => launch().url));
    const { token } = await signUp(urls[0] as string);
    const seen = await Promise.all(urls.map((url) => ask(`${url}/api/me`, bearer(token))));
    expect(seen.map(({ status }) => status)).toEqual(urls.map(() => 200));
    const keys = await Promise.all(urls.map((url) => ask(`${url}/api/auth/jwks`)));
    expect(new Set(keys.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    const last = urls.at(-1) as string;
    expect((await ask(`${last}/api/auth/sign-out`, { method: "POST", ...bearer(token) })).status).toBe(200);
    for (const url of urls) expect((await ask(`${url}/api/me`, bearer(token))).status).toBe(401);
  }, 120_000);

  test("killed in the middle of a thousand sign-ups: every one that was answered is there", async () => {
    const { launch } = await fresh();
    const run = launch();
    const url = await run.url;
    const answered: string[] = [];
    const attempts = Array.from({ length: 1000 }, async (_, index) => {
      const email = `user${index}@example.com`;
      const body = { email, password: "correct horse", name: "Ada" };
      const { status } = await ask(`${url}/api/auth/sign-up/email`, { body });
      if (status === 200) answered.push(email);
      if (answered.length === 25) run.child.kill("SIGKILL");
    });
    await Promise.allSettled(attempts);
    expect(answered.length).toBeGreaterThanOrEqual(25);
    expect(answered.length).toBeLessThan(1000);

    const again = await launch().url;
    for (const email of answered) {
      const body = { email, password: "correct horse" };
      expect([email, (await ask(`${again}/api/auth/sign-in/email`, { body })).status]).toEqual([email, 200]);
    }
  }, 120_000);

  test("sessions that have ended are removed", async () => {
    const { launch, sql } = await fresh();
    const first = launch();
    await signUp(await first.url);
    await ended(first.child, "SIGTERM");
    const count = async () => Number((await sql("SELECT count(*) AS count FROM session"))[0]?.["count"]);
    expect(await count()).toBe(1);
    await sql(`UPDATE session SET "expiresAt" = '2020-01-01T00:00:00.000Z'`);
    await launch().url;
    await expect.poll(count, { timeout: 10_000 }).toBe(0);
  });
});

describe.skipIf(folder === null)("PostgreSQL that is gone", () => {
  test("ready says so, requests are answered at once, and both recover by themselves", async () => {
    const url = await start(freshBackend(), {
      BETTER_AUTH_SECRET: secret,
      DATABASE_URL: await postgres.database(),
    }).url;
    await expectOutage(url, postgres);
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
    const url = await start(freshBackend(), { BETTER_AUTH_SECRET: secret, REDIS_URL: cache.url }).url;
    await expectOutage(url, cache);
  }, 60_000);

  test("takes nobody's session along: it is in the database too", async () => {
    const url = await start(freshBackend(), { BETTER_AUTH_SECRET: secret, REDIS_URL: cache.url }).url;
    const { token } = await signUp(url);
    await flush();
    expect((await ask(`${url}/api/me`, bearer(token))).status).toBe(200);
  });
});

async function expectOutage(url: string, server: { kill(): Promise<void>; restart(): Promise<void> }) {
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
  await server.restart();
  await expect.poll(async () => (await ask(`${url}/health/ready`)).status, { timeout: 15_000 }).toBe(200);
  expect((await ask(`${url}/api/me`, bearer(token))).status).toBe(200);
}

async function flush(): Promise<void> {
  const client = cache.client();
  await client.flushall();
  client.disconnect();
}

function inFile(file: string, sql: string): Record<string, unknown>[] {
  const database = new DatabaseSync(file);
  try {
    return database.prepare(sql).all();
  } finally {
    database.close();
  }
}

const statusOf = (url: string): Promise<number | null> =>
  ask(url).then(
    ({ status }) => status,
    () => null,
  );
