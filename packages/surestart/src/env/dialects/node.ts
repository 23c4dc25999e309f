import { CR, HASH, isQuote, LF, SPACE, TAB } from "../../chars.ts";
import { Collector, type Reading } from "../reading.ts";

/**
 * `--env-file`, `process.loadEnvFile` and `util.parseEnv` of Node 22 and later, with all their faults: a blank after an
 * empty value takes the next line for the value, the first quote of the kind ends the value wherever it is, a byte
 * order mark becomes part of the first key, `export` is not taken off where the value is empty.
 */
export function readNode(input: string): Reading {
  const text = input.includes("\r") ? input.replaceAll("\r", "") : input;
  const out = new Collector(text);
  parseNode(text, out, (key, value) => {
    out.values[key] = value;
  });
  return out.finish();
}

/**
 * Calls `found` for each assignment. `expands` is true where the value stood unquoted or in double quotes (Deno, which has
 * the same grammar, expands only those).
 */
export function parseNode(
  text: string,
  out: Collector,
  found: (key: string, value: string, expands: boolean) => void,
  closing: Closing = firstQuote,
): void {
  const end = trimEnd(text, 0, text.length);
  // Where the next of each is, is looked up again only when it has been passed: one walk of the engine over the text.
  let newline = text.indexOf("\n");
  let equals = text.indexOf("=");
  let hash = text.indexOf("#");
  let at = skipBlank(text, 0, end);
  while (at < end) {
    const first = text.charCodeAt(at);
    if (newline !== -1 && newline < at) newline = text.indexOf("\n", at);
    const lineEnd = newline === -1 || newline > end ? end : newline;
    if (first === LF || first === HASH) {
      at = Math.min(lineEnd + 1, end);
      continue;
    }
    if (equals !== -1 && equals < at) equals = text.indexOf("=", at);
    if (equals === -1 || equals >= lineEnd) {
      out.problem(at, "no-equals");
      at = skipBlank(text, lineEnd + 1, end);
      continue;
    }
    const keyAt = skipBlank(text, at, equals);
    const rawKey = text.slice(keyAt, trimEnd(text, keyAt, equals));
    at = equals + 1;
    if (at >= lineEnd) {
      // Here Node has not yet taken `export` off the key.
      if (rawKey === "") out.problem(equals, "key");
      found(rawKey, "", false);
      continue;
    }
    const valueAt = skipBlank(text, at, end);
    if (rawKey === "") {
      out.problem(equals, "key");
      at = valueAt;
      continue;
    }
    const key = rawKey.startsWith("export ") ? trimBoth(rawKey.slice(7)) : rawKey;
    if (valueAt > lineEnd) out.problem(at, "swallows-next", key);
    if (isQuote(text.charCodeAt(valueAt))) {
      at = readQuoted(text, valueAt, end, key, out, found, closing);
      continue;
    }
    const stop = valueAt > lineEnd ? lineEndFrom(text, valueAt, end) : lineEnd;
    if (hash !== -1 && hash < valueAt) hash = text.indexOf("#", valueAt);
    const valueEnd = hash === -1 || hash > stop ? stop : hash;
    found(key, text.slice(valueAt, trimEnd(text, valueAt, valueEnd)), true);
    at = skipBlank(text, stop + 1, end);
  }
}

/** Finds the quote that closes the one at `open`; -1: none. */
export type Closing = (text: string, open: number, end: number) => number;

/** The first of its kind, wherever it is. */
export function firstQuote(text: string, open: number, end: number): number {
  const close = text.indexOf(text[open] as string, open + 1);
  return close < end ? close : -1;
}

/** Reads a value that a quote begins; gives the offset after its line. */
function readQuoted(
  text: string,
  at: number,
  end: number,
  key: string,
  out: Collector,
  found: (key: string, value: string, expands: boolean) => void,
  closing: Closing,
): number {
  const close = closing(text, at, end);
  if (close === -1) {
    out.problem(at, "unterminated", key);
    const lineEnd = lineEndFrom(text, at, end);
    found(key, text.slice(at, lineEnd), false);
    return skipBlank(text, lineEnd + 1, end);
  }
  const value = text.slice(at + 1, close);
  const double = text.charCodeAt(at) === 34;
  found(key, double && value.includes("\\n") ? value.replaceAll("\\n", "\n") : value, double);
  const lineEnd = lineEndFrom(text, close + 1, end);
  if (hasText(text, close + 1, lineEnd)) out.problem(close + 1, "after-quote", key);
  return lineEnd + 1;
}

function isBlank(c: number): boolean {
  return c === SPACE || c === TAB || c === LF;
}

function skipBlank(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && isBlank(text.charCodeAt(at))) at++;
  return at;
}

function trimEnd(text: string, from: number, to: number): number {
  let at = to;
  while (at > from && isBlank(text.charCodeAt(at - 1))) at--;
  return at;
}

function trimBoth(text: string): string {
  const from = skipBlank(text, 0, text.length);
  return text.slice(from, trimEnd(text, from, text.length));
}

function lineEndFrom(text: string, from: number, end: number): number {
  const at = text.indexOf("\n", from);
  return at === -1 || at > end ? end : at;
}

/** After a closing quote there is more than blanks and a comment. */
function hasText(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const c = text.charCodeAt(at);
    if (c === HASH) return false;
    if (c !== SPACE && c !== TAB && c !== CR) return true;
  }
  return false;
}
