import type { Facts, HealthAnswer } from "../../facts.ts";
import type { Place } from "../../finding.ts";

/** Where the sources have the path that was asked, when that was seen; the entry file otherwise. */
export function healthAt(facts: Facts, health: HealthAnswer): Place | undefined {
  const route = facts.source.routes?.find((r) => r.path === health.path);
  return route?.at;
}
