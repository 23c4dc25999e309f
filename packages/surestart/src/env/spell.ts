import type { Dialect } from "../facts.ts";
import { readEnv } from "./dialects.ts";

export interface Spelling {
  /** What to write after `KEY=`. */
  spelling: string;
  /** The dialects that read exactly the value from it, and leave the lines around it alone. Proved by reading. */
  works: Dialect[];
  /** The others: for them there is no spelling that suits the rest too. */
  fails: Dialect[];
}

/**
 * The spelling of a value that the most of these dialects read as that value. Where several do equally well the plainest
 * wins: bare, then single quotes, then double quotes, then what needs escapes.
 */
export function spellFor(value: string, dialects: readonly Dialect[]): Spelling {
  let best: Spelling | null = null;
  for (const spelling of spellings(value)) {
    const works = dialects.filter((dialect) => readsAs(spelling, value, dialect));
    if (best === null || works.length > best.works.length)
      best = { spelling, works, fails: dialects.filter((dialect) => !works.includes(dialect)) };
    if (best.fails.length === 0) break;
  }
  return best as Spelling;
}

/** Whether a dialect reads exactly this value from this spelling, between two other lines. */
export function readsAs(spelling: string, value: string, dialect: Dialect): boolean {
  const reading = readEnv(`SURESTART_A=1\nSURESTART_B=${spelling}\nSURESTART_C=2\n`, dialect);
  const { SURESTART_A, SURESTART_B, SURESTART_C, ...rest } = reading.values;
  return (
    SURESTART_A === "1" &&
    SURESTART_B === value &&
    SURESTART_C === "2" &&
    Object.keys(rest).length === 0 &&
    !reading.problems.some((problem) => problem.reason === "command" || problem.reason === "expansion")
  );
}

function* spellings(value: string): Generator<string> {
  const plain = /^[\w./:@%+,=~^-]*$/.test(value);
  if (plain) yield value;
  yield `'${value}'`;
  yield `"${value}"`;
  const escaped = value.replace(/[\\"]/g, "\\$&");
  yield `"${escaped}"`;
  yield `"${escaped.replaceAll("\n", "\\n").replaceAll("\r", "\\r")}"`;
  yield `"${value.replaceAll("\n", "\\n").replaceAll("\r", "\\r")}"`;
  yield `"${value.replaceAll("$", "\\$")}"`;
  yield `"${escaped.replaceAll("$", "\\$").replaceAll("`", "\\`")}"`;
  yield `"${escaped.replaceAll("$", "\\$").replaceAll("\n", "\\n").replaceAll("\r", "\\r")}"`;
  yield `'${value.replaceAll("'", "\\'")}'`;
  yield `'${value.replace(/[\\']/g, "\\$&")}'`;
  yield `'${value.replaceAll("'", "'\\''")}'`;
  yield `\`${value}\``;
  if (!plain) yield value;
  yield value.replaceAll("$", "\\$");
  yield value.replaceAll("$", "$$$$");
}
