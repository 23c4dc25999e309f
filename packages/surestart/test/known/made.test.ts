import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { made } from "../../../../scripts/known.ts";
import { tools } from "../../src/known/_all.ts";

test("what is made from the tools is up to date (npm run known)", async () => {
  for (const { file, text } of await made()) expect(readFileSync(file, "utf8")).toBe(text);
});

test("no two tools have one name", () => {
  const names = tools.map(({ name }) => name);
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
});
