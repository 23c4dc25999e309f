import { execFile } from "node:child_process";
import { connect } from "node:net";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pythonWith } from "./python.ts";
import { ask, cleanUp, freshBackend, freshSecret, signUp, start } from "./support.ts";

let url: string;
beforeAll(async () => {
  url = await start(freshBackend(), { BETTER_AUTH_SECRET: freshSecret() }).url;
});
afterAll(cleanUp);

describe("sessions", () => {
  test("sign-up, me, sign-out, sign-in", async () => {
    const { email, password, cookie, token } = await signUp(url);
    const origin = url;
    expect((await ask(`${url}/api/me`, { headers: { cookie } })).body).toMatchObject({ email, name: "Ada" });
    const session = await ask(`${url}/api/auth/get-session`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(session.body).toMatchObject({ user: { email } });
    expect((await ask(`${url}/api/auth/sign-out`, { body: {}, headers: { cookie, origin } })).status).toBe(
      200,
    );
    expect((await ask(`${url}/api/me`, { headers: { cookie } })).status).toBe(401);
    const again = await ask(`${url}/api/auth/sign-in/email`, { body: { email, password } });
    expect(again.status).toBe(200);
    const authorization = `Bearer ${again.headers.get("set-auth-token")}`;
    expect((await ask(`${url}/api/me`, { headers: { authorization } })).body).toMatchObject({ email });
  });

  test.each([
    ["nothing", {}],
    ["a token that is none", { authorization: "Bearer canary" }],
    ["a token with a dot", { authorization: "Bearer a.b" }],
    ["another scheme", { authorization: "Basic YTpi" }],
    ["a cookie that is none", { cookie: "better-auth.session_token=canary.canary" }],
  ])("401 for %s", async (_name, headers) => {
    const answer = await ask(`${url}/api/me`, { headers: headers as Record<string, string> });
    expect([
      answer.status,
      answer.headers.get("content-type"),
      answer.headers.get("www-authenticate"),
    ]).toEqual([401, "application/problem+json", "Bearer"]);
    expect(answer.body).toMatchObject({ status: 401, title: "Unauthorized" });
  });

  test("requests at once share nothing: each is answered with its own session, also while others sign in and out", async () => {
    const users = [await signUp(url), await signUp(url)];
    const seen = await Promise.all(
      Array.from({ length: 60 }, async (_, i) => {
        const user = users[i % 3];
        const headers: Record<string, string> = user === undefined ? {} : { cookie: user.cookie };
        if (i % 10 === 9) {
          const { headers: mine, status } = await ask(`${url}/api/auth/sign-in/email`, { body: users[0] });
          await ask(`${url}/api/auth/sign-out`, {
            method: "POST",
            headers: { authorization: `Bearer ${mine.get("set-auth-token")}` },
          });
          return [status, 200];
        }
        const { body, headers: given } = await ask(`${url}/api/auth/get-session`, { headers });
        expect([given.getSetCookie(), given.get("set-auth-token")]).toEqual([[], null]);
        return [(body as { user?: { email: string } } | null)?.user?.email, user?.email];
      }),
    );
    for (const [found, expected] of seen) expect(found).toBe(expected);
  });

  test("the session by POST, and a sign-out without a body", async () => {
    const { email, token } = await signUp(url);
    const headers = { authorization: `Bearer ${token}` };
    const session = await ask(`${url}/api/auth/get-session`, { body: {}, headers });
    expect(session.body).toMatchObject({ user: { email } });
    expect((await ask(`${url}/api/auth/sign-out`, { method: "POST", headers })).status).toBe(200);
    expect((await ask(`${url}/api/me`, { headers })).status).toBe(401);
  });

  test("cookies are plain on http, and not for scripts", async () => {
    const body = { email: "cookie@example.com", password: "correct horse battery", name: "Ada" };
    const { headers } = await ask(`${url}/api/auth/sign-up/email`, { body });
    expect(headers.getSetCookie()[0]).toMatch(/^better-auth\.session_token=\S+; .*HttpOnly; SameSite=Lax$/);
  });
});

describe("where a request comes from", () => {
  const port = () => new URL(url).port;
  const rows: [string, () => string, number][] = [
    ["its own address", () => url, 200],
    ["localhost", () => `http://localhost:${port()}`, 200],
    ["a frontend in development", () => "http://localhost:5173", 200],
    ["elsewhere", () => "http://evil.example", 403],
    ["a name that looks local", () => "http://localhost.evil.example", 403],
    ["a local name as a user", () => "http://localhost:80@evil.example", 403],
  ];
  test.each(rows)("%s", async (_name, from, status) => {
    const { email, password } = await signUp(url);
    const origin = from();
    const answer = await ask(`${url}/api/auth/sign-in/email`, {
      body: { email, password },
      headers: { origin },
    });
    expect(answer.status).toBe(status);
    expect(answer.headers.get("access-control-allow-origin")).toBe(status === 200 ? origin : null);
    const preflight = await ask(`${url}/api/auth/sign-in/email`, {
      method: "OPTIONS",
      headers: { origin, "access-control-request-method": "POST" },
    });
    expect([preflight.status, preflight.headers.get("access-control-allow-origin")]).toEqual([
      204,
      status === 200 ? origin : null,
    ]);
  });

  test("a cookie without an origin is refused", async () => {
    const { cookie } = await signUp(url);
    expect((await ask(`${url}/api/auth/sign-out`, { body: {}, headers: { cookie } })).status).toBe(403);
  });
});

describe("what is malformed", () => {
  const rows = ["a b", "[::1", "a/b", "user@host", "", "a:99999"].flatMap((host) => [
    [host, "GET", "/api/me", ""],
    [host, "POST", "/api/auth/sign-in/email", "{}"],
  ]) as [string, string, string, string][];
  test.each(rows)("a Host header %j: %s %s", async (host, method, path, body) => {
    const lines = [
      `${method} ${path} HTTP/1.1`,
      `Host: ${host}`,
      "X-Forwarded-Proto: https, http",
      "Content-Type: application/json",
      `Content-Length: ${body.length}`,
      "Connection: close",
    ];
    const answer = await raw(`${lines.join("\r\n")}\r\n\r\n${body}`);
    expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect((await ask(`${url}/health`)).status).toBe(200);
  });

  test.each([
    ["no JSON", "{", 400],
    ["a list", "[]", 400],
    ["a field of another type", JSON.stringify({ email: 1, password: {}, name: [] }), 400],
    ["64 KiB and more", JSON.stringify({ name: "x".repeat(66_000) }), 413],
  ])("a body that is %s", async (_name, body, status) => {
    const response = await fetch(`${url}/api/auth/sign-up/email`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
    });
    expect(response.status).toBe(status);
  });

  test("a body of 64 KiB and more whose length is not said", async () => {
    const chunk = "x".repeat(20_000);
    const parts = ["{", chunk, chunk, chunk, chunk, chunk];
    const body = new ReadableStream({
      pull(controller) {
        const part = parts.shift();
        if (part === undefined) controller.close();
        else controller.enqueue(new TextEncoder().encode(part));
      },
    });
    const headers = { "content-type": "application/json" };
    const options = { method: "POST", headers, body, duplex: "half" } as RequestInit;
    expect((await fetch(`${url}/api/auth/sign-up/email`, options)).status).toBe(413);
  });

  function raw(request: string): Promise<string> {
    return new Promise((resolve, reject) => {
      let answer = "";
      const socket = connect(Number(new URL(url).port), "127.0.0.1", () => socket.end(request));
      socket.on("data", (chunk) => {
        answer += chunk;
      });
      socket.on("close", () => resolve(answer));
      socket.on("error", reject);
    });
  }
});

describe("what it says of itself", () => {
  test("/health has status, version, uptime and the database", async () => {
    const { status, headers, body } = await ask(`${url}/health`);
    expect([status, headers.get("content-type")]).toEqual([200, "application/health+json"]);
    expect(body).toMatchObject({
      status: "pass",
      version: "0.1.0",
      uptime: expect.any(Number),
      checks: { "database:responseTime": [{ status: "pass", componentType: "datastore" }] },
    });
  });

  test("/openapi.json has its own routes and those of Better Auth, at the address that was asked", async () => {
    const local = url.replace("127.0.0.1", "localhost");
    for (const at of [url, local]) {
      const { body } = await ask(`${at}/openapi.json`);
      expect(body["servers"]).toEqual([{ url: at }]);
      expect(Object.keys(body["paths"] as object)).toEqual(
        expect.arrayContaining([
          "/health",
          "/api/me",
          "/api/auth/sign-up/email",
          "/api/auth/sign-in/email",
          "/api/auth/get-session",
          "/api/auth/sign-out",
          "/api/auth/token",
          "/api/auth/jwks",
        ]),
      );
    }
    const stranger = await ask(`${url}/openapi.json`, { headers: { host: "evil.example" } });
    expect(stranger.body["servers"]).toEqual([{ url }]);
  });

  test("/docs needs nothing from elsewhere", async () => {
    const response = await fetch(`${url}/docs`);
    expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
    const page = await response.text();
    const files = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1] as string);
    expect(files.length).toBeGreaterThan(3);
    for (const file of files) {
      expect(file).toMatch(/^\/docs\//);
      expect((await fetch(url + file)).status).toBe(200);
    }
  });

  test("what is not there is a 404 that says so", async () => {
    const answer = await ask(`${url}/nothing`);
    expect([answer.status, answer.headers.get("content-type")]).toEqual([404, "application/problem+json"]);
    expect((await ask(`${url}/`)).headers.get("location")).toBe("/sign-in");
    expect((await fetch(`${url}/docs/`)).url).toBe(`${url}/docs`);
  });

  test("a method that a path has not is a 405 that says which it has", async () => {
    const { status, headers, body } = await ask(`${url}/api/me`, { method: "DELETE" });
    expect([status, headers.get("allow")]).toEqual([405, "GET, HEAD"]);
    expect(body).toMatchObject({ title: "Method Not Allowed", detail: "/api/me accepts only GET, HEAD." });
  });
});

describe("tokens for other services", () => {
  const python = pythonWith(["jwt", "cryptography"], "python3-jwt python3-cryptography");

  const verify = `
import json, sys, jwt
url, token, audience = sys.argv[1:]
key = jwt.PyJWKClient(url + "/api/auth/jwks").get_signing_key_from_jwt(token)
print(json.dumps(jwt.decode(token, key.key, algorithms=["ES256"], audience=audience, issuer=url)))`;

  test.skipIf(python === null)("PyJWT verifies one by its keys, issuer and audience", async () => {
    const { email, token } = await signUp(url);
    const { body } = await ask(`${url}/api/auth/token`, { headers: { authorization: `Bearer ${token}` } });
    const verified = (audience: string) =>
      promisify(execFile)(python as string, ["-c", verify, url, body["token"] as string, audience]);
    const { stdout } = await verified(url);
    expect(JSON.parse(stdout)).toMatchObject({ email, iss: url, aud: url, sub: expect.any(String) });
    await expect(verified("http://other.example")).rejects.toThrow("InvalidAudienceError");
  });

  test("keys are public, and only that", async () => {
    const { body } = await ask(`${url}/api/auth/jwks`);
    const [key] = body["keys"] as Record<string, unknown>[];
    expect(key).toMatchObject({ alg: "ES256", kty: "EC", crv: "P-256", kid: expect.any(String) });
    expect(key).not.toHaveProperty("d");
  });

  test("no token for nobody", async () => {
    expect((await ask(`${url}/api/auth/token`)).status).toBe(401);
  });
});
