import type { Crash } from "../facts.ts";
import type { Fix } from "../finding.ts";

/** What a program that is built on surestart says can be done, in its own words. */
export function saidFixes(crash: Crash | null | undefined): Fix[] {
  return (crash?.said?.fixes ?? []).map((way, index) => ({
    id: `said-${index + 1}`,
    safety: "manual",
    changes: [],
    ...way,
  }));
}
