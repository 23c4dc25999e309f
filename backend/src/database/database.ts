import type { Kysely } from "kysely";

/** The database, whichever it is, as the rest of the backend sees it. */
export interface Database {
  type: "sqlite" | "postgres";
  /** For people: a path, or host:port/name. Never with a password. */
  name: string;
  // biome-ignore lint/suspicious/noExplicitAny: the tables are Better Auth's, which makes them and knows their types
  kysely: Kysely<any>;
  /** Runs `work`, which makes or changes tables, while no other process does so with this database. */
  whileLocked<T>(work: () => Promise<T>): Promise<T>;
  /** Throws, with a code, when the database cannot be read or written. `signal`: nobody waits any more. */
  check(signal?: AbortSignal): Promise<void>;
  close(): void | Promise<void>;
}
