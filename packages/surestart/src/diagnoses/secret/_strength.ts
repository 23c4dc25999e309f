import type { SourceRead, Variable } from "../../facts.ts";

export interface Demand {
  length: number;
  unit: "characters" | "bytes";
  by: string;
  /** It is only looked at when somebody asks for it: a start goes on, and the value may be strong enough. */
  advice?: true;
}

/** The least length that the library or the code itself demands, and who says so; null when nothing does. */
export function demandedLength(variable: Variable): Demand | null {
  for (const read of variable.reads) {
    if (read.minLength) return { length: read.minLength, unit: "characters", by: read.at.file };
    const known = read.usedAs ? libraries[read.usedAs] : undefined;
    if (known) return known;
  }
  return null;
}

/**
 * Better Auth warns below 32 characters (its create-context); RFC 7518 section 3.2 demands a key of 32 bytes for HS256;
 * Django's check security.W009 (`check --deploy` alone) demands 50 characters.
 */
const libraries: Record<string, Demand> = {
  "better-auth": { length: 32, unit: "characters", by: "Better Auth" },
  "jwt-hs256": { length: 32, unit: "bytes", by: "HS256 (RFC 7518)" },
  "jwt-hs384": { length: 48, unit: "bytes", by: "HS384 (RFC 7518)" },
  "jwt-hs512": { length: 64, unit: "bytes", by: "HS512 (RFC 7518)" },
  django: { length: 50, unit: "characters", by: "Django's deployment check", advice: true },
  "express-session": { length: 16, unit: "characters", by: "a session cookie" },
  "iron-session": { length: 32, unit: "characters", by: "iron-session" },
};

/** The library refuses a value that is too short, and does not only warn. */
export function refusesShort(reads: readonly SourceRead[]): boolean {
  return reads.some(
    (r) => r.minLength !== undefined || r.usedAs === "jwt-hs256-strict" || r.usedAs === "iron-session",
  );
}

export function lengthOf(value: string, unit: "characters" | "bytes"): number {
  return unit === "bytes" ? Buffer.byteLength(value) : value.length;
}
