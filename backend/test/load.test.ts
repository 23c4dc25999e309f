import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, expect, test } from "vitest";
import { ask, cleanUp, freshBackend, freshSecret, signUp, start } from "./support.ts";

afterEach(cleanUp);

const secret = freshSecret();

test("two processes on one SQLite file: every sign-up is done, and both see it", async () => {
  const dir = freshBackend();
  const urls = await Promise.all([1, 2].map(() => start(dir, { BETTER_AUTH_SECRET: secret }).url));
  const users = await Promise.all(urls.flatMap((url) => Array.from({ length: 15 }, () => signUp(url))));
  for (const [index, url] of urls.toReversed().entries()) {
    const { token } = users[index * 15] as { token: string };
    const { status } = await ask(`${url}/api/me`, { headers: { authorization: `Bearer ${token}` } });
    expect(status).toBe(200);
  }
});

test("a database that another process has locked is answered 503, and others are answered meanwhile", async () => {
  const dir = freshBackend();
  const url = await start(dir, { BETTER_AUTH_SECRET: secret }).url;
  const { token } = await signUp(url);
  const headers = { authorization: `Bearer ${token}` };
  const other = new DatabaseSync(join(dir, "data/auth.db"));
  other.exec("BEGIN IMMEDIATE");
  const locked = signUpOnce(url, "locked@example.com");
  const since = performance.now();
  expect((await ask(`${url}/api/me`, { headers })).status).toBe(200);
  expect((await ask(`${url}/health/live`)).status).toBe(200);
  expect(performance.now() - since).toBeLessThan(4000);
  const answer = await locked;
  expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "2"]);
  expect(answer.body).toMatchObject({ status: 503, detail: expect.stringContaining("database") });
  other.exec("ROLLBACK");
  other.close();
  expect((await signUpOnce(url, "locked@example.com")).status).toBe(200);
  expect((await signUpOnce(url, "locked@example.com")).status).toBe(422);
});

test("a session is answered while many sign in", async () => {
  const url = await start(freshBackend(), { BETTER_AUTH_SECRET: secret }).url;
  const { email, password, token } = await signUp(url);
  const signIn = () => ask(`${url}/api/auth/sign-in/email`, { body: { email, password } });
  let answered = 0;
  const all = Array.from({ length: 30 }, () => signIn().finally(() => answered++));
  let asked = 0;
  while (answered < all.length) {
    const headers = { authorization: `Bearer ${token}` };
    expect((await ask(`${url}/api/auth/get-session`, { headers })).body).toMatchObject({ user: { email } });
    asked++;
  }
  for (const { status } of await Promise.all(all)) expect(status).toBe(200);
  // Behind thirty sign-ins in four threads it would be one or two.
  expect(asked).toBeGreaterThan(5);
});

test("told to end with 200 sign-ins in flight, it answers each, and ends", async () => {
  const run = start(freshBackend(), { BETTER_AUTH_SECRET: secret });
  const url = await run.url;
  const { email, password } = await signUp(url);
  // Connections that are there already: one that the backend has not accepted is not in flight.
  await Promise.all(Array.from({ length: 200 }, () => ask(`${url}/health/live`)));
  const all = Array.from({ length: 200 }, () =>
    ask(`${url}/api/auth/sign-in/email`, { body: { email, password } }),
  );
  await Promise.race(all);
  run.child.kill("SIGTERM");
  const statuses = (await Promise.all(all)).map(({ status }) => status);
  for (const status of statuses) expect([200, 503]).toContain(status);
  expect(await run.exit).toBe(0);
}, 60_000);

test("get-session signs no token; /token gives one", async () => {
  const url = await start(freshBackend(), { BETTER_AUTH_SECRET: secret }).url;
  const { token } = await signUp(url);
  const headers = { authorization: `Bearer ${token}` };
  expect((await ask(`${url}/api/auth/get-session`, { headers })).headers.has("set-auth-jwt")).toBe(false);
  const { body } = await ask(`${url}/api/auth/token`, { headers });
  expect(String(body["token"]).split(".")).toHaveLength(3);
});

function signUpOnce(url: string, email: string) {
  return ask(`${url}/api/auth/sign-up/email`, { body: { email, password: "correct horse", name: "Ada" } });
}
