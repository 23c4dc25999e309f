import type { Place } from "../finding.ts";

/** Turns offsets of one text (UTF-16 units, from 0) into places. */
export interface Lines {
  /** The place from `from` to `to`; `endColumn` only where both lie on one line. */
  place(from: number, to?: number): Place;
  /** The line of an offset, from 1. */
  line(offset: number): number;
  count: number;
}

export function linesOf(file: string, text: string): Lines {
  const starts = [0];
  for (let i = text.indexOf("\n"); i >= 0; i = text.indexOf("\n", i + 1)) starts.push(i + 1);
  const line = (offset: number): number => {
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  };
  return {
    line,
    count: starts.length,
    place(from, to) {
      const at = line(from);
      const place: Place = { file, line: at, column: from - starts[at - 1]! + 1 };
      if (to !== undefined && line(to) === at) place.endColumn = to - starts[at - 1]! + 1;
      return place;
    },
  };
}
