import { writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ask, cleanUp, freshBackend, freshSecret, type Run, signUp, start } from "./support.ts";

const secret = freshSecret();
let run: Run;
let url: string;
beforeAll(async () => {
  const env = { NODE_ENV: "production", HOST: "127.0.0.1", BETTER_AUTH_SECRET: secret, TRUSTED_PROXIES: "1" };
  run = start(freshBackend(), env);
  url = await run.url;
});
afterAll(cleanUp);

type Line = Record<string, unknown> & { level: number; msg: string };

/** Everything that was written, each line read as JSON: one that is none fails the test. */
const lines = (): Line[] =>
  run
    .output()
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Line);

let addresses = 0;
/** As from a client of its own, which no limit has counted yet. */
const another = (): Record<string, string> => ({ "x-forwarded-for": `203.0.113.${++addresses}` });

const linesOf = async (requestId: string | null): Promise<Line[]> => {
  const found = () => lines().filter((line) => line["requestId"] === requestId);
  await expect.poll(() => found().some(({ msg }) => msg === "request")).toBe(true);
  return found();
};

describe("in production", () => {
  test("a request leaves one line, found by the id of the answer; probes leave none", async () => {
    const { headers, status } = await ask(`${url}/api/me?token=canary-query`, { headers: another() });
    const [line, ...others] = await linesOf(headers.get("x-request-id"));
    expect(line).toMatchObject({
      level: 30,
      method: "GET",
      path: "/api/me",
      status,
      client: `203.0.113.${addresses}`,
      ms: expect.any(Number),
    });
    expect(others).toEqual([]);
    await ask(`${url}/health`);
    expect(run.output()).not.toContain("canary-query");
    expect(lines().some(({ path }) => path === "/health")).toBe(false);
  });

  test("the id that a proxy gave is taken, and none that could break a line", async () => {
    const given = { ...another(), "x-request-id": "proxy-0123456789" };
    expect((await ask(`${url}/api/me`, { headers: given })).headers.get("x-request-id")).toBe(
      "proxy-0123456789",
    );
    const odd = { ...another(), "x-request-id": '"}{"level":60' };
    expect((await ask(`${url}/api/me`, { headers: odd })).headers.get("x-request-id")).toMatch(
      /^[\da-f-]{36}$/,
    );
  });

  const junk: [string, string, RequestInit & { body?: string }, number][] = [
    [
      "a foreign origin",
      "/api/auth/sign-in/email",
      json({ email: "a@b.example", password: "x" }, "http://evil.example"),
      403,
    ],
    [
      "another content type",
      "/api/auth/sign-in/email",
      { method: "POST", body: "a=b", headers: { "content-type": "text/plain" } },
      415,
    ],
    ["a disabled route", "/api/auth/request-password-reset", json({ email: "a@b.example" }), 400],
    ["no JSON", "/api/auth/sign-in/email", json("{"), 400],
    ["20,000 brackets", "/api/auth/sign-in/email", json("[".repeat(20_000)), 400],
    [
      "a sign-in that fails",
      "/api/auth/sign-in/email",
      json({ email: "nobody@example.com", password: "wrong password" }),
      401,
    ],
    ["a body that is too long", "/api/auth/sign-in/email", json({ name: "x".repeat(70_000) }), 413],
    ["a token that is none", "/api/auth/token", { headers: { authorization: "Bearer a.b" } }, 401],
    ["a path of Better Auth that is none", "/api/auth/nothing", {}, 404],
  ];
  test.each(junk)(
    "%s is answered, and is nothing that an operator has to look at",
    async (_name, path, init, status) => {
      const response = await fetch(url + path, {
        ...init,
        headers: { ...(init.headers as object), ...another() },
      });
      expect(response.status).toBe(status);
      for (const line of await linesOf(response.headers.get("x-request-id"))) {
        expect(line).toMatchObject({ level: 30 });
      }
    },
  );

  test("TRACE is answered 405, and a client that goes away is no error", async () => {
    const socket = connect(Number(new URL(url).port), "127.0.0.1");
    let answer = "";
    socket.on("data", (chunk) => {
      answer += chunk;
    });
    socket.write("TRACE /api/auth/ok HTTP/1.1\r\nHost: a\r\n\r\n");
    await expect.poll(() => answer).toMatch(/^HTTP\/1\.1 405 /);
    socket.write(
      "POST /api/auth/sign-in/email HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{",
    );
    socket.destroySoon();
    await expect.poll(() => lines().some(({ status }) => status === 499)).toBe(true);
    expect(lines().filter(({ level, requestId }) => level >= 50 || (requestId && level >= 40))).toEqual([]);
  });

  test("who gained and lost access, without an address, a password or a token", async () => {
    const from = another();
    const email = "canary-ada@example.com";
    const password = "canary correct horse";
    const up = await ask(`${url}/api/auth/sign-up/email`, {
      body: { name: "canary-name", email, password },
      headers: from,
    });
    const { id } = up.body["user"] as { id: string };
    const authorization = `Bearer ${up.headers.get("set-auth-token")}`;
    const signIn = (given: string) =>
      ask(`${url}/api/auth/sign-in/email`, { body: { email, password: given }, headers: another() });
    const wrong = await signIn("canary-wrong");
    const right = await signIn(password);
    const change = await ask(`${url}/api/auth/change-password`, {
      body: { currentPassword: password, newPassword: "canary new password" },
      headers: { ...another(), authorization },
    });
    const out = await ask(`${url}/api/auth/sign-out`, { body: {}, headers: { ...another(), authorization } });
    const audit = async ({ headers }: { headers: Headers }) =>
      (await linesOf(headers.get("x-request-id"))).find((line) => "audit" in line);
    expect(await audit(up)).toMatchObject({ audit: "sign-up", outcome: "success", user: id });
    const failed = await audit(wrong);
    expect(failed).toMatchObject({
      audit: "sign-in",
      outcome: "failure",
      status: 401,
      reason: "INVALID_EMAIL_OR_PASSWORD",
    });
    const succeeded = await audit(right);
    expect(succeeded).toMatchObject({
      audit: "sign-in",
      outcome: "success",
      user: id,
      client: expect.stringMatching(/^203\./),
    });
    expect(failed?.["account"]).toMatch(/^[\w-]{16}$/);
    expect(failed?.["account"]).toBe(succeeded?.["account"]);
    expect(await audit(change)).toMatchObject({ audit: "password-change", outcome: "success", user: id });
    expect(await audit(out)).toMatchObject({ audit: "sign-out", outcome: "success", user: id });
    for (const canary of ["canary", secret, up.headers.get("set-auth-token") as string]) {
      expect(run.output()).not.toContain(canary);
    }
  });
});

test("who asks too often leaves a line as well", async () => {
  const headers = another();
  const body = { email: "nobody@example.com", password: "wrong password" };
  const ids: (string | null)[] = [];
  for (let i = 0; i < 4; i++) {
    const answer = await ask(`${url}/api/auth/sign-in/email`, { body, headers });
    if (answer.status === 429) ids.push(answer.headers.get("x-request-id"));
  }
  expect(ids.length).toBeGreaterThan(0);
  const found = (await linesOf(ids[0] ?? null)).find((line) => line["audit"] === "limit");
  expect(found).toMatchObject({ path: "/api/auth/sign-in/email", client: headers["x-forwarded-for"] });
});

test("an error that nobody handles is a line as well, and requests in flight are answered", async () => {
  const dir = freshBackend();
  const bug = join(dir, "bug.cjs");
  writeFileSync(bug, 'process.on("SIGUSR2", () => setTimeout(() => { throw new Error("a bug"); }));');
  const env = { NODE_ENV: "production", HOST: "127.0.0.1", BETTER_AUTH_SECRET: secret };
  const ill = start(dir, { ...env, NODE_OPTIONS: `--require ${bug}` });
  const at = await ill.url;
  const inFlight = signUp(at);
  await fetch(`${at}/health/live`);
  ill.child.kill("SIGUSR2");
  await inFlight;
  expect(await ill.exit).toBe(1);
  const said = ill
    .output()
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line);
  expect(said.filter(({ level }) => level >= 50)).toMatchObject([
    { level: 60, msg: expect.stringContaining("a bug"), err: { stack: expect.stringContaining("bug.cjs") } },
  ]);
});

test("a start that fails is one line of JSON too", async () => {
  const failed = start(freshBackend(), {
    NODE_ENV: "production",
    BETTER_AUTH_SECRET: secret,
    DATABASE_FILE: tmpdir(),
  });
  expect(await failed.exit).toBe(1);
  expect(JSON.parse(failed.output())).toMatchObject({
    level: 60,
    code: "env/invalid-value",
    msg: "The backend does not start: DATABASE_FILE is a folder (env/invalid-value)",
    fixes: [expect.stringContaining("Set DATABASE_FILE")],
  });
});

test("the key set is for caches, and no limit of requests shuts a service out of it", async () => {
  const jwks = `${url}/api/auth/jwks`;
  const headers = another();
  const answers = await Promise.all(Array.from({ length: 150 }, () => ask(jwks, { headers })));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  const [{ headers: said, body }] = answers as [(typeof answers)[0]];
  expect(said.get("cache-control")).toBe("public, max-age=300");
  expect(body["keys"]).toMatchObject([{ kty: "EC", alg: "ES256", use: "sig", kid: expect.any(String) }]);
  expect(JSON.stringify(body)).not.toMatch(/"d"|private/);
  const again = await ask(jwks, { headers: { ...headers, "if-none-match": `W/${said.get("etag")}` } });
  expect([again.status, again.headers.get("etag")]).toEqual([304, said.get("etag")]);
});

test("the token as the database has it does not sign anybody in", async () => {
  const { token } = await signUp(url);
  const status = async (given: string) =>
    (await ask(`${url}/api/me`, { headers: { ...another(), authorization: `Bearer ${given}` } })).status;
  expect(await status(token)).toBe(200);
  expect(await status(decodeURIComponent(token).split(".")[0] as string)).toBe(401);
});

test("an object for a name is the client's error, and /docs/ leads to a path", async () => {
  const { token } = await signUp(url);
  const body = { name: { $gt: "" } };
  const headers = { ...another(), authorization: `Bearer ${token}` };
  expect((await ask(`${url}/api/auth/update-user`, { body, headers })).status).toBe(400);
  const moved = await ask(`${url}/docs/?a=b`, { headers: { host: "evil.example" } });
  expect([moved.status, moved.headers.get("location")]).toEqual([301, "/docs?a=b"]);
});

function json(body: unknown, origin?: string): RequestInit & { body: string } {
  return {
    method: "POST",
    body: typeof body === "string" ? body : JSON.stringify(body),
    headers: { "content-type": "application/json", ...(origin === undefined ? {} : { origin }) },
  };
}
