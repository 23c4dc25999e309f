import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { made } from "../../../../scripts/known.ts";
import { tools } from "../../src/known/_all.ts";
import { uses } from "../../src/known/_find-uses.ts";

test("what is made from the tools is up to date (npm run known)", async () => {
  for (const { file, text } of await made()) expect(readFileSync(file, "utf8")).toBe(text);
});

test("every row that the scaffold made says what it is taken from", () => {
  const known = path.resolve(import.meta.dirname, "../../src/known");
  const unsaid = readdirSync(known).filter((name) =>
    readFileSync(path.join(known, name), "utf8").includes("(write here"),
  );
  expect(unsaid, "name the page of the tool, or the file of its source, above its row").toEqual([]);
});

test("no two tools have one name", () => {
  const names = tools.map(({ name }) => name);
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
});

test("what is known of a use is of a value that code hands to a tool, or known by other words", () => {
  const handed = tools.flatMap(({ takes = [], looksUp = [] }) => [
    ...takes.flatMap(({ usedAs, form }) => [usedAs, form?.usedAs]),
    ...looksUp.map(({ usedAs }) => usedAs),
  ]);
  const isHanded = (use: string): boolean =>
    handed.some((word) => word === use || (word?.endsWith("$1") && use.startsWith(word.slice(0, -2))));
  const dead = [...uses].filter(
    ([use, { urls = [], form }]) => !isHanded(use) && !form && !urls.some(({ otherwise }) => otherwise),
  );
  expect(dead.map(([use]) => use)).toEqual([]);
});
