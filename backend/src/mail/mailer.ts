import { createHash } from "node:crypto";
import type { Logger } from "pino";
import { addressesOf } from "../config/addresses.ts";
import type { AuthConfig } from "../config/auth-config.ts";
import type { Limit } from "../config/limit.ts";
import type { MailWay } from "../config/mail-config.ts";
import type { Data } from "../data.ts";
import { type Counts, countsInMemory } from "../sessions/counts.ts";
import { createMailbox, type Mailbox } from "./mailbox.ts";
import { openSmtp } from "./smtp.ts";

/** Text alone: no mail reader has to be told what is safe to show. */
export interface Mail {
  to: string;
  subject: string;
  text: string;
}

/** What takes mails out of the backend. */
export interface Mailer {
  by: MailWay["by"];
  /** Returns at once: how long a mail server takes tells nobody whether there was a mail. */
  send(mail: Mail): void;
  /** Tries whether mails can be handed over at all, and logs when they cannot. Never rejects. */
  prove(): Promise<void>;
  /** What was sent, where a page shows it. */
  mailbox: Mailbox | null;
  /** Throws when the last mail could not be handed over. */
  check(): void;
  /** Waits, for some seconds, until what was sent is handed over. */
  close(): Promise<void>;
}

interface MailerParts {
  way: MailWay;
  from: string;
  limit: Limit;
  counts: Counts;
  log: Logger;
  /** One line for people. */
  say: (line: string) => void;
  /** The address of the mailbox page. */
  mailboxUrl: string;
}

export const noMailer: Mailer = {
  by: "none",
  send() {},
  async prove() {},
  mailbox: null,
  check() {},
  async close() {},
};

/** The mailer of a backend that listens at `listening`. */
export function mailerFor(
  { mail, appName, limits, url, production }: AuthConfig,
  { store }: Pick<Data, "store">,
  listening: string,
  log: Logger,
): Mailer {
  const { base } = addressesOf({ configured: url, listening, production, extra: [] });
  return openMailer({
    way: mail.way,
    from: mail.from ?? `${appName} <${usualSender(mail.way, base)}>`,
    limit: limits.mails,
    counts: store?.storage ?? countsInMemory(),
    log,
    say: (line) => void process.stdout.write(`${line}\n`),
    mailboxUrl: `${base}/mailbox`,
  });
}

/** The user of the mail server where it is an address, which most servers ask for; else one at our own name. */
function usualSender(way: MailWay, base: string): string {
  const user = way.by === "smtp" ? decodeURIComponent(new URL(way.url).username) : "";
  return /^[^\s@<>]+@[^\s@<>]+$/.test(user) ? user : `no-reply@${new URL(base).hostname}`;
}

function openMailer({ way, from, limit, counts, log, say, mailboxUrl }: MailerParts): Mailer {
  if (way.by === "none") return noMailer;
  if (way.by === "mailbox") {
    const mailbox = createMailbox();
    const send = (mail: Mail): void => {
      const { id } = mailbox.add(mail);
      say(`Mail to ${mail.to}: "${mail.subject}". Read it at ${mailboxUrl}/${id}`);
    };
    return { by: "mailbox", send, async prove() {}, mailbox, check() {}, async close() {} };
  }
  const smtp = openSmtp(way.url, from, log);
  const limited = async (mail: Mail): Promise<void> => {
    if (await overLimit(mail.to, limit, counts)) {
      log.info(
        { audit: "mail", outcome: "failure", reason: "MAIL_LIMIT" },
        "mail: refused, too many to one address",
      );
    } else await smtp.send(mail);
  };
  return {
    by: "smtp",
    send: (mail) =>
      void limited(mail).catch((error: unknown) => log.error({ err: error }, "A mail could not be counted.")),
    prove: smtp.prove,
    mailbox: null,
    check: smtp.check,
    close: smtp.close,
  };
}

/** Somebody who types in a stranger's address again and again fills no mailbox by it. */
async function overLimit(to: string, limit: Limit, counts: Counts): Promise<boolean> {
  if (limit === null) return false;
  const key = `mails:${createHash("sha256").update(to.toLowerCase()).digest("base64url")}`;
  return (await counts.increment(key, limit.window)) > limit.max;
}
