import { dialects as allDialects } from "../env/dialects.ts";
import { readsAs, spellFor } from "../env/spell.ts";

/** The spelling that most dialects read as the value, where nothing is known of the loaders. */
export function bestSpelling(value: string, quote = ""): string {
  // Quotes that are there stay, unless some loader other than docker, which never takes them off, would read another value.
  const kept = quote + value + quote;
  if (quote !== "" && allDialects.every((dialect) => dialect === "docker" || readsAs(kept, value, dialect)))
    return kept;
  return spellFor(value, allDialects).spelling;
}
