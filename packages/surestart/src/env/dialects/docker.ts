import { EQUALS, HASH, isGoSpace, SPACE, TAB } from "../../chars.ts";
import { Collector, own, type Reading, type ReadOptions, Refusal } from "../reading.ts";

/** The longest line that Go's scanner takes, in bytes. */
const LONGEST_LINE = 64 * 1024;

/**
 * `docker run --env-file`: everything after `=` is the value as it is, quotes, blanks and comments included; a bare key
 * takes its value from the environment; a blank in a key makes docker refuse the whole file.
 */
export function readDocker(input: string, options: ReadOptions = {}): Reading {
  const text = input.charCodeAt(0) === 0xfeff ? input.slice(1) : input;
  const out = new Collector(text);
  const env = options.env ?? {};
  for (let at = 0; at < text.length; ) {
    const newline = text.indexOf("\n", at);
    const next = newline === -1 ? text.length : newline + 1;
    let end = newline === -1 ? text.length : newline;
    if (end > at && text[end - 1] === "\r") end--;
    const refusal = readLine(text, at, end, out, env);
    if (refusal) return { ...out.finish(refusal), values: {} };
    at = next;
  }
  return out.finish();
}

function readLine(
  text: string,
  from: number,
  end: number,
  out: Collector,
  env: Readonly<Record<string, string | undefined>>,
): Refusal | undefined {
  if (end - from >= LONGEST_LINE) return new Refusal(from, "too-long");
  let at = from;
  while (at < end && isGoSpace(text.charCodeAt(at))) at++;
  if (at >= end || text.charCodeAt(at) === HASH) return undefined;
  let mark = at;
  for (; mark < end; mark++) {
    const c = text.charCodeAt(mark);
    if (c === EQUALS) break;
    if (c === SPACE || c === TAB) return new Refusal(at, "key");
  }
  if (mark === at) return new Refusal(at, "key");
  const key = text.slice(at, mark);
  if (mark < end) out.set(key, text.slice(mark + 1, end));
  else {
    const value = own(env, key);
    if (value === undefined) out.bare.push(key);
    else out.set(key, value);
  }
  return undefined;
}
