import type { EnvBinding } from "../facts.ts";
import { type Decoded, decode, type Encoding, encode } from "./decode.ts";
import { nameWithin } from "./key-name.ts";
import type { AnyPiece, Binding } from "./pieces.ts";
import { tokenize } from "./tokenize.ts";

/** A .env with every byte of it: what was read, where it is, and what could not be read. */
export interface EnvDocument {
  /** Without the byte order mark. */
  readonly text: string;
  readonly encoding: Encoding;
  readonly bom: boolean;
  /** The last byte of UTF-16 that has lost its other half; -1 where there is none. */
  readonly stray: number;
  /** They cover the text without a gap. */
  readonly pieces: readonly AnyPiece[];
  /** The line end that most lines have; `\n` where there is none. */
  readonly eol: "\n" | "\r\n" | "\r";
  /** Lines as editors count them, without an empty one after the last line end. */
  readonly lines: number;
}

/** Of bytes that are asked about again: a survey speaks of the same file to many. */
const known = new WeakMap<Uint8Array, EnvDocument>();

/** Reads text or bytes. Never throws; takes time in proportion to the length. */
export function readDocument(input: string | Uint8Array): EnvDocument {
  if (typeof input === "string") return documentOf(fromString(input));
  const document = known.get(input) ?? documentOf(decode(input));
  known.set(input, document);
  return document;
}

function documentOf(decoded: Decoded): EnvDocument {
  const { text } = decoded;
  const pieces = tokenize(text);
  const last = pieces.at(-1);
  const lines = last === undefined ? 0 : last.kind === "binding" ? (last as Binding).endLine : last.line;
  return { ...decoded, pieces, eol: lineEndOf(text), lines };
}

/** The bytes of a document: the same that it was read from. */
export function writeDocument(document: EnvDocument): Uint8Array {
  return encode(document);
}

/** Assignments in the order of the file. */
export function bindingsOf(document: EnvDocument): Binding[] {
  const bindings: Binding[] = [];
  for (const piece of document.pieces) if (piece.kind === "binding") bindings.push(piece as Binding);
  return bindings;
}

/** The key as a person means it. */
export function keyOf(document: EnvDocument, binding: Binding): string {
  const { text } = document;
  const key = text.slice(binding.keyStart, binding.keyEnd);
  return binding.fault === "key" ? (nameWithin(text, binding.keyStart, binding.keyEnd) ?? key) : key;
}

/** Where the value is without its quotes: from, and the offset after it. */
export function innerSpan(document: EnvDocument, binding: Binding): { from: number; to: number } {
  const { valueStart, valueEnd, quote, fault } = binding;
  const { text } = document;
  if (quote !== "") {
    const closed = fault !== "unterminated" && fault !== "after-quote";
    if (closed && valueEnd - valueStart > 1) return { from: valueStart + 1, to: valueEnd - 1 };
    const close = fault === "after-quote" ? firstClose(text, valueStart, valueEnd) : -1;
    return { from: valueStart + 1, to: close === -1 ? valueEnd : close };
  }
  let from = valueStart;
  let to = valueEnd;
  const odd = to > from && (text.charCodeAt(from) > 127 || text.charCodeAt(to - 1) > 127);
  if (!odd) return { from, to };
  if (
    to - from > 1 &&
    isTypographicQuote(text[from] as string) &&
    isTypographicQuote(text[to - 1] as string)
  ) {
    from++;
    to--;
  }
  while (from < to && isInvisible(text.charCodeAt(from))) from++;
  while (to > from && isInvisible(text.charCodeAt(to - 1))) to--;
  return { from, to };
}

/** The value as a person means it: quotes off, escapes of double quotes resolved, nothing expanded. */
export function meantValue(document: EnvDocument, binding: Binding): string {
  const { from, to } = innerSpan(document, binding);
  const inner = document.text.slice(from, to);
  if (binding.quote === '"' && inner.includes("\\"))
    return inner.replace(/\\([\\"$`nrt])/g, (_, c: string) => escapes[c] ?? c);
  if (binding.quote === "'" && inner.includes("\\'")) return inner.replaceAll("\\'", "'");
  return inner;
}

/** The assignments as facts speak of them. Columns count UTF-16 units from 1; those of the value are without its quotes. */
export function toEnvBindings(document: EnvDocument): EnvBinding[] {
  return bindingsOf(document).map((binding) => {
    const { start, line, endLine, keyStart, quote, exported } = binding;
    const { from, to } = innerSpan(document, binding);
    // An assignment begins on a line of its own; only a value over several lines ends on another.
    const lastStart = endLine === line ? start : lineStart(document.text, to);
    return {
      key: keyOf(document, binding),
      value: meantValue(document, binding),
      line,
      endLine,
      keyColumn: keyStart - start + 1,
      valueColumn: from - start + 1,
      valueEndColumn: to - lastStart + 1,
      quote,
      exported,
    };
  });
}

function lineStart(text: string, offset: number): number {
  let at = offset;
  while (at > 0 && text[at - 1] !== "\n" && text[at - 1] !== "\r") at--;
  return at;
}

/** Finds line and column of offsets; the first question takes one pass over the text. */
export class LineIndex {
  readonly #text: string;
  #known: number[] | null = null;

  constructor(text: string) {
    this.#text = text;
  }

  line(offset: number): number {
    const starts = this.#starts();
    let low = 0;
    for (let high = starts.length - 1; low < high; ) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] as number) <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  }

  column(offset: number): number {
    return offset - (this.#starts()[this.line(offset) - 1] as number) + 1;
  }

  #starts(): number[] {
    if (this.#known) return this.#known;
    const starts = [0];
    for (let at = behindLineEnd(this.#text, 0); at !== 0; at = behindLineEnd(this.#text, at)) starts.push(at);
    this.#known = starts;
    return starts;
  }
}

const escapes: Record<string, string> = { n: "\n", r: "\r", t: "\t" };

const typographic: ReadonlySet<string> = new Set(
  "\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u00ab\u00bb",
);

export function isTypographicQuote(c: string): boolean {
  return typographic.has(c);
}

/** A character that takes no room on the screen, or looks like a blank and is not one. */
export function isInvisible(c: number): boolean {
  return (
    c === 0xa0 ||
    c === 0xad ||
    (c >= 0x2000 && c <= 0x200f) ||
    (c >= 0x202a && c <= 0x202f) ||
    c === 0x2060 ||
    c === 0x3000 ||
    c === 0xfeff
  );
}

function fromString(input: string): Decoded {
  const bom = input.charCodeAt(0) === 0xfeff;
  return { text: bom ? input.slice(1) : input, encoding: "utf-8", bom, stray: -1 };
}

function firstClose(text: string, open: number, end: number): number {
  const at = text.indexOf(text[open] as string, open + 1);
  return at >= end ? -1 : at;
}

function lineEndOf(text: string): EnvDocument["eol"] {
  if (!text.includes("\r")) return "\n";
  const count = { "\n": 0, "\r\n": 0, "\r": 0 };
  for (let at = 0; at < text.length; at++) {
    const c = text.charCodeAt(at);
    if (c === 10) count["\n"]++;
    else if (c === 13) {
      if (text.charCodeAt(at + 1) === 10) {
        count["\r\n"]++;
        at++;
      } else count["\r"]++;
    }
  }
  const kinds = (Object.keys(count) as (keyof typeof count)[]).filter((kind) => count[kind] > 0);
  return kinds.reduce((most, kind) => (count[kind] > count[most] ? kind : most));
}

/** The offset after the next line end; 0 where there is none. */
function behindLineEnd(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const c = text.charCodeAt(at);
    if (c === 10) return at + 1;
    if (c === 13) return text.charCodeAt(at + 1) === 10 ? at + 2 : at + 1;
  }
  return 0;
}
