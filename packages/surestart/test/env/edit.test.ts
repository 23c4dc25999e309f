import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dialects } from "../../src/env/dialects.ts";
import { bindingsOf, keyOf, meantValue, readDocument, writeDocument } from "../../src/env/document.ts";
import {
  addLine,
  findBinding,
  recode,
  removeLine,
  renameKey,
  requote,
  setValue,
} from "../../src/env/edit.ts";
import { envText, envValue } from "./arbitrary.ts";

const all = { dialects: ["node", "python"] as const };

describe("setValue", () => {
  test.each([
    ["edits the last line of the key", "A=1\nA=2 # c\nB=3\n", "A", "x", "A=1\nA=x # c\nB=3\n"],
    ["quotes where that is needed", "A=1\n", "A", "x #y", "A='x #y'\n"],
    ["keeps blanks and export", " export A =  1\t# c\n", "A", "x", " export A =  x\t# c\n"],
    ["puts a colon right", "A: 1\n", "A", "x", "A=x\n"],
    ["takes away the blanks behind an empty value", "A= \nB=1\n", "A", "x", "A=x\nB=1\n"],
    ["keeps a comment apart", "A= # c\n", "A", "x", "A= x # c\n"],
    ["adds a key with the line end of the file", "A=1\r\n", "B", "2", "A=1\r\nB=2\r\n"],
    ["gives the last line its line end", "A=1", "B", "2", "A=1\nB=2\n"],
    ["fills an empty file", "", "B", "2", "B=2\n"],
    ["replaces a value over lines", 'A="1\n2"\nB=3\n', "A", "x", "A=x\nB=3\n"],
  ])("%s", (_, text, key, value, expected) => {
    expect(setValue(readDocument(text), key, value, all).text).toBe(expected);
  });

  test("in a file of any text the key has the value then, and every other line is as it was", () => {
    fc.assert(
      fc.property(envText, envValue, (text, value) => {
        fc.pre(!value.includes("\r") && !text.includes("\0"));
        const before = readDocument(text);
        const after = setValue(before, "KEY", value, { dialects: ["node"] });
        const binding = findBinding(before, "KEY");
        if (!binding) expect(after.text.startsWith(before.text)).toBe(true);
        else {
          expect(after.text.startsWith(before.text.slice(0, binding.keyEnd))).toBe(true);
          expect(after.text.endsWith(before.text.slice(binding.end))).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });
});

test("a second byte order mark is a character of the text", () => {
  const after = setValue(readDocument("\ufeff\ufeffA=1\n"), "B", "2", all);
  expect(Buffer.from(writeDocument(after)).toString()).toBe("\ufeff\ufeffA=1\nB=2\n");
});

test("encoding and byte order mark stay", () => {
  const bytes = Buffer.from("\ufeffA=1\r\n", "utf16le");
  const after = writeDocument(setValue(readDocument(bytes), "A", "é", all));
  expect(Buffer.from(after).toString("utf16le")).toBe("\ufeffA='é'\r\n");
});

test.each([
  [
    "renameKey",
    (d: ReturnType<typeof readDocument>) => renameKey(d, bindingsOf(d)[0]!, "NEW"),
    "export NEW = 'x#' # c\nB=p#q\n",
  ],
  ["removeLine", (d: ReturnType<typeof readDocument>) => removeLine(d, bindingsOf(d)[0]!), "B=p#q\n"],
  [
    "requote",
    (d: ReturnType<typeof readDocument>) => requote(d, bindingsOf(d)[1]!, dialects),
    "export A = 'x#' # c\nB='p#q'\n",
  ],
  ["addLine", (d: ReturnType<typeof readDocument>) => addLine(d, "C=1"), "export A = 'x#' # c\nB=p#q\nC=1\n"],
])("%s", (_, edit, expected) => {
  expect(edit(readDocument("export A = 'x#' # c\nB=p#q\n")).text).toBe(expected);
});

describe("recode", () => {
  test.each<[string, Uint8Array, { eol?: boolean; from?: "latin1" }, string]>([
    ["byte order mark", Buffer.from("\ufeffA=é\r\n"), {}, "A=é\r\n"],
    ["UTF-16", Buffer.from("\ufeffA=é\r\n", "utf16le"), {}, "A=é\r\n"],
    ["line ends too", Buffer.from("\ufeffA=1\r\nB=2\rC=3\n", "utf16le"), { eol: true }, "A=1\nB=2\nC=3\n"],
    ["Latin-1", Buffer.from("A=é\n", "latin1"), {}, "A=é\n"],
    ["Latin-1 by request", Buffer.from("A=Ã©\n", "latin1"), { from: "latin1" }, "A=Ã©\n"],
    ["NUL", Buffer.from("A=x\0\n"), {}, "A=x\n"],
  ])("%s", (_, bytes, options, expected) => {
    expect(Buffer.from(writeDocument(recode(readDocument(bytes), options))).toString()).toBe(expected);
  });
});

test("requote changes no meaning", () => {
  fc.assert(
    fc.property(envText, (text) => {
      const document = readDocument(text.replaceAll("\r", ""));
      const binding = bindingsOf(document)[0];
      fc.pre(binding !== undefined && binding.fault === null);
      const key = keyOf(document, binding);
      const meant = meantValue(document, binding);
      const { text: written } = requote(document, binding, ["bash"]);
      const again = bindingsOf(readDocument(written)).find((b) => b.line === binding.line);
      if (again && !/[$`\\]/.test(meant)) expect(meantValue(readDocument(written), again)).toBe(meant);
      expect(key.length).toBeGreaterThan(0);
    }),
    { numRuns: 500 },
  );
});
