import type { Place } from "surestart/serve";
import { refusal, wrongScheme } from "./data-findings.ts";

/** How mails leave the backend. In development without a server, a page shows them. */
export type MailWay = { by: "smtp"; url: string } | { by: "mailbox" } | { by: "none" };

export interface MailConfig {
  way: MailWay;
  /** MAIL_FROM. */
  from: string | null;
  /** Whether nobody signs in before the address is verified. */
  verification: "required" | "optional";
}

export interface MailVariables {
  SMTP_URL?: string | undefined;
  MAIL_FROM?: string | undefined;
  EMAIL_VERIFICATION?: "required" | "optional" | undefined;
}

/**
 * Verification is required where mails reach people. In development it is optional: whoever tries the API has a session at once.
 * @throws {SurestartError} another scheme than SMTP's, or a verification that nobody could pass
 */
export function mailConfig(
  { SMTP_URL: url, MAIL_FROM: from, EMAIL_VERIFICATION: wanted }: MailVariables,
  production: boolean,
  placeOf: (name: string) => Place | undefined,
): MailConfig {
  const way = mailWay(url, production, placeOf);
  const verification = wanted ?? (way.by === "smtp" ? "required" : "optional");
  if (verification === "required" && way.by === "none") {
    throw verificationWithoutMail(placeOf("EMAIL_VERIFICATION"));
  }
  return { way, from: from ?? null, verification };
}

function mailWay(
  url: string | undefined,
  production: boolean,
  placeOf: (name: string) => Place | undefined,
): MailWay {
  if (url === undefined) return { by: production ? "none" : "mailbox" };
  const [, scheme = ""] = /^([a-z][a-z0-9+.-]*:)\/\//i.exec(url) ?? [];
  const host = URL.parse(url)?.hostname ?? "";
  const readable = host !== "" && !/%(?![0-9a-f]{2})/i.test(url);
  if (/^smtps?:$/i.test(scheme) && readable) return { by: "smtp", url };
  if (/^smtps?:$/i.test(scheme)) throw notAnUrl(placeOf("SMTP_URL"));
  throw wrongScheme({
    variable: "SMTP_URL",
    scheme: scheme.toLowerCase(),
    wanted: "smtp:// or smtps:// (with TLS from the start)",
    detail: "The backend sends mail by SMTP only.",
    advice: "Set a URL such as smtp://USER:PASSWORD@mail.example.com:587",
    at: placeOf("SMTP_URL"),
  });
}

function notAnUrl(at: Place | undefined) {
  return refusal({
    code: "env/invalid-value",
    title: "SMTP_URL is not a URL with a host",
    detail: "It names the server that sends the mail.",
    ways: [
      "Set a URL such as smtp://USER:PASSWORD@mail.example.com:587; characters such as @ and / in the password are written as %40 and %2F",
    ],
    at,
  });
}

function verificationWithoutMail(at: Place | undefined) {
  return refusal({
    code: "env/missing-variable",
    title: "EMAIL_VERIFICATION=required needs SMTP_URL, which is not set",
    detail: "Nobody could ever sign in: the link that verifies an address could not be sent.",
    ways: ["Set SMTP_URL to the mail server", "Set EMAIL_VERIFICATION=optional"],
    at,
  });
}
