import { BACKSLASH, controls, DOUBLE, EQUALS, HASH, isPythonSpace, LF, SINGLE } from "../../chars.ts";
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
 * python-dotenv 1.x: `load_dotenv` and `dotenv_values`, as 1.2.2 reads. A line that it cannot read is left out with a
 * warning; `${NAME}` and `${NAME:-default}` are expanded in every kind of quote, `$NAME` never is; a key without `=` is
 * `None` and sets nothing.
 *
 * With `release` 1.2.4: a byte order mark is skipped, which before became part of the first key; `A= # note` is empty, and was
 * `# note`; a backslash within quotes always takes the next character along, so that `"\\\\"` ends at its second quote.
 */
export function readPython(input: string, options: ReadOptions = {}): Reading {
  const newer = isNewer(options.release ?? "1.2.2");
  // Python opens files with universal newlines: the parser sees nothing but \n.
  const text = input.includes("\r") ? input.replace(/\r\n?/g, "\n") : input;
  const out = new Collector(text);
  const raw: [string, string | null][] = [];
  let at = newer && text.startsWith("\ufeff") ? 1 : 0;
  while (at < text.length) at = readBinding(text, at, out, raw, newer);
  try {
    interpolate(raw, out, options);
    return out.finish();
  } catch (error) {
    if (error instanceof Refusal) return out.finish(error);
    throw error;
  }
}

/** After 1.2.2. */
function isNewer(release: string): boolean {
  const [major = 0, minor = 0, patch = 0] = release.split(".").map((part) => Number.parseInt(part, 10) || 0);
  return major !== 1 ? major > 1 : minor !== 2 ? minor > 2 : patch > 2;
}

/** Reads one binding; gives the offset after it. */
function readBinding(
  text: string,
  from: number,
  out: Collector,
  raw: [string, string | null][],
  newer: boolean,
): number {
  let at = from;
  while (at < text.length && isPythonSpace(text.charCodeAt(at))) at++;
  if (at >= text.length) return at;
  const start = at;
  at = skipExport(text, at);
  let key: string | null = null;
  const first = text.charCodeAt(at);
  if (first !== HASH) {
    const keyEnd = first === SINGLE ? text.indexOf("'", at + 1) : wordEnd(text, at);
    if (keyEnd === -1 || keyEnd === at || (first === SINGLE && keyEnd === at + 1))
      return fail(text, at, start, "key", out);
    key = first === SINGLE ? text.slice(at + 1, keyEnd) : text.slice(at, keyEnd);
    at = first === SINGLE ? keyEnd + 1 : keyEnd;
  }
  at = skipBlank(text, at);
  let value: string | null = null;
  let quoted = false;
  if (text.charCodeAt(at) === EQUALS) {
    const behindEquals = at + 1;
    at = skipBlank(text, behindEquals);
    const c = text.charCodeAt(at);
    quoted = c === SINGLE || c === DOUBLE;
    if (quoted) {
      const close = (newer ? closingNewer : closing)(text, at + 1, c);
      if (close === -1) return fail(text, at, at, "unterminated", out, key);
      value = (c === SINGLE ? unescapeSingle : unescapeDouble)(text.slice(at + 1, close));
      at = close + 1;
    } else if (newer && c === HASH && at > behindEquals) value = "";
    else {
      const end = lineEnd(text, at);
      value = unquoted(text, at, end);
      at = end;
    }
  }
  const behind = skipBlank(text, at);
  if (text.charCodeAt(behind) === HASH) at = lineEnd(text, behind);
  else if (behind < text.length && text.charCodeAt(behind) !== LF)
    return fail(text, at, quoted ? behind : start, quoted ? "after-quote" : "key", out, key);
  else at = behind;
  if (key !== null) raw.push([key, value]);
  if (key !== null && value === null) out.problem(start, "no-equals", key);
  return at + 1;
}

/** The rest of the line is skipped, from where the reading stopped. */
function fail(
  text: string,
  at: number,
  place: number,
  reason: "key" | "unterminated" | "after-quote",
  out: Collector,
  key?: string | null,
): number {
  out.problem(place, reason, key ?? undefined);
  return lineEnd(text, at) + 1;
}

function skipExport(text: string, at: number): number {
  if (!text.startsWith("export", at)) return at;
  const behind = skipBlank(text, at + 6);
  return behind > at + 6 ? behind : at;
}

function wordEnd(text: string, from: number): number {
  let at = from;
  for (; at < text.length; at++) {
    const c = text.charCodeAt(at);
    if (c === EQUALS || c === HASH || isPythonSpace(c)) break;
  }
  return at;
}

function skipBlank(text: string, from: number): number {
  let at = from;
  while (at < text.length && text.charCodeAt(at) !== LF && isPythonSpace(text.charCodeAt(at))) at++;
  return at;
}

function lineEnd(text: string, from: number): number {
  const at = text.indexOf("\n", from);
  return at === -1 ? text.length : at;
}

/** The first quote without a backslash before it, else the last one with; however many lines away. -1: none. */
function closing(text: string, from: number, quote: number): number {
  const q = String.fromCharCode(quote);
  let escaped = -1;
  for (let at = text.indexOf(q, from); at !== -1; at = text.indexOf(q, at + 1)) {
    if (at === from || text.charCodeAt(at - 1) !== BACKSLASH) return at;
    escaped = at;
  }
  return escaped;
}

/** The first quote that no backslash takes along; -1: none. */
function closingNewer(text: string, from: number, quote: number): number {
  for (let at = from; at < text.length; at++) {
    const c = text.charCodeAt(at);
    if (c === quote) return at;
    if (c === BACKSLASH) at++;
  }
  return -1;
}

function unquoted(text: string, from: number, end: number): string {
  let stop = end;
  for (let at = from + 1; at < end; at++) {
    if (text.charCodeAt(at) === HASH && isPythonSpace(text.charCodeAt(at - 1))) {
      stop = at;
      break;
    }
  }
  while (stop > from && isPythonSpace(text.charCodeAt(stop - 1))) stop--;
  return text.slice(from, stop);
}

function unescapeSingle(value: string): string {
  return value.includes("\\") ? value.replace(/\\([\\'])/g, "$1") : value;
}

function unescapeDouble(value: string): string {
  if (!value.includes("\\")) return value;
  return value.replace(/\\([\\'"abfnrtv])/g, (_, c: string) => controls[c] ?? c);
}

/** Every binding in order, each able to name those before it; a later one of the same key takes the place of the earlier. */
function interpolate(raw: [string, string | null][], out: Collector, options: ReadOptions): void {
  const env = options.env ?? {};
  const known = new Map<string, string | null>();
  const lookup = (name: string): string | null | undefined => {
    if (options.override) return known.has(name) ? known.get(name) : own(env, name);
    return own(env, name) ?? known.get(name);
  };
  for (const [key, value] of raw)
    known.set(key, value?.includes("${") ? out.budget.spend(expand(value, lookup), 0) : value);
  for (const [key, value] of known) {
    if (value === null) out.bare.push(key);
    else setOwn(out.values, key, value);
  }
}

function expand(value: string, lookup: (name: string) => string | null | undefined): string {
  let result = "";
  let done = 0;
  let brace = -1;
  for (let at = value.indexOf("${"); at !== -1; at = value.indexOf("${", at)) {
    if (brace < at + 2) brace = value.indexOf("}", at + 2);
    if (brace === -1) break;
    let nameEnd = at + 2;
    while (nameEnd < brace && value.charCodeAt(nameEnd) !== 58) nameEnd++;
    if (nameEnd < brace && value.charCodeAt(nameEnd + 1) !== 45) {
      at += 2;
      continue;
    }
    const fallback = nameEnd < brace ? value.slice(nameEnd + 2, brace) : "";
    const found = lookup(value.slice(at + 2, nameEnd));
    result += value.slice(done, at) + (found === undefined ? fallback : (found ?? ""));
    if (result.length > LONGEST_VALUE) throw new Refusal(0, "endless");
    done = at = brace + 1;
  }
  return result + value.slice(done);
}
