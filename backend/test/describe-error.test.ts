import { SurestartError } from "surestart/serve";
import { expect, test } from "vitest";
import { readOwnFinding } from "../../packages/surestart/src/launch/crash/own-finding.ts";
import { secretChanged } from "../src/config/findings.ts";
import { describeError, errorText } from "../src/describe-error.ts";

const sqlite = { type: "sqlite", name: "/srv/data/auth.db" } as const;

test("what the backend prints, surestart run reads as the finding that it is", () => {
  const error = secretChanged(sqlite, new Error("cannot decrypt"));
  const { code, title, detail, fixes } = error.finding;
  expect(readOwnFinding(describeError(error).split("\n"))?.said).toEqual({
    code,
    title,
    detail,
    fixes: fixes.map(({ title: way, command }) => (command ? { title: way, command } : { title: way })),
  });
});

test("keys that no secret opens are dropped as the database in use has it", () => {
  const dropping = (error: SurestartError) => error.finding.fixes.find(({ id }) => id === "drop-the-keys");
  expect(dropping(secretChanged(sqlite, null))?.command).toContain('"/srv/data/auth.db"');
  const postgres = secretChanged({ type: "postgres", name: "db.example.com:5432/auth" }, null);
  expect(dropping(postgres)).toMatchObject({ title: expect.stringContaining("psql") });
  expect(JSON.stringify(postgres.finding)).not.toContain("sqlite");
});

test("of several findings the first is read", () => {
  const { finding } = secretChanged(sqlite, null);
  const error = new SurestartError([{ ...finding, title: "First", fixes: [] }, finding]);
  expect(readOwnFinding(describeError(error).split("\n"))?.said).toMatchObject({ title: "First", fixes: [] });
});

test.each([
  [
    "an error without a stack",
    Object.assign(new Error("no such column"), { stack: "" }),
    /^Error: no such column$/,
  ],
  ["one with a stack", new Error("well"), /^Error: well\n\s+at /],
  [
    "one with a cause",
    Object.assign(new Error("outer", { cause: new Error("inner") })),
    /outer.*caused by Error: inner/s,
  ],
  ["no error at all", "a text", /^a text$/],
])("the text of %s is never empty", (_name, error, text) => {
  expect(errorText(error)).toMatch(text);
});
