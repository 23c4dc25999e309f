import { DOLLAR, isAlphanumeric } from "../chars.ts";
import {
  Collector,
  LONGEST_VALUE,
  own,
  type Reading,
  type ReadOptions,
  Refusal,
  setOwn,
} from "../reading.ts";
import { parseNode } from "./node.ts";

/**
 * `deno run --env-file`: Node's grammar, and `$NAME` and `${NAME}` expanded where the value is unquoted or in double quotes.
 * A name ends at the first character that is no letter and no digit, an underscore too; there are no defaults.
 */
export function readDeno(input: string, options: ReadOptions = {}): Reading {
  const text = input.includes("\r") ? input.replaceAll("\r", "") : input;
  const out = new Collector(text);
  const env = options.env ?? {};
  const known = new Map<string, string>();
  try {
    parseNode(text, out, (key, value, expands) => {
      const result = expands && value.includes("$") ? out.budget.spend(expand(value, env, known), 0) : value;
      known.set(key, result);
      setOwn(out.values, key, result);
    });
    return out.finish();
  } catch (error) {
    if (error instanceof Refusal) return out.finish(error);
    throw error;
  }
}

function expand(
  value: string,
  env: Readonly<Record<string, string | undefined>>,
  known: ReadonlyMap<string, string>,
): string {
  const lookup = (name: string): string => own(env, name) ?? known.get(name) ?? "";
  let result = "";
  let done = 0;
  let at = value.indexOf("$");
  while (at !== -1) {
    if (at > done && value[at - 1] === "\\") {
      result += `${value.slice(done, at - 1)}$`;
      done = at + 1;
    } else {
      result += value.slice(done, at);
      const braced = value[at + 1] === "{";
      const from = braced ? at + 2 : at + 1;
      const to = braced ? closingBrace(value, from) : nameEnd(value, from);
      result += lookup(value.slice(from, to));
      done = braced ? Math.min(to + 1, value.length) : to;
    }
    if (result.length > LONGEST_VALUE) throw new Refusal(0, "endless");
    at = value.indexOf("$", done);
  }
  return result + value.slice(done);
}

function closingBrace(value: string, from: number): number {
  const at = value.indexOf("}", from);
  return at === -1 ? value.length : at;
}

function nameEnd(value: string, from: number): number {
  let at = from;
  while (at < value.length && value.charCodeAt(at) !== DOLLAR && isAlphanumeric(value.charCodeAt(at))) at++;
  return at;
}
