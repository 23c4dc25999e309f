import { randomBytes } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, describe, expect, test } from "vitest";
import { ask, cleanUp, ended, freshBackend, freshSecret, signUp, start } from "./support.ts";

afterEach(cleanUp);

const secret = freshSecret();

describe("starts", () => {
  test("in a fresh folder, with a .env that it finds from anywhere; the data are for this user alone", async () => {
    const dir = freshBackend();
    writeFileSync(join(dir, ".env"), `BETTER_AUTH_SECRET=${secret}\n`);
    const run = start(dir);
    await signUp(await run.url);
    const data = join(dir, "data");
    expect(statSync(data).mode & 0o777).toBe(0o700);
    for (const file of readdirSync(data))
      expect([file, statSync(join(data, file)).mode & 0o777]).toEqual([file, 0o600]);
    run.child.kill("SIGTERM");
    expect(await run.exit).toBe(0);
    expect(run.output()).not.toContain(secret);
  });

  test("and is not healthy any more when its database is removed under it", async () => {
    const dir = freshBackend();
    const url = await start(dir, { BETTER_AUTH_SECRET: secret }).url;
    expect((await ask(`${url}/health`)).status).toBe(200);
    rmSync(join(dir, "data"), { recursive: true });
    await expect.poll(async () => (await ask(`${url}/health`)).status, { timeout: 10_000 }).toBe(503);
    const { body } = await ask(`${url}/health`);
    expect(body["checks"]).toMatchObject({ "database:responseTime": [{ output: "failed: ENOENT" }] });
  });

  test("again, with the users it had", async () => {
    const dir = freshBackend();
    const first = start(dir, { BETTER_AUTH_SECRET: secret });
    const { email, password, token } = await signUp(await first.url);
    await ended(first.child, "SIGKILL");
    const url = await start(dir, { BETTER_AUTH_SECRET: secret }).url;
    expect((await ask(`${url}/api/auth/sign-in/email`, { body: { email, password } })).status).toBe(200);
    expect((await ask(`${url}/api/me`, { headers: { authorization: `Bearer ${token}` } })).status).toBe(200);
  });

  test("on the next port when the wanted one is held, and its addresses follow", async () => {
    const holder = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => holder.once("listening", resolve));
    const { port } = holder.address() as { port: number };
    try {
      const run = start(freshBackend(), { BETTER_AUTH_SECRET: secret, PORT: String(port) });
      const url = await run.url;
      expect(Number(new URL(url).port)).toBeGreaterThan(port);
      expect(run.output()).toContain(`Port ${port} is in use by`);
      await expectIssuer(url, url);
    } finally {
      holder.close();
    }
  });

  test.each([
    [
      "a local BETTER_AUTH_URL follows the port",
      "http://localhost:9",
      (port: string) => `http://localhost:${port}`,
    ],
    ["another host's stays", "https://auth.example.com/", () => "https://auth.example.com"],
  ])("%s", async (_name, configured, expected) => {
    const run = start(freshBackend(), { BETTER_AUTH_SECRET: secret, BETTER_AUTH_URL: configured });
    const url = await run.url;
    await expectIssuer(url, expected(new URL(url).port));
  });

  test("twenty at once in one fresh folder: all are up, on ports of their own, with one database", async () => {
    const dir = freshBackend();
    writeFileSync(join(dir, ".env"), `BETTER_AUTH_SECRET=${secret}\n`);
    const runs = Array.from({ length: 20 }, () => start(dir));
    const urls = await Promise.all(runs.map((run) => run.url));
    expect(new Set(urls).size).toBe(20);
    const { token } = await signUp(urls[0] as string);
    const headers = { authorization: `Bearer ${token}` };
    const seen = await Promise.all(urls.map((url) => ask(`${url}/api/me`, { headers })));
    expect(seen.map(({ status }) => status)).toEqual(urls.map(() => 200));
    const database = new DatabaseSync(join(dir, "data/auth.db"));
    expect(database.prepare("SELECT count(*) AS keys FROM jwks").get()).toEqual({ keys: 1 });
    database.close();
    for (const run of runs) expect(run.output()).not.toMatch(/error|locked|exists/i);
  }, 120_000);

  test("in production with a good secret; a client that signs in too often stops nobody else", async () => {
    const run = start(freshBackend(), {
      NODE_ENV: "production",
      BETTER_AUTH_SECRET: secret,
      HOST: "127.0.0.1",
      TRUSTED_PROXIES: "1",
      BETTER_AUTH_URL: "https://auth.example.com",
    });
    const url = await run.url;
    const signIn = async (address: string): Promise<number> => {
      const headers = {
        "x-forwarded-for": `9.9.9.${randomBytes(1)[0]}, ${address}`,
        "x-client-ip": "1.1.1.1",
      };
      const body = { email: "nobody@example.com", password: "wrong password" };
      return (await ask(`${url}/api/auth/sign-in/email`, { body, headers })).status;
    };
    for (let i = 0; i < 3; i++) expect(await signIn("203.0.113.1")).toBe(401);
    expect(await signIn("203.0.113.1")).toBe(429);
    expect(await signIn("203.0.113.2")).toBe(401);
  });
});

describe("does not start, and says why", () => {
  const good = { BETTER_AUTH_SECRET: secret };
  const production = { NODE_ENV: "production" };
  const publicDefault = "better-auth-secret-12345678901234567890";
  const rows: [string, Record<string, string>, string][] = [
    ["no secret", {}, "env/file-missing"],
    ["an empty secret", { BETTER_AUTH_SECRET: "" }, "env/file-missing"],
    ["a misspelled secret", { BETTER_AUTH_SECRT: secret }, "env/misspelled-variable"],
    ["Better Auth's public default", { BETTER_AUTH_SECRET: publicDefault }, "secret/default-in-use"],
    ["production, no secret", production, "env/missing-variable"],
    ["production, an empty secret", { ...production, BETTER_AUTH_SECRET: "" }, "env/missing-variable"],
    [
      "production, the public default",
      { ...production, BETTER_AUTH_SECRET: publicDefault },
      "secret/default-in-use",
    ],
    [
      "production, the example's",
      { ...production, BETTER_AUTH_SECRET: exampleSecret() },
      "secret/placeholder",
    ],
    [
      "production, a placeholder",
      { ...production, BETTER_AUTH_SECRET: "your-super-secret-key-change-me-in-production" },
      "secret/placeholder",
    ],
    [
      "production, a short one",
      { ...production, BETTER_AUTH_SECRET: secret.slice(0, 31) },
      "secret/too-short",
    ],
    ["production, blanks", { ...production, BETTER_AUTH_SECRET: " ".repeat(40) }, "secret/too-short"],
    ["production, one letter", { ...production, BETTER_AUTH_SECRET: "a".repeat(64) }, "secret/too-short"],
    ["production and TEST", { ...production, ...good, TEST: "1" }, "env/invalid-value"],
    [
      "test with a public address",
      { ...good, NODE_ENV: "test", BETTER_AUTH_URL: "https://a.example" },
      "env/invalid-value",
    ],
    ["Production with a capital", { ...good, NODE_ENV: "Production" }, "env/invalid-value"],
    ["a URL without a scheme", { ...good, BETTER_AUTH_URL: "localhost:3000" }, "env/invalid-value"],
    [
      "versions without numbers",
      { ...good, BETTER_AUTH_SECRETS: `${secret},1:${secret}` },
      "secret/malformed",
    ],
    ["a database in memory", { ...good, DATABASE_FILE: ":memory:" }, "env/invalid-value"],
    [
      "production, every origin trusted",
      { ...production, ...good, BETTER_AUTH_TRUSTED_ORIGINS: "https://app.example.com, *" },
      "env/invalid-value",
    ],
    [
      "production, an origin without a scheme",
      { ...production, ...good, BETTER_AUTH_TRUSTED_ORIGINS: "app.example.com" },
      "env/invalid-value",
    ],
    ["what is not a port", { ...good, PORT: "80o0" }, "port/invalid"],
  ];
  test.each(rows)("%s", async (_name, env, code) => {
    const dir = freshBackend();
    const run = start(dir, env);
    expect(await run.exit).toBe(1);
    expect(run.output()).toContain(`(${code})`);
    expect(run.output()).not.toMatch(/^\s+at .*\.(ts|mjs|js):\d+:\d+\)?$/m);
    for (const shown of [secret, "80o0"]) expect(run.output()).not.toContain(shown);
    expect(existsSync(join(dir, ".env"))).toBe(false);
  });

  const short = { BETTER_AUTH_SECRETS: "2:short" };
  const texts: [string, Record<string, string>, string | null, string[]][] = [
    [
      "the environment empties a good secret",
      { BETTER_AUTH_SECRET: "" },
      `# own\nBETTER_AUTH_SECRET=${secret}\n`,
      ["BETTER_AUTH_SECRET is empty in the environment, which hides the one in .env", "at backend/.env:2"],
    ],
    [
      "an entry of the versions, by its own name",
      { ...production, ...good, ...short },
      null,
      ["Version 2 in BETTER_AUTH_SECRETS has 5 characters", "after 2: in BETTER_AUTH_SECRETS"],
    ],
    [
      "a weak secret, with its line",
      production,
      "# own\n\nBETTER_AUTH_SECRET=changeme\n",
      ["BETTER_AUTH_SECRET is a placeholder", "at backend/.env:3"],
    ],
    [
      "an empty secret, with its line",
      {},
      "# own\nBETTER_AUTH_SECRET=\n",
      ["BETTER_AUTH_SECRET is not set", "at backend/.env:2"],
    ],
    ["a mode in capitals", { ...good, NODE_ENV: "Production" }, null, ["in lowercase"]],
    ["a database in memory", { ...good, DATABASE_FILE: ":memory:" }, null, ["loses every user"]],
  ];
  test.each(texts)("in fitting words: %s", async (_name, env, file, said) => {
    const dir = freshBackend();
    if (file !== null) writeFileSync(join(dir, ".env"), file);
    const run = start(dir, env);
    expect(await run.exit).toBe(1);
    // In production it is a line of the log, whose place is of two fields.
    const output = run.output().replace(/"at":\{"file":"([^"]+)","line":(\d+).*?\}/, "at $1:$2");
    for (const text of said) expect(output).toContain(text);
    expect(output).not.toContain("auth-config.ts");
    expect(output).not.toContain(secret);
  });

  test("a secret that was changed; both secrets together start", async () => {
    const dir = freshBackend();
    const first = start(dir, { BETTER_AUTH_SECRET: secret });
    const { email, password } = await signUp(await first.url);
    await ended(first.child, "SIGTERM");
    const other = freshSecret();
    const changed = start(dir, { BETTER_AUTH_SECRET: other });
    expect(await changed.exit).toBe(1);
    expect(changed.output()).toContain("(secret/changed)");
    expect(changed.output()).toContain("BETTER_AUTH_SECRETS as version 2 (2:NEW)");
    for (const value of [secret, other]) expect(changed.output()).not.toContain(value);

    const both = start(dir, { BETTER_AUTH_SECRET: secret, BETTER_AUTH_SECRETS: `2:${other}` });
    const url = await both.url;
    const { status, headers } = await ask(`${url}/api/auth/sign-in/email`, { body: { email, password } });
    expect(status).toBe(200);
    const authorization = `Bearer ${headers.get("set-auth-token")}`;
    expect((await ask(`${url}/api/auth/token`, { headers: { authorization } })).status).toBe(200);
  });

  test("a database whose tables are another program's: Better Auth's own words are shown", async () => {
    const dir = freshBackend();
    const file = join(dir, "other.db");
    const other = new DatabaseSync(file);
    other.exec("CREATE TABLE user (id INTEGER PRIMARY KEY, nick TEXT); INSERT INTO user VALUES (1, 'ada')");
    other.close();
    const run = start(dir, { ...good, DATABASE_FILE: file });
    expect(await run.exit).toBe(1);
    expect(run.output()).toContain('Cannot add required column "name" to populated table "user"');
  });

  test("a held port in production", async () => {
    const holder = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => holder.once("listening", resolve));
    const { port } = holder.address() as { port: number };
    try {
      const run = start(freshBackend(), { ...production, ...good, HOST: "127.0.0.1", PORT: String(port) });
      expect(await run.exit).toBe(1);
      expect(run.output()).toMatch(/\(port\/held-by-/);
    } finally {
      holder.close();
    }
  });
});

function exampleSecret(): string {
  const text = readFileSync(new URL("../.env.example", import.meta.url), "utf8");
  return /^BETTER_AUTH_SECRET=(.*)$/m.exec(text)?.[1] as string;
}

async function expectIssuer(url: string, issuer: string): Promise<void> {
  const { token } = await signUp(url);
  const { body } = await ask(`${url}/api/auth/token`, { headers: { authorization: `Bearer ${token}` } });
  const claims = JSON.parse(
    Buffer.from((body["token"] as string).split(".")[1] as string, "base64url").toString(),
  );
  expect([claims.iss, claims.aud]).toEqual([issuer, issuer]);
}
