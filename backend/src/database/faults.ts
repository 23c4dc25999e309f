import { type Fault, requestContext } from "../requests/request-context.ts";

/** Notes for the request that is being answered what kept the database, or the store of sessions, from doing its part. */
export function noteFault(error: unknown): void {
  const context = requestContext();
  const fault = faultOf(error);
  if (context === undefined || fault === null) return;
  context.fault = fault;
  context.faultText ??= saidBy(error);
}

/** Connecting to a name with several addresses gives an error whose message is empty: then its code says it. */
export function saidBy(error: unknown): string {
  const { message, code } = error as { message?: string; code?: string };
  return message || String(code);
}

/** What kind of fault an error is; null where the client asked for what cannot be, such as an address that is taken. */
export function faultOf(error: unknown): Fault | null {
  const { code, errcode, message, syscall } = (error ?? {}) as Record<string, unknown>;
  if (typeof errcode === "number") return sqliteFault(errcode & 0xff);
  if (typeof code === "string") {
    if (network.has(code)) return syscall === "open" ? "broken" : "unavailable";
    if (/^[0-9A-Z]{5}$/.test(code)) return postgresFault(code);
  }
  return typeof message === "string" && lostConnection.test(message) ? "unavailable" : "broken";
}

/** By SQLite's primary result code: constraint and mismatch are the client's; busy, locked and interrupted pass. */
function sqliteFault(code: number): Fault | null {
  if (code === 19 || code === 20) return null;
  return [5, 6, 9].includes(code) ? "unavailable" : "broken";
}

/** By SQLSTATE (PostgreSQL, appendix A); what follows an error in the same transaction (25P02) says nothing new. */
function postgresFault(code: string): Fault | null {
  if (/^(22|23)/.test(code) || code === "25P02") return null;
  return /^(08|40|53|57)|^55P03/.test(code) ? "unavailable" : "broken";
}

const network = new Set([
  "EAI_AGAIN",
  "ECONNREFUSED",
  "ECONNRESET",
  "EHOSTDOWN",
  "EHOSTUNREACH",
  "ENETDOWN",
  "ENETUNREACH",
  "ENOTFOUND",
  "EPIPE",
  "ETIMEDOUT",
  // A socket file that is not there: the server is not started.
  "ENOENT",
]);

/** Of pg and ioredis, whose errors have no code for it. */
const lostConnection =
  /^(Connection terminated|Connection is closed|Command timed out|Query read timeout|timeout exceeded when trying to connect|Client has encountered a connection error|Stream isn't writeable|Reached the max retries)/;
