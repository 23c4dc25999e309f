import type { SourceRead } from "../facts.ts";

/** What the code makes of a value and demands of it. */
export type Demand = Partial<
  Pick<
    SourceRead,
    | "required"
    | "as"
    | "choices"
    | "minLength"
    | "refuses"
    | "usedAs"
    | "decodedFrom"
    | "refusesEmpty"
    | "either"
    | "hasDefault"
    | "fallback"
  >
>;
