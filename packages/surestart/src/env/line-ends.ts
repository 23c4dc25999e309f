import { CR, LF, SPACE, TAB } from "../chars.ts";

/** A blank inside of a line: what editors show as a gap. */
export function isBlank(c: number): boolean {
  return c === SPACE || c === TAB;
}

export function trimEnd(text: string, from: number, to: number): number {
  let at = to;
  while (at > from && isBlank(text.charCodeAt(at - 1))) at--;
  return at;
}

export function lineEnd(text: string, from: number, hasCr: boolean): number {
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
export function behindEol(text: string, at: number): number {
  if (at >= text.length) return text.length;
  return text.charCodeAt(at) === CR && text.charCodeAt(at + 1) === LF ? at + 2 : at + 1;
}

export function behindLine(text: string, from: number, hasCr: boolean): number {
  return behindEol(text, lineEnd(text, from, hasCr));
}

export function countLines(text: string, from: number, to: number): number {
  let lines = 0;
  for (let at = from; at < to; at++) {
    const c = text.charCodeAt(at);
    if (c === LF || (c === CR && text.charCodeAt(at + 1) !== LF)) lines++;
  }
  return lines;
}

/** Where a character is between two offsets; -1: nowhere. Never looks further, so that all lines together cost one walk. */
export function within(text: string, code: number, from: number, to: number): number {
  for (let at = from; at < to; at++) if (text.charCodeAt(at) === code) return at;
  return -1;
}
