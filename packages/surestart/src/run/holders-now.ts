import type { Holder } from "../facts.ts";
import { system } from "../ports/system.ts";
import type { PortDecision } from "./port.ts";

/** A decision without the holders that have ended since: a report names nobody who is gone. */
export async function holdersNow(port: PortDecision): Promise<PortDecision> {
  const { moved, state } = port;
  const holders: Holder[] = [];
  for (const holder of state?.holders ?? []) if (await isThere(holder)) holders.push(holder);
  const gone = moved !== null && typeof moved === "object" && !(await isThere(moved));
  return {
    ...port,
    moved: gone ? "busy" : moved,
    state: state && { ...state, holders: holders.length > 0 ? holders : null },
  };
}

/** One that the system does not show us is taken at its word. */
async function isThere({ pid, startTime }: Holder): Promise<boolean> {
  if (pid === null || startTime === null) return true;
  return (await (await system()).startTime(pid)) === startTime;
}
