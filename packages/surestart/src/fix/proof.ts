import { readEnv } from "../env/dialects.ts";
import { own, type Reading } from "../env/reading.ts";
import type { Dialect } from "../facts.ts";
import type { SourceText } from "./source-text.ts";
import type { Splice } from "./text-draft.ts";

/** What a line of a .env shall be read as, by each of these dialects. */
export interface Wanted {
  key: string;
  value: string;
  dialects: readonly Dialect[];
}

/** So many characters of a file are read to prove its changes by all of it; a file of thousands of faults has more of them. */
const mostRead = 16 << 20;
/** Assignments before and behind the change that are read with it where all of the file is too much. */
const neighbours = 8;

/**
 * Proves by reading that every dialect reads the value from the changed text: a line may be read otherwise for what stands
 * above it. By all of the file; in a long file with very many changes by the lines around, and only where nothing far off
 * has a say: the file is read there as these lines are by themselves, no other line sets the key, no quote is open above.
 */
export function isReadAs(source: SourceText, splice: Splice, wanted: Wanted): boolean {
  const { key, value, dialects } = wanted;
  const cost = source.text.length * dialects.length;
  if (source.proved + cost > mostRead)
    return dialects.every((one) => isReadNearby(source, splice, wanted, one));
  source.proved += cost;
  const text = spliced(source.text, splice, 0, source.text.length);
  return dialects.every((dialect) => own(readEnv(text, dialect).values, key) === value);
}

/** The proof by the lines around. Where it says yes, the proof by all of the file does too. */
export function isReadNearby(
  source: SourceText,
  splice: Splice,
  { key, value }: Pick<Wanted, "key" | "value">,
  dialect: Dialect,
): boolean {
  const { from, to, line } = around(source, splice);
  if (source.bindings(key).some(({ start }) => start < from || start >= to)) return false;
  const whole = wholeReading(source, dialect);
  if (whole.reading.refused || (whole.openAt < line && /["'`]/.test(splice.text))) return false;
  const alone = readEnv(source.text.slice(from, to), dialect);
  const changed = readEnv(spliced(source.text, splice, from, to), dialect);
  if (changed.refused || own(changed.values, key) !== value) return false;
  return Object.keys(alone.values).every(
    (name) => name === key || (has(whole.reading, name) && has(changed, name)),
  );
}

function has({ values }: Reading, key: string): boolean {
  return own(values, key) !== undefined;
}

function spliced(text: string, splice: Splice, from: number, to: number): string {
  return text.slice(from, splice.from) + splice.text + text.slice(splice.to, to);
}

/** Whole pieces, with some assignments on either side; `line` is their first. */
function around(source: SourceText, { from, to }: Splice): { from: number; to: number; line: number } {
  const { pieces } = source.document;
  let [low, high] = [0, pieces.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (pieces[middle]!.start <= from) low = middle;
    else high = middle - 1;
  }
  let [first, last] = [low, low];
  for (let count = 0; first > 0 && count < neighbours; first--)
    if (pieces[first - 1]!.kind === "binding") count++;
  while (last < pieces.length - 1 && pieces[last]!.end < to) last++;
  for (let count = 0; last < pieces.length - 1 && count < neighbours; last++)
    if (pieces[last + 1]!.kind === "binding") count++;
  return { from: pieces[first]!.start, to: pieces[last]!.end, line: pieces[first]!.line };
}

interface Whole {
  reading: Reading;
  /** The first line with a quote that is never closed. */
  openAt: number;
}

const known = new WeakMap<SourceText, Map<Dialect, Whole>>();

function wholeReading(source: SourceText, dialect: Dialect): Whole {
  const readings = known.get(source) ?? new Map<Dialect, Whole>();
  known.set(source, readings);
  let whole = readings.get(dialect);
  if (!whole) {
    const reading = readEnv(source.text, dialect);
    const open = reading.problems.find(({ reason }) => reason === "unterminated");
    whole = { reading, openAt: open?.line ?? Number.POSITIVE_INFINITY };
    readings.set(dialect, whole);
  }
  return whole;
}
