import { createHash } from "node:crypto";
import type { BetterAuthPlugin } from "better-auth";
import { APIError, createAuthMiddleware } from "better-auth/api";
import type { Counts } from "../sessions/counts.ts";

/** Seconds for which a code may be right: its own half minute, and the one before and after it. */
const window = 90;

/**
 * A code of an authenticator app signs in once (RFC 6238, 5.2): whoever saw it typed in comes too late with it. It is counted
 * before it is looked at, so that of many at once one is let through.
 */
export function codesOnce(counts: Counts): BetterAuthPlugin {
  const handler = createAuthMiddleware(async (ctx) => {
    const { code } = (ctx.body ?? {}) as { code?: unknown };
    const { name } = ctx.context.createAuthCookie("two_factor");
    const signIn = await ctx.getSignedCookie(name, ctx.context.secret);
    // Without a sign-in that waits for it, the code is one that turns the second factor on.
    if (typeof code !== "string" || !signIn) return;
    const known = await ctx.context.internalAdapter.findVerificationValue(signIn);
    if (known === null) return;
    const digest = createHash("sha256").update(`${known.value}:${code}`).digest("base64url");
    if ((await counts.increment(`codes:${digest}`, window)) === 1) return;
    throw new APIError("UNAUTHORIZED", { code: "INVALID_CODE", message: "This code was used already." });
  });
  return {
    id: "codes-once",
    hooks: { before: [{ matcher: ({ path }) => path === "/two-factor/verify-totp", handler }] },
  };
}
