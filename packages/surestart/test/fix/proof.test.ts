import fc from "fast-check";
import { expect, test } from "vitest";
import { dialects, readEnv } from "../../src/env/dialects.ts";
import { spellFor } from "../../src/env/spell.ts";
import { isReadAs, isReadNearby } from "../../src/fix/proof.ts";
import { SourceText } from "../../src/fix/source-text.ts";

const line = fc.constantFrom(
  "A=1",
  "B='x'",
  'C="y z"',
  "D='open",
  'E="open',
  "F=`open",
  "G=“x”",
  "H=",
  "I= ",
  "it's nothing",
  "# don't",
  'say "no',
  "K: v",
  "L=a#b",
  "M=a # b",
  "export N=1",
  'O="a\\"',
  "T=other",
  "",
);

test("where the lines around prove a spelling, the whole file proves it", () => {
  let proved = 0;
  fc.assert(
    fc.property(
      fc.array(line, { maxLength: 40 }),
      fc.array(line, { maxLength: 40 }),
      fc.constantFrom("a b", "a#b", "it's", 'x"y', "p$q", "plain"),
      fc.constantFrom(...dialects),
      (above, below, value, dialect) => {
        const head = above.map((one) => `${one}\n`).join("");
        const text = `${head}T=x y\n${below.join("\n")}\n`;
        const { spelling, fails } = spellFor(value, [dialect]);
        if (fails.length > 0) return;
        const source = new SourceText(".env", new TextEncoder().encode(text));
        const splice = { from: head.length, to: head.length + 5, text: `T=${spelling}` };
        if (!isReadNearby(source, splice, { key: "T", value }, dialect)) return;
        proved++;
        const changed = `${head}T=${spelling}\n${below.join("\n")}\n`;
        expect(readEnv(changed, dialect).values["T"]).toBe(value);
      },
    ),
    { numRuns: 4000 },
  );
  expect(proved).toBeGreaterThan(20);
});

test("a file that is too long to be read for each of its faults is still proved, and in time", () => {
  const text = Array.from({ length: 20_000 }, (_, index) => `KEY_${index}=a#b${index}\n`).join("");
  const source = new SourceText(".env", new TextEncoder().encode(text));
  const began = process.cpuUsage();
  for (let number = 1; number <= 20_000; number++) {
    const { from, end } = source.lines[number - 1]!;
    const key = `KEY_${number - 1}`;
    const value = `a#b${number - 1}`;
    const wanted = { key, value, dialects: ["node", "python"] as const };
    expect(isReadAs(source, { from, to: end, text: `${key}='${value}'` }, wanted)).toBe(true);
  }
  // Reading all of it each time takes ten minutes.
  expect(process.cpuUsage(began).user / 1e6).toBeLessThan(30);
});
