import type { SourceRead } from "../facts.ts";

/** What the code makes of a value and demands of it. */
export type Demand = Partial<
  Pick<
    SourceRead,
    | "required"
    | "refusesEmpty"
    | "portOfEmpty"
    | "as"
    | "schemes"
    | "choices"
    | "minLength"
    | "refuses"
    | "refusal"
    | "usedAs"
    | "decodedFrom"
    | "edited"
    | "either"
    | "hasDefault"
    | "fallback"
    | "randomDefault"
  >
>;

/** How two words about the same are one; `a` was said first. */
const rules: { [K in keyof Said]: (a: Said[K], b: Said[K]) => Said[K] } = {
  required: either,
  refusesEmpty: either,
  portOfEmpty: first,
  as: first,
  schemes: first,
  choices: first,
  minLength: Math.max,
  refuses: (a, b) => [...new Set([...a, ...b])],
  refusal: first,
  usedAs: first,
  decodedFrom: first,
  edited: first,
  either: first,
  hasDefault: either,
  fallback: first,
  randomDefault: either,
};

type Said = { [K in keyof Demand]-?: NonNullable<Demand[K]> };

/** Adds to what is demanded of a value what else is demanded of it. */
export function join<T extends Demand>(demand: T, more: { [K in keyof Demand]: Demand[K] | undefined }): T {
  // A text belongs to its default: one that is no literal has none.
  const keepsText = demand.hasDefault === true;
  for (const [key, rule] of Object.entries(rules) as [keyof Demand, (a: unknown, b: unknown) => never][]) {
    const [a, b] = [demand[key], more[key]];
    if (b === undefined || (key === "fallback" && keepsText)) continue;
    demand[key] = a === undefined || a === null ? (b as never) : rule(a, b);
  }
  return demand;
}

/** What is left where it is not certain that the program comes to it: what the value is made into and used for. */
export function unchecked(demand: Demand): Demand {
  const {
    required: _,
    refusesEmpty: __,
    choices: ___,
    minLength: ____,
    refuses: _____,
    refusal: ______,
    ...rest
  } = demand;
  return rest;
}

function either(a: boolean, b: boolean): boolean {
  return a || b;
}

function first<T>(a: T): T {
  return a;
}
