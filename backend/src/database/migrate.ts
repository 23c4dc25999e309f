import type { DatabaseSync } from "node:sqlite";
import type { BetterAuthOptions } from "better-auth";
import { getMigrations } from "better-auth/db/migration";

/**
 * Brings the tables to what Better Auth wants. Only under the lock: two processes that migrate at once fail with "table
 * already exists", and the switch to WAL fails while another one has the database open for writing.
 */
export async function migrate(database: DatabaseSync, options: BetterAuthOptions): Promise<void> {
  database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
  const plan = await getMigrations(options);
  await plan.runMigrations();
}
