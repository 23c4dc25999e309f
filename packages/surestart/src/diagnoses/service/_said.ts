import type { Facts, ServiceFact } from "../../facts.ts";
import { tools } from "../../known/_tools.ts";
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
const databases = tools.flatMap(({ service }) => service?.noDatabase ?? []);
export const noDatabase: RegExp = new RegExp(databases.map(({ says }) => says.source).join("|"), "i");

/** The command that creates the database, by the words of its server. */
export function creates(words: string, name: string): string | undefined {
  return databases.find(({ says }) => says.test(words))?.create.replace("{name}", name);
}

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
