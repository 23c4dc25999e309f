import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { excerpt } from "../../src/report/excerpt.ts";
import { createMask } from "../../src/report/mask.ts";
import { createStyle } from "../../src/report/style.ts";
import { cut, visible, wrap } from "../../src/report/visible.ts";

let dir = "";
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "surestart-excerpt-"));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const style = createStyle({ color: false, environment: {}, platform: "linux" });

function of(
  file: string,
  content: string | Uint8Array,
  at: { line: number; column?: number; endColumn?: number },
  context = 1,
): string[] {
  writeFileSync(join(dir, file), content);
  return excerpt({ file, ...at }, dir, createMask(["s3cr3t-value"]), style, context);
}

describe("an excerpt", () => {
  test("has the lines around it, without empty ones, and a caret below what is meant", () => {
    expect(of("a.py", "one\n\nthree = 3\nfour\n", { line: 3, column: 1, endColumn: 6 })).toEqual([
      "    3 | three = 3",
      "      | ^^^^^",
      "    4 | four",
    ]);
  });

  test("points at a masked value as a whole, and behind it at the right column", () => {
    expect(of(".env", "A_TOKEN='abc' # x\n", { line: 1, column: 10, endColumn: 13 })).toEqual(
      ["    1 | A_TOKEN='********'", "      |          ^^^^^^^^"].map((line) =>
        expect.stringContaining(line.slice(0, 18)),
      ),
    );
    expect(of("b.js", 'use("s3cr3t-value", here)\n', { line: 1, column: 21, endColumn: 25 })).toEqual([
      '    1 | use("********", here)',
      "      |                 ^^^^",
    ]);
  });

  test("keeps the columns of a value that is shown as stars", () => {
    expect(of(".env", "TITLE=Shop #1\n", { line: 1, column: 12, endColumn: 13 })).toEqual([
      "    1 | TITLE=Sh*****",
      "      |            ^",
    ]);
  });

  test("shows what cannot be seen, and obeys no escape", () => {
    expect(of(".env", "A=\u00a01\n", { line: 1, column: 3, endColumn: 4 })).toEqual([
      "    1 | A=<U+00A0>1",
      "      |   ^^^^^^^^",
    ]);
    expect(of("c.py", "x = '\u001b[31m'\ty\n", { line: 1 })).toEqual(["    1 | x = '<U+001B>[31m'  y"]);
  });

  test("counts wide characters as two columns", () => {
    expect(of("d.py", "x = '日本' + y\n", { line: 1, column: 12, endColumn: 13 })).toEqual([
      "    1 | x = '日本' + y",
      "      |              ^",
    ]);
  });

  test("cuts a long line around what is meant", () => {
    const [line, caret] = of("e.js", `${"a".repeat(300)}(here)${"b".repeat(300)}\n`, {
      line: 1,
      column: 302,
      endColumn: 306,
    });
    expect(line!.length).toBeLessThanOrEqual(80);
    expect(line!.slice(caret!.indexOf("^"), caret!.lastIndexOf("^") + 1)).toBe("here");
  });

  test("reads UTF-16, and every line end", () => {
    const bytes = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from("A=1\r\nB=2\rC=3", "utf16le")]);
    expect(of("f.env", bytes, { line: 3 }, 0)).toEqual(["    3 | C=3"]);
  });

  test("is empty where there is nothing to show", () => {
    expect(of("g.py", "one\n", { line: 9 })).toEqual([]);
    expect(excerpt({ file: "missing.py", line: 1 }, dir, createMask([]), style)).toEqual([]);
    expect(excerpt({ file: ".", line: 1 }, dir, createMask([]), style)).toEqual([]);
  });
});

test("text is wrapped at blanks, and a long word stays whole", () => {
  expect(wrap("one two three", 7)).toEqual(["one two", "three"]);
  expect(wrap("/a/very/long/path x", 5)).toEqual(["/a/very/long/path", "x"]);
  expect(wrap("a\nb", 10)).toEqual(["a", "b"]);
});

test("text is cut with a mark", () => {
  expect(cut("one two three", 9, "…")).toBe("one two…");
  expect(cut("one", 9, "…")).toBe("one");
  expect(cut("日本語", 5, "…")).toBe("日本…");
});

test("lone surrogates and bidirectional marks are shown by their number", () => {
  expect(visible("a\ud800b\u202ec")).toBe("a<U+D800>b<U+202E>c");
});
