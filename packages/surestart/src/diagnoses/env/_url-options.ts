import type { Facts, SourceRead, Variable } from "../../facts.ts";
import { valueHad } from "../_lookup.ts";
import { errorWords } from "../runtime/_crash-text.ts";

interface UrlOption {
  variable: Variable;
  read: SourceRead;
  value: string;
  odd: string;
  todo: string;
  /** The program ended for it. */
  said: boolean;
}

/**
 * Options of libpq in the URL of asyncpg: SQLAlchemy hands each to asyncpg.connect() as an argument of its name, which asyncpg does
 * not have (https://magicstack.github.io/asyncpg/current/api/; it takes them only from a URL that it reads by itself).
 */
const libpq = /[?&](sslmode|channel_binding|sslrootcert|sslcert|sslkey|sslcrl)=/;

export function urlOptions(facts: Facts): UrlOption | null {
  for (const variable of facts.env.variables) {
    const value = valueHad(facts, variable);
    const option = /^postgres(?:ql)?\+asyncpg:/.test(value ?? "") ? libpq.exec(value ?? "")?.[1] : undefined;
    const read = variable.reads.find((r) => r.reached && r.usedAs === "sqlalchemy-async" && !r.edited);
    if (value === null || option === undefined || !read) continue;
    return {
      variable,
      read,
      value,
      odd: `has ${option}, which SQLAlchemy passes to asyncpg, and asyncpg does not accept`,
      todo:
        option === "sslmode"
          ? `Write ssl instead of sslmode in ${variable.name}: asyncpg accepts the same values for it`
          : `Take ${option} out of ${variable.name}`,
      said: new RegExp(`unexpected keyword argument '${option}'`).test(errorWords(facts)),
    };
  }
  return null;
}
