import { createHash } from "node:crypto";
import type { AuthContext, BetterAuthOptions, BetterAuthPlugin } from "better-auth";
import { APIError, createAuthMiddleware } from "better-auth/api";
import { forgetStrangers } from "../auth/forget-strangers.ts";
import type { MailConfig } from "../config/mail-config.ts";
import { linkFacts } from "./link-facts.ts";
import type { Mailer } from "./mailer.ts";
import { makeResetLink, resetLink, resetMinutes, type Verifications } from "./reset-link.ts";
import * as texts from "./texts.ts";

/** How long a link is good that verifies an address. */
const verifyMinutes = 60;

/** Routes that do nothing but send a mail. */
export const mailRoutes = ["/request-password-reset", "/send-verification-email", "/change-email"];

/** What Better Auth is told of mails. */
export interface AuthMails {
  emailAndPassword: Pick<
    NonNullable<BetterAuthOptions["emailAndPassword"]>,
    | "requireEmailVerification"
    | "sendResetPassword"
    | "resetPasswordTokenExpiresIn"
    | "revokeSessionsOnPasswordReset"
    | "onPasswordReset"
    | "onExistingUserSignUp"
  >;
  emailVerification: NonNullable<BetterAuthOptions["emailVerification"]>;
  changeEmail: NonNullable<NonNullable<BetterAuthOptions["user"]>["changeEmail"]>;
  plugin: BetterAuthPlugin;
}

/** `base`: the address of the pages to which links lead. */
export function authMails(config: MailConfig, mailer: Mailer, base: string): AuthMails {
  // Better Auth's context, where records are kept, is there before any mail is.
  let context: AuthContext | undefined;
  const ready = (): AuthContext => {
    if (context === undefined) throw new Error("Better Auth is not ready yet.");
    return context;
  };
  const always = {
    // Also by the link of `npm run user -- reset`: whoever was let in before is signed out.
    revokeSessionsOnPasswordReset: true,
    onPasswordReset: async ({ user }: { user: { id: string; email: string; emailVerified: boolean } }) => {
      if (!user.emailVerified) {
        // Without mails no address is ever verified, and the operator's word is taken for who has the account.
        if (mailer.by !== "none") await forgetStrangers(ready(), user.id);
        await ready().internalAdapter.updateUser(user.id, { emailVerified: true });
      }
      mailer.send(texts.passwordChanged(user.email));
    },
    resetPasswordTokenExpiresIn: resetMinutes * 60,
  };
  const plugin: BetterAuthPlugin = {
    id: "mails",
    init(given) {
      context = given;
    },
    hooks: {
      before: mailer.by === "none" ? [refuseMailRoutes] : [verifyOnce],
      after: [
        {
          matcher: ({ path }) => path === "/change-password",
          handler: createAuthMiddleware(async ({ context }) => {
            const { returned, session } = context;
            if (returned instanceof Error || session === null) return;
            mailer.send(texts.passwordChanged(session.user.email));
          }),
        },
        verifiedByChange,
      ],
    },
  };
  if (mailer.by === "none") {
    return { emailAndPassword: always, emailVerification: {}, changeEmail: { enabled: false }, plugin };
  }
  return {
    plugin,
    emailAndPassword: {
      ...always,
      requireEmailVerification: config.verification === "required",
      sendResetPassword: async ({ user, url, token }) => {
        // A frontend with a page of its own for it says where that is.
        const own = new URL(url).searchParams.get("callbackURL") ? url : resetLink(base, token);
        mailer.send(texts.resetPassword(user.email, own, resetMinutes));
      },
      // Whoever signs up is answered the same in both cases; the one who has the address learns it by mail.
      onExistingUserSignUp: async ({ user }) => {
        const link = await makeResetLink(ready().internalAdapter, user.id, base);
        mailer.send(texts.accountExists(user.email, link, resetMinutes));
      },
    },
    emailVerification: {
      sendOnSignUp: true,
      sendOnSignIn: true,
      expiresIn: verifyMinutes * 60,
      sendVerificationEmail: async ({ user, url, token }) => {
        const link = await verifyLink(ready().internalAdapter, { user, url, token, base });
        const text = linkFacts(token).kind === "address" ? texts.verifyAddress : texts.verifyNewAddress;
        mailer.send(text(user.email, link, verifyMinutes));
      },
    },
    changeEmail: {
      enabled: true,
      sendChangeEmailConfirmation: async ({ user, newEmail, url, token }) => {
        const link = await verifyLink(ready().internalAdapter, { user, url, token, base });
        mailer.send(texts.allowNewAddress(user.email, newEmail, link, verifyMinutes));
      },
    },
  };
}

const refuseMailRoutes = {
  matcher: ({ path }: { path?: string | undefined }) => path !== undefined && mailRoutes.includes(path),
  handler: createAuthMiddleware(async () => {
    throw new APIError("BAD_REQUEST", {
      code: "MAIL_NOT_CONFIGURED",
      message: "This service does not send mail: its operator has not configured a mail server.",
    });
  }),
};

/**
 * Better Auth's links that verify an address are signed and not stored, and would be good for an hour however often they are
 * used. A record of each makes it good once.
 */
const verifyOnce = {
  matcher: ({ path }: { path?: string | undefined }) => path === "/verify-email",
  handler: createAuthMiddleware(async (ctx) => {
    const { token } = (ctx.query ?? {}) as { token?: unknown };
    const known =
      typeof token === "string" &&
      (await ctx.context.internalAdapter.consumeVerificationValue(recordOf(token)));
    // Without the token Better Auth answers as it does to one that it has not signed.
    if (!known) return { context: { query: { ...ctx.query, token: "used" } } };
    return undefined;
  }),
};

/** Better Auth leaves an address unverified that was changed to by a link in a mail to it, where the one before was. */
const verifiedByChange = {
  matcher: ({ path }: { path?: string | undefined }) => path === "/verify-email",
  handler: createAuthMiddleware(async ({ query, context }) => {
    const { token } = (query ?? {}) as { token?: unknown };
    // Of a token that was not sent, or is used, the hook before has left nothing.
    const { kind, userId, updateTo } = linkFacts(String(token));
    if (kind !== "new-address" || typeof userId !== "string") return;
    const user = await context.internalAdapter.findUserById(userId);
    if (user?.email === updateTo) await context.internalAdapter.updateUser(userId, { emailVerified: true });
  }),
};

const recordOf = (token: string): string =>
  `verify-email:${createHash("sha256").update(token).digest("base64url")}`;

interface Link {
  user: { id: string };
  /** Better Auth's own, which names where a frontend wants to go on. */
  url: string;
  token: string;
  base: string;
}

/** To the page that asks for a click: programs that look into mails open every link in them. */
async function verifyLink(adapter: Verifications, { user, url, token, base }: Link): Promise<string> {
  await adapter.createVerificationValue({
    identifier: recordOf(token),
    value: user.id,
    expiresAt: new Date(Date.now() + verifyMinutes * 60_000),
  });
  const link = new URL("/verify-email", base);
  link.searchParams.set("token", token);
  const goOn = new URL(url).searchParams.get("callbackURL") ?? "/";
  if (goOn !== "/") link.searchParams.set("callbackURL", goOn);
  return link.href;
}
