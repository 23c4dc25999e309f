import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Database } from "../../../src/database/database.ts";
import { openSqlite } from "../../../src/database/sqlite/open.ts";

let dir: string;
let database: Database;
/** What another process would be. */
let other: DatabaseSync;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), "surestart-sqlite-"));
  const file = join(dir, "data/auth.db");
  database = openSqlite(file);
  await database.whileLocked(() =>
    database.kysely.schema
      .createTable("word")
      .addColumn("word", "text", (column) => column.unique())
      .execute(),
  );
  other = new DatabaseSync(file);
});

afterEach(async () => {
  other.close();
  await database.close();
  rmSync(dir, { recursive: true });
});

const add = (word: string) => database.kysely.insertInto("word").values({ word }).execute();
const words = async (): Promise<string[]> =>
  (await database.kysely.selectFrom("word").select("word").orderBy("word").execute()).map(({ word }) => word);

test("a write waits for another process's, and reads and timers go on meanwhile", async () => {
  other.exec("BEGIN IMMEDIATE; INSERT INTO word VALUES ('theirs')");
  let written = false;
  const write = add("ours").then(() => {
    written = true;
  });
  const transaction = database.kysely.transaction().execute(async (inside) => {
    await inside.selectFrom("word").selectAll().execute();
    await inside.insertInto("word").values({ word: "last" }).execute();
  });
  expect(await words()).toEqual([]);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(written).toBe(false);
  other.exec("COMMIT");
  await Promise.all([write, transaction]);
  expect(await words()).toEqual(["last", "ours", "theirs"]);
});

test("a lock that is never given back is an error in the end", async () => {
  const hasty = openSqlite(database.name, 200);
  const addHastily = () => hasty.kysely.insertInto("word").values({ word: "ours" }).execute();
  try {
    other.exec("BEGIN IMMEDIATE");
    const since = performance.now();
    await expect(addHastily()).rejects.toThrow("locked");
    expect(performance.now() - since).toBeGreaterThanOrEqual(200);
    await expect(hasty.kysely.transaction().execute(async () => {})).rejects.toThrow("locked");
    other.exec("ROLLBACK");
    await addHastily();
  } finally {
    await hasty.close();
  }
});

test("a start waits for another that has the whole file, before it is in WAL mode", async () => {
  const file = join(dir, "fresh.db");
  const first = new DatabaseSync(file);
  first.exec("CREATE TABLE word (word TEXT); BEGIN EXCLUSIVE");
  const second = openSqlite(file);
  try {
    const started = second.whileLocked(async () => {
      await second.kysely.insertInto("word").values({ word: "ours" }).execute();
    });
    await new Promise((resolve) => setTimeout(resolve, 100));
    first.exec("COMMIT");
    await started;
  } finally {
    first.close();
    await second.close();
  }
});

describe("a transaction", () => {
  test("that fails leaves nothing, and the writer to the next", async () => {
    const failing = database.kysely.transaction().execute(async (inside) => {
      await inside.insertInto("word").values({ word: "lost" }).execute();
      throw new Error("no");
    });
    const next = add("kept");
    await expect(failing).rejects.toThrow("no");
    await next;
    expect(await words()).toEqual(["kept"]);
  });

  test("is seen by others when it is done, and holds back no read of theirs", async () => {
    let seen: string[] = [];
    await database.kysely.transaction().execute(async (inside) => {
      await inside.insertInto("word").values({ word: "new" }).execute();
      seen = await words();
      expect(await inside.selectFrom("word").selectAll().execute()).toHaveLength(1);
    });
    expect([seen, await words()]).toEqual([[], ["new"]]);
  });

  test("many at once are all done", async () => {
    const many = Array.from({ length: 50 }, (_, index) => `word ${String(index).padStart(2, "0")}`);
    await Promise.all(
      many.map((word) =>
        database.kysely.transaction().execute(async (inside) => {
          await inside.selectFrom("word").selectAll().execute();
          await new Promise((resolve) => setImmediate(resolve));
          await inside.insertInto("word").values({ word }).execute();
        }),
      ),
    );
    expect(await words()).toEqual(many);
  });

  test("that breaks a rule says which, and is undone", async () => {
    await add("twice");
    await expect(add("twice")).rejects.toThrow("UNIQUE");
    expect(await words()).toEqual(["twice"]);
  });
});

test("a table that was changed by another process is read as it is now", async () => {
  await add("one");
  await words();
  other.exec("ALTER TABLE word ADD COLUMN length integer DEFAULT 3");
  expect(await database.kysely.selectFrom("word").selectAll().execute()).toEqual([
    { word: "one", length: 3 },
  ]);
});
