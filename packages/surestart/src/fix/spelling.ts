import { dialects as allDialects, readEnv } from "../env/dialects.ts";
import { readsAs, spellFor } from "../env/spell.ts";
import type { Dialect } from "../facts.ts";

/** The spelling that most dialects read as the value, where nothing is known of the loaders. */
export function bestSpelling(value: string, quote = ""): string {
  // Quotes that are there stay, unless some loader other than docker, which never takes them off, would read another value.
  const kept = quote + value + quote;
  if (quote !== "" && allDialects.every((dialect) => dialect === "docker" || readsAs(kept, value, dialect)))
    return kept;
  return spellFor(value, allDialects).spelling;
}

/**
 * The spelling that every one of these dialects reads as `value`, in the text that it makes with it: the proof is a reading
 * of the whole file, since a line may be read otherwise for what stands above it. null when there is none.
 */
export function sureSpelling(
  key: string,
  value: string,
  dialects: readonly Dialect[],
  textWith: (spelled: string) => string,
): string | null {
  const { spelling, fails } = spellFor(value, dialects);
  if (fails.length > 0) return null;
  const text = textWith(spelling);
  return dialects.every((dialect) => readEnv(text, dialect).values[key] === value) ? spelling : null;
}
