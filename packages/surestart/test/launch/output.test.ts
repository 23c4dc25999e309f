import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { outputTail } from "../../src/launch/output.ts";

const bytes = (text: string): Uint8Array => Buffer.from(text);

describe("the tail of a program's output", () => {
  test.each<[string, string[], string[]]>([
    ["whole lines", ["one\ntwo\n"], ["one", "two"]],
    ["an unfinished line counts", ["one\ntw", "o"], ["one", "two"]],
    ["Windows line ends", ["one\r\ntwo\r\n"], ["one", "two"]],
    [
      "colours and links go",
      ["\u001b[31mred\u001b[0m \u001b]8;;x\u0007link\u001b]8;;\u0007\n"],
      ["red link"],
    ],
    ["empty lines stay", ["a\n\nb\n"], ["a", "", "b"]],
    ["nothing", [], []],
  ])("%s", (_name, chunks, lines) => {
    const tail = outputTail();
    for (const chunk of chunks) tail.add("stderr", bytes(chunk));
    expect(tail.lines()).toEqual(lines);
  });

  test("however its bytes are cut into chunks, the lines are the same", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "grapheme" })), fc.array(fc.nat(12)), (words, cuts) => {
        const clean = words.map((w) => w.replace(/[\n\r\u001b]/g, ""));
        const text = bytes(clean.map((w) => `${w}\n`).join(""));
        const tail = outputTail();
        let at = 0;
        for (const cut of cuts) {
          tail.add("stdout", text.subarray(at, at + cut));
          at += cut;
        }
        tail.add("stdout", text.subarray(at));
        expect(tail.lines(Infinity)).toEqual(clean);
      }),
    );
  });

  test("a line of one stream that comes between two halves of the other's cuts neither", () => {
    const tail = outputTail();
    tail.add("stdout", bytes("first ha"));
    tail.add("stderr", bytes("error\n"));
    tail.add("stdout", bytes("lf\n"));
    expect(tail.lines()).toEqual(["error", "first half"]);
  });

  test("keeps the last of it, however much was printed", () => {
    const tail = outputTail(1000);
    for (let i = 0; i < 10_000; i++) tail.add("stdout", bytes(`line ${i}\n`));
    const lines = tail.lines();
    expect(lines.at(-1)).toBe("line 9999");
    expect(lines.length).toBeLessThan(130);
    expect(lines.length).toBeGreaterThan(90);
    expect(tail.bytes).toBeGreaterThan(90_000);
    expect(tail.lines(3)).toEqual(["line 9997", "line 9998", "line 9999"]);
  });
});
