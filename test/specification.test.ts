import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";

const home = path.resolve(import.meta.dirname, "..");
const rows = readFileSync(path.join(home, "docs/internals/specification.md"), "utf8")
  .split("\n")
  .filter((line) => /^\| (FR|SC|edge)/.test(line))
  .map((line) => line.split(" | ").map((cell) => cell.replace(/^\| | \|$/g, "").trim()));

const promises = readFileSync(path.join(home, "docs/internals/second-look.md"), "utf8")
  .split("\n")
  .filter((line) => line.startsWith("| ") && line.includes(".test.ts`"))
  .map((line) => line.split(" | ").map((cell) => cell.replace(/^\| | \|$/g, "").trim()));

const wanted = [
  "FR-001",
  "FR-002",
  "FR-003",
  "FR-004",
  "FR-005",
  "FR-006",
  "FR-007",
  "SC-001",
  "SC-002",
  "SC-003",
  "SC-004",
  "SC-005",
];

describe("docs/internals/specification.md", () => {
  test("has a row for every wish, and three edge cases", () => {
    const ids = rows.map(([id]) => id ?? "");
    expect(ids.filter((id) => !id.startsWith("edge"))).toEqual(wanted);
    expect(ids.filter((id) => id.startsWith("edge"))).toHaveLength(3);
  });

  test.each(rows.map((row): [string, string] => [row[0] ?? "", row[3] ?? ""]))(
    "%s names tests that exist",
    (_id, shown) => expectTests(shown),
  );
});

describe("docs/internals/second-look.md", () => {
  test("has its table", () => expect(promises.length).toBeGreaterThan(30));

  test.each(promises.map((row): [string, string] => [row[0] ?? "", row[1] ?? ""]))(
    "%s: its tests exist",
    (_promise, shown) => expectTests(shown),
  );
});

function expectTests(shown: string): void {
  const named = [...shown.matchAll(/`([^`]+\.test\.ts)`: "([^"]{5,})"/g)];
  expect(named.length).toBe(shown.split(".test.ts`").length - 1);
  for (const [, file = "", name = ""] of named) {
    expect(existsSync(path.join(home, file)), file).toBe(true);
    expect(readFileSync(path.join(home, file), "utf8"), file).toContain(name);
  }
}
