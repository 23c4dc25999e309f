import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import type { CompiledQuery, QueryResult } from "kysely";

/** Better Auth has a few dozen; lists of different lengths make more of them. */
const kept = 300;

interface Prepared {
  statement: StatementSync;
  givesRows: boolean;
}

/** Runs statements on a connection, each prepared once. */
export function statementsOf(
  database: DatabaseSync,
): (query: Pick<CompiledQuery, "sql" | "parameters">) => QueryResult<unknown> {
  const prepared = new Map<string, Prepared>();
  const prepare = (sql: string): Prepared => {
    const known = prepared.get(sql);
    if (known !== undefined) return known;
    if (prepared.size >= kept) prepared.clear();
    const statement = database.prepare(sql);
    const made = { statement, givesRows: statement.columns().length > 0 };
    prepared.set(sql, made);
    return made;
  };
  return ({ sql, parameters }) => {
    const { statement, givesRows } = prepare(sql);
    const values = parameters as SQLInputValue[];
    if (givesRows) return { rows: statement.all(...values) };
    const { changes, lastInsertRowid } = statement.run(...values);
    return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
  };
}
