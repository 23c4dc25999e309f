import type { Place } from "surestart/serve";
import type { DatabaseConfig, DataConfig } from "./config/data-config.ts";
import type { Database } from "./database/database.ts";
import { faultOf, saidBy } from "./database/faults.ts";
import { openPostgres } from "./database/postgres/open.ts";
import { postgresRefusal } from "./database/postgres/refusals.ts";
import { openSqlite } from "./database/sqlite/open.ts";
import { openRedis, type SessionStore } from "./sessions/redis.ts";
import { redisRefusal } from "./sessions/refusals.ts";

/** Everything that outlives a request. */
export interface Data {
  database: Database;
  /** Of sessions and counts; null where one process keeps them by itself. */
  store: SessionStore | null;
  /**
   * Reaches all of it, and then does `work` while no other process does so.
   * @throws {Unreachable} when a server does not answer now
   * @throws {SurestartError} when it refuses
   */
  prepare(work: () => Promise<void>): Promise<void>;
  /** Called before it is closed. */
  onClose(work: () => void): void;
  close(): Promise<void>;
}

/** A server that may answer later. */
export class Unreachable extends Error {
  override readonly name = "Unreachable";
}

/** `placeOf`: the line of a variable, for findings. */
export function openData(config: DataConfig, placeOf: (name: string) => Place | undefined): Data {
  const { redisUrl } = config;
  const database = openDatabase(config.database);
  const store = redisUrl === null ? null : openRedis(redisUrl);
  const works: (() => void)[] = [];
  return {
    database,
    store,
    async prepare(work) {
      await store?.reached().catch((error: unknown) => {
        const service = { name: store.name, variable: "REDIS_URL", at: placeOf("REDIS_URL") } as const;
        throw redisRefusal(error, service) ?? laterOr(store.name, error);
      });
      await database.whileLocked(work).catch((error: unknown) => {
        if (database.type === "sqlite") throw error;
        const service = {
          name: `PostgreSQL at ${database.name}`,
          variable: "DATABASE_URL",
          at: placeOf("DATABASE_URL"),
        } as const;
        throw postgresRefusal(error, service) ?? laterOr(service.name, error);
      });
    },
    onClose: (work) => void works.push(work),
    async close() {
      for (const work of works) work();
      store?.close();
      await database.close();
    },
  };
}

/** @throws {SurestartError} when SQLite's file cannot be written; a server is asked only when it is needed */
export function openDatabase(config: DatabaseConfig): Database {
  return config.type === "sqlite" ? openSqlite(config.file) : openPostgres(config.url, config.poolSize);
}

function laterOr(name: string, error: unknown): unknown {
  if (faultOf(error) !== "unavailable") return error;
  return new Unreachable(`${name} does not answer: ${saidBy(error)}`, { cause: error });
}
