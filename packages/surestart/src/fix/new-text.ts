import { bindingsOf, keyOf, readDocument } from "../env/document.ts";

/** A text that a draft makes: what it began with, and the lines that were added since. */
export class NewText {
  readonly #first: string;
  readonly #lines: Set<string>;
  readonly #added: string[] = [];
  readonly #addedKeys = new Set<string>();
  #keys: Set<string> | null = null;

  constructor(text = "") {
    this.#first = text;
    this.#lines = new Set(text.split("\n"));
  }

  get text(): string {
    return this.#first + this.#added.map((line) => `${line}\n`).join("");
  }

  get added(): readonly string[] {
    return this.#added;
  }

  /** Adds a line, unless it is there. */
  append(line: string): void {
    if (this.#lines.has(line)) return;
    this.#lines.add(line);
    this.#added.push(line);
    const key = keyIn(line);
    if (key !== null) this.#addedKeys.add(key);
  }

  /** Read as a .env, it sets this key. */
  sets(key: string): boolean {
    this.#keys ??= keysOf(this.#first);
    return this.#keys.has(key) || this.#addedKeys.has(key);
  }
}

/** The name that is at the beginning of a line, before its `=`. */
function keyIn(line: string): string | null {
  const at = line.indexOf("=");
  return at === -1 ? null : line.slice(0, at);
}

function keysOf(text: string): Set<string> {
  const document = readDocument(text);
  return new Set(bindingsOf(document).map((binding) => keyOf(document, binding)));
}
