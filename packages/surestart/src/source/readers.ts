import type { SourceRead } from "../facts.ts";
import type { Conversion, Reader as Row } from "../known/_reads.ts";
import { tools } from "../known/_tools.ts";

/** A library's way to read variables. */
export interface Reader extends Row {
  /** The word that ties what it reads to the loads that fill it besides the environment. */
  settings: string | null;
}

const readers = tools.flatMap(({ name, reads = [] }) =>
  reads.map((row): Reader => ({ ...row, settings: row.own ? `library:${name}` : null })),
);
const byCall = new Map(readers.flatMap((reader) => reader.calls.map((word) => [word, reader] as const)));

/** The reader that is called under this word, and the method; "" is the object or function itself. */
export function readerOf(origin: string): { reader: Reader; method: string } | null {
  const whole = byCall.get(origin);
  if (whole) return { reader: whole, method: "" };
  const dot = origin.lastIndexOf(".");
  const reader = byCall.get(origin.slice(0, Math.max(0, dot)));
  return reader && hasMethod(reader, origin.slice(dot + 1))
    ? { reader, method: origin.slice(dot + 1) }
    : null;
}

/**
 * The word of an object that may be called with a variable's name, as it is handed to other modules. One with an option that
 * puts a prefix in front of the names does not count.
 */
export function isReader(origin: string, options: readonly string[]): boolean {
  const prefix = byCall.get(origin)?.prefix;
  return byCall.has(origin) && (prefix === undefined || !options.includes(prefix));
}

/** A method of such an object, which another module calls; null for one that reads nothing. */
export function methodOf(origin: string, method: string): Reader | null {
  const reader = byCall.get(origin);
  return reader && (method === "" || hasMethod(reader, method)) ? reader : null;
}

export function asOf(reader: Row, method: string): SourceRead["as"] {
  const as = reader.methods?.[method];
  return as === "text" ? undefined : as;
}

export function defaultParameter(reader: Row, method: string): string {
  return reader.defaultOf?.[method] ?? reader.default;
}

/** The method of an object that puts something in front of all names inside a block. */
export function isPrefixing(method: string): boolean {
  return readers.some(({ prefixed }) => prefixed === method);
}

/** What a library's function makes of a text. */
export function libraryConversion(origin: string): Conversion | null {
  return conversions.get(origin) ?? null;
}

const conversions = new Map(
  tools.flatMap(({ converts = [] }) =>
    converts.flatMap((row) => row.calls.map((word) => [word, row] as const)),
  ),
);

function hasMethod(reader: Row, method: string): boolean {
  return reader.methods !== undefined && Object.hasOwn(reader.methods, method);
}
