import type { Answer } from "./call.ts";

/** What a page says of an answer that is no success. */
export function saidOf({ code, status, body, retryAfter }: Answer): string {
  if (status === 429) {
    const wait = retryAfter === null ? "in a while" : `in ${spanOf(retryAfter)}`;
    return `There were too many attempts. Try again ${wait}.`;
  }
  if (status >= 500) return "That did not work. Try again.";
  const known = texts[code];
  if (known !== undefined) return known;
  const message = body["message"];
  return typeof message === "string" && message !== "" ? message : "That did not work.";
}

function spanOf(seconds: number): string {
  return seconds < 120 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
}

/** By Better Auth's codes. */
const texts: Record<string, string> = {
  INVALID_EMAIL_OR_PASSWORD: "The e-mail address or the password is wrong.",
  INVALID_PASSWORD: "The password is wrong.",
  INVALID_EMAIL: "This is not an e-mail address.",
  EMAIL_NOT_VERIFIED: "Confirm your e-mail address first. A mail with a new link was sent to it.",
  BANNED_USER: "This account was disabled by the operator of this service.",
  PASSWORD_TOO_SHORT: "A password must have at least 8 characters.",
  PASSWORD_TOO_LONG: "A password can have at most 128 characters.",
  USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL:
    "There is already an account with this e-mail address. Sign in instead.",
  INVALID_TOKEN: "This link no longer works. It was already used, or it has expired.",
  TOKEN_EXPIRED: "This link no longer works: it has expired.",
  USER_NOT_FOUND: "This account no longer exists.",
  INVALID_CODE: "This code is wrong. Each code is valid for half a minute: wait for the next one.",
  INVALID_BACKUP_CODE: "This recovery code is wrong, or was already used.",
  INVALID_TWO_FACTOR_COOKIE: "That took too long. Sign in again.",
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: "There were too many wrong codes. Sign in again.",
  ACCOUNT_TEMPORARILY_LOCKED: "There were too many wrong codes for this account. Try again in 15 minutes.",
  SESSION_EXPIRED: "You signed in too long ago for this. Sign out, sign in, and try again.",
  SESSION_NOT_FRESH: "You signed in too long ago for this. Sign out, sign in, and try again.",
  FAILED_TO_UNLINK_LAST_ACCOUNT: "This is your only way to sign in.",
  INVALID_ORIGIN: "This page was opened at an address that the backend does not know.",
};
