// biome-ignore-all lint/suspicious/noTemplateCurlyInString: what stands in these strings are .env texts
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dialects, readEnv } from "../../src/env/dialects.ts";
import type { Dialect } from "../../src/facts.ts";
import { envText } from "./arbitrary.ts";

test.each(dialects)("%s never throws, and is a function of its input alone", (dialect) => {
  fc.assert(
    fc.property(fc.oneof(envText, fc.uint8Array({ maxLength: 80 })), (input) => {
      const env = { A: "outside", HOME: "/home" };
      const reading = readEnv(input, dialect, { env });
      expect(readEnv(input, dialect, { env })).toEqual(reading);
      expect(env).toEqual({ A: "outside", HOME: "/home" });
      for (const { line, column } of reading.problems) expect(line > 0 && column > 0).toBe(true);
    }),
    { numRuns: 300 },
  );
});

test("an unknown dialect is a mistake of the caller", () => {
  expect(() => readEnv("A=1", "ruby" as Dialect)).toThrow(/unknown dialect "ruby"/);
  expect(() => readEnv("A=1", "toString" as Dialect)).toThrow(RangeError);
});

describe("the environment", () => {
  const env = { X: "out", SYS: "s" };
  test.each<[Dialect, string, string | undefined]>([
    ["dotenv", "${X}", "in"],
    ["dotenv-expand", "out", "out"],
    ["dotenvx", "out", "out"],
    ["python", "out", "in"],
    ["compose", "out", "in"],
    ["deno", "out", "in"],
    ["bun", "out", undefined],
    ["direnv", "in", "in"],
    ["bash", "in", "in"],
  ])("%s: a reference finds %s", (dialect, referred, itself) => {
    const { values } = readEnv("X=in\nA=${X}\n", dialect, { env });
    expect([values["A"], values["X"]]).toEqual([referred, itself]);
  });

  test.each<[Dialect, string]>([
    ["python", "in"],
    ["dotenvx", "in"],
    ["bun", "in"],
  ])("%s with override", (dialect, referred) => {
    expect(readEnv("X=in\nA=${X}\n", dialect, { env, override: true }).values["A"]).toBe(referred);
  });

  test.each<[Dialect, Record<string, string>, string[]]>([
    ["docker", { SYS: "s" }, ["NONE"]],
    ["compose", { SYS: "s" }, ["NONE"]],
    ["python", {}, ["SYS", "NONE"]],
  ])("%s: a bare key", (dialect, values, bare) => {
    expect(readEnv("SYS\nNONE\n", dialect, { env })).toMatchObject({ values, bare });
  });
});

describe("where a name without braces ends", () => {
  const env = { X: "x", X_1: "x1" };
  test.each<[Dialect, string]>([
    ["dotenv-expand", "x1-"],
    ["dotenvx", "x1-"],
    ["deno", "x1-"],
    ["bun", "x1-"],
    ["compose", "x1-"],
    ["direnv", "x1-"],
    ["bash", "x1-"],
    ["python", "$X_1-"],
  ])("%s", (dialect, value) => {
    expect(readEnv("A=$X_1-\n", dialect, { env }).values["A"]).toBe(value);
  });
});

test.each<[Dialect, Record<string, string>, string]>([
  // As after `dotenv.config()`, which has put it there just before.
  ["dotenv-expand", { A: "$X", X: "x" }, "x"],
  ["dotenv-expand", { A: "other $X", X: "x" }, "other $X"],
])("%s: a value that the environment has already", (dialect, env, value) => {
  expect(readEnv("A=$X\n", dialect, { env }).values["A"]).toBe(value);
});

describe("python-dotenv after 1.2.2", () => {
  test.each<[text: string, before: Record<string, string>, after: Record<string, string>]>([
    ["\ufeffA=1\n", { "\ufeffA": "1" }, { A: "1" }],
    ["A= # note\n", { A: "# note" }, { A: "" }],
    ["A=# note\n", { A: "# note" }, { A: "# note" }],
    ["A=\t#\nB=1\n", { A: "#", B: "1" }, { A: "", B: "1" }],
    ['A="C:\\\\"\nB="x"\n', {}, { A: "C:\\", B: "x" }],
    ["A='\\\\'\nB=1\n", { A: "\\", B: "1" }, { A: "\\", B: "1" }],
    ["A='x\\'\nB=1\n", { A: "x\\", B: "1" }, { B: "1" }],
  ])("%j", (text, before, after) => {
    expect({ ...readEnv(text, "python").values }).toEqual(before);
    expect({ ...readEnv(text, "python", { release: "1.0.1" }).values }).toEqual(before);
    for (const release of ["1.2.4", "1.10.0", "2.0"])
      expect({ ...readEnv(text, "python", { release }).values }).toEqual(after);
  });
});

describe("bytes", () => {
  const utf16 = Buffer.from("\ufeffA=1\r\n", "utf16le");
  const latin1 = Buffer.from("A=1\nB=é\n", "latin1");
  test.each<[Dialect, Uint8Array, Record<string, string>, boolean]>([
    ["dotenvx", utf16, { A: "1" }, false],
    ["dotenv", utf16, {}, false],
    ["python", utf16, {}, true],
    ["docker", utf16, {}, true],
    ["compose", utf16, {}, true],
    ["dotenv", latin1, { A: "1", B: "\ufffd" }, false],
    ["node", latin1, { A: "1", B: "\ufffd" }, false],
    ["python", latin1, {}, true],
    ["deno", latin1, {}, true],
  ])("%s", (dialect, bytes, values, refused) => {
    const reading = readEnv(new Uint8Array(bytes), dialect);
    expect({ ...reading.values }).toEqual(values);
    expect(reading.refused).toBe(refused);
    if (Object.keys(values).length === 0 || bytes === latin1) expect(reading.problems).not.toEqual([]);
  });
});

describe("bash reads assignments, and executes nothing", () => {
  test.each<[string, Record<string, string>, string[]]>([
    ["A=1 B=2; export C=3 D", { A: "1", B: "2", C: "3" }, []],
    ["A='x'\"y\"z\\ w", { A: "xyz w" }, []],
    ["A=$'a\\tb\\x41'", { A: "a\tbA" }, []],
    ["A=1\nA+=2", { A: "12" }, []],
    ["A=${B:=d}$B", { A: "dd", B: "d" }, []],
    ["A=~/x:~/y\nB='~/x'", { A: "/home/x:/home/y", B: "~/x" }, []],
    ["A=1 env\nB=2", { B: "2" }, ["command"]],
    ["rm -rf /tmp/x; A=1", { A: "1" }, ["command"]],
    ["A=1 && B=2 || C=3", { A: "1", B: "2" }, []],
    ["A=1 | B=2", {}, ["command", "command"]],
    ["A=1\nunset A\nB=2", { B: "2" }, []],
    ["set +a\nA=1\nexport B=2", { B: "2" }, []],
    ["A=1\nif true; then\nB=2\nfi", { A: "1", B: "2" }, ["command", "command"]],
    ["A=(1 2)\nB=2", { B: "2" }, ["command"]],
    ['A=1\nB="x\nC=3', { A: "1" }, ["unterminated"]],
    ["A=1\nB=${X:?no}\nC=3", { A: "1" }, ["required"]],
    ["A=a\\\nb", { A: "ab" }, []],
    ["f() { :; }\nA=1", { A: "1" }, ["command"]],
    ["A=1\nB=2 }\nC=3", { A: "1", C: "3" }, ["command"]],
    ["A=1\nB=2 if\nC=3", { A: "1", C: "3" }, ["command"]],
    ["A=1\n! x\nB=2", { A: "1", B: "2" }, ["command"]],
    ["A=1\nx | ! y\nB=2", { A: "1" }, ["command"]],
    ["A=1\nx | !y\nB=2", { A: "1", B: "2" }, ["command", "command"]],
  ])("%j", (text, values, reasons) => {
    const reading = readEnv(text, "bash", { env: { HOME: "/home" } });
    expect(reading.values).toEqual(values);
    expect(reading.problems.map(({ reason }) => reason)).toEqual(reasons);
  });
});

describe("what grows without end is refused", () => {
  const doubling = Array.from({ length: 60 }, (_, i) => `A${i + 1}=\${A${i}}\${A${i}}\n`).join("");
  const many = `A=${"x".repeat(60_000)}\n${Array.from({ length: 2000 }, (_, i) => `B${i}=${"${A}".repeat(15)}\n`).join("")}`;
  const expanding: Dialect[] = [
    "dotenv-expand",
    "dotenvx",
    "deno",
    "bun",
    "python",
    "compose",
    "direnv",
    "bash",
  ];
  test.each(expanding)("%s", (dialect) => {
    for (const text of [`A0=xx\n${doubling}`, many]) {
      const start = performance.now();
      const { problems, refused } = readEnv(text, dialect);
      expect([refused, problems.at(-1)?.reason ?? problems[0]?.reason]).toEqual([true, "endless"]);
      expect(performance.now() - start).toBeLessThan(10_000);
    }
  });

  test.each<[Dialect, string]>([
    ["dotenv-expand", "A=x$B\nB=y$C\nC=z$B\n"],
    ["dotenvx", "A=\\$A\nB=x$A\n"],
    ["compose", `A=${"${X:-".repeat(5000)}${"}".repeat(5000)}\n`],
    ["bash", `A=${"${X:-".repeat(5000)}${"}".repeat(5000)}\n`],
  ])("%s: a circle, or a depth", (dialect, text) => {
    expect(readEnv(text, dialect)).toMatchObject({ refused: true, values: {} });
  });
});

describe("it takes time in proportion to the length", () => {
  const hostile: [string, (n: number) => string][] = [
    ["assignments", (n) => "KEY=value\n".repeat(n / 10)],
    ["quotes", (n) => "A=\"x\nB='y\nC=`z\n".repeat(n / 15)],
    ["quotes on a line", (n) => `A="${'"x'.repeat(n / 2)}#\n"`],
    ["escaped quotes", (n) => 'A="x\\"\n'.repeat(n / 7)],
    ["blanks", (n) => `A=${" ".repeat(n)}x`],
    ["lines without sense", (n) => "?\n".repeat(n / 2)],
    ["blank lines", (n) => `export${"\n".repeat(n)}A=1`],
    ["dollars", (n) => `A=${"${".repeat(n / 2)}`],
    ["line separators", (n) => `A=${"'\u2028".repeat(n / 2)}`],
    ["equals signs", (n) => "= ".repeat(n / 2)],
    ["quoted values", (n) => "A='x' =\n".repeat(n / 8)],
    ["colons", (n) => "A:\n".repeat(n / 3)],
  ];
  const cases = dialects.flatMap((dialect) => hostile.map(([name, make]) => [dialect, name, make] as const));
  test.each(cases)("%s: %s", (dialect, _, make) => {
    const time = (n: number): number => {
      const text = make(n);
      const runs = [1, 2].map(() => {
        const start = performance.now();
        readEnv(text, dialect);
        return performance.now() - start;
      });
      return Math.min(...runs);
    };
    const [small, large] = [time(16_000), time(256_000)];
    expect(large).toBeLessThan(Math.max(small * 64, 1500));
  });
});
