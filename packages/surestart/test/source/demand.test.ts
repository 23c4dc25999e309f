import { expect, test } from "vitest";
import { type Demand, join, unchecked } from "../../src/source/demand.ts";

// biome-ignore format: one row, one line
test.each<[string, Demand, Demand, Demand]>([
  ["what only one says is said", { as: "int" }, { minLength: 3 }, { as: "int", minLength: 3 }],
  ["of two words the first counts", { as: "int", usedAs: "a" }, { as: "url", usedAs: "b" }, { as: "int", usedAs: "a" }],
  ["what either requires is required", { required: false, refusesEmpty: true }, { required: true, refusesEmpty: false }, { required: true, refusesEmpty: true }],
  ["the greater length", { minLength: 8 }, { minLength: 32 }, { minLength: 32 }],
  ["what either refuses", { refuses: ["a", "b"] }, { refuses: ["b", "c"] }, { refuses: ["a", "b", "c"] }],
  ["a default comes with its text", { required: true }, { hasDefault: true, fallback: "x" }, { required: true, hasDefault: true, fallback: "x" }],
  ["a default that is no literal keeps having no text", { hasDefault: true, fallback: null }, { hasDefault: true, fallback: "x" }, { hasDefault: true, fallback: null }],
])("%s", (_what, demand, more, joined) => {
  expect(join({ ...demand }, more)).toEqual(joined);
});

test("where a check may not be made, what a value is made into is left", () => {
  const use: Demand = { as: "url", usedAs: "redis", decodedFrom: "hex", edited: true };
  const check: Demand = { required: true, refusesEmpty: true, choices: ["a"], minLength: 1, refuses: ["b"] };
  expect(unchecked({ ...use, ...check })).toEqual(use);
});
