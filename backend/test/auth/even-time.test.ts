import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { evenedRoutes, inEvenTime } from "../../src/auth/even-time.ts";

const smtp = { by: "smtp", url: "smtp://mail.example.com" } as const;

async function timed(path: string, work: () => Promise<Response>, late: unknown[] = []) {
  const since = performance.now();
  const response = await inEvenTime(path, work(), (error) => late.push(error));
  return { status: response.status, ms: performance.now() - since };
}

describe("an answer", () => {
  test("comes half a second after its request at the earliest, whatever was done", async () => {
    const rows = [
      ["/sign-up/email", 0],
      ["/sign-up/email", 300],
      ["/request-password-reset", 0],
      ["/request-password-reset", 400],
    ] as const;
    const answers = await Promise.all(rows.map(([path, ms]) => timed(path, () => delay(ms, new Response()))));
    const times = answers.map(({ ms }) => ms);
    expect(Math.min(...times)).toBeGreaterThan(490);
  });

  test("of a password reset waits for no database, and says what was wrong with the request", async () => {
    const late: unknown[] = [];
    let done = false;
    const slow = async () => {
      await delay(1500);
      done = true;
      throw new Error("slow");
    };
    const [answer, refused] = await Promise.all([
      timed("/request-password-reset", slow, late).then((given) => ({ ...given, done })),
      timed("/request-password-reset", async () => new Response(null, { status: 403 })),
    ]);
    expect([answer.status, refused.status]).toEqual([200, 403]);
    expect(answer.done).toBe(false);
    await expect.poll(() => late, { timeout: 5000 }).toEqual([new Error("slow")]);
  });
});

test("a sign-up is one of them only where its text tells nothing", () => {
  const routes = (way: Parameters<typeof evenedRoutes>[0]["way"], verification: "required" | "optional") =>
    evenedRoutes({ way, verification, from: null }).has("/sign-up/email");
  expect([routes(smtp, "required"), routes(smtp, "optional"), routes({ by: "none" }, "optional")]).toEqual([
    true,
    false,
    false,
  ]);
});
