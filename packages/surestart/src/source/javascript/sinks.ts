import type { Take } from "../../known/_takes.ts";
import { takesOf, waysOf } from "../takes.ts";

/** What takes a value at a place of a call, and in which way into the argument it has to stand there. */
export function sinksOf(word: string, argument: number): { take: Take; path: string }[] {
  return takesOf("javascript", word).flatMap((take) =>
    waysOf(take).flatMap(({ place, path }) => (place === argument ? [{ take, path }] : [])),
  );
}

/** The positions of arguments that the callee throws for when they are undefined. */
export function demandingArguments(word: string): number[] {
  return takesOf("javascript", word).flatMap((take) =>
    take.refuses ? waysOf(take).flatMap(({ place, path }) => (path === "" ? [place] : [])) : [],
  );
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
