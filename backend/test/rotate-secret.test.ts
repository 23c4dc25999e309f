import { execFile } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { createRemoteJWKSet, jwtVerify } from "jose";
import { afterEach, describe, expect, test } from "vitest";
import { ask, cleanUp, ended, freshBackend, freshSecret, signUp, start } from "./support.ts";
import { totp } from "./totp.ts";

afterEach(cleanUp);

function rotate(dir: string, env: Record<string, string>): Promise<{ status: number; said: string }> {
  const options = { cwd: tmpdir(), env: { PATH: process.env["PATH"], ...env } };
  return new Promise((resolve) => {
    execFile(process.execPath, [join(dir, "src/rotate-secret.ts")], options, (error, stdout, stderr) => {
      resolve({ status: error === null ? 0 : Number(error.code), said: stdout + stderr });
    });
  });
}

/** The token for other services of a session, and whether the keys that are shown verify one. */
const tokenOf = async (url: string, session: string): Promise<string> =>
  (await ask(`${url}/api/auth/token`, { headers: { authorization: `Bearer ${session}` } })).body[
    "token"
  ] as string;
const verifies = (url: string, token: string): Promise<boolean> =>
  jwtVerify(token, createRemoteJWKSet(new URL(`${url}/api/auth/jwks`))).then(
    () => true,
    () => false,
  );
const me = async (url: string, session: string): Promise<number> =>
  (await ask(`${url}/api/me`, { headers: { authorization: `Bearer ${session}` } })).status;

/** A user with one; gives the status of a sign-in with it. */
async function secondFactor(url: string): Promise<(url: string) => Promise<number>> {
  const { email, password, token } = await signUp(url);
  const headers = { authorization: `Bearer ${token}` };
  const { body } = await ask(`${url}/api/auth/two-factor/enable`, { body: { password }, headers });
  const uri = body["totpURI"] as string;
  await ask(`${url}/api/auth/two-factor/verify-totp`, { body: { code: totp(uri) }, headers });
  return async (now) => {
    const first = await ask(`${now}/api/auth/sign-in/email`, { body: { email, password } });
    const cookie = first.headers
      .getSetCookie()
      .map((text) => text.split(";")[0])
      .join("; ");
    const second = { body: { code: totp(uri) }, headers: { cookie, origin: "https://auth.example.com" } };
    return (await ask(`${now}/api/auth/two-factor/verify-totp`, second)).status;
  };
}

describe("npm run rotate-secret", () => {
  test("in four steps the old secret goes: users and tokens stay, sessions end at the first step alone", async () => {
    const dir = freshBackend();
    const [old, fresh] = [freshSecret(), freshSecret()];
    const url = async (env: Record<string, string>) => {
      const run = start(dir, { ...env, BETTER_AUTH_URL: "https://auth.example.com" });
      return { url: await run.url, end: () => ended(run.child, "SIGTERM") };
    };
    const before = await url({ BETTER_AUTH_SECRET: old });
    const { email, password, token: oldSession } = await signUp(before.url);
    const oldToken = await tokenOf(before.url, oldSession);
    const factor = await secondFactor(before.url);
    await before.end();

    const first = { BETTER_AUTH_SECRET: old, BETTER_AUTH_SECRETS: `2:${fresh}` };
    const during = await url(first);
    expect(await me(during.url, oldSession)).toBe(401);
    const { headers } = await ask(`${during.url}/api/auth/sign-in/email`, { body: { email, password } });
    const session = headers.get("set-auth-token") as string;
    expect(await me(during.url, session)).toBe(200);

    const second = await rotate(dir, first);
    expect(second).toMatchObject({
      status: 0,
      said: expect.stringMatching(/1 signing key and 2 secrets of users in .*, 3 re-encrypted/),
    });
    expect(second.said).toContain("Next, step 3");
    expect((await rotate(dir, first)).said).toMatch(/, 0 re-encrypted/);
    const token = await tokenOf(during.url, session);
    expect(await verifies(during.url, token)).toBe(true);
    await during.end();

    const third = { BETTER_AUTH_SECRET: fresh, BETTER_AUTH_SECRETS: `2:${fresh}` };
    const after = await url(third);
    expect(await me(after.url, session)).toBe(200);
    for (const known of [oldToken, token]) expect(await verifies(after.url, known)).toBe(true);
    expect((await rotate(dir, third)).said).toMatch(/Step 4 is done/);
    await after.end();

    const last = await url({ BETTER_AUTH_SECRET: fresh });
    expect(await me(last.url, session)).toBe(200);
    expect(await verifies(last.url, await tokenOf(last.url, session))).toBe(true);
    expect(await factor(last.url)).toBe(200);
    await last.end();
    const again = start(dir, { BETTER_AUTH_SECRET: old });
    expect(await again.exit).toBe(1);
    expect(again.output()).toContain("(secret/changed)");
    for (const secret of [old, fresh]) expect(second.said + again.output()).not.toContain(secret);
  }, 240_000);

  test("without a rotation it says the steps; a key that no secret opens is left as it is", async () => {
    const dir = freshBackend();
    const run = start(dir, { BETTER_AUTH_SECRET: freshSecret() });
    await run.url;
    await ended(run.child, "SIGTERM");
    const stored = () => {
      const database = new DatabaseSync(join(dir, "data/auth.db"));
      const row = database.prepare('SELECT "privateKey" FROM jwks').get();
      database.close();
      return row;
    };
    const kept = stored();
    const env = { BETTER_AUTH_SECRET: freshSecret() };
    const lost = await rotate(dir, { ...env, BETTER_AUTH_SECRETS: `2:${freshSecret()}` });
    expect(lost).toMatchObject({
      status: 1,
      said: expect.stringContaining("1 of 1 encrypted values need a secret"),
    });
    expect(stored()).toEqual(kept);
    expect((await rotate(freshBackend(), env)).said).toContain("A rotation has four steps");
  });
});
