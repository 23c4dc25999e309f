import fc from "fast-check";
import { expect, test } from "vitest";
import { dialects, readEnv } from "../../src/env/dialects.ts";
import { mend } from "../../src/env/mend.ts";
import { envText } from "./arbitrary.ts";

test.each([
  ["nothing", "A=1\nB= x\nC=\n", "A=1\nB= x\nC=\n", []],
  ["the byte order mark", "\ufeffA=1\n", "A=1\n", ["byte-order-mark"]],
  ["the blank behind =", "A= \t\r\nB=1\nC= ", "A=\r\nB=1\nC=", ["blank-after-equals"]],
  ["both", "\ufeffA= \nB=1\n", "A=\nB=1\n", ["byte-order-mark", "blank-after-equals"]],
  ["no blank behind a colon", "A: \nB=1\n", "A: \nB=1\n", []],
  ["no comment", "A= # none\n", "A= # none\n", []],
  ["nothing inside of quotes", "A='x= \ny'\n", "A='x= \ny'\n", []],
])("mends %s", (_, text, content, mended) => {
  expect(mend(text)).toEqual({ content, mended });
  expect(mend(Buffer.from(text))).toEqual({ content, mended });
});

test("reads UTF-16 by its mark, in both orders of bytes", () => {
  const bytes = Buffer.from("\ufeffA= \r\nB=ü\r\n", "utf16le");
  const wanted = { content: "A=\r\nB=ü\r\n", mended: ["utf-16", "blank-after-equals"] };
  expect(mend(bytes)).toEqual(wanted);
  expect(mend(Buffer.from(bytes).swap16())).toEqual(wanted);
});

test.each([
  ["UTF-16 without a mark", Buffer.from("A=1\nB=2\n", "utf16le")],
  ["UTF-16 that lost half of its last character", Buffer.from("\ufeffA=1\n", "utf16le").subarray(0, -1)],
  ["Windows' own code page", Buffer.from("A=\xfc \n", "latin1")],
])("leaves %s alone", (_, bytes) => {
  expect(mend(bytes).mended).toEqual([]);
});

test("no dialect but docker, which keeps blanks, reads another value for it where nothing was swallowed", () => {
  fc.assert(
    fc.property(envText, (text) => {
      const clean = text.replaceAll("\ufeff", "");
      for (const dialect of dialects) {
        if (dialect === "docker" || dialect === "node20") continue;
        const before = readEnv(clean, dialect);
        if (before.problems.length > 0) continue;
        expect(readEnv(mend(clean).content, dialect).values).toEqual(before.values);
      }
    }),
    { numRuns: 500 },
  );
});
