import { CR, EQUALS, HASH, isQuote, LF, SPACE, TAB } from "../chars.ts";
import { Collector, type Reading } from "../reading.ts";

/**
 * `--env-file`, `process.loadEnvFile` and `util.parseEnv` of Node 22 and later, with all their faults: a blank behind an
 * empty value takes the next line for the value, the first quote of the kind ends the value wherever it stands, a byte
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
  let at = skipBlank(text, 0, end);
  while (at < end) {
    const first = text.charCodeAt(at);
    if (first === LF || first === HASH) {
      at = lineAfter(text, at, end);
      continue;
    }
    let mark = at;
    let c = first;
    while (c !== EQUALS && c !== LF) {
      if (++mark >= end) break;
      c = text.charCodeAt(mark);
    }
    if (c !== EQUALS || mark >= end) {
      out.problem(at, "no-equals");
      at = skipBlank(text, mark + 1, end);
      continue;
    }
    const keyAt = skipBlank(text, at, mark);
    const rawKey = text.slice(keyAt, trimEnd(text, keyAt, mark));
    at = mark + 1;
    if (at >= end || text.charCodeAt(at) === LF) {
      // Here Node has not yet taken `export` off the key.
      if (rawKey === "") out.problem(mark, "key");
      found(rawKey, "", false);
      continue;
    }
    const valueAt = skipBlank(text, at, end);
    if (rawKey === "") {
      out.problem(mark, "key");
      at = valueAt;
      continue;
    }
    const key = rawKey.startsWith("export ") ? trimBoth(rawKey.slice(7)) : rawKey;
    if (crossesLine(text, at, valueAt)) out.problem(at, "swallows-next", key);
    at = readValue(text, valueAt, end, key, out, found, closing);
  }
}

/** Finds the quote that closes the one at `open`; -1: none. */
export type Closing = (text: string, open: number, end: number) => number;

/** The first of its kind, wherever it stands. */
export function firstQuote(text: string, open: number, end: number): number {
  const close = text.indexOf(text[open] as string, open + 1);
  return close < end ? close : -1;
}

/** Reads one value; gives the offset behind its line, and but for quoted values behind the blanks that begin the next. */
function readValue(
  text: string,
  at: number,
  end: number,
  key: string,
  out: Collector,
  found: (key: string, value: string, expands: boolean) => void,
  closing: Closing,
): number {
  const quote = text.charCodeAt(at);
  if (isQuote(quote)) {
    const close = closing(text, at, end);
    if (close !== -1) {
      const value = text.slice(at + 1, close);
      const double = quote === 34;
      found(key, double && value.includes("\\n") ? value.replaceAll("\\n", "\n") : value, double);
      const next = lineAfter(text, close + 1, end);
      if (hasText(text, close + 1, next)) out.problem(close + 1, "after-quote", key);
      return next;
    }
    out.problem(at, "unterminated", key);
    const next = lineAfter(text, at, end);
    found(key, text.slice(at, next > at && text.charCodeAt(next - 1) === LF ? next - 1 : end), false);
    return skipBlank(text, next, end);
  }
  let stop = at;
  let hash = -1;
  while (stop < end) {
    const c = text.charCodeAt(stop);
    if (c === LF) break;
    if (c === HASH && hash === -1) hash = stop;
    stop++;
  }
  found(key, text.slice(at, trimEnd(text, at, hash === -1 ? stop : hash)), true);
  return skipBlank(text, stop + 1, end);
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

function lineAfter(text: string, from: number, end: number): number {
  const next = text.indexOf("\n", from);
  return next === -1 || next >= end ? end : next + 1;
}

function crossesLine(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (text.charCodeAt(at) === LF) return true;
  return false;
}

/** Behind a closing quote there is more than blanks and a comment. */
function hasText(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const c = text.charCodeAt(at);
    if (c === HASH || c === LF) return false;
    if (c !== SPACE && c !== TAB && c !== CR) return true;
  }
  return false;
}
