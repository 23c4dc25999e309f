import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readEnv } from "../../src/env/dialects.ts";
import type { Reading } from "../../src/env/reading.ts";
import { envFile, envText } from "./arbitrary.ts";
import { type RealLoader, type RealReading, realLoaders } from "./loaders/real.ts";

// On Linux: the other systems have no such packages, and read alike.
const inCi = Boolean(process.env["CI"]) && process.platform === "linux" && process.arch === "x64";
/** Milliseconds for each loader. */
const time = Number(process.env["SURESTART_FUZZ"] ?? (inCi ? 5 : 1)) * 1000;
const env = { SYS: "sysval", B: "outer" };
const { loaders, missing } = realLoaders();

test.each(missing)("$name", ({ why }) => {
  console.log(`not compared: ${why}`);
  // On a machine of the project every loader is there; on a person's the readings rest on the golden data.
  expect(inCi ? why : "").toBe("");
});

describe("ours is what the real loader reads", () => {
  test.each(loaders)("$name", { timeout: time * 10 + 120_000 }, async (loader) => {
    // The same texts every time, so that a change of ours is what turns it red; by hand others each time.
    const byHand = process.env["SURESTART_FUZZ"] !== undefined;
    const seed = Number(process.env["SURESTART_FUZZ_SEED"] ?? (byHand ? Date.now() % 2 ** 31 : 1));
    const count = Math.min(20_000, Math.ceil(time / loader.cost));
    const texts = fc
      .sample(fc.oneof(envText, envFile), { numRuns: count, seed })
      .filter((text) => isFit(text, loader));
    const real = await loader.read(texts, env);
    const wrong = texts
      .map((text, index) => ({ text, ours: compared(text, loader, real[index] as RealReading) }))
      .filter(({ ours }) => ours !== null)
      .sort((a, b) => a.text.length - b.text.length);
    expect(wrong.slice(0, 3), `seed ${seed}, ${wrong.length} of ${texts.length} texts`).toEqual([]);
  });
});

/** Texts that cannot be put to the real loader. */
function isFit(text: string, { dialect, name }: RealLoader): boolean {
  // It would execute them.
  if (dialect === "dotenvx" && text.includes("$(")) return false;
  // A NUL cannot be seen from outside of the process.
  if (text.includes("\0") && ["bun", "deno", "bash", "direnv"].includes(dialect)) return false;
  // A shell that reads it would write files; groups, and names over two lines, are not read as the shell does.
  if (dialect === "bash" && /[<>]|(?<!\$)\(|\\\n/.test(text)) return false;
  // What a builtin prints within a command substitution becomes a command of its own.
  if (dialect === "bash" && /(?:`|\$\()[^`)]*(?:export|:)/.test(text)) return false;
  // direnv before 2.36 knows no value over several lines.
  if (name === "direnv" && opensQuote(text)) return false;
  // Two of them never come back.
  return !ours(text, dialect).problems.some(({ reason }) => reason === "endless");
}

function opensQuote(text: string): boolean {
  return text.split(/[\r\n]+/).some((line) => {
    const match = /^[^=:]+[=:][ \t]*(["'])(.*)$/s.exec(line);
    return match !== null && !(match[2] as string).includes(match[1] as string);
  });
}

function ours(text: string, dialect: RealLoader["dialect"]): Reading {
  return readEnv(new Uint8Array(Buffer.from(text)), dialect, { env: hasEnv(dialect) ? env : {} });
}

function hasEnv(dialect: RealLoader["dialect"]): boolean {
  return dialect !== "node" && dialect !== "node20" && dialect !== "dotenv";
}

/** null: the same. Else both readings. */
function compared(text: string, { dialect }: RealLoader, real: RealReading): unknown {
  const reading = ours(text, dialect);
  if (real === null) return reading.refused ? null : { real, ours: reading.values };
  if (reading.problems.some(({ reason, key }) => reason === "expansion" && key === undefined)) return null;
  const unknown = new Set(
    reading.problems
      .filter(({ reason }) => reason === "command" || reason === "expansion")
      .map(({ key }) => key),
  );
  const mine: Record<string, string | null> = Object.fromEntries(
    Object.entries(reading.values).filter(([key, value]) => !isFromEnv(dialect, key, value)),
  );
  if (dialect === "python") for (const key of reading.bare) mine[key] = null;
  const [a, b] = [mine, real].map((values) =>
    Object.entries(values)
      .filter(([key]) => !unknown.has(key))
      .sort(([x], [y]) => (x < y ? -1 : 1)),
  );
  return JSON.stringify(a) === JSON.stringify(b) ? null : { real, ours: mine };
}

/** A whole process shows only what has changed: Deno and Bun leave what is set, a shell may set the same again. */
function isFromEnv(dialect: RealLoader["dialect"], key: string, value: string): boolean {
  if (dialect === "deno") return Object.hasOwn(env, key);
  const process = ["bun", "bash", "direnv"].includes(dialect);
  return process && (env as Record<string, string>)[key] === value;
}
