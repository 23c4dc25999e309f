import { setTimeout as delay } from "node:timers/promises";
import type { Transporter } from "nodemailer";
import type { Logger } from "pino";
import type { Mail } from "./mailer.ts";

/** Milliseconds before each further try: a server that is restarted, or puts strangers off (greylisting), takes it then. */
const pauses = [2000, 15_000];

/** Milliseconds that the end of the process waits for mails. */
const patience = 4000;

/** More wait only while the server is gone: then the oldest would reach nobody in time. */
const mostWaiting = 1000;

export interface Smtp {
  /** Connects and signs in, and logs when that fails: an operator is told before the first user is. Never rejects. */
  prove(): Promise<void>;
  /** Tries, and logs what came of it; never rejects. */
  send(mail: Mail): Promise<void>;
  /** Throws when the last mail could not be handed over. */
  check(): void;
  close(): Promise<void>;
}

/** Hands mails to a server, over a few connections that stay open for a while. */
export function openSmtp(url: string, from: string, log: Logger): Smtp {
  let transport: Promise<Transporter> | undefined;
  let last: MailFailure | null = null;
  const waiting = new Set<Promise<void>>();
  const ending = new AbortController();

  async function handOver(mail: Mail): Promise<void> {
    // Loaded with the first mail: most processes start without sending any.
    transport ??= connect(url);
    await (await transport).sendMail({ ...mail, from, disableFileAccess: true, disableUrlAccess: true });
  }

  async function deliver(mail: Mail): Promise<void> {
    for (const pause of [...pauses, null]) {
      try {
        await handOver(mail);
        if (last !== null) log.info("The mail server accepts mail again.");
        last = null;
        return;
      } catch (error) {
        const failure = mailFailure(error);
        const { message, ...facts } = failure;
        if (failure.final && failure.command === "RCPT TO") {
          // Anybody can type in an address that does not exist.
          log.info(facts, `A mail was refused because of its address: ${message}`);
          return;
        }
        last = failure;
        const final = pause === null || failure.final || ending.signal.aborted;
        log[final ? "error" : "warn"](
          facts,
          `A mail could not be sent${final ? "" : " yet, and will be tried again"}: ${message}`,
        );
        if (final) return;
        await delay(pause, undefined, { signal: ending.signal }).catch(() => {});
      }
    }
  }

  return {
    async prove() {
      try {
        transport ??= connect(url);
        await (await transport).verify();
      } catch (error) {
        if (ending.signal.aborted) return;
        last = mailFailure(error);
        const { message, ...facts } = last;
        log.error(facts, `The mail server at ${new URL(url).host} cannot be used: ${message}`);
      }
    },
    async send(mail) {
      if (waiting.size >= mostWaiting) {
        log.error(`A mail was not sent: ${mostWaiting} are already waiting.`);
        return;
      }
      const done = deliver(mail);
      waiting.add(done);
      await done.finally(() => waiting.delete(done));
    },
    check() {
      if (last !== null) throw Object.assign(new Error(last.message), { code: last.code });
    },
    async close() {
      ending.abort();
      await Promise.race([Promise.allSettled(waiting), delay(patience, undefined, { ref: false })]);
      (await transport)?.close();
    },
  };
}

async function connect(url: string): Promise<Transporter> {
  const { createTransport } = await import("nodemailer");
  return createTransport({
    url,
    pool: true,
    maxConnections: 3,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
    ...(needsTls(url) ? { requireTLS: true } : {}),
  });
}

/** A password goes over a network encrypted, or not at all. */
export function needsTls(text: string): boolean {
  const { protocol, hostname, password } = new URL(text);
  const here = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
  return protocol === "smtp:" && password !== "" && !here;
}

interface MailFailure {
  /** "EAUTH", "ECONNECTION", "EENVELOPE" … */
  code: string;
  /** What was refused: "MAIL FROM" is our own address, "RCPT TO" that of the user. */
  command?: string;
  /** SMTP's own number, such as 550. */
  status?: number;
  /** Trying again changes nothing. */
  final: boolean;
  message: string;
}

/** What the server says may name the address of a user, which belongs in no log. */
function mailFailure(error: unknown): MailFailure {
  const {
    code = "EMAIL",
    command,
    responseCode,
    message,
  } = error as {
    code?: string;
    command?: string;
    responseCode?: number;
    message?: string;
  };
  return {
    code,
    ...(command === undefined ? {} : { command }),
    ...(responseCode === undefined ? {} : { status: responseCode }),
    final: (responseCode ?? 0) >= 500 || code === "EAUTH" || code === "ETLS",
    message: String(message ?? error).replace(/[^\s<>"']+@[^\s<>"']+/g, "[address]"),
  };
}
