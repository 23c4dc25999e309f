import type { Facts } from "../facts.ts";
import { nearName as nearest } from "../near.ts";
import { readByProgram } from "./_lookup.ts";

/**
 * The set name that was probably meant by a missing one. A name that the code itself reads was meant as it is written and is
 * never near.
 */
export function nearName(facts: Facts, missing: string): string | null {
  const read = new Set(facts.env.variables.filter((v) => v.reads.length > 0).map((v) => v.name));
  const keys = facts.env.files
    .filter((f) => f.role === "env" && readByProgram(facts, f.file))
    .flatMap((f) => f.bindings.map((b) => b.key));
  return nearest(
    missing,
    keys.filter((key) => !read.has(key)),
  );
}
