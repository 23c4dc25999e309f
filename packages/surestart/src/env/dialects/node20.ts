import { HASH, isQuote, LF, SPACE } from "../../chars.ts";
import { Collector, type Reading } from "../reading.ts";

/**
 * `--env-file` and `util.parseEnv` of Node 20. A key may span lines (a line without `=` is glued to the next), only blanks
 * are trimmed and no tabs, and an empty key ends the reading.
 */
export function readNode20(input: string): Reading {
  const text = input.includes("\r") ? input.replaceAll("\r", "") : input;
  const out = new Collector(text);
  const end = trimEnd(text, 0, text.length);
  let at = skip(text, 0, end);
  while (at < end) {
    const first = text.charCodeAt(at);
    if (first === LF || first === HASH) {
      const newline = find(text, "\n", at, end);
      if (newline !== -1) {
        at = newline + 1;
        continue;
      }
    }
    const mark = find(text, "=", at, end);
    if (mark === -1) {
      if (first !== HASH) out.problem(at, "no-equals");
      break;
    }
    const keyAt = skip(text, at, mark);
    let key = text.slice(keyAt, trimEnd(text, keyAt, mark));
    if (key === "") {
      out.problem(mark, "key");
      if (keyAt === at) break;
      // A key of nothing but blanks: Node steps one character back, onto the end of the line before.
      key = text.slice(at - 1, at);
    }
    if (key.includes("\n")) out.problem(at, "no-equals");
    if (key.startsWith("export ")) key = key.slice(7);
    at = skip(text, mark + 1, end);
    if (at >= end) {
      out.values[key] = "";
      break;
    }
    at = readValue(text, at, end, key, out);
  }
  return out.finish();
}

function readValue(text: string, at: number, end: number, key: string, out: Collector): number {
  const quote = text.charCodeAt(at);
  const newline = find(text, "\n", at, end);
  if (isQuote(quote)) {
    const close = find(text, text[at] as string, at + 1, end);
    if (close === -1) {
      out.problem(at, "unterminated", key);
      if (newline === -1) return at;
      out.values[key] = text.slice(at, newline);
      return newline + 1;
    }
    const value = text.slice(at + 1, close);
    out.values[key] = quote === 34 ? value.replaceAll("\\n", "\n") : value;
    const next = find(text, "\n", close + 1, end);
    return next === -1 ? end : next + 1;
  }
  const lineEnd = newline === -1 ? end : newline;
  const line = text.slice(at, lineEnd);
  const hash = line.indexOf("#");
  const value = hash === -1 ? line : line.slice(0, hash);
  const from = skip(value, 0, value.length);
  out.values[key] = value.slice(from, trimEnd(value, from, value.length));
  return newline === -1 ? end : newline + 1;
}

function find(text: string, what: string, from: number, end: number): number {
  const at = text.indexOf(what, from);
  return at >= end ? -1 : at;
}

function skip(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && text.charCodeAt(at) === SPACE) at++;
  return at;
}

function trimEnd(text: string, from: number, to: number): number {
  let at = to;
  while (at > from && text.charCodeAt(at - 1) === SPACE) at--;
  return at;
}
