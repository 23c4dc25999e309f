import type { Kysely } from "kysely";

/** The table of one row that the health check writes: writing is what fails. Made under the lock, as all tables are. */
// biome-ignore lint/suspicious/noExplicitAny: the other tables are Better Auth's, which makes them and knows their types
export async function makeHealthTable(kysely: Kysely<any>): Promise<void> {
  await kysely.schema
    .createTable("surestart_health")
    .ifNotExists()
    .addColumn("id", "integer", (column) => column.primaryKey())
    .addColumn("at", "bigint", (column) => column.notNull())
    .execute();
}

/** One row at most of each table that a sign-in needs. */
export const tablesRead = `SELECT ${["user", "session", "account", "jwks"]
  .map((table) => `(SELECT 1 FROM "${table}" LIMIT 1)`)
  .join(", ")}`;
