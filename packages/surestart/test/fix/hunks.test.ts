import { applyPatch, structuredPatch } from "diff";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Hunk, hunksOf } from "../../src/fix/hunks.ts";

const text = fc
  .array(fc.constantFrom("A=1\n", "B=2\r\n", "# c\n", "\n", "D\r", "E=“x”\n"), { maxLength: 30 })
  .chain((some) => fc.constantFrom("", "last=1").map((last) => some.join("") + last));

function applied(text: string, hunks: Hunk[]): string | false {
  const patch = { ...structuredPatch("", "", "", ""), hunks };
  return applyPatch(text, patch, { autoConvertLineEndings: false });
}

test("the diff of two texts gives the one from the other, whatever they are", () => {
  fc.assert(
    fc.property(text, text, (from, to) => {
      expect(applied(from, hunksOf(from, to))).toBe(to);
    }),
  );
});

describe("texts of which nearly every line differs", () => {
  const count = 300;
  const many = (end: string): string =>
    Array.from({ length: count }, (_, index) => `KEY_${index}=1${end}`).join("");
  test.each([
    { name: "line ends", from: many("\r\n"), to: many("\n") },
    { name: "every second line", from: many("\n"), to: many("\n").replace(/(\d=1\n.*)=1\n/g, "$1=2\n") },
    { name: "other lines, and more of them", from: many("\n"), to: `head\n${many("2\n")}tail` },
    { name: "a new text", from: "", to: many("\n") },
    { name: "a last line without an end", from: many("\r\n").slice(0, -2), to: many("\n").slice(0, -1) },
  ])("$name: the diff gives the other", ({ from, to }) => {
    expect(applied(from, hunksOf(from, to))).toBe(to);
  });
});
