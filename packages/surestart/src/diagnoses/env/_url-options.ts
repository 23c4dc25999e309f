import type { Facts, SourceRead, Variable } from "../../facts.ts";
import { tools } from "../../known/_tools.ts";
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

const drivers = tools.flatMap(({ name, driver }) => (driver ? [{ name, ...driver }] : []));

/** A parameter of a URL that a library hands to a driver which does not have it. */
export function urlOptions(facts: Facts): UrlOption | null {
  for (const variable of facts.env.variables) {
    const value = valueHad(facts, variable);
    const driver = value === null ? undefined : drivers.find(({ scheme }) => scheme.test(value));
    if (value === null || !driver) continue;
    const option = new RegExp(`[?&](${driver.refuses.join("|")})=`).exec(value)?.[1];
    const read = variable.reads.find((r) => r.reached && r.usedAs === driver.use && !r.edited);
    if (option === undefined || !read) continue;
    const instead = driver.instead[option];
    return {
      variable,
      read,
      value,
      odd: `has ${option}, which ${driver.by} passes to ${driver.name}, and ${driver.name} does not accept`,
      todo: instead
        ? `Write ${instead} instead of ${option} in ${variable.name}: ${driver.name} accepts the same values for it`
        : `Take ${option} out of ${variable.name}`,
      said: errorWords(facts).includes(driver.says.replace("{name}", option)),
    };
  }
  return null;
}
