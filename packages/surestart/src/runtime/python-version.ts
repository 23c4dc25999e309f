/**
 * Whether a Python version meets a demand: PEP 440 specifiers (`>=3.9,<4`, `~=3.10`, `==3.11.*`, `!=3.10.1`), Poetry's
 * caret and tilde (`^3.9`, `~3.9`), a bare version (`3.11`). null where the demand is something else. Of a version only
 * its release numbers count: an interpreter is asked, and those are final nearly always.
 */
export function pythonVersionMeets(has: string, demands: string): boolean | null {
  const version = release(has);
  if (version === null) return null;
  let any = false;
  for (const alternative of demands.split("||")) {
    const met = all(version, alternative);
    if (met === null) return null;
    any ||= met;
  }
  return any;
}

function all(version: number[], demands: string): boolean | null {
  const parts = demands.split(/[,\s]+(?=[<>=!~^\d])/).map((p) => p.trim());
  let result = true;
  for (const part of parts.filter(Boolean)) {
    const met = one(version, part);
    if (met === null) return null;
    result &&= met;
  }
  return parts.some(Boolean) ? result : null;
}

function one(version: number[], part: string): boolean | null {
  const m = /^(===|==|!=|~=|>=|<=|>|<|\^|~)?\s*v?(\d[\d.]*?)(\.\*)?$/.exec(part);
  if (!m) return null;
  const [, operator, text, star] = m as unknown as [string, string | undefined, string, string | undefined];
  const wanted = text.split(".").map(Number);
  const order = compare(version, wanted);
  const prefix = wanted.every((n, i) => (version[i] ?? 0) === n);
  switch (operator) {
    case undefined:
      // A bare version of Poetry or a Pipfile means its line: 3.11 is any 3.11.
      return prefix;
    case "==":
    case "===":
      return star ? prefix : order === 0;
    case "!=":
      return star ? !prefix : order !== 0;
    case ">=":
      return order >= 0;
    case "<=":
      return order <= 0;
    case ">":
      return order > 0;
    case "<":
      return order < 0;
    case "~=":
      return order >= 0 && wanted.slice(0, -1).every((n, i) => version[i] === n);
    case "~":
      return order >= 0 && wanted.slice(0, Math.min(2, wanted.length)).every((n, i) => version[i] === n);
    case "^":
      return order >= 0 && caret(version, wanted);
    default:
      return null;
  }
}

/** The first number that is not zero stays. */
function caret(version: number[], wanted: number[]): boolean {
  const fixed = wanted.findIndex((n) => n !== 0);
  return wanted.slice(0, (fixed < 0 ? wanted.length - 1 : fixed) + 1).every((n, i) => version[i] === n);
}

function release(version: string): number[] | null {
  const m = /^\d+(\.\d+)*/.exec(version);
  return m ? m[0].split(".").map(Number) : null;
}

function compare(a: number[], b: number[]): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
