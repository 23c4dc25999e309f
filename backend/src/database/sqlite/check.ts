import { statSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as delay } from "node:timers/promises";
import { tablesRead } from "../health-table.ts";
import { codeOf } from "./start-faults.ts";

/** Milliseconds for which a lock of another process is no failure yet: requests wait longer for it. */
const patience = 2500;

export interface SqliteCheck {
  /** Throws, with a code, when the database cannot be read or written. It blocks nobody. */
  run(signal?: AbortSignal): Promise<void>;
  /** Throws when the file was removed or replaced: SQLite goes on with one that nobody will find again. */
  sameFile(): void;
  /** To be told of each error of a statement: damage is found by who reads the damaged page, and never heals. */
  note(error: unknown): void;
  close(): void;
}

/**
 * Whether a database works: by a write, since that is what fails on a full or read-only disk, and by a look into the tables
 * without which nobody signs in. Through a connection of its own, since others are within transactions.
 */
export function sqliteCheck(file: string): SqliteCheck {
  const { ino, dev } = statSync(file);
  let connection: { database: DatabaseSync; probe: () => void } | null = null;
  let damage: unknown = null;

  function connect(): { database: DatabaseSync; probe: () => void } {
    const database = new DatabaseSync(file, { timeout: 0 });
    database.exec("PRAGMA synchronous = FULL");
    const write = database.prepare(
      "INSERT INTO surestart_health (id, at) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET at = excluded.at",
    );
    const read = database.prepare(tablesRead);
    return {
      database,
      probe() {
        read.get();
        write.run(Date.now());
      },
    };
  }

  function sameFile(): void {
    const now = statSync(file);
    if (now.ino !== ino || now.dev !== dev)
      throw Object.assign(new Error(`${file} was replaced`), { code: "ESTALE" });
  }

  return {
    sameFile,
    note(error) {
      if (codeOf(error) === "ECORRUPT") damage = error;
    },
    async run(signal) {
      sameFile();
      if (damage !== null)
        throw Object.assign(new Error(`${file} is damaged`, { cause: damage }), { code: "ECORRUPT" });
      const until = performance.now() + patience;
      for (;;) {
        try {
          connection ??= connect();
          connection.probe();
          return;
        } catch (error) {
          const code = codeOf(error);
          if (code === null) throw error;
          if (code === "ECORRUPT") damage = error;
          if (code !== "ELOCKED" || performance.now() > until || signal?.aborted) {
            throw Object.assign(new Error(`${file} cannot be used`, { cause: error }), { code });
          }
        }
        await delay(50);
      }
    },
    close() {
      connection?.database.close();
      connection = null;
    },
  };
}
