// biome-ignore-all lint/suspicious/noTemplateCurlyInString: what stands in these strings are values
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dialects, readEnv } from "../../src/env/dialects.ts";
import { readsAs, spellFor } from "../../src/env/spell.ts";
import type { Dialect } from "../../src/facts.ts";
import { envValue } from "./arbitrary.ts";

const { cases } = JSON.parse(readFileSync(new URL("golden/encodings.json", import.meta.url), "utf8")) as {
  cases: { name: string; value: string; right: Record<string, Dialect[]> }[];
};

/** The spellings of the golden data that can be made from the value alone. */
const makers: Record<string, (value: string) => string> = {
  raw: (value) => value,
  "'raw'": (value) => `'${value}'`,
  '"raw"': (value) => `"${value}"`,
  "`raw`": (value) => `\`${value}\``,
  '"esc \\ and dq"': (value) => `"${value.replace(/[\\"]/g, "\\$&")}"`,
  "raw \\$": (value) => value.replaceAll("$", "\\$"),
  '"raw \\$"': (value) => `"${value.replaceAll("$", "\\$")}"`,
  "'sh esc'": (value) => `'${value.replaceAll("'", "'\\''")}'`,
  "raw $$": (value) => value.replaceAll("$", "$$$$"),
};
const golden = dialects.filter((dialect) => dialect !== "node20");

describe.each(cases)("$name", ({ value, right }) => {
  test.each(Object.entries(makers))("spelled %s", (name, make) => {
    const line = `A=${make(value)}`;
    const reads = golden.filter((dialect) => {
      const reading = readEnv(line, dialect);
      return (
        reading.values["A"] === value &&
        !reading.problems.some(({ reason }) => reason === "command" || reason === "expansion")
      );
    });
    expect(reads.sort()).toEqual(right[name]);
  });
});

test.each<[string, Dialect[], string, Dialect[]]>([
  ["plain-value_1.0:/@", [...dialects], "plain-value_1.0:/@", []],
  ["pa#ss", [...dialects], "'pa#ss'", ["docker"]],
  ["pa#ss", ["docker"], "pa#ss", []],
  ["$2b$12$abc", ["bash", "node", "python"], "'$2b$12$abc'", []],
  ["$2b$12$abc", ["dotenv-expand", "bun"], '"\\$2b\\$12\\$abc"', []],
  ["it's", ["node", "python", "bash"], '"it\'s"', []],
  ["two words", ["node"], "'two words'", []],
  ["", [...dialects], "", []],
])("%j for %j", (value, among, spelling, fails) => {
  expect(spellFor(value, among)).toMatchObject({ spelling, fails });
});

test("a value with a dollar has no spelling that suits both node and Vite", () => {
  const { works, fails } = spellFor("pa$word1", ["dotenv", "node", "python", "dotenv-expand", "bun"]);
  expect(works).toEqual(["dotenv", "node", "python"]);
  expect(fails).toEqual(["dotenv-expand", "bun"]);
});

test("what is said to work does, and only that", () => {
  fc.assert(
    fc.property(envValue, fc.subarray([...dialects], { minLength: 1 }), (value, among) => {
      const { spelling, works, fails } = spellFor(value, among);
      expect([...works, ...fails].sort()).toEqual([...among].sort());
      for (const dialect of works) expect(readsAs(spelling, value, dialect)).toBe(true);
      for (const dialect of fails) expect(readsAs(spelling, value, dialect)).toBe(false);
    }),
    { numRuns: 300 },
  );
});
