import { CR, EQUALS, HASH, isQuote, LF } from "../chars.ts";
import { isNamePart, isPlainName, nameWithin } from "./key-name.ts";
import { behindEol, behindLine, isBlank, lineEnd, trimEnd, within } from "./line-ends.ts";
import type { AnyPiece, Binding, Unread } from "./pieces.ts";
import { readQuoted } from "./quoted-value.ts";

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

function unread(text: string, start: number, stop: number, line: number, fault: Unread["fault"]): Unread {
  return { kind: "unread", start, end: behindEol(text, stop), line, fault };
}
