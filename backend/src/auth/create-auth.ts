import { type BetterAuthOptions, betterAuth } from "better-auth";
import { bearer, type Jwk, jwt, openAPI } from "better-auth/plugins";
import { twoFactor } from "better-auth/plugins/two-factor";
import type { Logger } from "pino";
import { addressesOf } from "../config/addresses.ts";
import type { AuthConfig } from "../config/auth-config.ts";
import type { SocialConfig } from "../config/social-config.ts";
import type { Data } from "../data.ts";
import { authMails } from "../mail/auth-mails.ts";
import type { Mailer } from "../mail/mailer.ts";
import { countsInMemory } from "../sessions/counts.ts";
import { auditHooks } from "./audit.ts";
import { betterAuthLogger } from "./better-auth-log.ts";
import { clientAddressHeader } from "./client-address.ts";
import { codesOnce } from "./codes-once.ts";
import { confirmDeletion } from "./confirm-deletion.ts";
import { disabledUsers } from "./disabled-users.ts";
import { accountLimit, addressLimits } from "./limits.ts";
import { passkeyTable } from "./passkey-place.ts";
import { createPasswords, hashFirst, passwordGate } from "./passwords.ts";
import { refuseWeakPasswords } from "./refuse-weak-passwords.ts";
import { routesWithoutUse } from "./routes-without-use.ts";
import { signingKeys } from "./signing-keys.ts";

/** Where Better Auth's routes are. */
export const authPath = "/api/auth";

/** What Better Auth works with. */
export type AuthParts = Pick<Data, "database" | "store"> & { mailer: Mailer };

/**
 * Better Auth for a server that listens at `listening`. Whoever calls it awaits `$context`: only there it says that
 * something is wrong, and an instance that nobody awaited ends the process later, or answers 500 for ever.
 */
export function createAuth(config: AuthConfig, parts: AuthParts, listening: string, log: Logger) {
  return betterAuth(authOptions(config, parts, listening, log));
}

export type Auth = ReturnType<typeof createAuth>;

export function authOptions(
  config: AuthConfig,
  { database, store, mailer }: AuthParts,
  listening: string,
  log: Logger,
) {
  const { base, trusted } = addressesOf({
    configured: config.url,
    listening,
    production: config.production,
    extra: config.trustedOrigins,
  });
  const passwords = createPasswords(passwordGate);
  const audit = auditHooks(log, config.secrets?.[0]?.value ?? config.secret);
  const mails = authMails(config.mail, mailer, base);
  const counts = store?.storage ?? countsInMemory();
  return {
    appName: config.appName,
    baseURL: base,
    basePath: authPath,
    secret: config.secret,
    ...(config.secrets === null ? {} : { secrets: config.secrets }),
    database: { db: database.kysely, type: database.type, transaction: true },
    // Sessions are in the database too: a store that was emptied, or is new, signs nobody out.
    ...(store === null ? {} : { secondaryStorage: store.storage }),
    session: { storeSessionInDatabase: true },
    // A backup, or a look into the database, is no link that somebody was sent.
    verification: { storeInDatabase: true, storeIdentifier: "hashed" },
    trustedOrigins: trusted,
    emailAndPassword: { enabled: true, password: passwords, ...mails.emailAndPassword },
    emailVerification: mails.emailVerification,
    user: { changeEmail: mails.changeEmail, deleteUser: { enabled: true, beforeDelete: confirmDeletion } },
    socialProviders: verifiedBy(config.social, config.mail.verification === "required"),
    // A backup of the database is no access to what users have elsewhere.
    account: { encryptOAuthTokens: true },
    disabledPaths: routesWithoutUse(Object.keys(config.social).length > 0),
    telemetry: { enabled: false },
    rateLimit: { enabled: config.production, ...addressLimits(config.limits) },
    advanced: {
      // Said, since NODE_ENV=test and TEST would otherwise switch the checks off.
      disableOriginCheck: false,
      disableCSRFCheck: false,
      // Said, since in production they would be Secure on plain http too, where a browser drops them.
      useSecureCookies: base.startsWith("https:"),
      ipAddress: { ipAddressHeaders: [clientAddressHeader] },
    },
    // Errors come to the application, which logs them; Better Auth and its router would print them past the log.
    databaseHooks: audit.databaseHooks,
    onAPIError: { throw: true, errorURL: `${base}/error` },
    plugins: [
      // Before the hash: who is refused costs none.
      ...(config.production ? [accountLimit(config.limits.account, counts)] : []),
      // Before the token: who has a second factor is given none by the first.
      twoFactor({ issuer: config.appName, allowPasswordless: true }),
      codesOnce(counts),
      // Without the signature the token as the database has it would do, and a stolen backup would sign in as everybody.
      bearer({ requireSignature: true }),
      refuseWeakPasswords(config.passwordCheck === "haveibeenpwned", log),
      hashFirst(passwords),
      mails.plugin,
      disabledUsers(),
      passkeyTable(),
      // ES256 and not the default EdDSA: more libraries of other languages verify it.
      jwt({
        jwks: { keyPairConfig: { alg: "ES256" } },
        adapter: {
          getJwks: async ({ context }) =>
            signingKeys(await context.adapter.findMany<Jwk>({ model: "jwks" }), Date.now()),
        },
        // Said, since get-session would sign a token each time, which costs more than all the rest of it. /token gives one.
        disableSettingJwtHeader: true,
        jwt: {
          issuer: base,
          audience: base,
          definePayload: ({ user }) => ({ email: user.email, name: user.name }),
        },
      }),
      openAPI({ disableDefaultReference: true }),
      audit.plugin,
    ],
    logger: betterAuthLogger(log),
  } satisfies BetterAuthOptions;
}

/** Also who is known by another service signs in only with an address that was verified, there or here. */
function verifiedBy(social: SocialConfig, requireEmailVerification: boolean) {
  return Object.fromEntries(
    Object.entries(social).map(([name, keys]) => [name, { ...keys, requireEmailVerification }]),
  );
}
