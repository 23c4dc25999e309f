import type { Take } from "../../known/_takes.ts";
import { takesOf, waysOf } from "../takes.ts";

/** What takes a value at a place of a call, and in which way into the argument it has to be there. */
export function sinksOf(word: string, argument: number): { take: Take; path: string }[] {
  return takesOf("javascript", word).flatMap((take) =>
    waysOf(take).flatMap(({ place, path }) => (place === argument ? [{ take, path }] : [])),
  );
}

/** What the callee throws for when it is undefined, or empty as well: the place of an argument, and the way into it. */
export function demandedBy(word: string): { place: number; path: string; empty: boolean }[] {
  return takesOf("javascript", word).flatMap((take) => {
    const { refuses } = take;
    const ways = refuses ? waysOf(take) : [];
    return ways.map((way) => ({ ...way, empty: refuses === "nothing and empty" }));
  });
}

/** Calls after which nothing goes on. */
export function neverReturns(word: string): boolean {
  return exits.has(word);
}

const exits: ReadonlySet<string> = new Set([
  "process.exit",
  "process.abort",
  "process.reallyExit",
  "Deno.exit",
  "assert.fail",
  "assert/strict.fail",
]);

/** Calls that throw when their first argument is false: the position of what they test. */
export function isAssertion(word: string): boolean {
  return assertions.test(word) || /(^|\/)(tiny-)?invariant(\.(default|invariant))?$/.test(word);
}

const assertions =
  /^(assert(\/strict)?(\.(ok|strict|strict\.ok))?|console-assert|@std\/assert\.assert|ts-invariant\.invariant)$/;
