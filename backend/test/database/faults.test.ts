import { expect, test } from "vitest";
import { faultOf } from "../../src/database/faults.ts";
import type { Fault } from "../../src/requests/request-context.ts";

const rows: [string, object, Fault | null][] = [
  ["SQLite is locked", { errcode: 5 }, "unavailable"],
  ["SQLite is locked, in its extended code", { errcode: 5 | (2 << 8) }, "unavailable"],
  ["SQLite has this address already", { errcode: 19 | (8 << 8) }, null],
  ["SQLite's disk is full", { errcode: 13 }, "broken"],
  ["SQLite's file is damaged", { errcode: 11 }, "broken"],
  ["nothing listens", { code: "ECONNREFUSED" }, "unavailable"],
  ["PostgreSQL starts", { code: "57P03" }, "unavailable"],
  ["PostgreSQL has no connection left", { code: "53300" }, "unavailable"],
  ["PostgreSQL ended a statement that took too long", { code: "57014" }, "unavailable"],
  ["PostgreSQL has this address already", { code: "23505" }, null],
  ["PostgreSQL refuses a text", { code: "22021" }, null],
  ["PostgreSQL has no such table", { code: "42P01" }, "broken"],
  ["the pool has no connection", new Error("timeout exceeded when trying to connect"), "unavailable"],
  ["the connection is gone", new Error("Connection terminated unexpectedly"), "unavailable"],
  ["Redis does not answer", new Error("Command timed out"), "unavailable"],
  ["anything else", new Error("?"), "broken"],
];
test.each(rows)("%s", (_name, error, fault) => {
  expect(faultOf(error)).toBe(fault);
});
