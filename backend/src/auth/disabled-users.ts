import type { BetterAuthPlugin } from "better-auth";
import { admin } from "better-auth/plugins/admin";

/**
 * Whom the operator disabled does not sign in, in any way. Of Better Auth's plugin for administrators it is the tables and the
 * refusal, without its routes: the operator has a command, and nobody is an administrator by HTTP.
 */
export function disabledUsers(): BetterAuthPlugin {
  const { schema, init, id, options } = admin({
    bannedUserMessage: "This account was disabled by the operator of this service.",
  });
  return { id, schema, init, options } as BetterAuthPlugin;
}
