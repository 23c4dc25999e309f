import type { BetterAuthOptions } from "better-auth";

/**
 * Routes of Better Auth that could only fail here: what they need is not there, or another route of ours is in their place. They
 * are answered 404, and /docs does not list them. `social`: somebody else may vouch for a person.
 */
export function routesWithoutUse(social: boolean): NonNullable<BetterAuthOptions["disabledPaths"]> {
  return social ? always : [...always, ...needSocial];
}

const always = [
  // Sessions have no fields of their own.
  "/update-session",
  // A deletion is confirmed by the password.
  "/delete-user/callback",
  // Second factors are authenticator apps; a code in a mail would be no second one.
  "/two-factor/send-otp",
  "/two-factor/verify-otp",
  // /openapi.json has all routes.
  "/open-api/generate-schema",
  "/reference",
  // For code in this process alone.
  "/verify-password",
  // /error is a page of ours.
  "/error",
];

const needSocial = [
  "/sign-in/social",
  "/callback/:id",
  "/link-social",
  "/unlink-account",
  "/refresh-token",
  "/get-access-token",
  "/account-info",
];
