import { afterAll, expect, test } from "vitest";
import { ask, cleanUp, freshBackend, freshSecret, start } from "./support.ts";

afterAll(cleanUp);

test("production without a mail server says so at the start, on its routes and on its page", async () => {
  const run = start(freshBackend(), {
    BETTER_AUTH_SECRET: freshSecret(),
    NODE_ENV: "production",
    HOST: "127.0.0.1",
  });
  await expect.poll(run.output, { timeout: 30_000 }).toContain("backend answers at");
  const url = /"url":"(http:[^"]+)"/.exec(run.output())?.[1] as string;
  expect(run.output()).toContain("SMTP_URL is not set: ");
  for (const path of ["request-password-reset", "send-verification-email", "change-email"]) {
    const email = "ada@example.com";
    const { status, body } = await ask(`${url}/api/auth/${path}`, { body: { email, newEmail: email } });
    expect([path, status, body["code"]]).toEqual([path, 400, "MAIL_NOT_CONFIGURED"]);
  }
  expect(await (await fetch(`${url}/forgot-password`)).text()).toContain("Ask its operator");
  const { body } = await ask(`${url}/openapi.json`);
  const listed = Object.keys(body["paths"] as object).join("\n");
  expect(listed).toContain("/api/auth/sign-in/email");
  expect(listed).not.toMatch(
    /request-password-reset|verif(y|ication)-email|change-email|social|callback|error|passkey/,
  );
  // There is no mailbox that anybody could read.
  expect((await fetch(`${url}/mailbox`)).status).toBe(404);
});
