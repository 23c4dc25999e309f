import {
  BACKSLASH,
  CR,
  EQUALS,
  HASH,
  isAlphanumeric,
  isNameStart,
  isQuote,
  LF,
  SPACE,
  TAB,
} from "../chars.ts";

/**
 * A piece of a document. The pieces lie one after the other and cover every character, line ends included. All numbers
 * are offsets into the text; `end` is the one after the last character.
 */
interface Piece {
  kind: "blank" | "comment" | "binding" | "unread";
  start: number;
  end: number;
  /** The line it begins on, from 1. */
  line: number;
}

/** An assignment, as a person means it. */
export interface Binding extends Piece {
  kind: "binding";
  /** The last line of its value. */
  endLine: number;
  exported: boolean;
  keyStart: number;
  keyEnd: number;
  /** `=` or `:`. */
  separator: number;
  /** The value with its quotes. Both lie after the separator where it is empty. */
  valueStart: number;
  valueEnd: number;
  /** The quote that the value opens with and, unless `fault` says otherwise, closes with. */
  quote: "" | "'" | '"' | "`";
  /** The `#` of a comment after the value; -1 where there is none. */
  comment: number;
  fault: null | "unterminated" | "after-quote" | "key";
}

/** A line that is no assignment. */
export interface Unread extends Piece {
  kind: "unread";
  /** no-equals: no separator. key: what is before it is no name. */
  fault: "no-equals" | "key";
}

export type AnyPiece = Piece | Binding | Unread;

/**
 * Cuts a text into pieces. Linear in the length of the text whatever it is, and never throws.
 *
 * A quoted value ends at the first quote after which the line ends or a comment begins; over several lines only when the
 * first quote that follows is such a one. An unquoted value ends before ` #`, and before a `#` that a blank follows.
 */
export function tokenize(text: string): AnyPiece[] {
  const pieces: AnyPiece[] = [];
  const hasCr = text.includes("\r");
  let at = 0;
  let line = 1;
  while (at < text.length) {
    const piece = readPiece(text, at, line, hasCr);
    pieces.push(piece);
    line = piece.kind === "binding" ? (piece as Binding).endLine + 1 : line + 1;
    at = piece.end;
  }
  return pieces;
}

function readPiece(text: string, start: number, line: number, hasCr: boolean): AnyPiece {
  let at = start;
  let c = text.charCodeAt(at);
  while (isBlank(c)) c = text.charCodeAt(++at);
  if (at >= text.length || c === LF || c === CR)
    return { kind: "blank", start, end: behindLine(text, at, hasCr), line };
  if (c === HASH) return { kind: "comment", start, end: behindLine(text, at, hasCr), line };
  let exported = false;
  if (c === 101 && text.startsWith("export", at) && isBlank(text.charCodeAt(at + 6))) {
    let behind = at + 7;
    while (isBlank(text.charCodeAt(behind))) behind++;
    if (text.charCodeAt(behind) !== EQUALS) {
      exported = true;
      at = behind;
    }
  }
  const keyStart = at;
  while (isNamePart(text.charCodeAt(at))) at++;
  let keyEnd = at;
  while (isBlank(text.charCodeAt(at))) at++;
  c = text.charCodeAt(at);
  let fault: Binding["fault"] = null;
  const colon = c === 58 && keyEnd === at && isBlank(text.charCodeAt(at + 1));
  if (keyEnd === keyStart || (c !== EQUALS && !(colon && isPlainName(text, keyStart, keyEnd)))) {
    const stop = lineEnd(text, at, hasCr);
    const mark = within(text, EQUALS, at, stop);
    if (mark === -1) return unread(text, start, stop, line, "no-equals");
    at = mark;
    keyEnd = trimEnd(text, keyStart, mark);
    fault = "key";
    if (nameWithin(text, keyStart, keyEnd) === null) return unread(text, start, stop, line, "key");
  }
  return readBinding(text, { start, line, exported, keyStart, keyEnd, separator: at, fault }, hasCr);
}

type Head = Pick<Binding, "start" | "line" | "exported" | "keyStart" | "keyEnd" | "separator" | "fault">;

function readBinding(text: string, head: Head, hasCr: boolean): Binding {
  let at = head.separator + 1;
  let c = text.charCodeAt(at);
  while (isBlank(c)) c = text.charCodeAt(++at);
  const { start, line, exported, keyStart, keyEnd, separator, fault } = head;
  const binding: Binding = {
    kind: "binding",
    start,
    end: 0,
    line,
    endLine: line,
    exported,
    keyStart,
    keyEnd,
    separator,
    valueStart: at,
    valueEnd: at,
    quote: "",
    comment: -1,
    fault,
  };
  if (isQuote(c)) {
    readQuoted(text, binding, c, hasCr);
    return binding;
  }
  // `KEY= # comment` has no value; `KEY=#fff` has one.
  if (c === HASH && at > separator + 1) binding.comment = at;
  let stop = at;
  for (; stop < text.length; stop++) {
    c = text.charCodeAt(stop);
    if (c === LF || c === CR) break;
    if (c === HASH && binding.comment === -1 && beginsComment(text, stop, at)) binding.comment = stop;
  }
  if (binding.comment !== -1 && isJson(text, at, stop)) binding.comment = -1;
  binding.valueEnd = trimEnd(text, at, binding.comment === -1 ? stop : binding.comment);
  binding.end = behindEol(text, stop);
  return binding;
}

function beginsComment(text: string, hash: number, valueStart: number): boolean {
  return (hash > valueStart && isBlank(text.charCodeAt(hash - 1))) || isBlank(text.charCodeAt(hash + 1));
}

/** A value that begins like JSON and is some, up to the end of its line: no `#` in it begins a comment. */
function isJson(text: string, from: number, to: number): boolean {
  const c = text[from];
  if (c !== "{" && c !== "[") return false;
  try {
    JSON.parse(text.slice(from, to));
    return true;
  } catch {
    return false;
  }
}

function readQuoted(text: string, binding: Binding, quote: number, hasCr: boolean): void {
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

/** Where a character is between two offsets; -1: nowhere. Never looks further, so that all lines together cost one walk. */
function within(text: string, code: number, from: number, to: number): number {
  for (let at = from; at < to; at++) if (text.charCodeAt(at) === code) return at;
  return -1;
}

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

function unread(text: string, start: number, stop: number, line: number, fault: Unread["fault"]): Unread {
  return { kind: "unread", start, end: behindEol(text, stop), line, fault };
}

/**
 * The name that a faulty key was meant to be: without quotes around it, without `set ` before it, without characters that
 * cannot be seen. null: there is none.
 */
export function nameWithin(text: string, from: number, to: number): string | null {
  if (to - from > 512) return null;
  const key = text
    .slice(from, to)
    .replace(/^(?:export|set|\$env:)[ \t]+/i, "")
    .replace(/[\u00a0\u00ad\u200b-\u200f\u202a-\u202f\u2060\ufeff]/g, "")
    .replace(/^\$env:/i, "")
    .trim();
  const bare = /^(["'`\u2018\u2019\u201c\u201d])(.*)["'`\u2018\u2019\u201c\u201d]$/.exec(key)?.[2] ?? key;
  return /^[A-Za-z_][\w.-]*$/.test(bare) ? bare : null;
}

function isPlainName(text: string, from: number, to: number): boolean {
  return isNameStart(text.charCodeAt(from)) && to > from;
}

function isNamePart(c: number): boolean {
  return isAlphanumeric(c) || c === 95 || c === 46 || c === 45;
}

/** A blank inside of a line: what editors show as a gap. */
function isBlank(c: number): boolean {
  return c === SPACE || c === TAB;
}

function trimEnd(text: string, from: number, to: number): number {
  let at = to;
  while (at > from && isBlank(text.charCodeAt(at - 1))) at--;
  return at;
}

function lineEnd(text: string, from: number, hasCr: boolean): number {
  if (!hasCr) {
    const newline = text.indexOf("\n", from);
    return newline === -1 ? text.length : newline;
  }
  let at = from;
  for (let c = text.charCodeAt(at); at < text.length; c = text.charCodeAt(++at))
    if (c === LF || c === CR) break;
  return at;
}

/** The offset after the line end at this offset. */
function behindEol(text: string, at: number): number {
  if (at >= text.length) return text.length;
  return text.charCodeAt(at) === CR && text.charCodeAt(at + 1) === LF ? at + 2 : at + 1;
}

function behindLine(text: string, from: number, hasCr: boolean): number {
  return behindEol(text, lineEnd(text, from, hasCr));
}

function countLines(text: string, from: number, to: number): number {
  let lines = 0;
  for (let at = from; at < to; at++) {
    const c = text.charCodeAt(at);
    if (c === LF || (c === CR && text.charCodeAt(at + 1) !== LF)) lines++;
  }
  return lines;
}
