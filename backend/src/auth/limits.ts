import { createHash } from "node:crypto";
import type { BetterAuthOptions, BetterAuthPlugin } from "better-auth";
import { APIError, createAuthMiddleware } from "better-auth/api";
import type { Limit, Limits } from "../config/limit.ts";
import type { Counts } from "../sessions/counts.ts";

/** The limits of one address, as Better Auth counts them. */
export function addressLimits({ requests, signIns }: Limits): NonNullable<BetterAuthOptions["rateLimit"]> {
  const guarded = [
    "/sign-in/*",
    "/sign-up/*",
    "/change-password",
    "/change-email",
    "/request-password-reset",
    "/send-verification-email",
    "/reset-password",
    "/verify-email",
    "/delete-user",
    "/two-factor/*",
  ];
  const rule = signIns ?? (requests === null ? false : requests);
  return {
    ...(requests ?? { max: Number.MAX_SAFE_INTEGER, window: 1 }),
    customRules: Object.fromEntries(guarded.map((path) => [path, rule])),
  };
}

/**
 * The limit of one account: whoever has many addresses guesses no faster for it. Each attempt counts before its password is
 * looked at, so that many at once are counted too; the right one starts again.
 */
export function accountLimit(limit: Limit, counts: Counts): BetterAuthPlugin {
  const isSignIn = ({ path }: { path?: string }): boolean => limit !== null && path === "/sign-in/email";
  return {
    id: "account-limit",
    hooks: {
      before: [
        {
          matcher: isSignIn,
          handler: createAuthMiddleware(async ({ body }) => {
            const key = keyOf(body);
            if (key === null || limit === null) return;
            if ((await counts.increment(key, limit.window)) <= limit.max) return;
            throw new APIError(
              "TOO_MANY_REQUESTS",
              {
                code: "TOO_MANY_ATTEMPTS",
                message: "Too many sign-ins to this account failed. Try again later.",
              },
              { "retry-after": String(limit.window) },
            );
          }),
        },
      ],
      after: [
        {
          matcher: isSignIn,
          handler: createAuthMiddleware(async ({ body, context }) => {
            const key = keyOf(body);
            if (key !== null && context.newSession) await counts.delete(key);
          }),
        },
      ],
    },
  };
}

/** Addresses are not kept where counts are: a digest tells the same one from another. */
function keyOf(body: unknown): string | null {
  const { email } = (body ?? {}) as { email?: unknown };
  if (typeof email !== "string") return null;
  return `sign-ins:${createHash("sha256").update(email.normalize("NFC").toLowerCase()).digest("base64url")}`;
}
