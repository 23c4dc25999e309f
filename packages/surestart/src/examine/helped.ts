import type { Finding } from "../finding.ts";
import type { Examined } from "./examine.ts";
import type { Round } from "./round.ts";

/**
 * Whether fixes have done what they were for, and nothing else: each of their faults is gone, every file that could be read can
 * still be read, and the start command is still found.
 */
export function helped({ fixed }: Round, before: Examined, after: Examined): boolean {
  const gone = fixed.every(({ chosen: { finding } }) => countOf(finding, after) < countOf(finding, before));
  const broken = new Set(before.facts.source.broken.map(({ at }) => at.file));
  const breaks = after.facts.source.broken.some(({ at }) => !broken.has(at.file));
  return gone && !breaks && (before.facts.command === null || after.facts.command !== null);
}

/** A fault may be there several times: a key that is set three times. */
function countOf({ code, title, at }: Finding, { findings }: Examined): number {
  return findings.filter((one) => one.code === code && one.title === title && one.at?.file === at?.file)
    .length;
}
