import type { CheckResult, Status } from "./check.ts";

/** A check that answers otherwise than before. */
export interface HealthChange {
  check: string;
  /** null: it is the first answer, and a bad one. A first answer that is good is no change. */
  from: Status | null;
  to: Status;
  result: CheckResult;
}

/** Calls `tell` once for every change, however many probes see it. What it throws is its own matter. */
export function watchChanges(tell: (change: HealthChange) => void): (result: CheckResult) => void {
  const known = new Map<string, Status>();
  return (result) => {
    const from = known.get(result.name) ?? null;
    known.set(result.name, result.status);
    if (from === result.status || (from === null && result.status === "pass")) return;
    try {
      tell({ check: result.name, from, to: result.status, result });
    } catch {
      // A log that fails makes no probe fail.
    }
  };
}
