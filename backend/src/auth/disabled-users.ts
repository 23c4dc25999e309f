import type { BetterAuthPlugin } from "better-auth";
import { admin } from "better-auth/plugins/admin";

/**
 * Whom the operator disabled does not sign in, in any way. Of Better Auth's plugin for administrators it is the tables and the
 * refusal, without its routes: the operator has a command, and nobody is an administrator by HTTP. No answer shows its fields.
 */
export function disabledUsers(): BetterAuthPlugin {
  const { schema, init, id, options } = admin({
    bannedUserMessage: "This account was disabled by the operator of this service.",
  });
  const user = Object.entries(schema.user.fields).map(([name, field]) => [
    name,
    { ...field, returned: false },
  ]);
  const hidden = { ...schema, user: { fields: Object.fromEntries(user) } };
  return { id, schema: hidden, init, options } as BetterAuthPlugin;
}
