import fc from "fast-check";
import { expect, test } from "vitest";
import { diffLines } from "../../src/report/diff-lines.ts";
import { createStyle } from "../../src/report/style.ts";
import { columnsOf } from "../../src/report/visible.ts";

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

function onTerminal(columns: number, ...lines: string[]): string[] {
  const stream = { isTTY: true, columns };
  const screen = createStyle({ color: false, environment: { LANG: "C.UTF-8" }, platform: "linux", stream });
  return diffLines(`${[...head, ...lines].join("\n")}\n`, screen).slice(head.length);
}
const pad = " ".repeat(10);

test("a manifest on one line: the change is in the middle of what is shown", () => {
  const manifest = (start: string): string =>
    `{"name":"tide-tables-of-the-harbour","version":"1.0.0","type":"module","scripts":{"start":"${start}"},"private":true}`;
  const [gone, come] = onTerminal(
    80,
    `-${manifest("node tide.js")}`,
    `+${manifest("node --env-file-if-exists=.env tide.js")}`,
  );
  expect(gone).toContain('"start":"node tide.js"');
  expect(come).toContain('"start":"node --env-file-if-exists=.env tide.js"');
  for (const line of [gone, come]) expect(line!.length).toBeLessThanOrEqual(80);
});

test.each<[string, string[], string[]]>([
  ["a line that stays is cut at its end", [` ${"a".repeat(60)}`], [`${pad} ${"a".repeat(28)}…`]],
  [
    "a new line is broken, not cut",
    [`+${"a".repeat(40)}`],
    [`${pad}+${"a".repeat(29)}`, `${pad} ${"a".repeat(11)}`],
  ],
  [
    "a change that is wider than the screen is broken",
    [`-x${"a".repeat(40)}`, `+x${"b".repeat(40)}`],
    [
      `${pad}-x${"a".repeat(28)}`,
      `${pad} ${"a".repeat(12)}`,
      `${pad}+x${"b".repeat(28)}`,
      `${pad} ${"b".repeat(12)}`,
    ],
  ],
  [
    "two for one have no partners",
    [`-${"a".repeat(30)}`, "+b", "+c"],
    [`${pad}-${"a".repeat(29)}`, `${pad} a`, `${pad}+b`, `${pad}+c`],
  ],
])("at 40 columns: %s", (_, lines, expected) => {
  expect(onTerminal(40, ...lines)).toEqual(expected);
});

test("without a terminal nothing is cut", () => {
  const line = `+${"a".repeat(300)}`;
  expect(diffLines(line, style)).toEqual([pad + line]);
  const inCi = createStyle({
    environment: { CI: "true", LANG: "C.UTF-8" },
    stream: { isTTY: true, columns: 80 },
    color: false,
  });
  expect(diffLines(line, inCi)).toEqual([pad + line]);
});

test("whatever changes is to be seen, at any width", () => {
  const text = fc.stringMatching(/^[a-z é漢]{0,90}$/);
  fc.assert(
    fc.property(
      fc.integer({ min: 40, max: 100 }),
      text,
      text,
      text,
      text,
      (columns, before, old, now, after) => {
        fc.pre(old !== now);
        const shown = onTerminal(columns, `-${before}${old}${after}`, `+${before}${now}${after}`);
        for (const line of shown) expect(columnsOf(line)).toBeLessThanOrEqual(columns);
        const all = shown.map((line) => line.slice(pad.length));
        const start = all.findIndex((line) => line.startsWith("+"));
        const join = (lines: string[]): string =>
          lines.map((line, at) => (at === 0 ? line : line.slice(1))).join("");
        const [gone, come] = [join(all.slice(0, start)), join(all.slice(start))];
        expect(gone.slice(1)).not.toBe(come.slice(1));
        expect(gone.startsWith("-…") || gone.startsWith(`-${(before + old).slice(0, 1)}`)).toBe(true);
        const differs = differing(before + old + after, before + now + after);
        expect(gone).toContain(differs[0]);
        expect(come).toContain(differs[1]);
      },
    ),
    { numRuns: 2000 },
  );
});

/** What is between the beginning and the end that two texts share. */
function differing(one: string, other: string): [string, string] {
  const [a, b] = [[...one], [...other]];
  while (a.length > 0 && b.length > 0 && a[0] === b[0]) [a.shift(), b.shift()];
  while (a.length > 0 && b.length > 0 && a.at(-1) === b.at(-1)) [a.pop(), b.pop()];
  return [a.join("").trim(), b.join("").trim()];
}
