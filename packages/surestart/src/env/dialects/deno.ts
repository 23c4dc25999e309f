import { HASH, isWord, SPACE, TAB } from "../../chars.ts";
import {
  Collector,
  LONGEST_VALUE,
  own,
  type Reading,
  type ReadOptions,
  Refusal,
  setOwn,
} from "../reading.ts";
import { firstQuote, parseNode } from "./node.ts";

/**
 * `deno run --env-file`: Node's grammar, and `$NAME` and `${NAME}` expanded where the value is unquoted or in double quotes.
 * A name ends at the first character that is no letter, digit or underscore; there are no defaults. Quotes may be within
 * quotes. If a key is set twice, the first one counts. A NUL ends the reading, and a line `=` with nothing before and after it
 * ends Deno itself.
 */
export function readDeno(input: string, options: ReadOptions = {}): Reading {
  const text = input.includes("\r") ? input.replaceAll("\r", "") : input;
  const out = new Collector(text);
  const env = options.env ?? {};
  const known = new Map<string, string>();
  try {
    let ended = false;
    parseNode(
      text,
      out,
      (key, value, expands) => {
        if (key === "") throw new Refusal(0, "key");
        const result =
          expands && value.includes("$") ? out.budget.spend(expand(value, env, known), 0) : value;
        known.set(key, result);
        if (!ended && (key.includes("\0") || result.includes("\0"))) {
          ended = true;
          out.problem(text.indexOf("\0"), "encoding", key);
        }
        if (!ended && own(out.values, key) === undefined) setOwn(out.values, key, result);
      },
      closing,
    );
    return out.finish();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { ...out.finish(error), values: {} };
  }
}

/**
 * The first quote, if nothing but a comment follows on its line; else the last one of that line before a comment, else the
 * last one at its end, else the first all the same.
 */
function closing(text: string, open: number, end: number): number {
  const first = firstQuote(text, open, end);
  if (first === -1) return -1;
  const newline = text.indexOf("\n", first);
  const lineEnd = newline === -1 || newline > end ? end : newline;
  if (endsAt(text, first, lineEnd)) return first;
  let atEnd = -1;
  let behind: "nothing" | "comment" | "text" = "nothing";
  for (let at = lineEnd - 1; at > first; at--) {
    const c = text.charCodeAt(at);
    if (c === text.charCodeAt(open)) {
      if (behind === "comment") return at;
      if (behind === "nothing") atEnd = at;
    }
    if (c === HASH) behind = "comment";
    else if (c !== SPACE && c !== TAB) behind = "text";
  }
  return atEnd === -1 ? first : atEnd;
}

function endsAt(text: string, quote: number, lineEnd: number): boolean {
  let at = quote + 1;
  while (at < lineEnd && (text.charCodeAt(at) === SPACE || text.charCodeAt(at) === TAB)) at++;
  return at >= lineEnd || text.charCodeAt(at) === HASH;
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
  while (at < value.length && isWord(value.charCodeAt(at))) at++;
  return at;
}
