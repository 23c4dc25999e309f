import { crashTouches, variableOf } from "../../diagnoses/_lookup.ts";
import type { Facts, Variable } from "../../facts.ts";
import { wholeName } from "../../literally.ts";

/**
 * Those of these names that a failed start is about: its error names them, or it failed where the sources demand them. What
 * only happens to be missing as well proves nothing.
 */
export function whatItIsAbout(facts: Facts, names: readonly string[]): string[] {
  const seen = new Set(lacking(facts));
  if (seen.size > 0) return names.filter((name) => seen.has(name));
  const said = saidLines(facts);
  const named = names.filter((name) => said.some((line) => namesIt(line, name)));
  if (named.length > 0) return named;
  return names.filter((name) => {
    const variable = variableOf(facts, name);
    return variable !== undefined && failedAt(facts, variable);
  });
}

/** The variables for which the failing check or call got nothing, as the witness saw. */
export function lacking({ witness }: Facts): string[] {
  if (!witness?.sure) return [];
  return (witness.failure?.lacks ?? []).filter(({ sure }) => sure).map(({ name }) => name);
}

/** The error's own lines, and what was logged before it that says that something is missing. */
function saidLines({ run }: Facts): string[] {
  const crash = run?.crash;
  const own = crash ? [crash.name, crash.message, ...crash.causes.map((c) => c.message), ...crash.lines] : [];
  const logged = (run?.output ?? []).slice(-60);
  return [...own, ...logged.filter((line, at) => sayingMissing.test(line) || listed(logged, at))];
}

/** A list below the line that says what is missing: `  - AUTH_SECRET`. */
function listed(lines: readonly string[], at: number): boolean {
  if (!/^\s*(?:[-*•✖✗×]\s*)?[\w.]+:?(?:\s|$)/.test(lines[at] ?? "")) return false;
  for (let above = at - 1; above >= 0 && at - above < 40; above--) {
    const line = lines[above] ?? "";
    if (sayingMissing.test(line)) return true;
    if (!/^\s*(?:[-*•✖✗×]|\S+\s*$|$)/.test(line)) return false;
  }
  return false;
}

const sayingMissing =
  /\b(?:missing|required|requires|not (?:set|defined|found|configured|provided|given|present)|undefined|unset|must (?:be|have|not be)|empty|needs?)\b/i;

function namesIt(line: string, name: string): boolean {
  return wholeName(name).test(line);
}

/** The error went through a read that the code cannot do without, or names what the code calls its value. */
function failedAt(facts: Facts, variable: Variable): boolean {
  // What is only likely after a second look is no proof.
  const demanding = variable.reads.filter(
    (read) =>
      read.required &&
      read.reached &&
      read.when !== "request" &&
      (read.seen === undefined || (read.seen === "certain" && facts.witness?.sure === true)),
  );
  if (demanding.length > 0 && crashTouches(facts, { ...variable, reads: demanding })) return true;
  const { crash } = facts.run ?? {};
  return variable.reads.some(
    ({ assignedTo, reached }) =>
      reached &&
      assignedTo !== undefined &&
      /[a-z][A-Z]|_/.test(assignedTo) &&
      crash &&
      namesIt(crash.message, assignedTo),
  );
}
