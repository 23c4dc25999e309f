import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ask, cleanUp, freshBackend, freshSecret, type Run, start } from "./support.ts";

const standIn = new URL("./stand-in-internet.mjs", import.meta.url).href;
const email = "ada.lovelace@example.com";

const github = {
  BETTER_AUTH_SECRET: freshSecret(),
  NODE_OPTIONS: `--import=${standIn}`,
  GITHUB_CLIENT_ID: "client-id",
  GITHUB_CLIENT_SECRET: "canary-client-secret",
};

let run: Run;
let url: string;
let dir: string;
beforeAll(async () => {
  dir = freshBackend();
  run = start(dir, {
    ...github,
    STAND_IN_PERSON: JSON.stringify({ email, verified: true }),
    PASSWORD_CHECK: "haveibeenpwned",
    LOG_LEVEL: "debug",
  });
  url = await run.url;
});
afterAll(cleanUp);

/** A browser, as far as cookies go. */
function visitor(cookie = "", there = url) {
  const cookies = new Map<string, string>();
  if (cookie !== "") cookies.set(cookie.slice(0, cookie.indexOf("=")), cookie.slice(cookie.indexOf("=") + 1));
  const visit = async (path: string, form?: Record<string, string>) => {
    const response = await fetch(new URL(path, there), {
      ...(form === undefined ? {} : { method: "POST", body: new URLSearchParams(form) }),
      redirect: "manual",
      headers: {
        origin: there,
        accept: "text/html",
        cookie: [...cookies].map((pair) => pair.join("=")).join("; "),
      },
    });
    for (const set of response.headers.getSetCookie()) {
      const [name = "", value = ""] = (set.split(";")[0] ?? "").split(/=(.*)/s);
      if (/max-age=0/i.test(set)) cookies.delete(name);
      else cookies.set(name, value);
    }
    return {
      status: response.status,
      to: response.headers.get("location") ?? "",
      text: await response.text(),
    };
  };
  return visit;
}

/** Goes to GitHub and comes back with what GitHub says. */
async function throughGitHub(
  visit: ReturnType<typeof visitor>,
  from: string,
  said = "code=x",
  { there = url } = {},
) {
  const away = await visit(from, { provider: "github" });
  const github = new URL(away.to);
  expect([away.status, github.origin, github.searchParams.get("client_id")]).toEqual([
    303,
    "https://github.com",
    "client-id",
  ]);
  expect(github.searchParams.get("redirect_uri")).toBe(`${there}/api/auth/callback/github`);
  return visit(`/api/auth/callback/github?${said}&state=${github.searchParams.get("state")}`);
}

describe("sign-in by another service", () => {
  test("leads back with a session, to an account without a password, which its owner can delete", async () => {
    const visit = visitor();
    const back = await throughGitHub(visit, "/sign-in/social");
    expect(new URL(back.to, url).pathname).toBe("/account");
    const { text } = await visit("/account");
    expect(text).toContain(email);
    expect(text).toContain("your only way to sign in");
    expect((await visit("/account/delete", { email: "other@example.com" })).status).toBe(400);
    expect((await visit("/account/delete", { email })).to).toBe("/sign-in?done=deleted");
  });

  test("takes nobody's account over: with the same address there is one, and its owner connects it", async () => {
    const body = { name: "Ada", email, password: "correct horse battery" };
    const { headers } = await ask(`${url}/api/auth/sign-up/email`, { body });
    const stranger = visitor();
    const back = await throughGitHub(stranger, "/sign-in/social");
    expect(back.to).toBe("/error?error=account_not_linked");
    expect((await stranger(back.to)).text).toContain("There is already an account with this e-mail address");

    const owner = visitor((headers.getSetCookie()[0] ?? "").split(";")[0]);
    expect((await throughGitHub(owner, "/account/link")).to).toContain("/account?done=linked");
    expect((await owner("/account")).text).toContain("Disconnect GitHub");
    expect((await owner("/account/unlink", { provider: "github" })).to).toBe("/account?done=unlinked");
  });

  test("with an address that nobody verified waits for it, where verification is required", async () => {
    const strict = start(freshBackend(), {
      ...github,
      EMAIL_VERIFICATION: "required",
      STAND_IN_PERSON: JSON.stringify({ email: "victim@example.com", verified: false }),
    });
    const there = await strict.url;
    const stranger = visitor("", there);
    const back = await throughGitHub(stranger, "/sign-in/social", "code=x", { there });
    expect(back.to).toBe("/error?error=email_not_verified");
    expect((await stranger(back.to)).text).toContain("has not confirmed your e-mail address");
    expect((await stranger("/account")).to).toBe("/sign-in");
    await expect.poll(strict.output).toContain("Mail to victim@example.com");
  });

  test("that was refused there, or not begun here, is said on a page of ours", async () => {
    const refused = await throughGitHub(visitor(), "/sign-in/social", "error=access_denied");
    expect((await visitor()(refused.to)).text).toContain("You did not allow access there.");
    const forged = await visitor()("/api/auth/callback/github?code=x&state=made-up");
    expect(new URL(forged.to, url).pathname).toBe("/error");
  });

  test("its routes are listed where they are, and its secrets are in no log", async () => {
    const { body } = await ask(`${url}/openapi.json`);
    expect(Object.keys(body["paths"] as object)).toContain("/api/auth/sign-in/social");
    for (const secret of ["canary-client-secret", "canary-access-token", "code=x", "state="]) {
      expect(run.output()).not.toContain(secret);
    }
    expect(run.output()).toContain("social-sign-in: done");
    // What anybody can bring about is no error of the service.
    expect(run.output()).not.toMatch(/^error /m);
    const { DatabaseSync } = await import("node:sqlite");
    const database = new DatabaseSync(`${dir}/data/auth.db`, { readOnly: true });
    expect(JSON.stringify(database.prepare("SELECT * FROM account").all())).not.toContain(
      "canary-access-token",
    );
    database.close();
  });
});

describe("a password that leaked", () => {
  test.each([
    ["leaked horse battery", 400, "PASSWORD_COMPROMISED"],
    ["another horse battery", 200, undefined],
    // No internet keeps nobody from signing up.
    ["unanswered horse battery", 200, undefined],
  ])("%s", async (password, status, code) => {
    const body = { name: "Ada", email: `${password.replaceAll(" ", ".")}@example.com`, password };
    const answer = await ask(`${url}/api/auth/sign-up/email`, { body });
    expect([answer.status, answer.body["code"]]).toEqual([status, code]);
  });
});

test("half a pair of variables is a finding at the start", async () => {
  const broken = start(freshBackend(), { BETTER_AUTH_SECRET: freshSecret(), GOOGLE_CLIENT_ID: "id" });
  expect(await broken.exit).toBe(1);
  expect(broken.output()).toContain("GOOGLE_CLIENT_ID is set, but GOOGLE_CLIENT_SECRET is not");
});
