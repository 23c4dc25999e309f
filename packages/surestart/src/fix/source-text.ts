import { type Decoded, decode } from "../env/decode.ts";
import { bindingsOf, type EnvDocument, keyOf, readDocument } from "../env/document.ts";
import type { Binding } from "../env/pieces.ts";

/** Offsets of a line, without and with its line end. */
export interface Line {
  from: number;
  end: number;
  to: number;
}

/**
 * The text of a file as it is on disk, with what is looked up in it: each is worked out once, when it is first asked for,
 * since a report makes a draft for every one of its fixes.
 */
export class SourceText {
  readonly file: string;
  readonly decoded: Decoded;
  #lines: Line[] | null = null;
  #document: EnvDocument | null = null;
  #bindings: Map<string, Binding[]> | null = null;

  constructor(file: string, bytes: Uint8Array) {
    this.file = file;
    this.decoded = decode(bytes);
  }

  /** Without the byte order mark. */
  get text(): string {
    return this.decoded.text;
  }

  /** Lines as editors count them, without an empty one after the last line end. */
  get lines(): readonly Line[] {
    this.#lines ??= linesOf(this.text);
    return this.#lines;
  }

  /** The text read as a .env. */
  get document(): EnvDocument {
    this.#document ??= readDocument(this.text);
    return this.#document;
  }

  /** The assignments of a key, in the order of the file. */
  bindings(key: string): readonly Binding[] {
    this.#bindings ??= Map.groupBy(bindingsOf(this.document), (binding) => keyOf(this.document, binding));
    return this.#bindings.get(key) ?? [];
  }
}

function linesOf(text: string): Line[] {
  const lines = [];
  const lineEnd = /\r\n|\n|\r/g;
  for (let from = 0; from < text.length; ) {
    lineEnd.lastIndex = from;
    const end = lineEnd.exec(text);
    const to = end ? end.index + end[0].length : text.length;
    lines.push({ from, end: end ? end.index : text.length, to });
    from = to;
  }
  return lines;
}
