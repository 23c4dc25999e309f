import { type Encoding, encode } from "../env/decode.ts";
import { NewText } from "./new-text.ts";
import { FixRefused } from "./refusal.ts";
import type { Line, SourceText } from "./source-text.ts";

/** A part of a text, by its offsets, and what is there instead. */
export interface Splice {
  from: number;
  to: number;
  text: string;
}

/**
 * The text of one file with the changes that are meant for it. All of them speak of the file as it is on disk, so that the
 * places which were found there hold for each; two that touch the same text are refused. What no change meant keeps its
 * bytes: encoding, byte order mark, line ends, a missing newline at the end.
 */
export class TextDraft {
  readonly source: SourceText;
  /** In the order of the text; of insertions at one place the first is the one that was asked for first. */
  readonly #splices: Splice[] = [];
  readonly #appended = new NewText();
  #recode: { eol: boolean } | null = null;

  constructor(source: SourceText) {
    this.source = source;
  }

  get file(): string {
    return this.source.file;
  }

  /** As it is on disk, without the byte order mark. */
  get text(): string {
    return this.source.text;
  }

  get encoding(): Encoding {
    return this.source.decoded.encoding;
  }

  get bom(): boolean {
    return this.source.decoded.bom;
  }

  /** Replaces the text from one offset to another. */
  splice(from: number, to: number, text: string): void {
    const at = this.#place(from, to);
    // Those that are there meet nowhere: only its neighbours can meet this one.
    const meets = [this.#splices[at - 1], this.#splices[at]].some(
      (other) => other !== undefined && from < other.to && to > other.from,
    );
    if (meets)
      throw new FixRefused(`two changes overlap in ${this.file}; apply one, then check again`, this.file);
    this.#splices.splice(at, 0, { from, to, text });
  }

  /** Where it belongs: insertions at a place before a replacement there. */
  #place(from: number, to: number): number {
    const after = this.#splices.findIndex(
      (other) => other.from > from || (other.from === from && other.to > to),
    );
    return after === -1 ? this.#splices.length : after;
  }

  /** Adds a whole line at the end, unless another change added the same one. */
  append(line: string): void {
    this.#appended.append(line);
  }

  /** A line is added at the end that sets this key. */
  appends(key: string): boolean {
    return this.#appended.sets(key);
  }

  /** Reads the bytes as `from` and writes UTF-8 without a byte order mark; `eol` makes line ends LF. */
  recode(from: Encoding, eol: boolean): void {
    // Latin-1 is the guess for bytes that are no UTF-8: a survey that guessed otherwise speaks of another text.
    if (this.encoding !== from)
      throw new FixRefused(`${this.file} is ${this.encoding}, not ${from} as it was before`, this.file);
    this.#recode = { eol: eol || (this.#recode?.eol ?? false) };
  }

  /** Offset of a line (from 1) and of the one after it, without and with its line end. */
  line(number: number): Line {
    const line = this.source.lines[number - 1];
    if (!line)
      throw new FixRefused(`${this.file} has no line ${number}; it has changed since it was read`, this.file);
    return line;
  }

  /** Lines as editors count them, without an empty one after the last line end. */
  get lineCount(): number {
    return this.source.lines.length;
  }

  /** The line end of the file: of the line at an offset where there is one, else the first that it has, else LF. */
  eolAt(offset: number): string {
    const { text } = this;
    const here = /\r\n|\n|\r/.exec(text.slice(offset))?.[0];
    return here ?? /\r\n|\n|\r/.exec(text)?.[0] ?? "\n";
  }

  get isChanged(): boolean {
    return this.#recode !== null || this.#splices.length > 0 || this.#appended.added.length > 0;
  }

  /** The file as it will be. */
  bytes(): Uint8Array {
    const text = this.#changed();
    if (!this.#recode) return encode({ ...this.source.decoded, text });
    return new TextEncoder().encode(this.#recode.eol ? text.replace(/\r\n?/g, "\n") : text);
  }

  #changed(): string {
    const parts: string[] = [];
    let at = 0;
    for (const { from, to, text } of [...this.#splices, ...this.#end()]) {
      parts.push(this.text.slice(at, from), text);
      at = to;
    }
    return parts.join("") + this.text.slice(at);
  }

  /** The lines that are added; the last one that is there gets the line end that it lacks. */
  #end(): Splice[] {
    const { added } = this.#appended;
    if (added.length === 0) return [];
    const eol = this.eolAt(0);
    const last = this.#lastCharacter();
    const open = last === "" || last === "\n" || last === "\r" ? "" : eol;
    const { length } = this.text;
    return [{ from: length, to: length, text: open + added.map((line) => line + eol).join("") }];
  }

  #lastCharacter(): string {
    let at = this.text.length;
    for (const { from, to, text } of this.#splices.toReversed()) {
      if (to !== at) break;
      if (text !== "") return text.at(-1) as string;
      at = from;
    }
    return this.text[at - 1] ?? "";
  }
}
