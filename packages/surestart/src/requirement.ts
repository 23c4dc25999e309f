/** The distribution that a line of a requirements file or a PEP 508 string names; null for options and comments. */
export function requirementName(line: string): string | null {
  const text = line.replace(/(^|\s)#.*$/, "").trim();
  const egg = /[#&]egg=([\w.-]+)/.exec(line)?.[1];
  if (egg !== undefined) return egg;
  if (text === "" || text.startsWith("-")) return null;
  return /^([A-Za-z0-9][\w.-]*?)\s*(?:\[[^\]]*\])?\s*(?:[=<>!~;@( ].*)?$/.exec(text)?.[1] ?? null;
}

/** The versions that such a line asks for, without blanks: `<3,>=2` of `flask[async] <3, >=2  # old`; null where it asks for none. */
export function requirementRange(line: string): string | null {
  const text = line.replace(/(^|\s)#.*$/, "").replace(/;.*$/, "");
  const range = /^\s*[A-Za-z0-9][\w.-]*\s*(?:\[[^\]]*\])?\s*\(?([=<>!~]+[^@)]*)/.exec(text)?.[1];
  return range?.replace(/\s+/g, "") ?? null;
}

/** PEP 503: names that differ in case, dots, dashes and underscores are one. Extras (`[binary]`) are cut off. */
export function normalName(distribution: string): string {
  return distribution
    .replace(/\[.*$/, "")
    .trim()
    .toLowerCase()
    .replace(/[-_.]+/g, "-");
}
