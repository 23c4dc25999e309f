import { DOUBLE, SINGLE } from "../../chars.ts";
import { Collector, own, type Reading, type ReadOptions, Refusal } from "../reading.ts";
import { scanDotenv, stripQuotes, unixLines } from "./dotenv.ts";
import { expandAgain, type Reference, unescapeDollars } from "./expansion.ts";

/**
 * dotenvx 2: dotenv's grammar, `\'` and `\t` as escapes too, single quotes keep a value from being expanded, `$(…)` would be
 * executed (never here: the value stays as it is written, and a problem says so), and `encrypted:` values need a key.
 */
export function readDotenvx(input: string, options: ReadOptions = {}): Reading {
  const text = unixLines(input);
  const out = new Collector(text);
  const env = options.env ?? {};
  const literals = new Set<string>();
  try {
    scanDotenv(text, out, (key, raw, first, at) => {
      // Its result is a plain object: a key that every object inherits makes it throw.
      if (key in {}) throw new Refusal(at, "key");
      const outside = options.override ? undefined : own(env, key);
      let value = outside ?? clean(raw, first);
      if (value.startsWith("encrypted:")) out.problem(at, "encrypted", key);
      else if (first === SINGLE) {
        literals.add(key);
      } else if (hasCommand(value)) {
        out.problem(at, "command", key);
      } else if (!own(env, key) || options.override) {
        const expanded = expand(value, at, env, out.values, literals, options.override === true);
        value = out.budget.spend(unescapeDollars(expanded), at);
      }
      out.set(key, value);
    });
    return out.finish();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const refused = out.finish(error);
    return { ...refused, values: {} };
  }
}

function clean(raw: string, first: number): string {
  const value = stripQuotes(raw);
  if (!value.includes("\\")) return value;
  if (first === SINGLE) return value.replaceAll("\\'", "'");
  if (first !== DOUBLE) return value;
  return value.replaceAll("\\n", "\n").replaceAll("\\r", "\r").replaceAll("\\t", "\t");
}

/** There is a `$(` and a parenthesis that closes it. */
function hasCommand(value: string): boolean {
  const at = value.indexOf("$(");
  return at !== -1 && value.indexOf(")", at) !== -1;
}

function expand(
  value: string,
  at: number,
  env: Readonly<Record<string, string | undefined>>,
  before: Readonly<Record<string, string>>,
  literals: ReadonlySet<string>,
  override: boolean,
): string {
  const lookup = (name: string): string | undefined =>
    override ? (own(before, name) ?? own(env, name)) : (own(env, name) ?? own(before, name));
  return expandAgain(
    value,
    at,
    (reference) => replacement(reference, lookup),
    (now, name) =>
      now === lookup(name) ||
      (literals.has(name) && /\$(?:\{[^}]+\}|[A-Za-z_][A-Za-z0-9_]*)/.test(own(before, name) ?? "")),
  );
}

function replacement(reference: Reference, lookup: (name: string) => string | undefined): string {
  const value = lookup(reference.name);
  if (reference.operator === ":-") return value || reference.rest;
  if (reference.operator === "-") return value ?? reference.rest;
  if (reference.operator === null) return value ?? "";
  return value ? reference.rest : "";
}
