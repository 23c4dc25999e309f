import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach } from "vitest";
import { describeDatabase } from "./database-suite.ts";
import { cleanUp } from "./support.ts";

afterEach(cleanUp);

describeDatabase("SQLite", async () => ({
  env: {},
  sql: async (text, dir) => inFile(join(dir, "data/auth.db"), text),
}));

function inFile(file: string, sql: string): Record<string, unknown>[] {
  const database = new DatabaseSync(file);
  try {
    return database.prepare(sql).all();
  } finally {
    database.close();
  }
}
