import type { Dialect } from "../facts.ts";
import { utf8, utf8Lossy } from "./decode.ts";
import { readBash } from "./dialects/bash.ts";
import { readBun } from "./dialects/bun.ts";
import { readCompose } from "./dialects/compose.ts";
import { readDecouple } from "./dialects/decouple.ts";
import { readDeno } from "./dialects/deno.ts";
import { readDirenv } from "./dialects/direnv.ts";
import { readDjangoEnviron } from "./dialects/django-environ.ts";
import { readDocker } from "./dialects/docker.ts";
import { readDotenv } from "./dialects/dotenv.ts";
import { readDotenvExpand } from "./dialects/dotenv-expand.ts";
import { readDotenvx } from "./dialects/dotenvx.ts";
import { readNode } from "./dialects/node.ts";
import { readNode20 } from "./dialects/node20.ts";
import { readPython } from "./dialects/python.ts";
import type { Reading, ReadOptions } from "./reading.ts";

// Those that few read are named where they are called: a start does not load them (rolldown.config.ts).
const readers: Record<Dialect, (text: string, options?: ReadOptions) => Reading> = {
  dotenv: readDotenv,
  "dotenv-expand": (text, options) => readDotenvExpand(text, options),
  dotenvx: (text, options) => readDotenvx(text, options),
  node: readNode,
  node20: (text) => readNode20(text),
  deno: (text, options) => readDeno(text, options),
  bun: (text, options) => readBun(text, options),
  python: readPython,
  decouple: (text) => readDecouple(text),
  "django-environ": (text, options) => readDjangoEnviron(text, options),
  // Its Config takes a file apart as python-decouple does; before 1.10 it took off every quote at both ends.
  starlette: (text) => readDecouple(text),
  compose: (text, options) => readCompose(text, options),
  docker: (text, options) => readDocker(text, options),
  direnv: (text, options) => readDirenv(text, options),
  bash: (text, options) => readBash(text, options),
};

/** Every dialect that `readEnv` knows. */
export const dialects: readonly Dialect[] = Object.keys(readers) as Dialect[];

/** These refuse a file whose bytes are not UTF-8; the others put U+FFFD in the place. */
const strictUtf8: ReadonlySet<Dialect> = new Set<Dialect>([
  "deno",
  "python",
  "decouple",
  "django-environ",
  "starlette",
  "docker",
]);

/**
 * Reads a .env as one loader does, with the loader's own faults. Pure: touches neither files nor the process; nothing is
 * ever executed. Never throws on bad input.
 *
 * @param input The text, or the bytes of the file: what the loader makes of their encoding is part of the reading.
 * @param options.env The environment of the process that reads, for expansion. @default {}
 * @throws RangeError for an unknown dialect.
 */
export function readEnv(input: string | Uint8Array, dialect: Dialect, options?: ReadOptions): Reading {
  const read = Object.hasOwn(readers, dialect) ? readers[dialect] : undefined;
  if (!read) throw new RangeError(`unknown dialect "${dialect}"; known are ${dialects.join(", ")}`);
  if (typeof input === "string") return read(input, options);
  return readBytes(input, dialect, read, options);
}

function readBytes(
  bytes: Uint8Array,
  dialect: Dialect,
  read: (text: string, options?: ReadOptions) => Reading,
  options: ReadOptions | undefined,
): Reading {
  if (dialect === "dotenvx" && bytes[0] === 0xff && bytes[1] === 0xfe)
    return read(new TextDecoder("utf-16le").decode(bytes), options);
  const exact = utf8(bytes);
  if (exact !== null) return read(exact, options);
  const text = utf8Lossy(bytes);
  const before = text.slice(0, text.indexOf("\ufffd")).split("\n");
  const problem = {
    code: "env/encoding",
    line: before.length,
    column: (before.at(-1) as string).length + 1,
    reason: "encoding",
  } as const;
  if (strictUtf8.has(dialect)) return { values: {}, problems: [problem], bare: [], refused: true };
  const reading = read(text, options);
  return { ...reading, problems: [problem, ...reading.problems] };
}
