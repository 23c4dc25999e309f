import type { EnvProblem } from "../../facts.ts";
import type { Inquiry, Meant } from "./inquiry.ts";

/** The same key with another value, at the later line; with the line of the earlier, and which of them counts. */
export function duplicateProblems(inquiry: Inquiry): EnvProblem[] {
  const first = new Map<string, Meant>();
  const problems: EnvProblem[] = [];
  for (const meant of inquiry.meant) {
    const before = first.get(meant.key);
    first.set(meant.key, meant);
    if (!before || before.value === meant.value || refersToItself(meant)) continue;
    const { keyStart, keyEnd } = meant.binding;
    const firstCounts = inquiry.dialects.filter(
      (dialect) => inquiry.value(inquiry.withoutDollars(dialect), meant.key) === before.value,
    );
    const args = {
      firstLine: before.binding.line,
      firstEndLine: before.binding.endLine,
      firstWins: firstCounts.join(" "),
    };
    problems.push(
      inquiry.problem(
        "env/duplicate-key",
        { from: keyStart, to: keyEnd },
        {
          key: meant.key,
          dialects: [...inquiry.dialects],
          args,
        },
      ),
    );
  }
  return problems;
}

/** `PATH=$PATH:bin` adds to what was there before. */
function refersToItself({ key, value }: Meant): boolean {
  return value.includes(`\${${key}}`) || new RegExp(`\\$${key.replace(/[.-]/g, "\\$&")}(?!\\w)`).test(value);
}
