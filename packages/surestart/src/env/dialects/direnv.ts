import { COLON, DOLLAR, EQUALS, HASH, isDigit, isWord, SINGLE } from "../../chars.ts";
import { Collector, LONGEST_VALUE, own, type Reading, type ReadOptions, Refusal } from "../reading.ts";

/**
 * direnv's `dotenv` (2.36 and later; those before know no value over several lines). An unquoted value ends at a blank or `#`,
 * and text after it makes direnv refuse the whole file; `$` is expanded but in single quotes, as Go's os.Expand does.
 */
export function readDirenv(input: string, options: ReadOptions = {}): Reading {
  const out = new Collector(input);
  try {
    readLines(input, out, options.env ?? {});
    return out.finish();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { ...out.finish(error), values: {} };
  }
}

type Env = Readonly<Record<string, string | undefined>>;

function readLines(input: string, out: Collector, env: Env): void {
  let open: { at: number; lines: string[]; quote: string } | null = null;
  let at = 0;
  while (at <= input.length) {
    const end = lineEnd(input, at);
    const line = input.slice(at, end);
    if (open) {
      open.lines.push(line);
      if (trimGo(line).endsWith(open.quote)) {
        const found = matchLine(open.lines.join("\n"));
        // What does not fit is dropped without a word.
        if (found?.key) set(found.key, found.value, out, env, open.at);
        else out.problem(open.at, "value");
        open = null;
      }
    } else {
      const quote = opensQuote(line);
      if (quote) open = { at, lines: [line], quote };
      else {
        const found = matchLine(line);
        if (!found) throw new Refusal(at, line.includes("=") ? "value" : "no-equals");
        if (found.key) set(found.key, found.value, out, env, at);
      }
    }
    at = end;
    if (at >= input.length) break;
    while (at < input.length && (input[at] === "\n" || input[at] === "\r")) at++;
  }
  if (open) throw new Refusal(open.at, "unterminated");
}

function lineEnd(input: string, from: number): number {
  let at = from;
  while (at < input.length && input[at] !== "\n" && input[at] !== "\r") at++;
  return at;
}

/** The quote that a value begins with, if it is on the line only once. Looks at comments, too. */
function opensQuote(line: string): string | null {
  let mark = 0;
  while (mark < line.length && line.charCodeAt(mark) !== EQUALS && line.charCodeAt(mark) !== COLON) mark++;
  if (mark === 0 || mark + 1 >= line.length) return null;
  let at = mark + 1;
  while (line[at] === " " || line[at] === "\t") at++;
  const quote = line[at];
  if (quote !== '"' && quote !== "'") return null;
  return line.indexOf(quote, at + 1) === -1 ? quote : null;
}

/** A whole line by direnv's grammar; `key` is empty for a blank line or a comment. null: it does not fit. */
function matchLine(line: string): { key: string; value: string } | null {
  let at = skip(line, 0);
  const lastLine = line.lastIndexOf("\n") + 1;
  if (endsHere(line, at, lastLine)) return { key: "", value: "" };
  if (line.startsWith("export", at) && skip(line, at + 6) > at + 6) {
    const found = matchBinding(line, skip(line, at + 6), lastLine);
    if (found) return found;
  }
  at = skip(line, 0);
  return matchBinding(line, at, lastLine);
}

function matchBinding(line: string, keyAt: number, lastLine: number): { key: string; value: string } | null {
  let keyEnd = keyAt;
  while (isWord(line.charCodeAt(keyEnd)) || line[keyEnd] === ".") keyEnd++;
  if (keyEnd === keyAt) return null;
  const key = line.slice(keyAt, keyEnd);
  let at = skip(line, keyEnd);
  if (line.charCodeAt(at) === EQUALS) at = skip(line, at + 1);
  else if (line.charCodeAt(keyEnd) === COLON && skip(line, keyEnd + 1) > keyEnd + 1)
    at = skip(line, keyEnd + 1);
  else return null;
  const quote = line[at];
  if (quote === '"' || quote === "'") {
    // The last quote after which nothing but a comment comes; those between belong to the value.
    for (let close = line.lastIndexOf(quote); close > at; close = line.lastIndexOf(quote, close - 1))
      if (endsHere(line, close + 1, lastLine)) return { key, value: line.slice(at, close + 1) };
  }
  let end = at;
  while (end < line.length && !isGoBlank(line.charCodeAt(end)) && line.charCodeAt(end) !== HASH) end++;
  return endsHere(line, end, lastLine) ? { key, value: line.slice(at, end) } : null;
}

/** Only blanks and a comment follow. A comment reaches to the end of its line, and no line may follow it. */
function endsHere(line: string, from: number, lastLine: number): boolean {
  const at = skip(line, from);
  return at >= line.length || (line.charCodeAt(at) === HASH && at >= lastLine);
}

function set(key: string, raw: string, out: Collector, env: Env, at: number): void {
  out.set(key, raw.length < 2 ? raw : out.budget.spend(expandRaw(raw, out, env, at), at));
}

function expandRaw(raw: string, out: Collector, env: Env, at: number): string {
  const first = raw.charCodeAt(0);
  if (first === SINGLE && raw.endsWith("'")) return raw.slice(1, -1);
  if (raw[0] !== '"' || !raw.endsWith('"')) return expand(raw, out, env, at);
  const inner = raw.slice(1, -1).replaceAll("\\n", "\n").replaceAll("\\r", "\r");
  return expand(inner.replace(/\\([^$])/g, "$1"), out, env, at);
}

/** os.Expand of Go, with `${NAME:-default}`. */
function expand(value: string, out: Collector, env: Env, place: number): string {
  let result = "";
  let done = 0;
  const lastBrace = value.lastIndexOf("}");
  for (let at = value.indexOf("$"); at !== -1 && at + 1 < value.length; at = value.indexOf("$", done)) {
    const { name, length } = shellName(value, at + 1, lastBrace);
    result += value.slice(done, at);
    if (name !== "") result += lookup(name, out, env);
    // A `$` that no name follows stays; `${` that is never closed, and `${}`, are dropped.
    else if (length === 0) result += "$";
    if (result.length > LONGEST_VALUE) throw new Refusal(place, "endless");
    done = at + 1 + length;
  }
  return result + value.slice(done);
}

function shellName(value: string, at: number, lastBrace: number): { name: string; length: number } {
  const c = value.charCodeAt(at);
  if (value[at] === "{") {
    if (isSpecial(value.charCodeAt(at + 1)) && value[at + 2] === "}")
      return { name: value[at + 1] as string, length: 3 };
    const close = at < lastBrace ? value.indexOf("}", at + 1) : -1;
    if (close === -1) return { name: "", length: 1 };
    return { name: value.slice(at + 1, close), length: close - at + 1 };
  }
  if (isSpecial(c)) return { name: value[at] as string, length: 1 };
  let end = at;
  while (isWord(value.charCodeAt(end))) end++;
  return { name: value.slice(at, end), length: end - at };
}

/** `$*`, `$#`, `$$`, `$@`, `$!`, `$?`, `$-`, `$0` … `$9`. */
function isSpecial(c: number): boolean {
  return isDigit(c) || c === DOLLAR || c === HASH || c === 42 || c === 64 || c === 33 || c === 63 || c === 45;
}

function lookup(name: string, out: Collector, env: Env): string {
  const mark = name.indexOf(":-");
  const key = mark === -1 ? name : name.slice(0, mark);
  const value = own(out.values, key);
  if (value !== undefined) return value;
  const outside = own(env, key) ?? "";
  return outside === "" && mark !== -1 ? name.slice(mark + 2) : outside;
}

function isGoBlank(c: number): boolean {
  return c === 32 || c === 9 || c === 10 || c === 12 || c === 13;
}

function skip(line: string, from: number): number {
  let at = from;
  while (at < line.length && isGoBlank(line.charCodeAt(at))) at++;
  return at;
}

function trimGo(line: string): string {
  return line.trim();
}
