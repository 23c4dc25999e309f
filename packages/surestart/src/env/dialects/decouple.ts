import { DOUBLE, HASH, isPythonSpace, SINGLE } from "../../chars.ts";
import { Collector, type Reading } from "../reading.ts";

/**
 * python-decouple's RepositoryEnv, as 3.8 reads: each line is cut at its first `=` and the blanks at both ends are taken
 * off, then one pair of quotes. Nothing is expanded or unescaped, a `#` in a line is part of the value, and so is `export` of
 * the key.
 */
export function readDecouple(input: string): Reading {
  const out = new Collector(input);
  for (const [line, start] of pythonLines(input)) {
    const [from, to] = stripped(line, 0, line.length);
    if (from === to || line.charCodeAt(from) === HASH) continue;
    const equals = line.indexOf("=", from);
    if (equals === -1) {
      out.problem(start + from, "no-equals");
      continue;
    }
    const key = line.slice(from, stripped(line, from, equals)[1]);
    const [first, end] = stripped(line, equals + 1, to);
    const quote = line.charCodeAt(first);
    const quoted =
      end - first >= 2 && (quote === SINGLE || quote === DOUBLE) && line.charCodeAt(end - 1) === quote;
    out.set(key, quoted ? line.slice(first + 1, end - 1) : line.slice(first, end));
  }
  return out.finish();
}

/** The lines of a file that Python has opened as text, without their ends, and where each begins. */
function* pythonLines(text: string): Generator<[line: string, start: number]> {
  let start = 0;
  for (const { index, 0: end } of text.matchAll(/\r\n?|\n/g)) {
    yield [text.slice(start, index), start];
    start = index + end.length;
  }
  if (start < text.length) yield [text.slice(start), start];
}

/** `str.strip()` of a part of a text. */
function stripped(text: string, from: number, to: number): [from: number, to: number] {
  let first = from;
  let end = to;
  while (first < end && isPythonSpace(text.charCodeAt(first))) first++;
  while (end > first && isPythonSpace(text.charCodeAt(end - 1))) end--;
  return [first, end];
}
