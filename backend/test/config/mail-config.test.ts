import { isSurestartError } from "surestart/env";
import { describe, expect, test } from "vitest";
import { mailConfig } from "../../src/config/mail-config.ts";
import { needsTls } from "../../src/mail/smtp.ts";

const nowhere = () => undefined;

describe("how mails leave", () => {
  const rows: [string, Parameters<typeof mailConfig>[0], boolean, unknown][] = [
    ["development", {}, false, [{ by: "mailbox" }, "optional"]],
    [
      "development, as in production",
      { EMAIL_VERIFICATION: "required" },
      false,
      [{ by: "mailbox" }, "required"],
    ],
    ["production without a server", {}, true, [{ by: "none" }, "optional"]],
    [
      "a server",
      { SMTP_URL: "smtp://mail.example.com" },
      true,
      [{ by: "smtp", url: "smtp://mail.example.com" }, "required"],
    ],
    [
      "a server, and sign-ups that sign in",
      { SMTP_URL: "smtps://u:p%40@mail.example.com:465", EMAIL_VERIFICATION: "optional" },
      true,
      [{ by: "smtp", url: "smtps://u:p%40@mail.example.com:465" }, "optional"],
    ],
  ];
  test.each(rows)("%s", (_name, env, production, expected) => {
    const { way, verification } = mailConfig(env, production, nowhere);
    expect([way, verification]).toEqual(expected);
  });

  test.each([
    ["another scheme", { SMTP_URL: "https://mail.example.com" }, "service/url-scheme"],
    ["no scheme", { SMTP_URL: "mail.example.com:587" }, "service/url-scheme"],
    ["no host", { SMTP_URL: "smtp://" }, "env/invalid-value"],
    ["a password that is not encoded", { SMTP_URL: "smtp://u:100%!@mail.example.com" }, "env/invalid-value"],
    [
      "verification that nobody can pass",
      { EMAIL_VERIFICATION: "required" as const },
      "env/missing-variable",
    ],
  ])("refused: %s", (_name, env, code) => {
    try {
      mailConfig(env, true, nowhere);
    } catch (error) {
      if (!isSurestartError(error)) throw error;
      expect(error.findings[0]?.code).toBe(code);
      expect(JSON.stringify(error.findings)).not.toContain("100%!");
      return;
    }
    throw new Error("it was taken");
  });
});

test.each([
  ["smtp://u:p@mail.example.com", true],
  ["smtp://mail.example.com", false],
  ["smtps://u:p@mail.example.com", false],
  ["smtp://u:p@localhost:1025", false],
  ["smtp://u:p@localhost.example.com", true],
])("a password goes over a network encrypted: %s", (url, expected) => {
  expect(needsTls(url)).toBe(expected);
});
