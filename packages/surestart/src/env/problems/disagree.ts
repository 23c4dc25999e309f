import type { Dialect, EnvProblem } from "../../facts.ts";
import { spellFor } from "../spell.ts";
import type { Inquiry, Meant } from "./inquiry.ts";

/**
 * Lines that two of the dialects read differently for a cause that none of the other problems names: an escape that only one
 * of them knows, a comment that one keeps, a reference that one does not expand, a key that one cannot read.
 */
export function disagreements(inquiry: Inquiry, others: readonly EnvProblem[]): EnvProblem[] {
  if (inquiry.dialects.length < 2) return [];
  const named = new Set(others.map((problem) => problem.at.line));
  const lost = new Set(others.flatMap((problem) => problem.loses));
  const problems: EnvProblem[] = [];
  for (const meant of inquiry.meant) {
    const { binding, key } = meant;
    if (!meant.counts || named.has(binding.line) || lost.has(key)) continue;
    const differing = apart(inquiry, meant);
    if (differing.length === 0) continue;
    const span = { from: binding.valueStart, to: Math.max(binding.valueEnd, binding.valueStart + 1) };
    problems.push(
      inquiry.problem("env/dialects-disagree", span, {
        key,
        dialects: differing,
        args: {
          cause: causeOf(inquiry, meant),
          ...(isPortable(inquiry, meant) ? {} : { portable: false }),
        },
      }),
    );
  }
  return problems;
}

/** A value that refers to another would lose its reference in a spelling that all read alike. */
function isPortable({ dialects }: Inquiry, { value, refers }: Meant): boolean {
  return !refers && spellFor(value, dialects).fails.length === 0;
}

/** The dialects that do not read what is meant, or what most of the others read; none where all read the same. */
function apart(inquiry: Inquiry, { key, value, refers }: Meant): Dialect[] {
  const readable = inquiry.dialects.filter((dialect) => !inquiry.reading(dialect).refused);
  const groups = new Map<string | undefined, Dialect[]>();
  for (const dialect of readable) {
    const actual = inquiry.value(inquiry.reading(dialect), key);
    groups.set(actual, [...(groups.get(actual) ?? []), dialect]);
  }
  if (groups.size < 2) return [];
  const right = refers ? undefined : groups.get(value);
  const most = right ?? [...groups.values()].reduce((a, b) => (b.length > a.length ? b : a));
  return readable.filter((dialect) => !most.includes(dialect));
}

function causeOf(inquiry: Inquiry, { binding, refers, value, key }: Meant): string {
  if (refers) return "reference";
  const values = inquiry.dialects.map((dialect) => inquiry.value(inquiry.reading(dialect), key));
  if (values.includes(undefined)) return "key";
  if (binding.comment !== -1 && values.some((actual) => actual?.includes("#"))) return "comment";
  if (inquiry.document.text.slice(binding.valueStart, binding.valueEnd).includes("\\")) return "escape";
  return value.includes("\n") ? "lines" : "value";
}
