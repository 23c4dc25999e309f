import { setTimeout as delay } from "node:timers/promises";
import type { MailConfig } from "../config/mail-config.ts";

/** Milliseconds after which it is answered at the earliest. */
const floor = 500;

/** Milliseconds from one time at which it may be answered to the next. */
const step = 250;

/**
 * Routes that do more for an address that has an account, or less, while the text of their answer is the same. A sign-up is one
 * of them only where verification is required; elsewhere its text tells.
 */
export function evenedRoutes({ way, verification }: MailConfig): ReadonlySet<string> {
  if (way.by === "none") return new Set();
  // Better Auth evens /send-verification-email itself.
  const mails = ["/request-password-reset", "/change-email"];
  return new Set(verification === "required" ? [...mails, "/sign-up/email"] : mails);
}

/**
 * An answer at a time that does not tell what was done for it. `path`: of Better Auth's route. A password reset is answered
 * before it is known whether there is an account, unless what is wrong with the request is known by then; `onLate` is told
 * what went wrong after that.
 */
export async function inEvenTime(
  path: string,
  work: Promise<Response>,
  onLate: (error: unknown) => void,
): Promise<Response> {
  if (path === "/request-password-reset") {
    const [first] = await Promise.all([Promise.race([work, delay(floor, null)]), delay(floor)]);
    if (first === null) work.catch(onLate);
    return first ?? resetRequested();
  }
  const since = performance.now();
  const response = await work;
  const spent = performance.now() - since;
  await delay(Math.max(floor, Math.ceil(spent / step) * step) - spent);
  return response;
}

/** What Better Auth answers to a password reset that it has done, and to one for an address that it does not know. */
function resetRequested(): Response {
  return Response.json({
    status: true,
    message: "If this email exists in our system, check your email for the reset link",
  });
}
