import { Budget, own, type Reading, type ReadOptions, Refusal, setOwn } from "../reading.ts";
import { readDotenv } from "./dotenv.ts";
import { expandAgain, type Reference, unescapeDollars } from "./expansion.ts";

/**
 * dotenv and dotenv-expand 12 together, as Vite, Next and many configs use them: the file is parsed, then every value is
 * expanded, single-quoted ones too (the quotes are gone by then), with later keys known already. A variable that the
 * environment has keeps its value.
 */
export function readDotenvExpand(input: string, options: ReadOptions = {}): Reading {
  const parsed = readDotenv(input);
  const env = options.env ?? {};
  const before: Record<string, string> = { ...parsed.values };
  for (const [key, value] of Object.entries(env)) if (value !== undefined) setOwn(before, key, value);
  const values: Record<string, string> = {};
  const budget = new Budget();
  try {
    for (const [key, value] of Object.entries(parsed.values)) {
      const set = own(env, key);
      // The same text in both is what `dotenv.config()` has just put there, or cannot be told from it.
      const result = set && set !== value ? set : budget.spend(expand(value, before, values), 0);
      setOwn(values, key, unescapeDollars(result));
    }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    parsed.problems.push({ code: "env/dollar-expands", line: 1, column: 1, reason: error.reason });
    return { ...parsed, values: {}, refused: true };
  }
  return { ...parsed, values };
}

function expand(
  value: string,
  before: Readonly<Record<string, string>>,
  expanded: Readonly<Record<string, string>>,
): string {
  const seen = new Set<string>();
  return expandAgain(
    value,
    0,
    (reference, now) => {
      seen.add(now);
      return replacement(reference, before, seen);
    },
    (now, name) => now === own(expanded, name),
  );
}

function replacement(reference: Reference, env: Readonly<Record<string, string>>, seen: Set<string>): string {
  const value = own(env, reference.name);
  if (reference.operator === ":+" || reference.operator === "+") return value ? reference.rest : "";
  return value && !seen.has(value) ? value : reference.rest;
}
