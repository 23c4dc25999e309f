import type { Dialect, EnvProblem } from "../../facts.ts";
import { readEnv } from "../dialects.ts";
import { bindingsOf, type EnvDocument, innerSpan, keyOf, LineIndex, meantValue } from "../document.ts";
import type { AnyPiece, Binding } from "../pieces.ts";
import { own, type Reading } from "../reading.ts";
import { dollarsIn, dollarsOf } from "./dollars.ts";

/** An assignment with what a person means by it, and the dollars in it that refer to nothing. */
export interface Meant {
  binding: Binding;
  key: string;
  value: string;
  /** It is the last of its key: what it says counts. */
  counts: boolean;
  /** Offsets of the `$` that no one can have meant as a reference. */
  stray: number[];
  /** It refers to another variable that is set, or has a default. */
  refers: boolean;
}

/** Lines whose empty value takes the next line for its own, and keys whose value only the running shell knows. */
interface Noted {
  swallowing: Set<number>;
  expanding: Set<string>;
}

/** What stands for a `$` while a text is read without its expansions: a character that no dialect knows. */
const STAND_IN = "\ue000";

/** Beyond so many faulty lines nobody asks which keys each of them costs; each answer reads the file again. */
const MOST_ASKED = 40;

/** A document, and what the dialects in use make of it: with its dollars, and without. */
export class Inquiry {
  readonly document: EnvDocument;
  readonly dialects: readonly Dialect[];
  readonly meant: Meant[];
  readonly #file: string;
  readonly #env: Record<string, string>;
  readonly #index: LineIndex;
  readonly #readings = new Map<string, Reading>();
  readonly #noted = new Map<Reading, Noted>();
  readonly #keys: ReadonlySet<string>;
  #plainText: string | null = null;
  #strayText: string | null = null;
  #strays: Set<number> | null = null;
  #asked = 0;

  constructor(
    document: EnvDocument,
    dialects: readonly Dialect[],
    file: string,
    env: Readonly<Record<string, string | undefined>>,
  ) {
    this.document = document;
    this.dialects = dialects;
    this.#file = file;
    this.#index = new LineIndex(document.text);
    const bindings = bindingsOf(document);
    const keys = bindings.map((binding) => keyOf(document, binding));
    const inFile = new Set(keys);
    this.#keys = inFile;
    const last = new Map(keys.map((key, index) => [key, index]));
    // What the file sets itself must not be hidden by the environment here: it is the text that is judged.
    this.#env = {};
    for (const [key, value] of Object.entries(env))
      if (value !== undefined && !inFile.has(key)) this.#env[key] = value;
    const known = (name: string): boolean => inFile.has(name) || own(this.#env, name) !== undefined;
    this.meant = bindings.map((binding, index) => {
      const key = keys[index] as string;
      const { stray, refers } = dollarsOf(document, binding, known);
      return {
        binding,
        key,
        value: meantValue(document, binding),
        counts: last.get(key) === index,
        stray,
        refers,
      };
    });
  }

  /** The file sets this key itself. */
  sets(key: string): boolean {
    return this.#keys.has(key);
  }

  /** The reading of the text as it is. */
  reading(dialect: Dialect): Reading {
    return this.#read(dialect, "as-is", () => this.document.text);
  }

  /** The reading of the text in which no `$` is one; the stand-ins are still in the values. */
  withoutDollars(dialect: Dialect): Reading {
    this.#plainText ??= this.#replaceDollars(() => true);
    return this.#read(dialect, "plain", () => this.#plainText as string);
  }

  /** The reading of the text in which the `$` that refer to nothing are plain text. */
  withoutStray(dialect: Dialect): Reading {
    this.#strays ??= new Set(this.meant.flatMap((meant) => meant.stray));
    const stray = this.#strays;
    if (stray.size === 0) return this.reading(dialect);
    this.#strayText ??= this.#replaceDollars((at) => stray.has(at));
    return this.#read(dialect, "stray", () => this.#strayText as string);
  }

  /** The value that a reading has for a key, with its dollars back. */
  value(reading: Reading, key: string): string | undefined {
    return own(reading.values, key)?.replaceAll(STAND_IN, "$");
  }

  /** What a reading could not make sense of, by line and by key. */
  noted(reading: Reading): Noted {
    let noted = this.#noted.get(reading);
    if (!noted) {
      noted = { swallowing: new Set(), expanding: new Set() };
      for (const { reason, line, key } of reading.problems) {
        if (reason === "swallows-next") noted.swallowing.add(line);
        else if (reason === "expansion" && key !== undefined) noted.expanding.add(key);
      }
      this.#noted.set(reading, noted);
    }
    return noted;
  }

  /** The keys that a dialect would read if this piece were not there. Empty, too, where too many were asked for. */
  losesBy(piece: AnyPiece, dialect: Dialect): string[] {
    const { text } = this.document;
    if (++this.#asked > MOST_ASKED * this.dialects.length) return [];
    const without = readEnv(text.slice(0, piece.start) + text.slice(piece.end), dialect, { env: this.#env });
    return lost(without, this.reading(dialect));
  }

  problem(
    code: string,
    span: { from: number; to: number },
    rest: Pick<EnvProblem, "key" | "dialects"> & Partial<Pick<EnvProblem, "loses" | "args" | "lines">>,
  ): EnvProblem {
    const line = this.#index.line(span.from);
    const column = this.#index.column(span.from);
    const end = this.#index.line(span.to) === line ? this.#index.column(span.to) : column + 1;
    const at = { file: this.#file, line, column, endColumn: Math.max(end, column + 1) };
    return { code, at, loses: [], args: {}, ...rest };
  }

  #read(dialect: Dialect, kind: string, text: () => string): Reading {
    const name = `${dialect} ${kind}`;
    let reading = this.#readings.get(name);
    if (!reading) {
      reading = readEnv(text(), dialect, { env: this.#env });
      this.#readings.set(name, reading);
    }
    return reading;
  }

  #replaceDollars(which: (at: number) => boolean): string {
    const { text } = this.document;
    let result = "";
    let done = 0;
    for (const { binding } of this.meant) {
      const { from, to } = innerSpan(this.document, binding);
      for (const at of dollarsIn(text, from, to)) {
        if (text[at - 1] === "\\" || !which(at)) continue;
        result += text.slice(done, at) + STAND_IN;
        done = at + 1;
      }
    }
    return result + text.slice(done);
  }
}

export function sameValues(a: Reading, b: Reading): boolean {
  const keys = Object.keys(a.values);
  return (
    keys.length === Object.keys(b.values).length && keys.every((key) => own(b.values, key) === a.values[key])
  );
}

/** Keys that the better reading has and the worse one has not. */
export function lost(better: Reading, worse: Reading): string[] {
  return Object.keys(better.values).filter((key) => own(worse.values, key) === undefined);
}
