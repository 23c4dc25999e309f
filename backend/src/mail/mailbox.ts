import { randomUUID } from "node:crypto";
import type { Mail } from "./mailer.ts";

interface KeptMail extends Mail {
  id: string;
  at: Date;
}

/** The last mails of this process, for development: no server has to be there to try a sign-up. */
export interface Mailbox {
  add(mail: Mail): KeptMail;
  /** The newest first. */
  all(): KeptMail[];
  find(id: string): KeptMail | undefined;
}

const most = 50;

export function createMailbox(): Mailbox {
  const mails: KeptMail[] = [];
  return {
    add(mail) {
      const kept = { ...mail, id: randomUUID(), at: new Date() };
      mails.unshift(kept);
      mails.length = Math.min(mails.length, most);
      return kept;
    },
    all: () => [...mails],
    find: (id) => mails.find((mail) => mail.id === id),
  };
}
