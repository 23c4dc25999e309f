import { execFile } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ask, bearer, cleanUp, freshBackend, freshSecret, signUp, start } from "./support.ts";
import { totp } from "./totp.ts";

const env = { BETTER_AUTH_SECRET: freshSecret() };

let dir: string;
let url: string;
beforeAll(async () => {
  dir = freshBackend();
  url = await start(dir, env).url;
});
afterAll(cleanUp);

const auth = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  ask(`${url}/api/auth${path}`, { body, headers });
const as = (token: string): Record<string, string> => bearer(token).headers;
const me = async (token: string): Promise<number> => (await ask(`${url}/api/me`, bearer(token))).status;

/** Rows that are about a user, by table. */
function rowsOf(id: string): Record<string, number> {
  const database = new DatabaseSync(join(dir, "data/auth.db"), { readOnly: true });
  const count = (table: string, column: string) =>
    Number(database.prepare(`SELECT count(*) AS n FROM "${table}" WHERE "${column}" = ?`).get(id)?.["n"]);
  const counts = Object.fromEntries(
    ["session", "account", "twoFactor", "passkey"].map((table) => [table, count(table, "userId")]),
  );
  const user = count("user", "id");
  database.close();
  return { user, ...counts };
}

const idOf = async (token: string): Promise<string> =>
  String((await ask(`${url}/api/me`, bearer(token))).body["id"]);

describe("the second factor", () => {
  async function enabled() {
    const user = await signUp(url);
    const { body, status } = await auth("/two-factor/enable", { password: user.password }, as(user.token));
    expect(status).toBe(200);
    const { totpURI, backupCodes } = body as { totpURI: string; backupCodes: string[] };
    const verified = await auth("/two-factor/verify-totp", { code: totp(totpURI) }, as(user.token));
    expect(verified.status).toBe(200);
    return { ...user, token: verified.headers.get("set-auth-token") ?? user.token, totpURI, backupCodes };
  }

  /** Signs in by the password, and then with what is asked for next. */
  async function half({ email, password }: { email: string; password: string }) {
    const first = await auth("/sign-in/email", { email, password });
    const cookie = first.headers
      .getSetCookie()
      .map((text) => text.split(";")[0])
      .join("; ");
    return { first, next: (path: string, code: string) => auth(path, { code }, { cookie, origin: url }) };
  }

  test("is asked for after the password, which gives no session by itself", async () => {
    const user = await enabled();
    const { first, next } = await half(user);
    expect(first.body).toEqual({ twoFactorRedirect: true, twoFactorMethods: ["totp"] });
    const early = first.headers.get("set-auth-token");
    if (early !== null) expect(await me(early)).toBe(401);
    expect((await next("/two-factor/verify-totp", totp(user.totpURI, 9))).status).toBe(401);
    const second = await next("/two-factor/verify-totp", totp(user.totpURI));
    expect(second.status).toBe(200);
    expect(await me(second.headers.get("set-auth-token") ?? "")).toBe(200);
    // Without the first factor the second is nothing.
    expect((await auth("/two-factor/verify-totp", { code: totp(user.totpURI) })).status).toBe(401);
  });

  test("can be a recovery code, which works once", async () => {
    const user = await enabled();
    const code = user.backupCodes[0] ?? "";
    expect((await (await half(user)).next("/two-factor/verify-backup-code", code)).status).toBe(200);
    expect((await (await half(user)).next("/two-factor/verify-backup-code", code)).status).toBe(401);
  });

  test("asks for another code each time: one that signed in is used, also by several at once", async () => {
    const user = await enabled();
    const code = totp(user.totpURI);
    const halves = await Promise.all([half(user), half(user), half(user)]);
    const answers = await Promise.all(halves.map(({ next }) => next("/two-factor/verify-totp", code)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401]);
    const { next } = await half(user);
    expect((await next("/two-factor/verify-totp", code)).body["code"]).toBe("INVALID_CODE");
    expect((await next("/two-factor/verify-totp", totp(user.totpURI, 1))).status).toBe(200);
  });

  test("is not guessed: five wrong codes end a sign-in, ten lock it for a while", async () => {
    const user = await enabled();
    const statuses: number[] = [];
    for (let round = 0; round < 3; round++) {
      const { next } = await half(user);
      for (let i = 0; i < 5; i++) {
        statuses.push((await next("/two-factor/verify-totp", totp(user.totpURI, 20 + 5 * round + i))).status);
      }
    }
    expect(statuses.slice(0, 5)).toEqual([401, 401, 401, 401, 401]);
    expect(statuses.at(-1)).toBe(429);
    expect((await (await half(user)).next("/two-factor/verify-totp", totp(user.totpURI))).status).toBe(429);
  });

  test("is turned off with the password alone", async () => {
    const user = await enabled();
    const wrong = await auth("/two-factor/disable", { password: "wrong horse battery" }, as(user.token));
    expect(wrong.status).toBe(400);
    expect((await auth("/two-factor/disable", { password: user.password }, as(user.token))).status).toBe(200);
    expect((await auth("/sign-in/email", user)).headers.get("set-auth-token")).not.toBeNull();
  });
});

describe("an account", () => {
  test("is deleted with the password alone, and with all that belongs to it", async () => {
    const user = await signUp(url);
    await auth("/two-factor/enable", { password: user.password }, as(user.token));
    const id = await idOf(user.token);
    expect(rowsOf(id)).toMatchObject({ user: 1, session: 1, account: 1, twoFactor: 1 });
    const refused = [
      await auth("/delete-user", {}, as(user.token)),
      await auth("/delete-user", { password: "" }, as(user.token)),
      await auth("/delete-user", { password: "wrong horse battery" }, as(user.token)),
      await auth("/delete-user", { token: "x" }, as(user.token)),
    ];
    expect(refused.map(({ status }) => status)).toEqual([400, 400, 400, 404]);
    expect((await auth("/delete-user", { password: user.password }, as(user.token))).status).toBe(200);
    expect(rowsOf(id)).toEqual({ user: 0, session: 0, account: 0, twoFactor: 0, passkey: 0 });
    expect(await me(user.token)).toBe(401);
  });

  test("is handed out as a whole, without what would sign somebody in", async () => {
    const user = await signUp(url);
    const other = await signUp(url);
    const { body: factor } = await auth("/two-factor/enable", { password: user.password }, as(user.token));
    const answer = await ask(`${url}/api/me/export`, bearer(user.token));
    expect(answer.headers.get("content-disposition")).toContain("attachment");
    expect(answer.body).toMatchObject({
      user: { email: user.email, name: "Ada" },
      sessions: [{ ipAddress: "127.0.0.1" }],
      signInWays: [{ providerId: "credential" }],
      twoFactor: { enabled: false },
    });
    const text = JSON.stringify(answer.body);
    const secrets = [user.token.split(".")[0], other.email, ...(factor["backupCodes"] as string[])];
    for (const secret of secrets) expect(text).not.toContain(secret);
    expect(text).not.toMatch(/"(token|password|secret|publicKey|accessToken)"/);
    expect((await ask(`${url}/api/me/export`)).status).toBe(401);
  });

  test("keeps its password from those that are tried first", async () => {
    const { token, password, email } = await signUp(url);
    for (const newPassword of ["password123", "qwertyuiop", email]) {
      const body = { currentPassword: password, newPassword };
      const answer = await auth("/change-password", body, as(token));
      expect([answer.status, answer.body["code"]]).toEqual([400, "PASSWORD_TOO_WEAK"]);
    }
  });
});

describe("an account whose address nobody verified", () => {
  /** Presses the button of the page to which the newest mail to an address leads. */
  async function press(email: string, more: Record<string, string> = {}, headers = {}): Promise<Response> {
    const list = await (await fetch(`${url}/mailbox`)).text();
    const mails = await Promise.all(
      [...list.matchAll(/"(\/mailbox\/[^"]+)"/g)].map(async ([, path]) => (await fetch(url + path)).text()),
    );
    const mail = mails.find((text) => text.includes(`To ${email}<`)) ?? "";
    const link = new URL((/href="(http[^"]+)"/.exec(mail)?.[1] ?? "").replaceAll("&amp;", "&"));
    return fetch(link.origin + link.pathname, {
      method: "POST",
      redirect: "manual",
      headers: { origin: url, ...headers },
      body: new URLSearchParams({ ...Object.fromEntries(link.searchParams), ...more }),
    });
  }

  test("leaves a stranger who signed up nothing to come back by, once its owner has chosen a password", async () => {
    const { email, password, token } = await signUp(url);
    const { body } = await auth("/two-factor/enable", { password }, as(token));
    const turnedOn = await auth(
      "/two-factor/verify-totp",
      { code: totp(String(body["totpURI"])) },
      as(token),
    );
    const id = await idOf(turnedOn.headers.get("set-auth-token") ?? "");
    const database = new DatabaseSync(join(dir, "data/auth.db"));
    database.exec(
      `INSERT INTO passkey (id, publicKey, userId, credentialID, counter, deviceType, backedUp) VALUES ('p', 'k', '${id}', 'c', 0, 'x', 0);
       INSERT INTO account (id, accountId, providerId, userId, createdAt, updatedAt) VALUES ('g', '1', 'github', '${id}', '2026-01-01', '2026-01-01')`,
    );
    database.close();
    expect(rowsOf(id)).toMatchObject({ session: 1, account: 2, twoFactor: 1, passkey: 1 });
    await auth("/request-password-reset", { email });
    expect((await press(email, { newPassword: "the owner's own words" })).status).toBe(303);
    expect(rowsOf(id)).toEqual({ user: 1, session: 0, account: 1, twoFactor: 0, passkey: 0 });
    const { headers } = await auth("/sign-in/email", { email, password: "the owner's own words" });
    const me = await ask(`${url}/api/me`, bearer(headers.get("set-auth-token") ?? ""));
    expect(me.body).toMatchObject({ id, emailVerified: true });
  });

  test("has a verified one after it was changed by a link in a mail to the new one", async () => {
    const { token, cookie } = await signUp(url);
    const email = "moved@example.com";
    expect((await auth("/change-email", { newEmail: email }, as(token))).status).toBe(200);
    const done = await press(email, {}, { cookie });
    expect([done.status, done.headers.get("location")]).toEqual([303, "/?done=moved"]);
    expect((await ask(`${url}/api/me`, bearer(token))).body).toMatchObject({ email, emailVerified: true });
  });
});

describe("npm run user", () => {
  const user = (...words: string[]): Promise<{ status: number; said: string }> =>
    new Promise((resolve) => {
      execFile(
        process.execPath,
        [join(dir, "src/user.ts"), ...words],
        { cwd: tmpdir(), env: { PATH: process.env["PATH"], ...env } },
        (error, stdout, stderr) =>
          resolve({ status: error === null ? 0 : Number(error.code), said: stdout + stderr }),
      );
    });

  test("lists, disables, resets and deletes, while the backend runs", async () => {
    const { email, password, token } = await signUp(url);
    const signIn = async (word = password) =>
      (await auth("/sign-in/email", { email, password: word })).status;

    expect((await user("disable", email)).status).toBe(0);
    expect([await me(token), await signIn(), await signIn("wrong horse battery")]).toEqual([401, 403, 401]);
    expect((await user("list")).said).toMatch(
      new RegExp(`^${email} +\\d{4}-\\d\\d-\\d\\d  not verified, disabled$`, "m"),
    );
    expect((await user("enable", email.toUpperCase())).status).toBe(0);
    expect(await signIn()).toBe(200);

    const { said } = await user("reset", email);
    const link = new URL(/http:\S+/.exec(said)?.[0] ?? "");
    expect([link.pathname, said]).toEqual([
      "/reset-password",
      expect.stringContaining("once, for 30 minutes"),
    ]);
    const body = { token: link.searchParams.get("token"), newPassword: "another horse battery" };
    expect((await auth("/reset-password", body)).status).toBe(200);
    expect([await signIn(), await signIn("another horse battery")]).toEqual([401, 200]);

    expect((await user("delete", email)).status).toBe(0);
    expect(await signIn("another horse battery")).toBe(401);
  }, 180_000);

  test.each([
    [["disable"], "Whose account?"],
    [["disable", "nobody@example.com"], "There is no account with nobody@example.com."],
    [["ban", "nobody@example.com"], 'Unknown command "ban".'],
    [["delete", "nobody@example.com", "--force"], '"--force" is not an option of delete.'],
  ])("%j is refused", async (words, text) => {
    expect(await user(...words)).toMatchObject({ status: 1, said: expect.stringContaining(text) });
  });
});
