import { BACKSLASH, CR, EQUALS, HASH, LF } from "../chars.ts";
import { isNamePart } from "./key-name.ts";
import { behindEol, countLines, isBlank, lineEnd, trimEnd, within } from "./line-ends.ts";
import type { Binding } from "./pieces.ts";

export function readQuoted(text: string, binding: Binding, quote: number, hasCr: boolean): void {
  const open = binding.valueStart;
  binding.quote = text[open] as "'";
  const stop = lineEnd(text, open, hasCr);
  const here = closeWithin(text, open, stop, quote);
  let close = here.close;
  if (close === -1 && here.others === 0) {
    const later =
      here.escaped === -1 || !startsBinding(text, behindEol(text, stop)) ? closeLater(text, stop, quote) : -1;
    close = later === -1 ? here.escaped : later;
  }
  if (here.others > 0 && secondAssignment.test(text.slice(open, stop))) close = -1;
  if (close === -1) {
    binding.fault ??= here.others > 0 ? "after-quote" : "unterminated";
    binding.valueEnd = trimEnd(text, open, stop);
    binding.end = behindEol(text, stop);
    return;
  }
  binding.valueEnd = close + 1;
  if (close > stop) binding.endLine += countLines(text, open, close);
  const end = close > stop ? lineEnd(text, close, hasCr) : stop;
  binding.comment = within(text, HASH, close, end);
  binding.end = behindEol(text, end);
}

/** `"x"; OTHER="y"`: what looks like one quoted value is two. */
const secondAssignment = /^(?:"[^"]*"|'[^']*')[;, \t]{1,8}(?:export )?[A-Z_][A-Z0-9_]{2,99}=/;

/** Looks for the closing quote on the line of the opening one. `others`: unescaped quotes that do not close. */
function closeWithin(
  text: string,
  open: number,
  stop: number,
  quote: number,
): { close: number; escaped: number; others: number } {
  let escaped = -1;
  let others = 0;
  for (let at = open + 1; at < stop; at++) {
    const c = text.charCodeAt(at);
    if (c === BACKSLASH && at + 1 < stop) {
      if (text.charCodeAt(++at) === quote && endsValue(text, at + 1)) escaped = at;
    } else if (c === quote) {
      if (endsValue(text, at + 1)) return { close: at, escaped, others };
      others++;
    }
  }
  return { close: -1, escaped, others };
}

/** The first quote on a later line, if the value can end there. */
function closeLater(text: string, from: number, quote: number): number {
  const q = String.fromCharCode(quote);
  for (let at = text.indexOf(q, from); at !== -1; at = text.indexOf(q, at + 1)) {
    if (text.charCodeAt(at - 1) !== BACKSLASH) return endsValue(text, at + 1) ? at : -1;
  }
  return -1;
}

/** After it there is nothing on the line but blanks and a comment. */
function endsValue(text: string, from: number): boolean {
  let at = from;
  while (isBlank(text.charCodeAt(at))) at++;
  const c = text.charCodeAt(at);
  return at >= text.length || c === LF || c === CR || c === HASH;
}

/** At this offset a line begins that has the form of an assignment, or the text ends. */
function startsBinding(text: string, from: number): boolean {
  let at = from;
  while (isNamePart(text.charCodeAt(at))) at++;
  return at >= text.length || (at > from && text.charCodeAt(at) === EQUALS);
}
