import type { Facts, HealthAnswer } from "../../facts.ts";
import type { Place } from "../../finding.ts";
import { deadlySignal } from "../app/_killed.ts";

/** The program failed, and lived on: what it answered last is what is wrong. Of one that died its death is. */
export function failedAlive(facts: Facts): boolean {
  const { run } = facts;
  if (run?.outcome !== "failed" || deadlySignal(facts)) return false;
  return run.ended !== "exited" || run.exit?.code === 0;
}

/** Where the sources have the path that was asked, when that was seen; the entry file otherwise. */
export function healthAt(facts: Facts, health: HealthAnswer): Place | undefined {
  const route = facts.source.routes?.find((r) => r.path === health.path);
  return route?.at;
}
