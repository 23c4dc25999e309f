import type { WitnessFacts, WitnessFailure } from "../facts.ts";
import type { Place } from "../finding.ts";

/** For the cases: what a second look saw, which failed with the same exception at the same place. */
export function seenBy(
  language: WitnessFacts["language"],
  failure: Pick<WitnessFailure, "name" | "at"> & Partial<WitnessFailure>,
  more: Partial<WitnessFacts> = {},
): WitnessFacts {
  return {
    sure: true,
    language,
    reads: [],
    writes: [],
    copies: [],
    opened: [],
    failure: { frames: [{ at: failure.at, own: true, in: "" }], lacks: [], gave: [], ...failure },
    ...more,
  };
}

/** A read that found this, at the place where it was. */
export function sawRead(
  name: string,
  found: "missing" | "empty" | "set",
  at: Place,
): WitnessFacts["reads"][number] {
  return { name, found, at, order: 1 };
}
