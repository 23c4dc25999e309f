import {
  BACKSLASH,
  COLON,
  DOUBLE,
  EQUALS,
  HASH,
  isJsLineEnd,
  isJsSpace,
  isQuote,
  isWord,
} from "../../chars.ts";
import { Collector, type Reading } from "../reading.ts";

/**
 * dotenv 15 to 18: `config()`, `dotenv/config`, `dotenv run`. Nothing is expanded; an unquoted `#` cuts the value; in double
 * quotes only `\n` and `\r` are escapes.
 */
export function readDotenv(input: string): Reading {
  const text = unixLines(input);
  const out = new Collector(text);
  scanDotenv(text, out, (key, raw, first) => {
    const value = stripQuotes(raw);
    out.values[key] = first === DOUBLE && value.includes("\\") ? resolveEscapes(value) : value;
  });
  return out.finish();
}

export function unixLines(input: string): string {
  return input.includes("\r") ? input.replace(/\r\n?/g, "\n") : input;
}

/**
 * The grammar that dotenv and dotenvx share, in one pass. `found` is given the key, the value trimmed but with its quotes,
 * the code of its first character, and where the value is.
 */
export function scanDotenv(
  text: string,
  out: Collector,
  found: (key: string, raw: string, first: number, at: number) => void,
): void {
  const end = text.length;
  const hash = { at: text.indexOf("#") };
  let at = 0;
  while (at < end) {
    let c = text.charCodeAt(at);
    while (isJsSpace(c)) c = text.charCodeAt(++at);
    if (at >= end) return;
    if (c === HASH) {
      at = restOfLine(text, at, end);
      continue;
    }
    const start = at;
    const name = isExport(text, at) ? behindExport(text, at) : at;
    let keyEnd = keyStop(text, name);
    let mark = separatorBehind(text, name, keyEnd);
    let keyAt = name;
    if (mark === -1 && name !== start) {
      // `export` may be the key itself: `export=1`, `export =1`.
      keyAt = start;
      keyEnd = keyStop(text, start);
      mark = separatorBehind(text, start, keyEnd);
    }
    if (mark === -1) {
      out.problem(start, hasSeparator(text, start, end) ? "key" : "no-equals");
      at = restOfLine(text, start, end);
      continue;
    }
    at = scanValue(text, mark, end, text.slice(keyAt, keyEnd), out, found, hash);
  }
}

/** Where the next `#` is; looked up again only when it has been passed. */
interface NextHash {
  at: number;
}

/** Reads the value after a separator; gives the offset after it. */
function scanValue(
  text: string,
  mark: number,
  end: number,
  key: string,
  out: Collector,
  found: (key: string, raw: string, first: number, at: number) => void,
  hash: NextHash,
): number {
  let at = mark;
  let c = text.charCodeAt(at);
  while (isJsSpace(c)) c = text.charCodeAt(++at);
  if (isQuote(c)) {
    const close = closing(text, at, end);
    if (close !== -1) {
      found(key, text.slice(at, close + 1), c, at);
      return close + 1;
    }
  }
  // Not on this line: the blanks above went too far, and the value is empty or has text right after the separator.
  const newline = text.indexOf("\n", mark);
  const lineEnd = newline === -1 ? end : newline;
  if (hash.at !== -1 && hash.at < mark) hash.at = text.indexOf("#", mark);
  const stop = hash.at === -1 || hash.at > lineEnd ? lineEnd : hash.at;
  const from = Math.min(at, stop);
  let to = stop;
  while (to > from && isJsSpace(text.charCodeAt(to - 1))) to--;
  const first = from < to ? text.charCodeAt(from) : 0;
  if (isQuote(first)) {
    const closes = to - from > 1 && text.charCodeAt(to - 1) === first;
    out.problem(from, closes ? "after-quote" : "unterminated", key);
  }
  found(key, text.slice(from, to), first, from);
  return stop === lineEnd ? stop : restOfLine(text, stop, end);
}

/**
 * The closing quote: the last of those up to the first unescaped one after which the line ends or a comment begins. It may
 * stand lines later. -1: none.
 */
function closing(text: string, open: number, end: number): number {
  const quote = text[open] as string;
  let good = -1;
  for (let at = text.indexOf(quote, open + 1); at !== -1; at = text.indexOf(quote, at + 1)) {
    let behind = at + 1;
    while (behind < end && !isJsLineEnd(text.charCodeAt(behind)) && isJsSpace(text.charCodeAt(behind)))
      behind++;
    const c = text.charCodeAt(behind);
    if (behind >= end || c === HASH || isJsLineEnd(c)) good = at;
    if (text.charCodeAt(at - 1) !== BACKSLASH) break;
  }
  return good;
}

function isExport(text: string, at: number): boolean {
  return text.charCodeAt(at) === 101 && text.startsWith("export", at) && isJsSpace(text.charCodeAt(at + 6));
}

function behindExport(text: string, at: number): number {
  let behind = at + 6;
  while (isJsSpace(text.charCodeAt(behind))) behind++;
  return behind;
}

function keyStop(text: string, from: number): number {
  let at = from;
  for (let c = text.charCodeAt(at); isWord(c) || c === 45 || c === 46; c = text.charCodeAt(at)) at++;
  return at;
}

/** The offset after `=` or `: `; -1 where neither is after the key. */
function separatorBehind(text: string, keyAt: number, keyEnd: number): number {
  if (keyEnd === keyAt) return -1;
  let at = keyEnd;
  let c = text.charCodeAt(at);
  if (c === COLON) return isJsSpace(text.charCodeAt(at + 1)) ? at + 2 : -1;
  while (isJsSpace(c)) c = text.charCodeAt(++at);
  return c === EQUALS ? at + 1 : -1;
}

function restOfLine(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && !isJsLineEnd(text.charCodeAt(at))) at++;
  return at;
}

function hasSeparator(text: string, from: number, end: number): boolean {
  for (let at = from; at < end; at++) {
    const c = text.charCodeAt(at);
    if (c === EQUALS) return true;
    if (isJsLineEnd(c)) return false;
  }
  return false;
}

/**
 * Takes off the outer quotes. A value without a line end has at most one pair; in one with a line separator (U+2028) every
 * line may begin one, and the pair reaches to the last line end before which the quote is.
 */
export function stripQuotes(value: string): string {
  const first = value.charCodeAt(0);
  if (isQuote(first) && value.length > 1 && value.charCodeAt(value.length - 1) === first)
    return value.slice(1, -1);
  if (!value.includes("\u2028") && !value.includes("\u2029")) return value;
  let result = "";
  let done = 0;
  for (let at = 0; at < value.length; at++) {
    const c = value.charCodeAt(at);
    if (!isQuote(c) || (at > 0 && !isJsLineEnd(value.charCodeAt(at - 1)))) continue;
    const close = lastBeforeLineEnd(value, c);
    if (close <= at) continue;
    result += value.slice(done, at) + value.slice(at + 1, close);
    done = close + 1;
    at = close;
  }
  return result + value.slice(done);
}

function lastBeforeLineEnd(value: string, quote: number): number {
  for (let at = value.length - 1; at >= 0; at--) {
    const ends = at === value.length - 1 || isJsLineEnd(value.charCodeAt(at + 1));
    if (ends && value.charCodeAt(at) === quote) return at;
  }
  return -1;
}

function resolveEscapes(value: string): string {
  return value.replaceAll("\\n", "\n").replaceAll("\\r", "\r");
}
