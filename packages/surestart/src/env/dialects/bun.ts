import { BACKSLASH, COLON, CR, DOLLAR, DOUBLE, EQUALS, HASH, isQuote, isWord, LF } from "../../chars.ts";
import {
  Collector,
  LONGEST_VALUE,
  own,
  type Reading,
  type ReadOptions,
  Refusal,
  setOwn,
} from "../reading.ts";

/**
 * Bun (`.env` by itself, `--env-file`). A key of the environment is not read at all; every value is expanded, single-quoted
 * ones too, once the whole file is known; a backslash keeps a quote from closing, and stays.
 */
export function readBun(input: string, options: ReadOptions = {}): Reading {
  const text = input.charCodeAt(0) === 0xfeff ? input.slice(1) : input;
  const out = new Collector(text);
  const env = options.env ?? {};
  const file = new Map<string, string>();
  let at = 0;
  while (at < text.length) {
    const key = readKey(text, at, true);
    if (key === null) {
      const start = skipSpace(text, at);
      if (start < text.length && text.charCodeAt(start) !== HASH) out.problem(start, "key");
      at = lineAfter(text, start);
      continue;
    }
    const { value, next } = readValue(text, key.next, key.name, out);
    at = next;
    if (options.override || own(env, key.name) === undefined) file.set(key.name, value);
  }
  try {
    for (const [key, value] of file) {
      if (value.length > 1 && value.includes("$"))
        file.set(key, out.budget.spend(expand(value, env, file, 0), 0));
    }
    for (const [key, value] of file) setOwn(out.values, key, value);
    return out.finish();
  } catch (error) {
    if (error instanceof Refusal) return out.finish(error);
    throw error;
  }
}

function readKey(text: string, from: number, exports: boolean): { name: string; next: number } | null {
  const start = exports ? skipSpace(text, from) : from;
  let end = start;
  for (let c = text.charCodeAt(end); isWord(c) || c === 45 || c === 46; c = text.charCodeAt(end)) end++;
  if (end === start || end >= text.length) return null;
  const behind = skipSpace(text, end);
  if (behind >= text.length) return null;
  if (exports && behind > end && end - start === 6 && text.startsWith("export", start)) {
    const key = readKey(text, behind, false);
    if (key) return key;
  }
  const c = text.charCodeAt(behind);
  if (c === EQUALS) return { name: text.slice(start, end), next: behind + 1 };
  if (c === COLON && isSpace(text.charCodeAt(behind + 1)))
    return { name: text.slice(start, end), next: behind + 2 };
  return null;
}

function readValue(text: string, from: number, key: string, out: Collector): { value: string; next: number } {
  const at = skipSpace(text, from);
  if (at >= text.length) return { value: "", next: text.length };
  const quote = text.charCodeAt(at);
  if (isQuote(quote)) {
    const close = closing(text, at + 1, quote);
    if (close !== -1)
      return { value: resolveEscapes(text.slice(at + 1, close), quote), next: lineAfter(text, close + 1) };
  }
  let end = from;
  for (let c = text.charCodeAt(end); end < text.length; c = text.charCodeAt(++end))
    if (c === HASH || c === CR || c === LF) break;
  if (isQuote(quote) && at < end) out.problem(at, "unterminated", key);
  let start = from;
  while (start < end && isSpace(text.charCodeAt(start))) start++;
  let stop = end;
  while (stop > start && isSpace(text.charCodeAt(stop - 1))) stop--;
  return { value: text.slice(start, stop), next: end };
}

/** The first quote that no backslash is before (a backslash takes the next character with it). -1: none. */
function closing(text: string, from: number, quote: number): number {
  for (let at = from; at < text.length; at++) {
    const c = text.charCodeAt(at);
    if (c === BACKSLASH) at++;
    else if (c === quote) return at;
  }
  return -1;
}

function resolveEscapes(value: string, quote: number): string {
  if (!value.includes("\\") && !value.includes("\r")) return value;
  let result = "";
  for (let at = 0; at < value.length; at++) {
    const c = value.charCodeAt(at);
    const next = value.charCodeAt(at + 1);
    if (c === CR) {
      if (next !== LF) result += "\n";
    } else if (c === BACKSLASH && quote === DOUBLE) {
      result += next === 110 ? "\n" : next === 114 ? "\r" : value.slice(at, at + 2);
      at++;
    } else result += value[at];
  }
  return result;
}

function expand(
  value: string,
  env: Readonly<Record<string, string | undefined>>,
  file: ReadonlyMap<string, string>,
  depth: number,
): string {
  const lookup = (name: string): string | undefined => file.get(name) ?? own(env, name);
  let result = "";
  let at = 0;
  const close = closings(value);
  while (at < value.length) {
    if (result.length > LONGEST_VALUE) throw new Refusal(0, "endless");
    const c = value.charCodeAt(at);
    if (c === BACKSLASH && value.charCodeAt(at + 1) === DOLLAR) {
      result += "$";
      at += 2;
    } else if (c === DOLLAR && value[at + 1] === "{") {
      const end = close.get(at);
      if (end === undefined) return result + value.slice(at);
      const nameEnd = wordEnd(value, at + 2);
      const found = lookup(value.slice(at + 2, nameEnd));
      if (nameEnd === end) result += found ?? "";
      else if (value.startsWith(":-", nameEnd) && nameEnd < end) {
        const rest = value.slice(nameEnd + 2, end);
        result += found ?? (depth < 200 ? expand(rest, env, file, depth + 1) : rest);
      } else result += value.slice(at, end + 1);
      at = end + 1;
    } else if (c === DOLLAR && isWord(value.charCodeAt(at + 1))) {
      const nameEnd = wordEnd(value, at + 1);
      result += lookup(value.slice(at + 1, nameEnd)) ?? "";
      at = nameEnd;
    } else {
      result += value[at];
      at++;
    }
  }
  return result;
}

/** For every `${` of a value the offset of the brace that closes it, by depth; what a backslash precedes is skipped. */
function closings(value: string): Map<number, number> {
  const found = new Map<number, number>();
  const open: number[] = [];
  for (let at = 0; at < value.length; at++) {
    const c = value.charCodeAt(at);
    if (c === BACKSLASH) at++;
    else if (c === DOLLAR && value[at + 1] === "{") open.push(at++);
    else if (value[at] === "}") {
      const start = open.pop();
      if (start !== undefined) found.set(start, at);
    }
  }
  return found;
}

function wordEnd(value: string, from: number): number {
  let at = from;
  while (at < value.length && isWord(value.charCodeAt(at))) at++;
  return at;
}

function isSpace(c: number): boolean {
  return c === 32 || (c >= 9 && c <= 13);
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && isSpace(text.charCodeAt(at))) at++;
  return at;
}

function lineAfter(text: string, from: number): number {
  let at = from;
  while (at < text.length && text.charCodeAt(at) !== LF && text.charCodeAt(at) !== CR) at++;
  return Math.min(at + 1, text.length);
}
