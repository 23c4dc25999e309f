import type { DatabaseSync } from "node:sqlite";
import { NodeSqliteDialect } from "@better-auth/kysely-adapter/node-sqlite-dialect";
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SelectQueryNode,
} from "kysely";
import { patiently } from "./patience.ts";
import { statementsOf } from "./statements.ts";
import { createTurns, type Turns } from "./turns.ts";

/** The connections to one file; both are closed by their owner. */
export interface Connections {
  writer: DatabaseSync;
  /** Reads that belong to no transaction have a connection of their own, and wait for no transaction. */
  reader: DatabaseSync;
  /** What the connections need before their first statement. */
  settle?: () => Promise<void>;
  /** Throws when the file is not there any more: what is written then is lost, and would be answered with success. */
  sameFile?: () => void;
  /** Milliseconds that a statement waits for another process. */
  patience?: number | undefined;
}

/**
 * SQLite for several processes that share a file, and for many requests at once in each of them. A transaction takes the write
 * lock when it begins: one that reads first and writes later is refused when another process wrote in between.
 */
export function sqliteDialect(connections: Connections): Dialect {
  const plain = new NodeSqliteDialect({ database: connections.writer });
  return {
    createDriver: () => createDriver(connections),
    createQueryCompiler: () => plain.createQueryCompiler(),
    createAdapter: () => plain.createAdapter(),
    createIntrospector: (db) => plain.createIntrospector(db),
  };
}

function createDriver({
  writer,
  reader,
  settle = async () => {},
  sameFile = () => {},
  patience,
}: Connections): Driver {
  const turns = createTurns();
  const write = statementsOf(writer);
  const read = statementsOf(reader);
  const own = (connection: DatabaseConnection): Connection => connection as Connection;
  return {
    init: settle,
    acquireConnection: async () => new Connection(writer, write, read, turns, sameFile, patience),
    beginTransaction: (connection) => own(connection).begin(),
    commitTransaction: (connection) => own(connection).commit(),
    rollbackTransaction: (connection) => own(connection).rollback(),
    async releaseConnection() {},
    async destroy() {},
  };
}

type Run = (query: Pick<CompiledQuery, "sql" | "parameters">) => QueryResult<unknown>;

/** One that Kysely has taken: it is given the writer for a write, or from the begin of a transaction to its end. */
class Connection implements DatabaseConnection {
  readonly #writer: DatabaseSync;
  readonly #write: Run;
  readonly #read: Run;
  readonly #turns: Turns;
  readonly #sameFile: () => void;
  readonly #patience: number | undefined;
  /** Gives the writer back; null when it is not ours. */
  #release: (() => void) | null = null;

  constructor(
    writer: DatabaseSync,
    write: Run,
    read: Run,
    turns: Turns,
    sameFile: () => void,
    patience: number | undefined,
  ) {
    this.#writer = writer;
    this.#write = write;
    this.#read = read;
    this.#turns = turns;
    this.#sameFile = sameFile;
    this.#patience = patience;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    if (this.#release !== null) return this.#write(query) as QueryResult<R>;
    if (SelectQueryNode.is(query.query))
      return patiently(() => this.#read(query) as QueryResult<R>, this.#patience);
    this.#sameFile();
    const done = await this.#turns.take();
    try {
      return await patiently(() => this.#write(query) as QueryResult<R>, this.#patience);
    } finally {
      done();
    }
  }

  async begin(): Promise<void> {
    this.#sameFile();
    const done = await this.#turns.take();
    try {
      await patiently(() => this.#write({ sql: "begin immediate", parameters: [] }), this.#patience);
      this.#release = done;
    } catch (error) {
      done();
      throw error;
    }
  }

  /** When it fails, Kysely rolls back: the writer is ours until then. */
  async commit(): Promise<void> {
    await patiently(() => this.#write({ sql: "commit", parameters: [] }), this.#patience);
    this.#giveBack();
  }

  async rollback(): Promise<void> {
    try {
      // A full disk and its like have ended the transaction already.
      if (this.#writer.isTransaction) this.#write({ sql: "rollback", parameters: [] });
    } finally {
      this.#giveBack();
    }
  }

  #giveBack(): void {
    this.#release?.();
    this.#release = null;
  }

  streamQuery(): never {
    throw new Error("SQLite gives all rows at once");
  }
}
