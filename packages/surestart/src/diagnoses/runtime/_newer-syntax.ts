import type { Facts } from "../../facts.ts";
import type { Place } from "../../finding.ts";

/** Python's statements that an older one cannot read, by the line on which it stops ("What's New in Python", 3.8 to 3.14). */
const since: [minor: number, what: string, line: RegExp][] = [
  // What Python 2 wrote so names the error after the comma, in small letters.
  [14, "exceptions without parentheses", /^\s*except\*?\s+[\w.]+\s*,\s*(?:\w+\.)*[A-Z]\w*\s*[,:]/],
  [12, "type parameters", /^\s*(?:async\s+def|def|class)\s+\w+\s*\[/],
  [12, "a type statement", /^\s*type\s+\w+\s*(?:\[.*\])?\s*=[^=]/],
  [11, "except*", /^\s*except\s*\*/],
  [10, "a match statement", /^\s*match\s+[^=:]+:\s*(?:#.*)?$/],
  [8, "an assignment within an expression", /\(\s*\w+\s*:=\s/],
];

export interface NewerSyntax {
  at: Place;
  what: string;
  demands: string;
  has: string;
}

/** The program ended with a syntax error on a line of its own that only a newer Python can read. */
export function newerSyntax({ run, runtime }: Facts): NewerSyntax | null {
  const crash = run?.outcome === "failed" ? run.crash : null;
  const has = runtime.interpreter?.version;
  if (crash?.language !== "python" || crash.name !== "SyntaxError" || !has || !crash.at) return null;
  const line = crash.frames.findLast((f) => f.own)?.text ?? "";
  const [major, minor] = has.split(".").map(Number);
  const [needed, what] = since.find(([first, , sign]) => sign.test(line) && (minor ?? 0) < first) ?? [];
  if (major !== 3 || needed === undefined || what === undefined) return null;
  return { at: crash.at, what, demands: `>=3.${needed}`, has };
}
