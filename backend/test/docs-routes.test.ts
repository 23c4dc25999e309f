import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, expect, test } from "vitest";
import { ask, bearer, cleanUp, freshBackend, freshSecret, signUp, start } from "./support.ts";
import { totp } from "./totp.ts";

afterAll(cleanUp);

const standIn = new URL("./stand-in-internet.mjs", import.meta.url).href;
const configurations: [string, Record<string, string>][] = [
  ["development", {}],
  [
    "production without mail",
    { NODE_ENV: "production", HOST: "127.0.0.1", REQUEST_LIMIT: "off", SIGN_IN_LIMIT: "off" },
  ],
  [
    "GitHub",
    {
      GITHUB_CLIENT_ID: "client-id",
      GITHUB_CLIENT_SECRET: "secret",
      NODE_OPTIONS: `--import=${standIn}`,
      STAND_IN_PERSON: JSON.stringify({ email: "ada@example.org", verified: true }),
    },
  ],
];

/** A device has to answer: the journey in a browser does both. */
const needDevice = ["passkey/verify-registration", "passkey/verify-authentication"];

/** Google's tokens, and those of a GitHub App, can be made anew; the stand-in gives one that is good for ever. */
const needOtherTokens = ["refresh-token"];

test.each(configurations)(
  "every route that /docs lists succeeds for who has what it asks for: %s",
  async (_name, more) => {
    const secret = { BETTER_AUTH_SECRET: freshSecret() };
    const dir = freshBackend();
    const run = start(dir, { ...secret, ...more });
    const url = await ("NODE_ENV" in more ? saidInJson(run) : run.url);
    const { body } = await ask(`${url}/openapi.json`);
    const operations = Object.entries(body["paths"] as Record<string, Record<string, unknown>>).flatMap(
      ([path, methods]) => Object.keys(methods).map((method) => ({ path, method })),
    );
    expect(operations.length).toBeGreaterThan(30);
    const answers: unknown[] = [];
    for (const { path, method } of operations) {
      const route = path.replace("/api/auth/", "");
      if (needDevice.includes(route) || needOtherTokens.includes(route)) continue;
      const { status, location } = await succeed(
        { url, dir, secret, run },
        path,
        route,
        method.toUpperCase(),
      );
      if (status >= 400 || /[?&]error=/.test(location)) answers.push([method, path, status, location]);
    }
    expect(answers).toEqual([]);
  },
  300_000,
);

interface Backend {
  url: string;
  dir: string;
  secret: { BETTER_AUTH_SECRET: string };
  run: ReturnType<typeof start>;
}

/** Asks for a route as somebody new who has what it needs. */
async function succeed({ url, dir, secret, run }: Backend, path: string, route: string, method: string) {
  const { email, password, token } = await signUp(url);
  const headers: Record<string, string> = { ...bearer(token).headers, origin: url };
  const post = (place: string, body: unknown) => ask(`${url}/api/auth/${place}`, { body, headers });

  /** The token in the newest link that was sent to this person, or that the operator gives. */
  const linkToken = async (): Promise<string> => {
    if (route !== "verify-email" && !run.output().includes("Mail to ")) {
      const env = { PATH: process.env["PATH"], ...secret };
      const said = execFileSync(process.execPath, [join(dir, "src/user.ts"), "reset", email], { env });
      return /token=(\S+)/.exec(String(said))?.[1] ?? "";
    }
    if (route !== "verify-email") await post("request-password-reset", { email });
    const subject = route === "verify-email" ? "Confirm" : "Choose";
    const mails = run.output().matchAll(new RegExp(`Mail to ${email}: "${subject}.*(/mailbox/\\S+)`, "g"));
    const page = await (await fetch(`${url}${[...mails].at(-1)?.[1]}`)).text();
    return /token=([^"&<]+)/.exec(page)?.[1] ?? "";
  };
  const row = async (sql: string): Promise<string> => {
    const { body } = await ask(`${url}/api/me`, { headers });
    const database = new DatabaseSync(join(dir, "data/auth.db"));
    database.exec(sql.replaceAll("USER", String(body["id"])));
    database.close();
    return String(body["id"]);
  };
  const factor = async () => (await post("two-factor/enable", { password })).body;
  const turnedOn = async () => {
    const { totpURI, backupCodes } = (await factor()) as { totpURI: string; backupCodes: string[] };
    const { headers: given } = await post("two-factor/verify-totp", { code: totp(totpURI) });
    headers["authorization"] = `Bearer ${given.get("set-auth-token")}`;
    return { code: backupCodes[0] };
  };
  const passkey = async () => ({
    id: await row(
      `INSERT INTO passkey (id, publicKey, userId, credentialID, counter, deviceType, backedUp) VALUES ('USER', 'k', 'USER', 'USER', 0, 'x', 0)`,
    ),
  });
  /** Comes back from GitHub, and is the account of this person there. */
  const gitHub = async () => {
    const there = "ada@example.org";
    await row(`DELETE FROM account WHERE providerId = 'github'`);
    await row(`UPDATE user SET email = id || '@example.org' WHERE email = '${there}'`);
    await row(`UPDATE user SET emailVerified = 1, email = '${there}' WHERE id = 'USER'`);
    const away = await post("link-social", { provider: "github", callbackURL: "/account" });
    const cookie = away.headers.getSetCookie().map((text) => text.split(";")[0]);
    const state = new URL(String(away.body["url"])).searchParams.get("state");
    return { cookie: cookie.join("; "), query: `code=x&state=${state}` };
  };
  const linked = async () => {
    const { cookie, query } = await gitHub();
    const back = `${url}/api/auth/callback/github?${query}`;
    await fetch(back, { headers: { ...headers, cookie }, redirect: "manual" });
    const { body } = await ask(`${url}/api/auth/list-accounts`, { headers });
    const account = (body as unknown as { id: string; providerId: string }[]).find(
      ({ providerId }) => providerId === "github",
    );
    return { accountId: account?.id };
  };

  const bodies: Record<string, () => unknown> = {
    "sign-up/email": () => ({ name: "Ada", email: `new-${email}`, password }),
    "sign-in/email": () => ({ email, password }),
    "sign-in/social": () => ({ provider: "github" }),
    "link-social": () => ({ provider: "github" }),
    "unlink-account": linked,
    "get-access-token": linked,
    "reset-password": async () => ({ token: await linkToken(), newPassword: "another horse battery" }),
    "send-verification-email": () => ({ email }),
    "request-password-reset": () => ({ email }),
    "change-email": () => ({ newEmail: `new-${email}` }),
    "change-password": () => ({ currentPassword: password, newPassword: "another horse battery" }),
    "update-user": () => ({ name: "Ada Lovelace" }),
    "delete-user": () => ({ password }),
    "revoke-session": async () => ({ token: token.split(".")[0] }),
    "two-factor/enable": () => ({ password }),
    "two-factor/get-totp-uri": async () => turnedOn().then(() => ({ password })),
    "two-factor/verify-totp": async () => ({ code: totp(String((await factor())["totpURI"])) }),
    "two-factor/verify-backup-code": turnedOn,
    "two-factor/generate-backup-codes": async () => turnedOn().then(() => ({ password })),
    "two-factor/disable": async () => turnedOn().then(() => ({ password })),
    "passkey/delete-passkey": passkey,
    "passkey/update-passkey": async () => ({ ...(await passkey()), name: "Laptop" }),
  };
  const queries: Record<string, () => Promise<{ query: string; cookie?: string }>> = {
    "verify-email": async () => ({ query: `token=${await linkToken()}` }),
    "reset-password/{token}": async () => ({ query: "callbackURL=/reset-password" }),
    "callback/{id}": gitHub,
    "account-info": async () => ({ query: `accountId=${(await linked()).accountId}` }),
  };
  const body = method === "POST" ? await (bodies[route]?.() ?? {}) : undefined;
  const { query = "", cookie } = (await queries[route]?.()) ?? {};
  const place = path
    .replace("{token}", path.includes("{token}") ? await linkToken() : "")
    .replace("{id}", "github");
  const answer = await ask(`${url}${place}?${query}`, {
    method,
    body,
    headers: { ...headers, ...(cookie === undefined ? {} : { cookie }) },
  });
  return { status: answer.status, location: answer.headers.get("location") ?? "" };
}

/** Production says where it answers in its log. */
async function saidInJson({ output }: Backend["run"]): Promise<string> {
  await expect.poll(output, { timeout: 120_000 }).toMatch(/"url":"http:/);
  return /"url":"(http:[^"]+)"/.exec(output())?.[1] ?? "";
}
