import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  bindingsOf,
  keyOf,
  meantValue,
  readDocument,
  toEnvBindings,
  writeDocument,
} from "../../src/env/document.ts";
import { envText } from "./arbitrary.ts";

describe("every byte is kept", () => {
  test("text", () => {
    fc.assert(
      fc.property(envText, (text) => {
        const document = readDocument(text);
        expect(Buffer.from(writeDocument(document)).equals(Buffer.from(text))).toBe(true);
        expect(document.pieces.map(({ start, end }) => document.text.slice(start, end)).join("")).toBe(
          document.text,
        );
      }),
      { numRuns: 1000 },
    );
  });

  test("any bytes at all", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(writeDocument(readDocument(bytes))).toEqual(bytes);
      }),
      { numRuns: 1000 },
    );
  });

  test.each(["utf16le", "utf8", "latin1"] as const)(
    "%s, with and without a mark, with a stray byte",
    (encoding) => {
      for (const mark of ["", "\ufeff"])
        for (const stray of [[], [65]]) {
          const bytes = new Uint8Array(
            Buffer.concat([Buffer.from(`${mark}A=é\r\nB=2\r\n`, encoding), Buffer.from(stray)]),
          );
          expect(writeDocument(readDocument(bytes))).toEqual(bytes);
        }
    },
  );
});

describe("encoding", () => {
  const be = (text: string): Uint8Array => Buffer.from(text, "utf16le").swap16();
  test.each<[string, Uint8Array, string, boolean]>([
    ["UTF-8", Buffer.from("A=é"), "utf-8", false],
    ["UTF-8 with a mark", Buffer.from("\ufeffA=é"), "utf-8", true],
    ["UTF-16LE", Buffer.from("\ufeffA=é", "utf16le"), "utf-16le", true],
    ["UTF-16LE without a mark", Buffer.from("ABC=é\n", "utf16le"), "utf-16le", false],
    ["UTF-16BE", be("\ufeffA=é"), "utf-16be", true],
    ["UTF-16BE without a mark", be("ABC=é\n"), "utf-16be", false],
    ["Latin-1", Buffer.from("A=é", "latin1"), "latin1", false],
  ])("%s", (_, bytes, encoding, bom) => {
    const document = readDocument(bytes);
    expect([document.encoding, document.bom]).toEqual([encoding, bom]);
    expect(toEnvBindings(document).map(({ value }) => value)).toEqual(["é"]);
  });

  test("a NUL is no UTF-16", () => {
    expect(readDocument(Buffer.from("A=x\0y\nB=2\n")).encoding).toBe("utf-8");
  });
});

test.each([
  ["", "\n", 0],
  ["A=1", "\n", 1],
  ["A=1\n", "\n", 1],
  ["A=1\n\n", "\n", 2],
  ["A=1\r\nB=2\r\n", "\r\n", 2],
  ["A=1\rB=2\r", "\r", 2],
  ["A=1\r\nB=2\r\nC=3\n", "\r\n", 3],
  ['A="1\r\n2"\r\nB=2', "\r\n", 3],
])("line ends of %j", (text, eol, lines) => {
  expect(readDocument(text)).toMatchObject({ eol, lines });
});

test.each<[string, [string, string][]]>([
  ["A=1", [["A", "1"]]],
  ["  export  A = 1  # c", [["A", "1"]]],
  ["A=pa#ss", [["A", "pa#ss"]]],
  ["A=pass# c", [["A", "pass"]]],
  ["A=pass#", [["A", "pass#"]]],
  ["A=#fff", [["A", "#fff"]]],
  ["A= #fff", [["A", ""]]],
  ["A=# none", [["A", ""]]],
  ['A={"c": "# d"} ', [["A", '{"c": "# d"}']]],
  ["A={x # d}", [["A", "{x"]]],
  ['A="x" # say "hi"', [["A", "x"]]],
  ["A='it's fine'", [["A", "it's fine"]]],
  ['A="{"k": "v"}"', [["A", '{"k": "v"}']]],
  ['A="a\\"b\\n\\$c\\q"', [["A", 'a"b\n$c\\q']]],
  ["A='a\\nb\\'c'", [["A", "a\\nb'c"]]],
  ["A=`x\\n`", [["A", "x\\n"]]],
  [
    'A="C:\\dir\\"\nB=2',
    [
      ["A", 'C:\\dir"'.replace('"', "\\")],
      ["B", "2"],
    ],
  ],
  [
    'A="l1\nl2=3\n"\nB=2',
    [
      ["A", "l1\nl2=3\n"],
      ["B", "2"],
    ],
  ],
  [
    'A="say \\"hi\\"\nmore"\nB=2',
    [
      ["A", 'say "hi"\nmore'],
      ["B", "2"],
    ],
  ],
  [
    'A="x\nB="y"',
    [
      ["A", "x"],
      ["B", "y"],
    ],
  ],
  ['M="s"; K="x";', [["M", "s"]]],
  ["A=“x y”", [["A", "x y"]]],
  ["A=\u00a0x\u200b", [["A", "x"]]],
  ["TOKEN: x", [["TOKEN", "x"]]],
  ["A:1", []],
  ['"A"=1', [["A", "1"]]],
  ["set A=1", [["A", "1"]]],
  ["$env:A = 1", [["A", "1"]]],
  ["A B=1", []],
  ["=1", []],
  ["export=1", [["export", "1"]]],
  ["A", []],
])("%j is meant as", (text, meant) => {
  const document = readDocument(text);
  const found = bindingsOf(document).map((binding) => [
    keyOf(document, binding),
    meantValue(document, binding),
  ]);
  expect(found).toEqual(meant);
});

test("facts speak of lines and columns from 1, the value's without its quotes", () => {
  const text = "\ufeff# é\r\nexport A = \"x#y\" # c\r\nB=\r\nC='1\r\n22'\r\n";
  expect(toEnvBindings(readDocument(text))).toEqual([
    {
      key: "A",
      value: "x#y",
      line: 2,
      endLine: 2,
      keyColumn: 8,
      valueColumn: 13,
      valueEndColumn: 16,
      quote: '"',
      exported: true,
    },
    {
      key: "B",
      value: "",
      line: 3,
      endLine: 3,
      keyColumn: 1,
      valueColumn: 3,
      valueEndColumn: 3,
      quote: "",
      exported: false,
    },
    {
      key: "C",
      value: "1\r\n22",
      line: 4,
      endLine: 5,
      keyColumn: 1,
      valueColumn: 4,
      valueEndColumn: 3,
      quote: "'",
      exported: false,
    },
  ]);
});

describe("it takes time in proportion to the length", () => {
  const hostile: [string, (n: number) => string][] = [
    ["assignments", (n) => "KEY=value\n".repeat(n / 10)],
    ["quotes that open", (n) => 'A="x\n'.repeat(n / 5)],
    ["quotes of three kinds", (n) => "A=\"x\nB='y\nC=`z\n".repeat(n / 15)],
    ["escaped quotes", (n) => `A="${'\\"'.repeat(n / 2)}`],
    ["lines that end escaped", (n) => 'A="x\\"\n'.repeat(n / 7)],
    ["one quote, then escaped ones", (n) => `A="${'x\\"\nB=1\n'.repeat(n / 8)}`],
    ["blanks", (n) => `A=${" ".repeat(n)}`],
    ["hashes", (n) => `A=${" #".repeat(n / 2)}`],
    ["no JSON", (n) => "A={[[[[[[#\n".repeat(n / 11)],
    ["lines without an equals sign", (n) => "?\n".repeat(n / 2)],
    ["no key", (n) => `${"?".repeat(n)}=1`],
    ["blank keys", (n) => " =\n".repeat(n / 3)],
    ["carriage returns", (n) => "A=1\r".repeat(n / 4)],
    ["quotes over carriage returns", (n) => 'A="\r'.repeat(n / 4)],
    ["export", (n) => "export ".repeat(n / 7)],
  ];

  test.each(hostile)("%s", (_, make) => {
    // Processor time of this thread: what else the machine does counts for nothing.
    const time = (n: number): number => {
      const text = make(n);
      const runs = Array.from({ length: 3 }, () => {
        const start = process.threadCpuUsage();
        toEnvBindings(readDocument(text));
        const { user, system } = process.threadCpuUsage(start);
        return (user + system) / 1000;
      });
      return Math.min(...runs);
    };
    time(64_000);
    const [small, large] = [time(64_000), time(1_024_000)];
    // Sixteen times the text; a quadratic walk would take 256 times as long.
    expect(large).toBeLessThan(Math.max(small * 64, 1500));
  });
});
