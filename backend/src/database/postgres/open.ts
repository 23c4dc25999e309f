import { Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import type { Database } from "../database.ts";
import { noteFault } from "../faults.ts";
import { tablesRead } from "../health-table.ts";
import { observed } from "../observed.ts";
import { addressOf, withCheckedTls } from "./url.ts";

/** Milliseconds after which a connection, or a free place in the pool, is not waited for any longer. */
const connectTimeout = 2000;

/** Milliseconds after which PostgreSQL ends a statement; none here takes more than a few. */
const statementTimeout = 10_000;

/** For as long as the tables are made by one process, the others wait; twenty starts are done long before. */
const lockPatience = 120_000;

/** Any number that no other program takes for its own lock in the same database. */
const migrationLock = 7_215_394_001;

const writeProbe =
  "INSERT INTO surestart_health (id, at) VALUES (1, $1) ON CONFLICT (id) DO UPDATE SET at = excluded.at";

/** A pool of connections, none of which is made before it is needed. */
export function openPostgres(url: string, poolSize: number): Database {
  const settings = {
    connectionString: withCheckedTls(url),
    application_name: "surestart-backend",
    connectionTimeoutMillis: connectTimeout,
    // PostgreSQL, or the network to it, may be gone without a word: then nothing ends the statement there.
    query_timeout: statementTimeout + 2000,
    keepAlive: true,
    // Longer than from one look at the health to the next: a connection costs more than all its statements.
    idleTimeoutMillis: 60_000,
    // Set by a statement, since poolers refuse it among the parameters of a start.
    onConnect: async (client: pg.ClientBase) => {
      await client.query(`SET statement_timeout = ${statementTimeout}`);
    },
  };
  const pool = new pg.Pool({ ...settings, max: poolSize });
  // Its own, so that health tells whether PostgreSQL answers, and not whether the pool is busy; and two, since the first look at
  // the health is taken while the lock has one.
  const aside = new pg.Pool({ ...settings, max: 2 });
  // Said when nobody uses the connection: the next query says it too, and unheard it would end the process.
  for (const each of [pool, aside]) each.on("error", () => {});
  return {
    type: "postgres",
    name: addressOf(url),
    kysely: new Kysely({ dialect: observed(new PostgresDialect({ pool }), noteFault) }),
    whileLocked: (work) => whileLocked(aside, work),
    async check() {
      const { rows } = await aside.query("SELECT current_setting('transaction_read_only') AS readonly");
      if (rows[0]?.readonly !== "off") {
        throw Object.assign(new Error("PostgreSQL is read-only"), { code: "EROFS" });
      }
      // A full disk refuses a write and nothing else.
      await aside.query(tablesRead);
      await aside.query(writeProbe, [Date.now()]);
    },
    close: async () => {
      await Promise.all([pool.end(), aside.end()]);
    },
  };
}

/**
 * The lock belongs to a transaction, and so to one connection also where a pooler is between; PostgreSQL gives it back
 * when the connection ends.
 */
async function whileLocked<T>(pool: pg.Pool, work: () => Promise<T>): Promise<T> {
  const client = await pool.connect();
  // A connection that is lost meanwhile is told by the statement that needs it.
  client.on("error", () => {});
  try {
    await client.query("BEGIN");
    await client.query(
      `SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0; SET LOCAL lock_timeout = ${lockPatience}`,
    );
    await client.query({
      text: "SELECT pg_advisory_xact_lock($1)",
      values: [migrationLock],
      query_timeout: lockPatience + 2000,
    } as pg.QueryConfig);
    const result = await work();
    await client.query("COMMIT");
    client.release();
    return result;
  } catch (error) {
    // Not given back to the pool: with the connection the lock ends.
    client.release(true);
    throw error;
  }
}
