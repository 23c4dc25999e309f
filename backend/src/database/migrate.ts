import type { BetterAuthOptions } from "better-auth";
import { getMigrations } from "better-auth/db/migration";

/** Brings the tables to what Better Auth wants. Under the lock: two that migrate at once fail with "table already exists". */
export async function migrate(options: BetterAuthOptions): Promise<void> {
  const plan = await getMigrations(options);
  await plan.runMigrations();
}
