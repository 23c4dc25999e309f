import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type MailServer, startMailServer } from "./mail-server.ts";
import { ask, bearer, cleanUp, freshBackend, freshSecret, type Run, start } from "./support.ts";

const password = "correct horse battery";

let mails: MailServer;
let run: Run;
let url: string;
beforeAll(async () => {
  mails = await startMailServer({ name: "auth", password: "canary-mail-password" });
  run = start(freshBackend(), {
    BETTER_AUTH_SECRET: freshSecret(),
    SMTP_URL: mails.url,
    MAIL_FROM: "Example <auth@example.com>",
    MAIL_LIMIT: "off",
    LOG_LEVEL: "debug",
  });
  url = await run.url;
});
afterAll(async () => {
  await cleanUp();
  await mails.close();
});

const auth = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  ask(`${url}/api/auth${path}`, { body, headers });
const signIn = (email: string, word = password) => auth("/sign-in/email", { email, password: word });
const tokenOf = async (email: string, word = password): Promise<string> =>
  (await signIn(email, word)).headers.get("set-auth-token") ?? "";

/** Follows a link and presses the button of its page. */
async function press(link: string, more: Record<string, string> = {}) {
  const page = new URL(link);
  const fields = new URLSearchParams({ ...Object.fromEntries(page.searchParams), ...more });
  return fetch(page.origin + page.pathname, {
    method: "POST",
    body: fields,
    redirect: "manual",
    headers: { origin: url },
  });
}

async function verified(email: string): Promise<void> {
  expect((await auth("/sign-up/email", { name: "Ada", email, password })).body).toMatchObject({
    token: null,
  });
  expect((await press(await mails.link(email))).status).toBe(303);
}

describe("an address is verified", () => {
  test("before the first sign-in, by a link that works once", async () => {
    const email = "verify@example.com";
    const signUp = await auth("/sign-up/email", { name: "Ada", email, password });
    expect([signUp.status, signUp.headers.get("set-auth-token")]).toEqual([200, null]);
    const refused = await signIn(email);
    expect([refused.status, refused.body["code"]]).toEqual([403, "EMAIL_NOT_VERIFIED"]);
    const [first, second] = await mails.to(email, 2);
    expect(first).toMatchObject({
      from: "Example <auth@example.com>",
      subject: "Confirm your e-mail address",
    });
    expect(second?.text).toContain(`${url}/verify-email?token=`);
    const link = await mails.link(email, 2);
    // Programs that look into mails open links: nothing happens by that.
    expect(await (await fetch(link)).text()).toContain("Confirm");
    expect((await signIn(email)).status).toBe(403);
    const third = await mails.link(email, 3);
    const used = await press(third);
    expect([used.status, used.headers.get("location")]).toEqual([303, "/?done=verified"]);
    expect((await signIn(email)).status).toBe(200);
    expect((await press(third)).status).toBe(400);
    expect((await ask(`${url}/api/auth/verify-email${new URL(third).search}`)).status).toBe(401);
  });

  test("by no link that was made up or changed", async () => {
    const email = "forged@example.com";
    await auth("/sign-up/email", { name: "Ada", email, password });
    const link = new URL(await mails.link(email));
    const [head, payload, signature] = (link.searchParams.get("token") ?? "").split(".");
    for (const token of ["", "x", `${head}.${payload}.`, `${head}.${payload}.${signature}x`, "a.b.c"]) {
      link.searchParams.set("token", token);
      expect((await press(link.href)).status).toBe(400);
    }
    expect((await signIn(email)).status).toBe(403);
  });

  test("and a frontend that asked for it is gone on to, a stranger's page is not", async () => {
    const rows = [
      ["http://localhost:5173/welcome", 200, "http://localhost:5173/welcome"],
      ["https://evil.example/welcome", 403, null],
    ] as const;
    for (const [callbackURL, status, location] of rows) {
      const email = `frontend-${status}@example.com`;
      expect((await auth("/sign-up/email", { name: "Ada", email, password, callbackURL })).status).toBe(
        status,
      );
      if (location === null) continue;
      expect((await press(await mails.link(email))).headers.get("location")).toBe(location);
    }
    const email = "frontend-later@example.com";
    await auth("/sign-up/email", { name: "Ada", email, password });
    const answer = await press(await mails.link(email), { callbackURL: "https://evil.example" });
    expect(answer.headers.get("location")).toBe("/?done=verified");
  });
});

describe("a password that was forgotten", () => {
  test("is chosen anew by a link that works once, and ends every session", async () => {
    const email = "reset@example.com";
    await verified(email);
    const token = await tokenOf(email);
    expect((await auth("/request-password-reset", { email })).status).toBe(200);
    const link = await mails.link(email, 2);
    expect(link).toContain(`${url}/reset-password?token=`);
    expect((await press(link, { newPassword: "password1" })).status).toBe(400);
    expect((await press(link, { newPassword: "another horse battery" })).headers.get("location")).toBe(
      "/sign-in?done=password",
    );
    expect((await ask(`${url}/api/me`, bearer(token))).status).toBe(401);
    expect([(await signIn(email)).status, (await signIn(email, "another horse battery")).status]).toEqual([
      401, 200,
    ]);
    expect((await press(link, { newPassword: "a third horse battery" })).status).toBe(400);
    expect((await mails.to(email, 3)).at(-1)?.subject).toBe("Your password was changed");
  });

  test("verifies the address too: whoever was signed up by a stranger comes in, and the stranger does not", async () => {
    const email = "signed-up-by-a-stranger@example.com";
    await auth("/sign-up/email", { name: "Mallory", email, password: "mallory horse battery" });
    await auth("/sign-up/email", { name: "Ada", email, password });
    const [, second] = await mails.to(email, 2);
    expect(second?.subject).toBe("You already have an account");
    await press(await mails.link(email, 2), { newPassword: password });
    expect([(await signIn(email)).status, (await signIn(email, "mallory horse battery")).status]).toEqual([
      200, 401,
    ]);
  });

  test("leads to the page of a frontend, and to no stranger's", async () => {
    const email = "reset-elsewhere@example.com";
    await verified(email);
    const redirectTo = "http://localhost:5173/reset";
    await auth("/request-password-reset", { email, redirectTo });
    const answer = await fetch(await mails.link(email, 2), { redirect: "manual" });
    expect(answer.headers.get("location")).toMatch(/^http:\/\/localhost:5173\/reset\?token=\w+$/);
    const evil = await auth("/request-password-reset", { email, redirectTo: "https://evil.example/" });
    expect(evil.status).toBe(403);
  });
});

test("an address is changed once the old and the new one agree", async () => {
  const [old, next] = ["before@example.com", "after@example.com"];
  await verified(old);
  const { headers } = bearer(await tokenOf(old));
  expect((await auth("/change-email", { newEmail: next }, headers)).status).toBe(200);
  const allow = await mails.link(old, 2);
  expect(await (await fetch(allow)).text()).toContain("Confirm the change");
  expect((await press(allow)).headers.get("location")).toBe("/?done=allowed");
  const link = await mails.link(next);
  expect(await (await fetch(link)).text()).toContain("Confirm your new e-mail address");
  expect((await ask(`${url}/api/me`, { headers })).body).toMatchObject({ email: old });
  expect((await press(link)).status).toBe(303);
  expect((await ask(`${url}/api/me`, { headers })).body).toMatchObject({ email: next, emailVerified: true });
  expect((await press(link)).status).toBe(400);
});

test("no text tells who has an account", async () => {
  const known = "known@example.com";
  await verified(known);
  const { headers } = bearer(await tokenOf(known));
  const answers = (email: string) =>
    Promise.all([
      auth("/sign-up/email", { name: "Ada", email, password }),
      auth("/sign-in/email", { email, password: "wrong horse battery" }),
      auth("/request-password-reset", { email }),
      auth("/send-verification-email", { email }),
      auth("/change-email", { newEmail: email }, headers),
    ]);
  await verified("other@example.com");
  const [one, two] = await Promise.all([answers("other@example.com"), answers("unknown@example.com")]);
  const plain = one.map(({ status, body, headers: given }) => [
    status,
    shapeOf(body),
    [...given.keys()].sort(),
  ]);
  expect(plain).toEqual(
    two.map(({ status, body, headers: given }) => [status, shapeOf(body), [...given.keys()].sort()]),
  );
  expect(plain.map(([status]) => status)).toEqual([200, 401, 200, 200, 200]);
});

/** Everything but what is another one each time: ids, times, and the address itself. */
function shapeOf(value: unknown, key = ""): unknown {
  if (typeof value === "object" && value !== null) {
    return Object.entries(value).map(([name, inner]) => [name, shapeOf(inner, name)]);
  }
  return ["id", "email", "createdAt", "updatedAt"].includes(key) ? typeof value : value;
}

describe("a mail server", () => {
  test("that puts a mail off is asked again, and the log has neither an address nor a secret", async () => {
    const email = "put-off@example.com";
    mails.refusals.push([451, `4.2.0 <${email}> greylisted`]);
    await auth("/sign-up/email", { name: "Ada", email, password });
    expect((await mails.to(email)).length).toBe(1);
    expect(run.output()).toContain("A mail could not be sent yet, and will be tried again");
    for (const secret of [email, "canary-mail-password", "token=", "/reset-password?"]) {
      expect(run.output()).not.toContain(secret);
    }
  });

  test("that refuses an address is no fault of the service, and one that refuses a mail is", async () => {
    const signUp = (email: string) => auth("/sign-up/email", { name: "Ada", email, password });
    const health = async () => {
      const { body } = await ask(`${url}/health`);
      return (body["checks"] as Record<string, { status: string }[]>)["mails:responseTime"]?.[0]?.status;
    };
    mails.refusals.push([550, "5.1.1 no such mailbox"]);
    expect((await signUp("no-such-mailbox@example.com")).status).toBe(200);
    await expect.poll(run.output).toContain("A mail was refused because of its address");
    expect(await health()).toBe("pass");
    mails.refusedMails.push([554, "5.7.1 not from you"]);
    expect((await signUp("refused@example.com")).status).toBe(200);
    await expect.poll(run.output).toContain("A mail could not be sent: ");
    await expect.poll(health).toBe("warn");
    expect((await ask(`${url}/health/ready`)).status).toBe(200);
  });
});
