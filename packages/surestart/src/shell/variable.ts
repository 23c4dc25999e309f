import type { Variable } from "./words.ts";

/**
 * What `$NAME`, `${NAME:-word}` and their like give.
 *
 * @param value what the variable has; undefined where it is not set
 */
export function expansionOf<T>(
  { operator }: Variable,
  value: string | undefined,
  by: {
    /** The value of the word after the operator. */
    word: () => string;
    /** `=`: the variable keeps the word. */
    keep: (text: string) => void;
    /** It has no value, and no word replaces it. */
    none: (operator: string) => T;
  },
): string | T {
  const there = value !== undefined && !(operator.startsWith(":") && value === "");
  const sign = operator.at(-1);
  if (sign === "+") return there ? by.word() : value === undefined ? by.none(operator) : "";
  if (there) return value;
  if (sign !== "-" && sign !== "=") return by.none(operator);
  const word = by.word();
  if (sign === "=") by.keep(word);
  return word;
}
