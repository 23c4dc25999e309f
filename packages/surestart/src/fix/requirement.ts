import { normalName, requirementName } from "../requirement.ts";

/** The line that asks for a distribution. */
export function requirement(name: string, version: string | undefined): string {
  if (version === undefined) return name;
  return /^[<>=!~]/.test(version) ? name + version : `${name}>=${version}`;
}

/** The name of a requirement, normal; null for options, comments, URLs and empty lines. */
export function normalRequirement(line: string): string | null {
  const name = requirementName(line);
  return name === null ? null : normalName(name);
}
