import { execFile } from "node:child_process";
import { existsSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type PostgresServer, postgresFolder, startPostgres } from "./services/postgres.ts";
import { ask, cleanUp, ended, freshBackend, freshSecret, signUp, start } from "./support.ts";

afterEach(cleanUp);

const secret = freshSecret();
const folder = postgresFolder();
let postgres: PostgresServer;
beforeAll(async () => {
  if (folder !== null) postgres = await startPostgres(folder);
});
afterAll(() => postgres?.remove());

describe.each(
  [
    { name: "SQLite", here: true, database: async () => ({}) },
    {
      name: "PostgreSQL",
      here: folder !== null,
      database: async () => ({ DATABASE_URL: await postgres.database() }),
    },
  ].filter(({ here }) => here),
)("$name", ({ name, database }) => {
  test("a copy that is made while the backend runs brings back what was then", async () => {
    const dir = freshBackend();
    const env = { BETTER_AUTH_SECRET: secret, ...(await database()) };
    const run = start(dir, env);
    const url = await run.url;
    const early = await signUp(url);
    const copy = join(dir, "copy");
    expect(await tool(dir, "backup", [copy], env)).toMatchObject({ status: 0 });
    expect(statSync(copy).mode & 0o777).toBe(0o600);
    const late = await signUp(url);
    if (name === "SQLite") {
      expect(await tool(dir, "restore", [copy], env)).toMatchObject({
        status: 1,
        output: expect.stringContaining("in use. Stop the backend"),
      });
    }
    await ended(run.child, "SIGTERM");
    expect(await tool(dir, "restore", [copy], env)).toMatchObject({ status: 0 });
    const again = await start(dir, env).url;
    const statusOf = async ({ email, password }: { email: string; password: string }) =>
      (await ask(`${again}/api/auth/sign-in/email`, { body: { email, password } })).status;
    expect([await statusOf(early), await statusOf(late)]).toEqual([200, 401]);
  }, 60_000);
});

describe("SQLite", () => {
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
      output: expect.stringContaining("not written over"),
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
});

function tool(dir: string, name: string, words: string[], env: Record<string, string>) {
  return new Promise<{ status: number; output: string }>((resolve) => {
    const child = execFile(
      process.execPath,
      [join(dir, `src/${name}.ts`), ...words],
      { env: { PATH: process.env["PATH"], ...env } },
      (_error, stdout, stderr) => resolve({ status: child.exitCode ?? -1, output: stdout + stderr }),
    );
  });
}
