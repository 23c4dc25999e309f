import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { copyBringsBack, expectCopyBringsBack, tool } from "./copy.ts";
import { cleanUp, ended, freshBackend, freshSecret, start } from "./support.ts";

afterEach(cleanUp);

const secret = freshSecret();

test(copyBringsBack, () => expectCopyBringsBack(freshBackend(), {}), 60_000);

test("what was there before a restore is kept, and no copy is written over", async () => {
  const dir = freshBackend();
  const env = { BETTER_AUTH_SECRET: secret };
  const run = start(dir, env);
  await run.url;
  await ended(run.child, "SIGTERM");
  const copy = join(dir, "copy");
  expect((await tool(dir, "backup", [copy], env)).status).toBe(0);
  expect(await tool(dir, "backup", [copy], env)).toMatchObject({
    status: 1,
    output: expect.stringContaining("not overwritten"),
  });
  expect((await tool(dir, "restore", [copy], env)).status).toBe(0);
  expect(readdirSync(join(dir, "data")).some((file) => file.includes("before-restore"))).toBe(true);
});

test.each([
  ["is no database", "hello", "cannot be read as a database"],
  ["is empty", "", "has no users"],
])("a copy that %s is refused, and nothing is changed", async (_name, text, said) => {
  const dir = freshBackend();
  const copy = join(dir, "copy");
  writeFileSync(copy, text);
  const { status, output } = await tool(dir, "restore", [copy], { BETTER_AUTH_SECRET: secret });
  expect([status, output]).toEqual([1, expect.stringContaining(said)]);
  expect(existsSync(join(dir, "data/auth.db"))).toBe(false);
});
