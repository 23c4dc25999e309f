import { generateId } from "better-auth";

/** How long a link is good by which a new password is chosen. */
export const resetMinutes = 30;

/** Where Better Auth keeps what is good once. */
export interface Verifications {
  createVerificationValue(data: { identifier: string; value: string; expiresAt: Date }): Promise<unknown>;
}

/** A link by which a user chooses a new password, once; as Better Auth's route makes it for whoever asks by mail. */
export async function makeResetLink(adapter: Verifications, userId: string, base: string): Promise<string> {
  const token = generateId(24);
  await adapter.createVerificationValue({
    identifier: `reset-password:${token}`,
    value: userId,
    expiresAt: new Date(Date.now() + resetMinutes * 60_000),
  });
  return resetLink(base, token);
}

export function resetLink(base: string, token: string): string {
  const link = new URL("/reset-password", base);
  link.searchParams.set("token", token);
  return link.href;
}
