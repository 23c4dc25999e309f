import { type Decoded, decode, type Encoding, encode } from "../env/decode.ts";
import { FixRefused } from "./refusal.ts";

interface Splice {
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
  readonly file: string;
  readonly #decoded: Decoded;
  #splices: Splice[] = [];
  #appended: string[] = [];
  #recode: { eol: boolean } | null = null;

  constructor(file: string, bytes: Uint8Array) {
    this.file = file;
    this.#decoded = decode(bytes);
  }

  /** As it is on disk, without the byte order mark. */
  get text(): string {
    return this.#decoded.text;
  }

  get encoding(): Encoding {
    return this.#decoded.encoding;
  }

  get bom(): boolean {
    return this.#decoded.bom;
  }

  copy(): TextDraft {
    const copy = new TextDraft(this.file, new Uint8Array());
    Object.assign(copy.#decoded, this.#decoded);
    copy.#splices = [...this.#splices];
    copy.#appended = [...this.#appended];
    copy.#recode = this.#recode;
    return copy;
  }

  /** Replaces the text from one offset to another. */
  splice(from: number, to: number, text: string): void {
    const meets = this.#splices.some((other) =>
      from === to || other.from === other.to
        ? from > other.from && from < other.to && from !== to
        : from < other.to && to > other.from,
    );
    if (meets) throw new FixRefused(`two changes meet in ${this.file}; make one, then look again`, this.file);
    this.#splices.push({ from, to, text });
  }

  /** Adds a whole line at the end, unless another change added the same one. */
  append(line: string): void {
    if (!this.#appended.includes(line)) this.#appended.push(line);
  }

  /** Lines that are added at the end. */
  get appended(): readonly string[] {
    return this.#appended;
  }

  /** Reads the bytes as `from` and writes UTF-8 without a byte order mark; `eol` makes line ends LF. */
  recode(from: Encoding, eol: boolean): void {
    const { encoding } = this.#decoded;
    // Latin-1 is the guess for bytes that are no UTF-8: a survey that guessed otherwise speaks of another text.
    if (encoding !== from)
      throw new FixRefused(`${this.file} is not ${from}, as was found, but ${encoding}`, this.file);
    this.#recode = { eol: eol || (this.#recode?.eol ?? false) };
  }

  /** Offset of a line (from 1) and of the one behind it, without and with its line end. */
  line(number: number): { from: number; end: number; to: number } {
    const starts = this.#lines();
    const line = starts[number - 1];
    if (!line)
      throw new FixRefused(`${this.file} has no line ${number}; it has changed since it was read`, this.file);
    return line;
  }

  /** Lines as editors count them, without an empty one behind the last line end. */
  get lineCount(): number {
    return this.#lines().length;
  }

  /** The line end of the file: of the line at an offset where there is one, else the first that it has, else LF. */
  eolAt(offset: number): string {
    const { text } = this;
    const here = /\r\n|\n|\r/.exec(text.slice(offset))?.[0];
    return here ?? /\r\n|\n|\r/.exec(text)?.[0] ?? "\n";
  }

  #known: { from: number; end: number; to: number }[] | undefined;

  #lines(): { from: number; end: number; to: number }[] {
    if (this.#known) return this.#known;
    const lines = [];
    const { text } = this;
    for (let from = 0; from < text.length; ) {
      const match = /\r\n|\n|\r/g;
      match.lastIndex = from;
      const end = match.exec(text);
      const to = end ? end.index + end[0].length : text.length;
      lines.push({ from, end: end ? end.index : text.length, to });
      from = to;
    }
    this.#known = lines;
    return lines;
  }

  /** The file as it will be. */
  bytes(): Uint8Array {
    const text = this.#changed();
    if (!this.#recode) return encode({ ...this.#decoded, text });
    return new TextEncoder().encode(this.#recode.eol ? text.replace(/\r\n?/g, "\n") : text);
  }

  #changed(): string {
    let result = "";
    let at = 0;
    // A stable sort: insertions at one place stay in the order in which they were asked for, before a replacement there.
    for (const { from, to, text } of this.#splices.toSorted((a, b) => a.from - b.from || a.to - b.to)) {
      result += this.text.slice(at, from) + text;
      at = to;
    }
    result += this.text.slice(at);
    if (this.#appended.length === 0) return result;
    const eol = this.eolAt(0);
    const complete = result === "" || /[\r\n]$/.test(result);
    return result + (complete ? "" : eol) + this.#appended.map((line) => line + eol).join("");
  }
}
