import type { Facts, Holder, RunFacts } from "../../facts.ts";
import type { Place } from "../../finding.ts";

export interface Held {
  port: number;
  holder: Holder;
  /** `run` got round it and is healthy on this port. */
  moved: number | null;
  at: Place | null;
}

/** Who holds the wanted port, as doctor sees it, or as run met it. */
export function heldPort(facts: Facts): Held[] {
  const met = facts.run?.port.movedBecause;
  if (facts.run && typeof met === "object" && met !== null) {
    return [
      {
        port: facts.run.port.wanted ?? met.port,
        holder: met,
        moved: movedTo(facts.run.port, facts.run.outcome),
        at: facts.port.wanted?.at ?? null,
      },
    ];
  }
  const holder = facts.port.holders?.[0];
  if (!holder || !facts.port.wanted || facts.run?.outcome === "healthy") return [];
  return [{ port: facts.port.wanted.value, holder, moved: null, at: facts.port.wanted.at }];
}

/** The port that the program was given instead; it is out of the way, whatever failed after that. */
function movedTo({ given, used, wanted }: RunFacts["port"], outcome: RunFacts["outcome"]): number | null {
  if (given !== null && given !== wanted) return given;
  return outcome === "healthy" ? used : null;
}

/** The program itself could not bind. */
export function bindFailed(facts: Facts): boolean {
  const crash = facts.run?.crash;
  return (
    crash?.code === "EADDRINUSE" ||
    /EADDRINUSE|address already in use|WinError 10048|Only one usage of each socket/i.test(
      crash?.message ?? "",
    )
  );
}
