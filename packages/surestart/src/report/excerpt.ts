import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import type { Place } from "../finding.ts";
import type { Mask } from "./mask.ts";
import { maskLine } from "./mask-line.ts";
import type { Style } from "./style.ts";
import { columnsOf, visible } from "./visible.ts";

/** Files above this are not read for three lines. */
const mostBytes = 4 * 1024 * 1024;

/**
 * The line at a place with `context` lines before and after it, numbered, masked, and a caret below the columns that are meant.
 * Empty when the file cannot be read or has no such line: a report is never kept from being shown by its excerpt.
 */
export function excerpt(place: Place, dir: string, mask: Mask, style: Style, context = 1): string[] {
  if (place.line === undefined) return [];
  const lines = linesOf(resolve(dir, place.file), mask);
  const target = lines?.[place.line - 1];
  if (lines === null || target === undefined) return [];
  const from = Math.max(1, place.line - context);
  const to = Math.min(lines.length, place.line + context);
  const gutter = Math.max(3, String(to).length);
  const room = style.width - gutter - 6;
  const result: string[] = [];
  for (let number = from; number <= to; number++) {
    const line = lines[number - 1]!;
    if (number !== place.line) {
      if (line.trim() === "") continue;
      const text = crop(visible(maskLine(line, place.file, mask)), 0, room, style);
      result.push(style.paint("dim", row(String(number), gutter, text, style)));
      continue;
    }
    const pointed = pointAt(line, place, mask);
    const skip = pointed.to > room ? Math.max(0, Math.min(pointed.from - 16, pointed.text.length - room)) : 0;
    result.push(
      row(
        style.paint("bold", String(number).padStart(gutter)),
        gutter,
        crop(pointed.text, skip, room, style),
        style,
      ),
    );
    if (pointed.to > pointed.from) {
      const before = columnsOf(pointed.text.slice(skip, pointed.from));
      const length = Math.max(
        1,
        Math.min(columnsOf(pointed.text.slice(pointed.from, pointed.to)), room - before),
      );
      result.push(
        row("", gutter, " ".repeat(before) + style.paint("red", style.mark.caret.repeat(length)), style),
      );
    }
  }
  return result;
}

function row(number: string, gutter: number, text: string, style: Style): string {
  return `  ${number === "" || /^\d/.test(number) ? number.padStart(gutter) : number} ${style.mark.bar} ${text}`.trimEnd();
}

function crop(text: string, skip: number, room: number, style: Style): string {
  const dots = style.mark.ellipsis;
  const start = skip > 0 ? dots + text.slice(skip + dots.length) : text;
  let result = start;
  while (columnsOf(result) > room)
    result = result.slice(0, -Math.max(1, Math.floor((columnsOf(result) - room) / 2)));
  return result.length < start.length ? result.slice(0, -dots.length) + dots : result;
}

/** The line as it is shown, and the part of it that the place means; a masked value is pointed at as a whole. */
function pointAt(line: string, place: Place, mask: Mask): { text: string; from: number; to: number } {
  const masked = maskLine(line, place.file, mask);
  const text = visible(masked);
  if (place.column === undefined) return { text, from: 0, to: 0 };
  const same = sameEnds(line, masked);
  const toMasked = (index: number, end: boolean): number => {
    if (index <= same.begin) return index;
    if (index >= line.length - same.end) return index + masked.length - line.length;
    // Inside of what was replaced there are no columns any more.
    return line.length === masked.length ? index : end ? masked.length - same.end : same.begin;
  };
  const start = Math.min(place.column - 1, line.length);
  const end = Math.max(start + 1, Math.min((place.endColumn ?? place.column + 1) - 1, line.length));
  return {
    text,
    from: visible(masked.slice(0, toMasked(start, false))).length,
    to: Math.max(
      visible(masked.slice(0, toMasked(end, true))).length,
      visible(masked.slice(0, toMasked(start, false))).length + 1,
    ),
  };
}

function sameEnds(a: string, b: string): { begin: number; end: number } {
  const most = Math.min(a.length, b.length);
  let begin = 0;
  while (begin < most && a[begin] === b[begin]) begin++;
  let end = 0;
  while (end < most - begin && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  return { begin, end };
}

/** A mask belongs to one look at the project: as long as it is used, a file is read once. */
const known = new WeakMap<Mask, Map<string, string[] | null>>();

function linesOf(path: string, mask: Mask): string[] | null {
  const files = known.get(mask) ?? new Map<string, string[] | null>();
  known.set(mask, files);
  const lines = files.get(path) ?? readLines(path);
  files.set(path, lines);
  return lines;
}

function readLines(path: string): string[] | null {
  try {
    const stat = statSync(path);
    if (!stat.isFile() || stat.size > mostBytes) return null;
    return decode(readFileSync(path)).split(/\r\n|\n|\r/);
  } catch {
    return null;
  }
}

function decode(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}
