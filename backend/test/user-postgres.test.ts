import { execFile } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, expect, test } from "vitest";
import { type PostgresServer, postgresFolder, startPostgres } from "./services/postgres.ts";
import { type RedisServer, redisProgram, startRedis } from "./services/redis.ts";
import { ask, bearer, cleanUp, freshBackend, freshSecret, signUp, start } from "./support.ts";

const folder = postgresFolder();
const redis = redisProgram();

let postgres: PostgresServer | undefined;
let cache: RedisServer | undefined;
afterAll(async () => {
  await cleanUp();
  await postgres?.remove();
  await cache?.remove();
});

test.skipIf(folder === null || redis === null)(
  "npm run user works on PostgreSQL, and ends the sessions that Redis has",
  async () => {
    postgres = await startPostgres(folder as string);
    cache = await startRedis(redis as string);
    const env = {
      BETTER_AUTH_SECRET: freshSecret(),
      DATABASE_URL: await postgres.database(),
      REDIS_URL: cache.url,
    };
    const dir = freshBackend();
    const user = async (...words: string[]): Promise<string> => {
      const given = { cwd: tmpdir(), env: { PATH: process.env["PATH"], ...env } };
      return (await promisify(execFile)(process.execPath, [join(dir, "src/user.ts"), ...words], given))
        .stdout;
    };
    const url = await start(dir, env).url;
    const { email, password, token } = await signUp(url);
    const me = async () => (await ask(`${url}/api/me`, bearer(token))).status;
    const signIn = async (word: string) =>
      (await ask(`${url}/api/auth/sign-in/email`, { body: { email, password: word } })).status;

    expect([await me(), await user("list")]).toEqual([200, expect.stringContaining(email)]);
    await user("disable", email);
    expect([await me(), await signIn(password)]).toEqual([401, 403]);
    await user("enable", email);
    const link = new URL(/http:\S+/.exec(await user("reset", email))?.[0] ?? "");
    const body = { token: link.searchParams.get("token"), newPassword: "another horse battery" };
    expect((await ask(`${url}/api/auth/reset-password`, { body })).status).toBe(200);
    expect([await signIn(password), await signIn(body.newPassword)]).toEqual([401, 200]);
    await user("delete", email);
    expect([await signIn(body.newPassword), (await user("list")).trim()]).toEqual([
      401,
      "There are no accounts.",
    ]);
  },
  300_000,
);
