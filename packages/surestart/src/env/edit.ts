import type { Dialect } from "../facts.ts";
import { type Encoding, encode } from "./decode.ts";
import { bindingsOf, type EnvDocument, keyOf, meantValue, readDocument } from "./document.ts";
import { spellFor } from "./spell.ts";
import type { Binding } from "./tokenize.ts";

/*
 * Every edit gives a new document, and leaves every byte that it does not mean as it was: line ends, comments, blanks,
 * encoding, byte order mark.
 */

/** The assignment of a key that counts: the last one; or the one on this line. */
export function findBinding(document: EnvDocument, key: string, line?: number): Binding | undefined {
  return bindingsOf(document).findLast(
    (binding) => keyOf(document, binding) === key && (line === undefined || binding.line === line),
  );
}

/**
 * Sets a key: edits its line, or adds one at the end. The spelling is the one that the most of `dialects` read as this value.
 *
 * @param options.line The line of the key, where it has several. @default the last one
 */
export function setValue(
  document: EnvDocument,
  key: string,
  value: string,
  options: { dialects: readonly Dialect[]; line?: number },
): EnvDocument {
  const { spelling } = spellFor(value, options.dialects);
  const binding = findBinding(document, key, options.line);
  return binding ? spell(document, binding, spelling) : addLine(document, `${key}=${spelling}`);
}

/** Writes the value of a line anew, as it is meant, in the spelling that the most of these dialects read so. */
export function requote(document: EnvDocument, binding: Binding, dialects: readonly Dialect[]): EnvDocument {
  return spell(document, binding, spellFor(meantValue(document, binding), dialects).spelling);
}

/** Replaces the value, quotes included. Puts right a `:` too, and takes away the blanks behind an empty value. */
export function spell(document: EnvDocument, binding: Binding, spelling: string): EnvDocument {
  const { separator, valueStart, valueEnd, keyEnd, comment } = binding;
  const colon = document.text[separator] === ":";
  const blank = valueStart === valueEnd && comment === -1;
  const from = colon ? keyEnd : blank ? separator + 1 : valueStart;
  // Right behind the value a comment would become a part of it.
  const gap = comment === valueEnd ? " " : "";
  return replaceSpan(document, from, valueEnd, `${colon ? "=" : ""}${linesAs(document, spelling)}${gap}`);
}

/** Gives the key of a line another name; separator, value and comment stay. */
export function renameKey(document: EnvDocument, binding: Binding, name: string): EnvDocument {
  return replaceSpan(document, binding.keyStart, binding.keyEnd, name);
}

/** Adds a line at the end, with the line end that the others have; the last line gets the one it lacks. */
export function addLine(document: EnvDocument, line: string): EnvDocument {
  const { text, eol, finalEol } = document;
  const before = finalEol ? text : text + eol;
  return withText(document, `${before}${linesAs(document, line)}${eol}`);
}

/** Takes away the whole lines of a piece. */
export function removeLine(document: EnvDocument, piece: { start: number; end: number }): EnvDocument {
  return replaceSpan(document, piece.start, piece.end, "");
}

export function replaceSpan(document: EnvDocument, from: number, to: number, text: string): EnvDocument {
  return withText(document, document.text.slice(0, from) + text + document.text.slice(to));
}

/**
 * The same text as UTF-8 without byte order mark, NUL characters taken out.
 *
 * @param options.eol Lines end with `\n`, too. @default false
 */
export function recode(document: EnvDocument, options: { eol?: boolean; from?: Encoding } = {}): EnvDocument {
  const source =
    options.from && options.from !== document.encoding
      ? readAs(encode(document), options.from)
      : document.text;
  const text = source.replaceAll("\0", "");
  return readDocument(options.eol ? text.replace(/\r\n?/g, "\n") : text);
}

function readAs(bytes: Uint8Array, encoding: Encoding): string {
  if (encoding === "latin1") return String.fromCharCode(...bytes);
  return new TextDecoder(encoding).decode(bytes);
}

/** A value over several lines gets the line ends of the file. */
function linesAs(document: EnvDocument, text: string): string {
  return document.eol === "\n" ? text : text.replace(/\r\n?|\n/g, document.eol);
}

function withText(document: EnvDocument, text: string): EnvDocument {
  const { encoding, bom, stray } = document;
  if (encoding === "latin1" && /[^\0-\xff]/.test(text)) return readDocument(text);
  // A mark at the beginning of the text is a character of it: the file's own is not a part of it.
  return { ...readDocument(text.startsWith("\ufeff") ? `\ufeff${text}` : text), encoding, bom, stray };
}
