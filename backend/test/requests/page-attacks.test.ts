import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ask, cleanUp, freshBackend, freshSecret, signUp, start } from "../support.ts";

let url: string;
beforeAll(async () => {
  url = await start(freshBackend(), { BETTER_AUTH_SECRET: freshSecret() }).url;
});
afterAll(cleanUp);

const html = { accept: "text/html" };

const send = (path: string, form: Record<string, string> | string, headers: Record<string, string> = {}) =>
  fetch(url + path, {
    method: "POST",
    redirect: "manual",
    body: typeof form === "string" ? form : new URLSearchParams(form),
    headers: { "content-type": "application/x-www-form-urlencoded", ...html, ...headers },
  });

describe("a form that no page of ours sent", () => {
  const origins: [string, Record<string, string>][] = [
    ["another page", { origin: "https://evil.example" }],
    ["a page without an origin", { origin: "null" }],
    ["no browser", {}],
    ["another port of this machine", { origin: "http://localhost:5173" }],
    ["a name that begins like ours", { origin: "http://localhost.evil.example" }],
  ];
  test.each(origins)("is refused: from %s", async (_name, headers) => {
    const { cookie, email, password } = await signUp(url);
    const forms: [string, Record<string, string>][] = [
      ["/account/name", { name: "Mallory" }],
      ["/account/delete", { password }],
      ["/account/sign-out", {}],
      ["/account/two-factor", { password }],
      ["/sign-in", { email, password }],
      ["/sign-up", { name: "M", email: "mallory@example.com", password }],
    ];
    for (const [path, form] of forms) {
      const answer = await send(path, form, { cookie, ...headers });
      expect([path, answer.status, answer.headers.getSetCookie()]).toEqual([path, 403, []]);
    }
    expect((await ask(`${url}/api/me`, { headers: { cookie } })).body).toMatchObject({ email, name: "Ada" });
  });

  test.each([
    ["JSON", '{"name":"Mallory"}', { "content-type": "application/json" }],
    ["another form", "--x\r\n", { "content-type": "multipart/form-data; boundary=x" }],
    ["a name that is too long", `name=${"x".repeat(300)}`, {}],
    ["a NUL", "name=%00Ada", {}],
    ["no name", "name=+", {}],
  ])("changes nothing: %s", async (_name, body, type) => {
    const { cookie } = await signUp(url);
    const answer = await send("/account/name", body, { cookie, origin: url, ...type });
    expect(answer.status).toBe(400);
    expect((await ask(`${url}/api/me`, { headers: { cookie } })).body).toMatchObject({ name: "Ada" });
  });

  test("is not read to its end when it is too long", async () => {
    const answer = await send("/sign-in", `email=${"x".repeat(70_000)}`, { origin: url });
    expect([answer.status, answer.headers.get("content-type")]).toEqual([413, "text/html; charset=UTF-8"]);
  });
});

describe("a page", () => {
  test("loads nothing from elsewhere, stands in no frame, and is kept by no cache", async () => {
    for (const path of [
      "/sign-in",
      "/sign-up",
      "/forgot-password",
      "/reset-password",
      "/verify-email",
      "/error",
      "/nowhere",
    ]) {
      const { headers } = await fetch(url + path, { headers: html });
      expect(headers.get("content-security-policy")).toMatch(
        /^default-src 'none'; script-src 'self'; style-src 'self';.* form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/,
      );
      expect([
        headers.get("cache-control"),
        headers.get("referrer-policy"),
        headers.get("x-content-type-options"),
      ]).toEqual(["no-store", "same-origin", "nosniff"]);
    }
  });

  test("shows what was typed in as text", async () => {
    const canary = `"><script>alert(1)</script>`;
    const query = encodeURIComponent(canary);
    const answers = [
      await send("/sign-in", { email: canary, password: canary }, { origin: url }),
      await send("/sign-up", { name: canary, email: canary, password: canary }, { origin: url }),
      await fetch(`${url}/error?error=${query}&error_description=${query}`),
      await fetch(`${url}/sign-in?done=${query}&email=${query}`),
      await fetch(`${url}/reset-password?token=${query}`),
      await fetch(`${url}/verify-email?token=${query}&callbackURL=${query}`),
      await fetch(`${url}/forgot-password?email=${query}`),
      await fetch(`${url}/${query}`, { headers: html }),
    ];
    for (const answer of answers) expect(await answer.text()).not.toContain("<script>alert");
  });

  test("of a name is text too, to whoever reads it", async () => {
    const { cookie } = await signUp(url);
    await send("/account/name", { name: "<img src=x onerror=alert(1)>" }, { cookie, origin: url });
    const page = await (await fetch(`${url}/account`, { headers: { cookie } })).text();
    expect(page).toContain("&lt;img src=x");
    expect(page).not.toContain("<img");
  });

  test("leads nowhere else", async () => {
    for (const callbackURL of [
      "https://evil.example",
      "//evil.example",
      "javascript:alert(1)",
      "/\\evil.example",
    ]) {
      const page = await fetch(`${url}/verify-email?token=x&callbackURL=${encodeURIComponent(callbackURL)}`);
      expect(page.headers.get("content-security-policy")).toContain("form-action 'self';");
      expect(await page.text()).toContain('name="callbackURL" value=""');
    }
    // Better Auth takes it for a path of ours, and makes "//evil.example" of it.
    for (const path of ["/.//evil.example", "/x/..//evil.example", "/.///evil.example"]) {
      for (const route of ["verify-email?token=x&", "reset-password/x?"]) {
        const from = `${url}/api/auth/${route}callbackURL=${encodeURIComponent(path)}`;
        const to = (await fetch(from, { redirect: "manual" })).headers.get("location") ?? "";
        expect([from, new URL(to, from).origin]).toEqual([from, url]);
      }
    }
    const home = await fetch(`${url}/?done=x`, { redirect: "manual", headers: { host: "evil.example" } });
    expect(home.headers.get("location")).toBe("/sign-in?done=x");
  });
});

test("a passkey that no device made is the client's fault, not the service's", async () => {
  const { token } = await signUp(url);
  const headers = { authorization: `Bearer ${token}` };
  for (const response of [
    {},
    { id: "x", rawId: "x", type: "public-key", response: { clientDataJSON: "!" } },
  ]) {
    const options = await ask(`${url}/api/auth/passkey/generate-register-options`, { headers });
    const cookie = options.headers.getSetCookie().map((text) => text.split(";")[0] as string);
    const answer = await ask(`${url}/api/auth/passkey/verify-registration`, {
      body: { response },
      headers: { ...headers, origin: url, cookie: cookie.join("; ") },
    });
    expect([answer.status, answer.body["code"]]).toEqual([400, "FAILED_TO_VERIFY_REGISTRATION"]);
  }
});

describe("the mailbox of development", () => {
  test("leads to the name of ours at which it is open, where the browser is signed in", async () => {
    await signUp(url);
    for (const here of [url, url.replace("127.0.0.1", "localhost")]) {
      const [, first = ""] = /"(\/mailbox\/[^"]+)"/.exec(await (await fetch(`${here}/mailbox`)).text()) ?? [];
      expect(await (await fetch(here + first)).text()).toContain(`href="${here}/verify-email?token=`);
    }
  });

  test.each([
    ["another name", { host: "evil.example" }],
    ["another name with our port", { host: "evil.example:PORT" }],
    ["a proxy", { "x-forwarded-for": "203.0.113.9" }],
    ["another proxy", { forwarded: "for=203.0.113.9" }],
  ])("is shown to nobody who comes by %s", async (_name, headers) => {
    const { request } = await import("node:http");
    const { port, hostname } = new URL(url);
    const given = Object.fromEntries(Object.entries(headers).map(([k, v]) => [k, v.replace("PORT", port)]));
    const status = await new Promise((resolve, reject) => {
      request({ hostname, port, path: "/mailbox", headers: given }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on("error", reject)
        .end();
    });
    expect(status).toBe(404);
    expect((await fetch(`${url}/mailbox`)).status).toBe(200);
  });
});
