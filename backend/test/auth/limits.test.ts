import { afterEach, describe, expect, test } from "vitest";
import { limit } from "../../src/config/limit.ts";
import { countsInMemory } from "../../src/sessions/counts.ts";
import { ask, cleanUp, freshBackend, freshSecret, signUp, start } from "../support.ts";

afterEach(cleanUp);

test.each([
  ["100/10", { max: 100, window: 10 }],
  ["off", null],
])("%s is a limit", (text, expected) => {
  expect(limit.parse(text)).toEqual(expected);
});

test.each(["100", "0/10", "10/0", "-1/10", "1.5/10", "on", "10/10/10", ""])("%j is none", (text) => {
  expect(limit.safeParse(text).success).toBe(false);
});

test("counts begin anew when their window is over, and when they are told to", async () => {
  let now = 0;
  const counts = countsInMemory(() => now);
  expect([await counts.increment("a", 10), await counts.increment("a", 10)]).toEqual([1, 2]);
  expect(await counts.increment("b", 10)).toBe(1);
  now = 9_999;
  expect(await counts.increment("a", 10)).toBe(3);
  now = 10_000;
  expect(await counts.increment("a", 10)).toBe(1);
  await counts.delete("a");
  expect(await counts.increment("a", 10)).toBe(1);
});

describe("in production", () => {
  const production = {
    NODE_ENV: "production",
    HOST: "127.0.0.1",
    TRUSTED_PROXIES: "1",
    BETTER_AUTH_SECRET: freshSecret(),
    BETTER_AUTH_URL: "https://auth.example.com",
  };
  let clients = 0;
  /** Each from another address. */
  const signIn = (url: string, email: string, password: string) =>
    ask(`${url}/api/auth/sign-in/email`, {
      body: { email, password },
      headers: { "x-forwarded-for": `203.0.113.${++clients}` },
    });

  test("an account is guessed no faster from many addresses, and others are not locked out with it", async () => {
    const url = await start(freshBackend(), { ...production, ACCOUNT_LIMIT: "3/60", SIGN_IN_LIMIT: "off" })
      .url;
    const { email, password } = await signUp(url);
    const other = await signUp(url);
    for (const guess of ["wrong horse 1", "wrong horse 2"]) {
      expect((await signIn(url, email, guess)).status).toBe(401);
    }
    expect((await signIn(url, email, password)).status).toBe(200);
    const guesses = ["wrong horse 3", "wrong horse 4", "wrong horse 5", "wrong horse 6"];
    const answers = await Promise.all(guesses.map((guess) => signIn(url, email.toUpperCase(), guess)));
    expect(answers.map(({ status }) => status).sort()).toEqual([401, 401, 401, 429]);
    const refused = await signIn(url, email, password);
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "60"]);
    expect(refused.body).toMatchObject({ code: "TOO_MANY_ATTEMPTS" });
    expect((await signIn(url, other.email, other.password)).status).toBe(200);
  });

  test("the limits of an address are set by variables, and say when to come again", async () => {
    const url = await start(freshBackend(), { ...production, REQUEST_LIMIT: "5/60" }).url;
    const answers = [];
    for (let left = 6; left > 0; left--) answers.push(await ask(`${url}/api/auth/get-session`));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429]);
    expect(Number(answers.at(-1)?.headers.get("retry-after"))).toBeGreaterThan(0);
  });
});
