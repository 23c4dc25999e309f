import fc from "fast-check";
import { expect, test } from "vitest";
import { diffLines } from "../../src/report/diff-lines.ts";
import { createStyle } from "../../src/report/style.ts";

const style = createStyle({ color: false, environment: { LANG: "C.UTF-8" }, platform: "linux" });
const head = ["--- .env", "+++ .env", "@@ -1,3 +1,3 @@"];

function shown(...lines: string[]): string[] {
  return diffLines(`${[...head, ...lines].join("\n")}\n`, style)
    .slice(head.length)
    .map((line) => line.trim());
}

test.each<[string, string[], string[]]>([
  ["LF", [" # c", "-A: 1", "+A=1"], ["# c", "-A: 1", "+A=1"]],
  ["CRLF that stays", [" # c\r", "-A: 1\r", "+A=1\r"], ["# c", "-A: 1", "+A=1"]],
  ["CRLF that goes", ["-A=1\r", "+A=1", " B=2"], ["-A=1<U+000D>", "+A=1", "B=2"]],
  ["one line of many has one", [" # c", "-A=1\r", "+A=1"], ["# c", "-A=1<U+000D>", "+A=1"]],
  [
    "CRLF, and no newline at the end",
    [" # c\r", "-A: 1", "\\ No newline at end of file", "+A=1", "\\ No newline at end of file"],
    ["# c", "-A: 1", "\\ No newline at end of file", "+A=1", "\\ No newline at end of file"],
  ],
  ["a carriage return within", [" a\rb\r", "-A: 1\r", "+A=1\r"], ["a<U+000D>b", "-A: 1", "+A=1"]],
])("%s", (_, lines, expected) => {
  expect(shown(...lines)).toEqual(expected);
});

test("a change of mode has no lines", () => {
  expect(diffLines("old mode 100644\nnew mode 100600\n", style).map((line) => line.trim())).toEqual([
    "old mode 100644",
    "new mode 100600",
  ]);
});

test("the lines of a file that has CRLF are shown as those of the same file with LF", () => {
  const text = fc.stringMatching(/^[A-Z]{1,8}[=: #]{1,2}[a-z0-9 ]{0,12}$/);
  const line = fc.tuple(fc.constantFrom(" ", "-", "+"), text).map((parts) => parts.join(""));
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 9 }), (lines) => {
      expect(shown(...lines.map((one) => `${one}\r`))).toEqual(shown(...lines));
    }),
  );
});
