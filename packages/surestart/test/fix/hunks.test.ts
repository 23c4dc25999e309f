import { applyPatch, structuredPatch } from "diff";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Hunk, hunksOf, hunksOfChanges } from "../../src/fix/hunks.ts";
import { SourceText } from "../../src/fix/source-text.ts";
import { TextDraft } from "../../src/fix/text-draft.ts";

const lines = fc
  .array(fc.constantFrom("A=1\n", "B=2\r\n", "# c\n", "\n", "D\r", "E=“x”\n"), { maxLength: 30 })
  .chain((some) => fc.constantFrom("", "last=1").map((last) => some.join("") + last));
const wishes = fc.array(
  fc.record({
    at: fc.nat(200),
    length: fc.nat(12),
    text: fc.constantFrom("", "x", "N=1\n", "a\nb\n", "\r\n"),
  }),
  { maxLength: 6 },
);

/** The draft with those of the changes that do not meet. */
function drafted(text: string, some: { at: number; length: number; text: string }[]): TextDraft {
  const draft = new TextDraft(new SourceText(".env", new TextEncoder().encode(text)));
  for (const { at, length, text: instead } of some) {
    const from = Math.min(at, text.length);
    try {
      draft.splice(from, Math.min(from + length, text.length), instead);
    } catch {
      // Two that meet are refused, as they must be.
    }
  }
  return draft;
}

function applied(text: string, hunks: Hunk[]): string | false {
  const patch = { ...structuredPatch("", "", "", ""), hunks };
  return applyPatch(text, patch, { autoConvertLineEndings: false });
}

test("the diff of the changes gives what is written, whatever the changes are", () => {
  fc.assert(
    fc.property(lines, wishes, (text, some) => {
      const draft = drafted(text, some);
      const written = new TextDecoder().decode(draft.bytes());
      expect(applied(text, hunksOfChanges(draft.source, draft.changes() ?? []))).toBe(written);
    }),
  );
});

test("the diff of changes is the diff of the whole text, where nothing repeats", () => {
  const text = Array.from({ length: 60 }, (_, index) => `KEY_${index}=${index}\n`).join("");
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(59), { minLength: 1, maxLength: 5 }), (numbers) => {
      const draft = new TextDraft(new SourceText(".env", new TextEncoder().encode(text)));
      for (const number of numbers) {
        const { from, end } = draft.line(number + 1);
        draft.splice(from, end, `OTHER_${number}=x`);
      }
      const written = new TextDecoder().decode(draft.bytes());
      const near = hunksOfChanges(draft.source, draft.changes() ?? []);
      // Two parts that touch are one hunk for the whole text; the lines that change are the same.
      expect(near.flatMap(changed)).toEqual(hunksOf(text, written).flatMap(changed));
    }),
  );
});

function changed({ lines: some }: Hunk): string[] {
  return some.filter((line) => /^[+-]/.test(line));
}

describe("texts of which nearly every line differs", () => {
  const count = 30_000;
  const many = (end: string): string =>
    Array.from({ length: count }, (_, index) => `KEY_${index}=1${end}`).join("");
  test.each([
    { name: "line ends", from: many("\r\n"), to: many("\n") },
    { name: "every second line", from: many("\n"), to: many("\n").replace(/(\d=1\n.*)=1\n/g, "$1=2\n") },
    { name: "other lines, and more of them", from: many("\n"), to: `head\n${many("2\n")}tail` },
    { name: "a new text", from: "", to: many("\n") },
    { name: "a last line without an end", from: many("\r\n").slice(0, -2), to: many("\n").slice(0, -1) },
  ])("$name: the diff is made in time, and gives the other", ({ from, to }) => {
    const began = process.cpuUsage();
    const hunks = hunksOf(from, to);
    const { user } = process.cpuUsage(began);
    expect(applied(from, hunks)).toBe(to);
    // The shortest way between two such texts takes minutes.
    expect(user / 1e6).toBeLessThan(10);
  });
});
