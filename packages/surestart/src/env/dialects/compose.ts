import { BACKSLASH, COLON, controls, DOUBLE, EQUALS, HASH, isGoSpace, LF, SINGLE } from "../../chars.ts";
import { Collector, own, type Reading, type ReadOptions, Refusal } from "../reading.ts";
import { substitute } from "./compose-template.ts";

/**
 * Docker Compose, for its `.env` and for `env_file` (compose-go 2). `#` begins a comment only after a blank; `$` is expanded
 * but in single quotes, with every default of a shell; a bare key takes its value from the environment; what it cannot read
 * makes it refuse the whole file.
 */
export function readCompose(input: string, options: ReadOptions = {}): Reading {
  const text = input.charCodeAt(0) === 0xfeff ? input.slice(1) : input;
  const out = new Collector(text);
  const env = options.env ?? {};
  const lookup = (name: string): string | undefined => own(env, name) ?? own(out.values, name);
  try {
    for (let at = statement(text, 0); at < text.length; at = statement(text, at)) {
      const key = readKey(text, at);
      if (key.bare) {
        const value = own(env, key.name);
        if (value !== undefined) out.set(key.name, value);
        else if (key.name !== "") out.bare.push(key.name);
        at = key.next;
      } else {
        const { value, next } = readValue(text, key.next, lookup);
        out.set(key.name, out.budget.spend(value, at));
        if (key.name === "") out.problem(at, "no-equals");
        at = next;
      }
    }
    return out.finish();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { ...out.finish(error), values: {} };
  }
}

/** The next offset that is neither white space nor comment. */
function statement(text: string, from: number): number {
  let at = from;
  for (;;) {
    while (at < text.length && isGoSpace(text.charCodeAt(at))) at++;
    if (at >= text.length || text.charCodeAt(at) !== HASH) return at;
    const newline = text.indexOf("\n", at);
    if (newline === -1) return text.length;
    at = newline;
  }
}

function readKey(text: string, from: number): { name: string; next: number; bare: boolean } {
  const start = skipInline(text, behindExport(text, from));
  let at = start;
  for (; at < text.length; at++) {
    const c = text.charCodeAt(at);
    if (c === EQUALS || c === COLON || c === LF) break;
    if (!isInline(c) && !isKeyPart(text, at)) throw new Refusal(at, "key");
    // A letter outside of the basic plane takes two units.
    if (c >= 0xd800 && c <= 0xdbff) at++;
  }
  // Without any separator up to the end of the file, what is there is taken for a value of the key "".
  if (at >= text.length) {
    if (start >= text.length) throw new Refusal(from, "key");
    return { name: "", next: start, bare: false };
  }
  const bare = text.charCodeAt(at) === LF;
  const name = trimEnd(text.slice(start, at));
  if (name.includes(" ")) throw new Refusal(start, bare ? "no-equals" : "key");
  return { name, next: skipInline(text, at + 1), bare };
}

function behindExport(text: string, from: number): number {
  if (!text.startsWith("export", from)) return from;
  const c = text.charCodeAt(from + 6);
  return c === 32 || c === 9 || c === 10 || c === 12 || c === 13 ? from + 6 : from;
}

function isKeyPart(text: string, at: number): boolean {
  const c = text.charCodeAt(at);
  if (c < 128) {
    return (
      (c >= 97 && c <= 122) ||
      (c >= 65 && c <= 90) ||
      (c >= 48 && c <= 57) ||
      c === 95 ||
      c === 46 ||
      c === 45 ||
      c === 91 ||
      c === 93
    );
  }
  return /^[\p{L}\p{N}]/u.test(text.slice(at, at + 2));
}

function readValue(
  text: string,
  at: number,
  lookup: (name: string) => string | undefined,
): { value: string; next: number } {
  const quote = text.charCodeAt(at);
  if (quote === DOUBLE || quote === SINGLE) return readQuoted(text, at, quote, lookup);
  const newline = text.indexOf("\n", at);
  const end = newline === -1 ? text.length : newline;
  const line = text.slice(at, end);
  const comment = line.indexOf(" #");
  const raw = comment === -1 ? line : line.slice(0, comment);
  return {
    value: substitute(trimEnd(raw), lookup, at),
    next: newline === -1 ? text.length : newline + 1,
  };
}

function readQuoted(
  text: string,
  open: number,
  quote: number,
  lookup: (name: string) => string | undefined,
): { value: string; next: number } {
  let value = "";
  let done = open + 1;
  for (let at = open + 1; at < text.length; at++) {
    const c = text.charCodeAt(at);
    if (c === BACKSLASH) {
      // An escaped quote loses its backslash here; every other escape is left for later.
      if (text.charCodeAt(at + 1) === quote) {
        value += text.slice(done, at);
        done = at + 1;
      }
      at++;
    } else if (c === quote) {
      value += text.slice(done, at);
      if (quote === DOUBLE) value = substitute(resolveEscapes(value), lookup, open);
      return { value, next: at + 1 };
    }
  }
  throw new Refusal(open, "unterminated");
}

const escapes: Record<string, string> = {
  ...controls,
  '"': '"',
  "\\": "\\",
  // The template has its own way to say a literal dollar.
  $: "$$",
};

function resolveEscapes(value: string): string {
  if (!value.includes("\\")) return value;
  return value.replace(
    /\\(?:([abcfnrtv$"\\])|0(\d{0,3}))/g,
    (match, c: string | undefined, digits: string) => {
      if (c !== undefined) return escapes[c] ?? match;
      const code = /^[0-3][0-7]{2}$/.test(digits) ? Number.parseInt(digits, 8) : -1;
      return code === -1 ? `\\${digits}` : String.fromCharCode(code);
    },
  );
}

function skipInline(text: string, from: number): number {
  let at = from;
  while (at < text.length && isInline(text.charCodeAt(at))) at++;
  return at;
}

/** White space that ends no line. */
function isInline(c: number): boolean {
  return c === 32 || c === 9 || c === 11 || c === 12 || c === 13 || c === 0x85 || c === 0xa0;
}

function trimEnd(value: string): string {
  let end = value.length;
  while (end > 0 && isGoSpace(value.charCodeAt(end - 1))) end--;
  return value.slice(0, end);
}
