import { LONGEST_VALUE, Refusal } from "../reading.ts";

/** An expansion may take this many characters of work altogether before it counts as endless. */
const WORK = 64 * LONGEST_VALUE;

/** What a reference names, and what is to be there if it is unset. */
export interface Reference {
  name: string;
  operator: ":-" | "-" | ":+" | "+" | null;
  rest: string;
}

/**
 * Expands `$NAME` and `${…}` as dotenv-expand and dotenvx do: one reference at a time, each time again from the beginning of
 * what has become of the value. `replace` gives what a reference becomes; `done` whether to stop there.
 *
 * Both loaders never come back from a value that brings itself forth again; this one does, with a refusal.
 */
export function expandAgain(
  value: string,
  at: number,
  replace: (reference: Reference, value: string) => string,
  done: (value: string, name: string) => boolean,
): string {
  let result = value;
  let work = 0;
  for (let found = nextReference(result); found !== null; found = nextReference(result)) {
    work += result.length + 64;
    if (work > WORK || result.length > LONGEST_VALUE) throw new Refusal(at, "endless");
    const reference = readReference(found.expression);
    // A string as the replacement on purpose: `$$` and `$&` in a value mean to these loaders what they mean to String.replace.
    result = result.replace(found.template, replace(reference, result));
    if (done(result, reference.name)) break;
  }
  return result;
}

/** The first `${…}` without braces inside, or `$NAME`, that has no backslash before it. */
function nextReference(value: string): { template: string; expression: string } | null {
  const match = /(?<!\\)\$(?:\{([^{}]+)\}|([A-Za-z_][A-Za-z0-9_]*))/.exec(value);
  return match && { template: match[0], expression: match[1] ?? (match[2] as string) };
}

function readReference(expression: string): Reference {
  const match = /:\+|\+|:-|-/.exec(expression);
  if (match)
    return {
      name: expression.slice(0, match.index),
      operator: match[0] as ":-",
      rest: expression.slice(match.index + match[0].length),
    };
  // Without an operator both loaders split at null, which JavaScript takes for the word "null".
  const at = expression.indexOf("null");
  if (at === -1) return { name: expression, operator: null, rest: "" };
  return { name: expression.slice(0, at), operator: null, rest: expression.slice(at + 4) };
}

export function unescapeDollars(value: string): string {
  return value.replaceAll("\\$", "$");
}
