import type { SourceRead, Variable } from "../../facts.ts";
import { useOf } from "../../known/_find-uses.ts";
import type { Least } from "../../known/_uses.ts";

/** The least length that the library or the code itself demands, and who says so; null when nothing does. */
export function demandedLength(variable: Variable): Least | null {
  for (const read of variable.reads) {
    if (read.minLength) return { length: read.minLength, unit: "characters", by: read.at.file };
    const known = useOf(read.usedAs)?.least;
    if (known) return known;
  }
  return null;
}

/** The library refuses a value that is too short, and does not only warn. */
export function refusesShort(reads: readonly SourceRead[]): boolean {
  return reads.some((r) => r.minLength !== undefined || useOf(r.usedAs)?.least?.refused);
}

export function lengthOf(value: string, unit: "characters" | "bytes"): number {
  return unit === "bytes" ? Buffer.byteLength(value) : value.length;
}
