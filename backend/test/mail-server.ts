import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";

export interface Received {
  from: string;
  to: string;
  subject: string;
  text: string;
}

export interface MailServer {
  /** For SMTP_URL. */
  url: string;
  mails: Received[];
  /** Mails to this address, once there are so many. */
  to: (address: string, count?: number) => Promise<Received[]>;
  /** The link in the newest mail to this address, once there are so many. */
  link: (address: string, count?: number) => Promise<string>;
  /** What the next recipients are answered: [451, "later"]. */
  refusals: [number, string][];
  /** The same for whole mails. */
  refusedMails: [number, string][];
  close: () => Promise<void>;
}

/** A real mail server, which keeps what it is given. */
export async function startMailServer(
  user?: { name: string; password: string },
  { refuseSenders = false } = {},
): Promise<MailServer> {
  const mails: Received[] = [];
  const refusals: [number, string][] = [];
  const refusedMails: [number, string][] = [];
  const waiting = new Set<() => void>();
  const server = new SMTPServer({
    disabledCommands: user === undefined ? ["STARTTLS", "AUTH"] : ["STARTTLS"],
    allowInsecureAuth: true,
    onAuth: (auth, _session, done) => {
      const right = auth.username === user?.name && auth.password === user?.password;
      done(right ? null : new Error("535 wrong password"), right ? { user: auth.username } : undefined);
    },
    onMailFrom: (_address, _session, done) =>
      done(refuseSenders ? Object.assign(new Error("5.7.1 not your address"), { responseCode: 553 }) : null),
    onRcptTo: (_address, _session, done) => {
      const refusal = refusals.shift();
      done(refusal ? Object.assign(new Error(refusal[1]), { responseCode: refusal[0] }) : null);
    },
    onData: (stream, _session, done) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const refusal = refusedMails.shift();
        if (refusal) return done(Object.assign(new Error(refusal[1]), { responseCode: refusal[0] }));
        mails.push(parsed(Buffer.concat(chunks).toString("latin1")));
        done();
        for (const look of waiting) look();
      });
    },
  });
  // A client that goes away in the middle is none of the server's faults.
  server.on("error", () => {});
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  const { port } = server.server.address() as AddressInfo;
  const to = (address: string, count = 1): Promise<Received[]> =>
    new Promise((resolve) => {
      const look = (): void => {
        const found = mails.filter((mail) => mail.to === address);
        if (found.length < count) return;
        waiting.delete(look);
        resolve(found);
      };
      waiting.add(look);
      look();
    });
  const login = user === undefined ? "" : `${user.name}:${user.password}@`;
  return {
    url: `smtp://${login}127.0.0.1:${port}`,
    mails,
    refusals,
    refusedMails,
    to,
    link: async (address, count) => linkIn((await to(address, count)).at(-1)?.text ?? ""),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

export function linkIn(text: string): string {
  const [link = "no link"] = /https?:\/\/\S+/.exec(text) ?? [];
  return link;
}

/** One part of text, as the backend sends it. */
function parsed(raw: string): Received {
  const [head = "", ...rest] = raw.split("\r\n\r\n");
  const header = (name: string): string =>
    new RegExp(`^${name}: (.*(?:\r\n[ \t].*)*)`, "im").exec(head)?.[1]?.replace(/\r\n\s+/g, " ") ?? "";
  const body = rest.join("\r\n\r\n");
  const text = /quoted-printable/i.test(header("content-transfer-encoding"))
    ? body
        .replace(/=\r\n/g, "")
        .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
    : body;
  return { from: header("from"), to: header("to"), subject: header("subject"), text };
}
