import pino from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { AuthConfig } from "../src/config/auth-config.ts";
import { mailerFor } from "../src/mail/mailer.ts";
import { type MailServer, startMailServer } from "./mail-server.ts";

let server: MailServer;
beforeAll(async () => {
  server = await startMailServer();
});
afterAll(() => server.close());

function mailer(smtp: string, lines: string[] = []) {
  const mail = { way: { by: "smtp", url: smtp }, from: null, verification: "required" };
  const limits = { mails: { max: 2, window: 60 } };
  const config = { mail, limits, appName: "Example", url: "https://auth.example.com", production: true };
  const log = pino({}, { write: (line) => void lines.push(line) });
  return mailerFor(config as unknown as AuthConfig, { store: null }, "http://127.0.0.1:8000", log);
}

const mail = (to: string, subject: string) => ({ to, subject, text: "Grüße, and a line.\n\n.\nThe end." });

test("mails to one address are limited, in whatever letters it is written, and others go on", async () => {
  const { send, close } = mailer(server.url);
  for (const to of ["a@example.com", "A@example.com", "a@example.com"]) send(mail(to, "one of two"));
  send(mail("b@example.com", "another"));
  await server.to("b@example.com");
  // What was sent is handed over before the end.
  await close();
  expect(server.mails.filter(({ subject }) => subject === "one of two")).toHaveLength(2);
});

test("they come from the app's name at its host, and arrive as they were written", async () => {
  const { send, close } = mailer(server.url);
  send(mail("c@example.com", "Grüße"));
  const [received] = await server.to("c@example.com");
  expect(received?.from).toBe("Example <no-reply@auth.example.com>");
  expect(Buffer.from(received?.text ?? "", "latin1").toString()).toContain("Grüße, and a line.");
  await close();
});

test("a line break in an address or a subject is no further header", async () => {
  const { send, close } = mailer(server.url);
  send({ ...mail("d@example.com", "x\r\nBcc: e@example.com"), to: "d@example.com" });
  send(mail("f@example.com\r\nBcc: e@example.com", "y"));
  send(mail("d@example.com", "the last"));
  await server.to("d@example.com", 2);
  await close();
  expect(server.mails.filter(({ to }) => to.includes("e@example.com") && !to.includes("f@"))).toEqual([]);
  expect(server.mails.find(({ to }) => to === "d@example.com")?.subject).toBe("x Bcc: e@example.com");
});

test("a server that is gone keeps nobody waiting, and the check says so", async () => {
  const gone = await startMailServer();
  await gone.close();
  const { send, check, close } = mailer(gone.url);
  expect(check).not.toThrow();
  const since = performance.now();
  send(mail("g@example.com", "x"));
  expect(performance.now() - since).toBeLessThan(100);
  await expect.poll(() => codeOf(check), { timeout: 10_000 }).toBe("ESOCKET");
  await close();
});

test.each([
  ["a wrong password", "smtp://auth:canary-password@127.0.0.1", "EAUTH"],
  ["a sender that the server does not take", "smtp://auth:right@127.0.0.1", "EENVELOPE"],
])("%s is the operator's, and is said without a secret", async (_name, url, code) => {
  const strict = await startMailServer({ name: "auth", password: "right" }, { refuseSenders: true });
  const lines: string[] = [];
  const { prove, send, check, close } = mailer(`${url}:${new URL(strict.url).port}`, lines);
  await prove();
  if (code === "EENVELOPE") send(mail("h@example.com", "x"));
  await expect.poll(() => codeOf(check)).toBe(code);
  expect(lines.join("")).toMatch(/cannot be used|could not be sent/);
  expect(lines.join("")).not.toMatch(/canary|@example/);
  await close();
  await strict.close();
});

function codeOf(check: () => void): string | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    return (error as { code?: string }).code;
  }
}
