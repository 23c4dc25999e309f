import type { Facts } from "./facts.ts";
import type { Code, Finding, Fix, Severity } from "./finding.ts";

/**
 * One diagnosis of the catalogue. `E` is its evidence: what `detect` established is all that the sentence and the fixes
 * may speak of. Parts stand in reading order; `detect` must come before `finding` for the type of `E` to be inferred.
 */
export interface Diagnosis<E = unknown> {
  code: Code;
  /** The version in which it appeared. */
  since: string;
  /** D: found by doctor. R: found by run from what happened. DR: both. */
  stage: "D" | "R" | "DR";
  /** Pure. Every place where the fault is seen, or nothing. */
  detect: (facts: Facts) => E[];
  finding: (evidence: E, facts: Facts) => Sentence;
  fixes?: (evidence: E, facts: Facts) => Fix[];
  page: Page;
}

/** What `finding` gives: a finding without its code and fixes, and how near it is to the root of the failure. */
export interface Sentence extends Omit<Finding, "code" | "fixes"> {
  severity: Severity;
  /**
   * crash: it explains the program's own error (its place, its variable, its package). met: it was met and got round.
   * would: with it the start would fail. none: it keeps no start from going well.
   */
  role: "crash" | "met" | "would" | "none";
}

/** The page of a diagnosis: `surestart explain CODE` and docs/diagnoses/. */
export interface Page {
  what: string;
  why: string;
  causes: [string, ...string[]];
  /** What it is not: the neighbours it is taken for. */
  not: string;
}

export interface Diagnosed {
  findings: Finding[];
  /** Diagnoses that threw: a defect of surestart, reported as such; it stops no other. */
  defects: { code: Code; error: unknown }[];
}

export function defineDiagnosis<E>(diagnosis: Diagnosis<E>): Diagnosis<E> {
  return diagnosis;
}

/**
 * Holds the facts against the catalogue. The first finding is the root cause: what explains the crash, then what was met
 * and got round, then what would have failed the start, each in the order of the catalogue (which is the order in which a
 * start meets them); behind it errors, warnings, info. A finding whose cause is another finding is not listed (`shadows`).
 */
export function diagnose(facts: Facts, catalogue: readonly Diagnosis<never>[]): Diagnosed {
  const found: { finding: Finding; role: Sentence["role"]; order: number }[] = [];
  const defects: Diagnosed["defects"] = [];
  catalogue.forEach((entry, order) => {
    const diagnosis = entry as unknown as Diagnosis;
    if (facts.stage === "doctor" && diagnosis.stage === "R") return;
    if (facts.stage === "run" && diagnosis.stage === "D") return;
    try {
      for (const evidence of diagnosis.detect(facts)) {
        const { role, ...sentence } = diagnosis.finding(evidence, facts);
        const fixes = diagnosis.fixes?.(evidence, facts) ?? [];
        found.push({ finding: { code: diagnosis.code, ...sentence, fixes }, role, order });
      }
    } catch (error) {
      defects.push({ code: diagnosis.code, error });
    }
  });
  found.sort((a, b) => rank(a) - rank(b) || a.order - b.order);
  return { findings: found.map((f) => f.finding), defects };
}

const roles = { crash: 0, met: 1, would: 2, none: 3 } as const;
const severities = { error: 0, warning: 1, info: 2 } as const;

function rank({ finding, role }: { finding: Finding; role: Sentence["role"] }): number {
  return roles[role] * 10 + severities[finding.severity];
}
