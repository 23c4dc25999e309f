import { getCurrentAuthEndpointContext } from "@better-auth/core/context";
import type { User } from "better-auth";
import { APIError } from "better-auth/api";

/**
 * For `user.deleteUser.beforeDelete`: whoever has a password gives it, since a session that was left open is not enough. A wrong
 * one Better Auth has refused by then; without any it would delete the account of everybody who signed in within a day.
 */
export async function confirmDeletion({ id }: User): Promise<void> {
  const { body, context } = getCurrentAuthEndpointContext();
  const { password } = (body ?? {}) as { password?: unknown };
  if (typeof password === "string" && password !== "") return;
  const account = await context.internalAdapter.findCredentialAccount(id);
  if (!account?.password) return;
  throw new APIError("BAD_REQUEST", {
    code: "PASSWORD_REQUIRED",
    message: "Enter the password to delete the account.",
  });
}
