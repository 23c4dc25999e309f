import { execFile } from "node:child_process";
import { statSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { ask, ended, freshSecret, signUp, start } from "./support.ts";

export const copyBringsBack = "a copy that is made while the backend runs brings back what was then";

/** `more`: where the database is; a file of SQLite in `dir` without it. */
export async function expectCopyBringsBack(dir: string, more: Record<string, string>): Promise<void> {
  const env = { BETTER_AUTH_SECRET: freshSecret(), ...more };
  const run = start(dir, env);
  const url = await run.url;
  const early = await signUp(url);
  const copy = join(dir, "copy");
  expect(await tool(dir, "backup", [copy], env)).toMatchObject({ status: 0 });
  expect(statSync(copy).mode & 0o777).toBe(0o600);
  const late = await signUp(url);
  if (!("DATABASE_URL" in more)) {
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
}

/** `npm run backup` and `npm run restore`. */
export function tool(dir: string, name: string, words: string[], env: Record<string, string>) {
  return new Promise<{ status: number; output: string }>((resolve) => {
    const child = execFile(
      process.execPath,
      [join(dir, `src/${name}.ts`), ...words],
      { env: { PATH: process.env["PATH"], ...env } },
      (_error, stdout, stderr) => resolve({ status: child.exitCode ?? -1, output: stdout + stderr }),
    );
  });
}
