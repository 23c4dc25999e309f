import { createHmac } from "node:crypto";
import type { BetterAuthOptions, BetterAuthPlugin } from "better-auth";
import { createAuthMiddleware } from "better-auth/api";
import type { Logger } from "pino";
import { shownPath } from "../requests/access-log.ts";
import { requestContext } from "../requests/request-context.ts";

/** What is written down of a route, when it was answered and when it was refused. */
const events: Record<string, string> = {
  "/sign-up/email": "sign-up",
  "/sign-in/email": "sign-in",
  "/sign-out": "sign-out",
  "/change-password": "password-change",
  "/reset-password": "password-change",
  "/change-email": "email-change",
  "/verify-email": "email-verification",
  "/two-factor/enable": "second-factor-setup",
  "/two-factor/verify-totp": "second-factor",
  "/two-factor/verify-backup-code": "recovery-code",
  "/two-factor/disable": "second-factor-removal",
  "/two-factor/generate-backup-codes": "recovery-codes",
  "/passkey/verify-registration": "passkey-setup",
  "/passkey/verify-authentication": "passkey-sign-in",
  "/passkey/delete-passkey": "passkey-removal",
  "/callback/:id": "social-sign-in",
  "/link-social": "social-link",
  "/unlink-account": "social-unlink",
  "/delete-user": "user-deletion",
  "/revoke-session": "session-revocation",
  "/revoke-sessions": "session-revocation",
  "/revoke-other-sessions": "session-revocation",
};

/**
 * A line for everything by which somebody gains or loses access: who, from where, and whether it was done. A user is named by
 * id. An address that was only typed in is named by a keyed digest: attempts on one account can be counted, and the log
 * tells nobody who has one.
 */
export function auditHooks(
  log: Logger,
  secret: string,
): { plugin: BetterAuthPlugin; databaseHooks: NonNullable<BetterAuthOptions["databaseHooks"]> } {
  const key = createHmac("sha256", secret).update("audit-log").digest();
  const accountOf = (email: unknown): string | undefined =>
    typeof email === "string" && email !== ""
      ? createHmac("sha256", key).update(email.toLowerCase()).digest("base64url").slice(0, 16)
      : undefined;
  const handler = createAuthMiddleware(async ({ path, body, context }) => {
    const event = events[path];
    if (event === undefined) return;
    const { returned, newSession, session } = context;
    const failure = failureOf(returned);
    const request = requestContext();
    const user = newSession?.user.id ?? session?.user.id ?? request?.signedOut;
    log.info(
      {
        audit: event,
        outcome: failure === null ? "success" : "failure",
        ...(failure === null ? {} : { status: failure.statusCode, reason: failure.body?.code }),
        user,
        account: accountOf((body as { email?: unknown } | undefined)?.email),
        client: request?.client,
      },
      `${event}: ${failure === null ? "done" : "refused"}`,
    );
  });
  return {
    // Of other routes it is not even called: a hook costs each request a context of its own.
    plugin: {
      id: "audit",
      hooks: { after: [{ matcher: ({ path }) => path !== undefined && path in events, handler }] },
    },
    databaseHooks: {
      session: {
        delete: {
          after: async ({ userId }) => {
            const request = requestContext();
            if (request !== undefined) request.signedOut = userId;
          },
        },
      },
    },
  };
}

/** Too many requests are refused before any route is asked, and so before the hooks above. */
export function auditLimit(log: Logger, path: string): void {
  const client = requestContext()?.client;
  log.info(
    { audit: "limit", outcome: "failure", status: 429, path: shownPath(path), client },
    "limit: refused",
  );
}

/** A redirect is thrown as an error is; it says by its address whether something went wrong. */
function failureOf(returned: unknown): ApiFailure | null {
  if (!(returned instanceof Error)) return null;
  const failure = returned as ApiFailure;
  const status = failure.statusCode ?? 500;
  if (status < 300 || status >= 400) return failure;
  const to = new Headers(failure.headers).get("location") ?? "";
  return /[?&]error=/.test(to) ? failure : null;
}

interface ApiFailure extends Error {
  headers?: Record<string, string>;
  statusCode?: number;
  body?: { code?: string };
}
