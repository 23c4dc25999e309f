import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type Balancer, haproxyProgram, startHaproxy } from "./services/haproxy.ts";
import { startLoad } from "./services/load.ts";
import { type PostgresServer, postgresFolder, startPostgres } from "./services/postgres.ts";
import { type RedisServer, redisProgram, startRedis } from "./services/redis.ts";
import { freePort } from "./services/server.ts";
import { ask, cleanUp, freshBackend, freshSecret, type Run, signUp, start } from "./support.ts";

const folder = postgresFolder();
const redis = redisProgram();
const haproxy = haproxyProgram();
const here = folder !== null && redis !== null && haproxy !== null;

let postgres: PostgresServer;
let cache: RedisServer;
let balancer: Balancer;
beforeAll(async () => {
  if (!here) return;
  postgres = await startPostgres(folder);
  cache = await startRedis(redis);
});
afterEach(async () => {
  await balancer?.stop();
  await cleanUp();
});
afterAll(async () => {
  await postgres?.remove();
  await cache?.remove();
});

test.skipIf(!here)(
  "four replicas behind a balancer: they start together, share sessions, and restart one by one without losing a request",
  async () => {
    const dir = freshBackend();
    const port = await freePort();
    const env = {
      NODE_ENV: "production",
      HOST: "127.0.0.1",
      BETTER_AUTH_SECRET: freshSecret(),
      BETTER_AUTH_URL: `http://127.0.0.1:${port}`,
      DATABASE_URL: await postgres.database(),
      REDIS_URL: cache.url,
      TRUSTED_PROXIES: "1",
      DRAIN_DELAY: "2",
      REQUEST_LIMIT: "off",
    };
    const launch = (own: number): Run => start(dir, { ...env, PORT: String(own) });
    const ports = await Promise.all([1, 2, 3, 4].map(freePort));
    const runs = new Map(ports.map((own) => [own, launch(own)]));
    await Promise.all([...runs.values()].map(ready));
    balancer = await startHaproxy(haproxy as string, ports, port);
    await expect.poll(() => statusOf(`${balancer.url}/health/ready`), { timeout: 20_000 }).toBe(200);

    const { token } = await signUp(balancer.url);
    const headers = { authorization: `Bearer ${token}` };
    for (const own of ports) expect(await statusOf(`http://127.0.0.1:${own}/api/me`, headers)).toBe(200);

    const stopLoad = startLoad(`${balancer.url}/api/me`, 8, headers);
    for (const [own, run] of runs) {
      run.child.kill("SIGTERM");
      expect(await run.exit).toBe(0);
      const next = launch(own);
      await ready(next);
      // The balancer asks five times a second.
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
    const { answered, lost } = await stopLoad();
    expect(lost).toEqual([]);
    expect(answered).toBeGreaterThan(100);
  },
  240_000,
);

/** In production its first line says so, as JSON. */
const ready = ({ output, exit }: Run): Promise<void> =>
  Promise.race([
    expect.poll(output, { timeout: 90_000 }).toContain("answers at"),
    exit.then((status) => {
      throw new Error(`a replica ended with ${status}:\n${output()}`);
    }),
  ]);

const statusOf = (url: string, headers: Record<string, string> = {}): Promise<number | null> =>
  ask(url, { headers }).then(
    ({ status }) => status,
    () => null,
  );
