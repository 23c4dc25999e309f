import { isSurestartError } from "surestart/env";
import { expect, test } from "vitest";
import { socialConfig } from "../../src/config/social-config.ts";

const github = { GITHUB_CLIENT_ID: "id", GITHUB_CLIENT_SECRET: "canary" };

test("a pair is a way to sign in, and what is not set is none", () => {
  expect(socialConfig({}, () => undefined)).toEqual({});
  expect(socialConfig(github, () => undefined)).toEqual({
    github: { clientId: "id", clientSecret: "canary" },
  });
});

test.each([
  [{ GITHUB_CLIENT_SECRET: "canary" }, "GITHUB_CLIENT_SECRET is set, but GITHUB_CLIENT_ID is not"],
  [{ ...github, GOOGLE_CLIENT_ID: "canary" }, "GOOGLE_CLIENT_ID is set, but GOOGLE_CLIENT_SECRET is not"],
])("half a pair is refused, at its line: %j", (env, title) => {
  const at = { file: "backend/.env", line: 7 };
  try {
    socialConfig(env, () => at);
  } catch (error) {
    if (!isSurestartError(error)) throw error;
    expect(error.findings).toMatchObject([{ code: "env/missing-variable", title, at }]);
    expect(JSON.stringify(error.findings)).not.toContain("canary");
    return;
  }
  throw new Error("it was taken");
});
