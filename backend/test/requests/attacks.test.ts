import { connect } from "node:net";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { ask, cleanUp, freshBackend, freshSecret, type Run, signUp, start } from "../support.ts";

vi.setConfig({ testTimeout: 120_000 });

let run: Run;
let url: string;
let token: string;
beforeAll(async () => {
  const env = {
    NODE_ENV: "production",
    HOST: "127.0.0.1",
    BETTER_AUTH_SECRET: freshSecret(),
    TRUSTED_PROXIES: "1",
  };
  run = start(freshBackend(), { ...env, BETTER_AUTH_URL: "https://auth.example.com" });
  url = await run.url;
  token = (await signUp(url)).token;
}, 120_000);
afterAll(cleanUp);

let addresses = 0;
const another = (): string => `198.51.${Math.floor(++addresses / 250)}.${(addresses % 250) + 1}`;

const paths = [
  "/api/auth/sign-up/email",
  "/api/auth/sign-in/email",
  "/api/auth/update-user",
  "/api/auth/change-password",
  "/api/auth/change-email",
  "/api/auth/revoke-session",
  "/api/auth/delete-user",
  "/api/auth/update-session",
  "/api/auth/verify-password",
  "/api/auth/sign-in/social",
  "/api/auth/link-social",
  "/api/auth/sign-out",
  "/api/auth/get-session",
  "/api/auth/request-password-reset",
  "/api/auth/reset-password",
  "/api/auth/two-factor/enable",
  "/api/auth/two-factor/verify-totp",
  "/api/auth/two-factor/verify-backup-code",
  "/api/auth/passkey/verify-registration",
  "/api/auth/passkey/verify-authentication",
  "/api/auth/passkey/delete-passkey",
  "/api/me",
];

const fields = [
  "name",
  "email",
  "image",
  "password",
  "newPassword",
  "currentPassword",
  "token",
  "callbackURL",
  "code",
  "response",
  "id",
  "__proto__",
];
const value = fc.oneof(
  fc.string({ maxLength: 300, unit: "binary" }),
  fc.constantFrom(
    "",
    "\0",
    "\ud800",
    "$",
    "'; DROP TABLE user; --",
    "a".repeat(300),
    "ada@example.com",
    null,
    0,
    -1,
    1e308,
    true,
  ),
  fc.jsonValue({ maxDepth: 3 }),
);
const body = fc.oneof(
  fc
    .dictionary(fc.oneof(fc.constantFrom(...fields), fc.string({ maxLength: 20 })), value, { maxKeys: 6 })
    .map((o) => JSON.stringify(o)),
  fc.jsonValue().map((v) => JSON.stringify(v)),
  fc.string(),
  fc.constantFrom(
    "[".repeat(20_000),
    `{"a":${"[".repeat(30_000)}`,
    `{"name":{"$gt":""}}`,
    `${'{"a":'.repeat(5000)}1${"}".repeat(5000)}`,
    '"'.repeat(999),
  ),
);

describe("whatever is sent", () => {
  test("no body makes an error of ours", async () => {
    const post = async (path: string, text: string, signedIn: boolean): Promise<number> => {
      const response = await fetch(url + path, {
        method: "POST",
        redirect: "manual",
        headers: {
          "content-type": "application/json",
          "x-forwarded-for": another(),
          ...(signedIn ? { authorization: `Bearer ${token}` } : {}),
        },
        body: text,
      });
      await response.arrayBuffer();
      return response.status;
    };
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...paths), body, fc.boolean(), async (path, text, signedIn) => {
        expect(await post(path, text, signedIn)).toBeLessThan(500);
      }),
      { numRuns: 250 },
    );
    expect((await ask(`${url}/health`)).status).toBe(200);
  });

  test("no header, method or path makes one either, and nothing in an answer's head is the client's", async () => {
    const line = fc.stringMatching(/^[ -~]{0,60}$/);
    const path = fc.webPath().map((text) => `/${text}`.replace(/ /g, "%20"));
    const header = fc.constantFrom(
      "Host",
      "Authorization",
      "Cookie",
      "Origin",
      "X-Forwarded-For",
      "X-Forwarded-Proto",
      "X-Request-Id",
      "Accept",
      "If-None-Match",
      "Content-Type",
      "Referer",
    );
    const places = fc.oneof(
      path,
      fc.constantFrom(
        ...paths,
        "/docs/",
        "//evil.example/",
        "/health",
        "/health/live/",
        "/metrics",
        "/api/auth/jwks",
        "/api/auth/reset-password/canary",
        "/%00",
        "/%ff",
        "/..%2f..%2fetc/passwd",
      ),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom("GET", "HEAD", "POST", "PUT", "OPTIONS", "TRACE", "DELETE"),
        places,
        header,
        line,
        async (method, at, name, text) => {
          const lines = [
            `${method} ${at} HTTP/1.1`,
            ...(name === "Host" ? [] : ["Host: a.example"]),
            `${name}: ${text}`,
            "Content-Length: 0",
            "Connection: close",
          ];
          const answer = await raw(`${lines.join("\r\n")}\r\n\r\n`);
          expect(answer).toMatch(/^HTTP\/1\.1 [234]\d\d /);
          expect(/^location: (.*)\r$/im.exec(answer)?.[1] ?? "/").toMatch(/^\/(?!\/)/);
        },
      ),
      { numRuns: 250 },
    );
  });

  test("and the log is JSON to its last line, without an error", () => {
    const lines = run.output().split("\n").filter(Boolean);
    expect(lines.length).toBeGreaterThan(100);
    const parsed = lines.map((line) => JSON.parse(line) as { level: number; check?: string; msg?: string });
    // A busy machine makes the event loop late, and that is a warning of health.
    const ofRequests = parsed.filter(
      ({ check, msg }) => check === undefined && !msg?.startsWith("SMTP_URL is"),
    );
    expect(ofRequests.filter(({ level }) => level >= 40)).toEqual([]);
    expect(run.output()).not.toContain(token);
  });
});

function raw(request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = "";
    const socket = connect(Number(new URL(url).port), "127.0.0.1", () => socket.write(request));
    socket.on("data", (chunk) => {
      answer += chunk;
    });
    socket.on("close", () => resolve(answer));
    socket.on("error", reject);
  });
}
