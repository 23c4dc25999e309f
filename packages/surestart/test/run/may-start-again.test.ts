import { expect, test } from "vitest";
import type { Happened } from "../../src/run/facts.ts";
import { whyNotAgain } from "../../src/run/may-start-again.ts";

const failed = (healthyMs: number, final: Record<string, string> = {}): Happened =>
  ({ started: { healthyMs, waited: null }, variables: { final } }) as unknown as Happened;

// Of what a run would take too long to show, or needs a tool for. The rest is in second-look.test.ts.
test.each<[string, Happened, string[], number, string]>([
  ["it ran for 16 s", failed(16_000), ["node", "a.js"], 60_000, "it ran too long before it failed"],
  ["python3 -", failed(100), ["python3", "-"], 60_000, "a second start of this command may do harm"],
  ["less than 3 s are left", failed(100), ["node", "a.js"], 2900, "too little of --timeout is left"],
  ...["npm run db:migrate", "python3 manage.py migrate", "alembic upgrade head", "prisma db seed"].map(
    (line): [string, Happened, string[], number, string] => [
      line,
      failed(100),
      line.split(" "),
      60_000,
      "a second start of this command may do harm",
    ],
  ),
  ...["NODE_ENV", "FLASK_ENV", "RAILS_ENV", "APP_ENV"].map(
    (name): [string, Happened, string[], number, string] => [
      `${name}=production`,
      failed(100, { [name]: "production" }),
      ["node", "a.js"],
      60_000,
      "this is production",
    ],
  ),
])("%s", (_what, happened, argv, left, why) => {
  expect(whyNotAgain(happened, argv, { timeout: 30_000 }, left)).toBe(why);
});

test.each(["node siteminder.js", "node seedling.js", "uvicorn builder:app", "node deployer/server.js"])(
  "%s is no such command",
  (line) => {
    const why = whyNotAgain(failed(100), line.split(" "), { timeout: 30_000 }, 60_000);
    expect(why).not.toBe("a second start of this command may do harm");
  },
);
