import type { Facts, ServiceFact } from "../../facts.ts";
import { lastWords } from "../runtime/_crash-text.ts";
import { serviceOfCrash } from "./_services.ts";

/** What a client of a service said when the program ended. */
export interface Said {
  words: string;
  /** What the words name: the first group of the sign. */
  named: string | null;
  /** The service it is about, where that can be told. */
  service: ServiceFact | null;
}

/** A server that answers and has no database of this name. */
export const noDatabase: RegExp =
  /database "([^"]+)" does not exist|Unknown database '([^']+)'|3D000|ER_BAD_DB_ERROR/i;

/** The words of a client that a sign fits, in what the failed program said. */
export function saidByClient(facts: Facts, sign: RegExp, text: string = lastWords(facts)): Said[] {
  const match = sign.exec(text);
  return match
    ? [
        {
          words: match[0],
          named: match.slice(1).find((m) => m !== undefined) ?? null,
          service: serviceOfCrash(facts) ?? null,
        },
      ]
    : [];
}
