import { expect, test } from "vitest";
import { FixRefused } from "../../src/fix/refusal.ts";
import { SourceText } from "../../src/fix/source-text.ts";
import { TextDraft } from "../../src/fix/text-draft.ts";

const draftOf = (text: string): TextDraft =>
  new TextDraft(new SourceText("a", new TextEncoder().encode(text)));
const written = (draft: TextDraft): string => new TextDecoder().decode(draft.bytes());

test.each([
  { name: "a part of another", first: [2, 6], second: [4, 8] },
  { name: "within another", first: [2, 8], second: [4, 6] },
  { name: "around another", first: [4, 6], second: [2, 8] },
  { name: "an insertion within what is replaced", first: [2, 8], second: [4, 4] },
  { name: "a replacement around an insertion", first: [4, 4], second: [2, 8] },
] as const)("changes that meet are refused: $name", ({ first, second }) => {
  const draft = draftOf("0123456789");
  draft.splice(first[0], first[1], "x");
  expect(() => draft.splice(second[0], second[1], "y")).toThrow(FixRefused);
});

test("changes that only touch are made, insertions in the order in which they were asked for", () => {
  const draft = draftOf("0123456789");
  draft.splice(4, 6, "R");
  draft.splice(4, 4, "a");
  draft.splice(6, 6, "z");
  draft.splice(4, 4, "b");
  draft.splice(2, 4, "L");
  expect(written(draft)).toBe("01LabRz6789");
});
