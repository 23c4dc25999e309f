import type { AuthContext } from "better-auth";

/**
 * Of an account whose address nobody had verified, everything by which whoever signed up could come back once its owner has chosen
 * a password: passkeys, other services, and the second factor, which would keep the owner out.
 */
export async function forgetStrangers(
  { adapter, internalAdapter }: Pick<AuthContext, "adapter" | "internalAdapter">,
  userId: string,
): Promise<void> {
  const own = { field: "userId", value: userId };
  await adapter.deleteMany({ model: "passkey", where: [own] });
  await adapter.deleteMany({ model: "twoFactor", where: [own] });
  await adapter.deleteMany({
    model: "account",
    where: [own, { field: "providerId", operator: "ne", value: "credential" }],
  });
  await internalAdapter.updateUser(userId, { twoFactorEnabled: false });
}
