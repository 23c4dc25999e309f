import type { Code } from "../finding.ts";

/** What one dialect makes of one file. */
export interface Reading {
  /** What the loader would set, keys as the loader sees them. */
  values: Record<string, string>;
  /** What it could not read as it was meant, in the order of the file. */
  problems: ReadingProblem[];
  /** Keys that are without a value where the dialect knows such keys (None of python-dotenv). */
  bare: string[];
  /** The loader stops with an error, and sets nothing (a shell: nothing after the place). */
  refused: boolean;
}

export interface ReadingProblem {
  /** Of the catalogue. */
  code: Code;
  /** From 1. */
  line: number;
  /** From 1, in UTF-16 units. */
  column: number;
  reason: Reason;
  key?: string;
}

export type Reason =
  /** A line without a separator. */
  | "no-equals"
  /** A line whose key is empty, or not a key for this dialect. */
  | "key"
  /** A quote that is never closed. */
  | "unterminated"
  /** Text after a closing quote that the dialect does not take. */
  | "after-quote"
  /** A value that the dialect cannot read. */
  | "value"
  /** An empty value with a blank after it: the next line is taken for the value. */
  | "swallows-next"
  /** A command or a command substitution. It is never executed, so the value is not known. */
  | "command"
  /** An expansion that is known only while the program runs (`$$`), or is not read here. */
  | "expansion"
  /** `${X:?…}` of a variable that is not set. */
  | "required"
  /** An expansion without end, or a value that grows without bound. */
  | "endless"
  /** Bytes that the dialect does not decode. */
  | "encoding"
  /** A line that is longer than the dialect takes. */
  | "too-long"
  /** A value that is encrypted, and whose key is not here. */
  | "encrypted";

export interface ReadOptions {
  /** The environment of the process that reads. @default {} */
  env?: Readonly<Record<string, string | undefined>>;
  /** Values of the file come before those of the environment, where the loader has such a switch. @default false */
  override?: boolean;
  /** The release of the loader, where releases read differently: of python-dotenv, "1.2.4". @default "1.2.2" */
  release?: string;
}

/** No single variable of a process can be longer (Linux: 128 KiB); what grows beyond has no end worth waiting for. */
export const LONGEST_VALUE: number = 1 << 20;

/** Thrown inside of a dialect when its loader refuses the whole file; never leaves the room. */
export class Refusal {
  readonly at: number;
  readonly reason: Reason;
  constructor(at: number, reason: Reason) {
    this.at = at;
    this.reason = reason;
  }
}

/** All expanded values of a file together; no process can be given so much, and a few lines can ask for more than there is. */
const LONGEST_TOGETHER = 16 * LONGEST_VALUE;

/** Adds up what expansions bring forth. */
export class Budget {
  #spent = 0;

  /** @throws Refusal when one value, or all together, grow beyond what any process could be given. */
  spend(value: string, at: number): string {
    this.#spent += value.length;
    if (value.length > LONGEST_VALUE || this.#spent > LONGEST_TOGETHER) throw new Refusal(at, "endless");
    return value;
  }
}

/** Collects what a dialect reads; places are given as offsets and made into lines at the end, in one pass. */
export class Collector {
  readonly values: Record<string, string> = emptyValues();
  readonly bare: string[] = [];
  readonly budget: Budget = new Budget();
  readonly #text: string;
  readonly #seen: { at: number; reason: Reason; key: string | undefined }[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  set(key: string, value: string): void {
    setOwn(this.values, key, value);
  }

  problem(at: number, reason: Reason, key?: string): void {
    this.#seen.push({ at, reason, key });
  }

  finish(refusal?: Refusal): Reading {
    if (refusal) this.problem(refusal.at, refusal.reason);
    return {
      values: this.values,
      problems: this.#seen.length === 0 ? [] : this.#place(),
      bare: this.bare,
      refused: refusal !== undefined,
    };
  }

  #place(): ReadingProblem[] {
    const seen = this.#seen.sort((a, b) => a.at - b.at);
    let line = 1;
    let start = 0;
    let next = this.#text.indexOf("\n");
    return seen.map(({ at, reason, key }) => {
      while (next !== -1 && next < at) {
        line++;
        start = next + 1;
        next = this.#text.indexOf("\n", start);
      }
      const problem: ReadingProblem = { code: codes[reason], line, column: at - start + 1, reason };
      if (key !== undefined) problem.key = key;
      return problem;
    });
  }
}

/**
 * A plain object that is a dictionary from the beginning: V8 makes a new shape for each key that is added to `{}`, which costs
 * more than all of the reading.
 */
function emptyValues(): Record<string, string> {
  return Object.setPrototypeOf(Object.create(null), Object.prototype);
}

/** Sets a key of a plain object, also where its name is one that every object inherits. */
export function setOwn(values: Record<string, string>, key: string, value: string): void {
  if (key === "__proto__")
    Object.defineProperty(values, key, { value, enumerable: true, configurable: true, writable: true });
  else values[key] = value;
}

/** The value of an own key, or undefined. */
export function own(values: Readonly<Record<string, string | undefined>>, key: string): string | undefined {
  return Object.hasOwn(values, key) ? values[key] : undefined;
}

const codes: Record<Reason, Code> = {
  "no-equals": "env/invalid-line",
  key: "env/invalid-line",
  unterminated: "env/unterminated-quote",
  "after-quote": "env/invalid-line",
  value: "env/invalid-line",
  "swallows-next": "env/empty-value-swallows-next",
  command: "env/invalid-line",
  expansion: "env/dollar-expands",
  required: "env/dollar-expands",
  endless: "env/dollar-expands",
  encoding: "env/encoding",
  "too-long": "env/invalid-line",
  encrypted: "env/invalid-value",
};
