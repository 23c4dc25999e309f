import type { Facts, Variable } from "../../facts.ts";
import { useOf, uses } from "../../known/_find-uses.ts";
import type { UrlRule } from "../../known/_uses.ts";

export type Rule = Pick<UrlRule, "client" | "refuses" | "wants" | "says">;
type Known = UrlRule & { use: string };

export const rules: readonly Known[] = [...uses].flatMap(([use, { urls = [] }]) =>
  urls.map((rule) => ({ use, ...rule })),
);

/** The client takes its URL from this variable. */
export function applies(rule: Known, { name, reads }: Variable, facts: Facts): boolean {
  const { use, otherwise, unless, not } = rule;
  const meant = otherwise?.name.test(name) && facts.project.stack.some((pack) => otherwise.stack.test(pack));
  if (!meant && !reads.some(({ usedAs }) => usedAs === use)) return false;
  if (unless !== undefined && reads.some(({ usedAs }) => usedAs === unless)) return false;
  return !not?.version.test(facts.runtime.packages.find((p) => p.name === not.package)?.version ?? "");
}

/** It refuses this variable's scheme, as its row says; "" means that the value has none. */
export function refuses(rule: Known, scheme: string, variable: Variable, facts: Facts): boolean {
  if (scheme !== "") return rule.refuses.test(scheme) && applies(rule, variable, facts);
  const used = variable.reads.filter(({ usedAs }) => usedAs === rule.use);
  return used.some(({ language }) => rule.bare === true || rule.bare === language);
}

/** What a library's row says of the schemes that it takes. */
export function byRow({ reads }: Variable, scheme: string): Rule | undefined {
  const read = reads.find((r) => r.reached && r.usedAs && r.schemes && !r.edited);
  const [first = ""] = read?.schemes ?? [];
  if (!read || read.schemes?.includes(scheme.toLowerCase())) return undefined;
  const client = `the ${useOf(read.usedAs)?.called ?? read.usedAs} client`;
  return { client, refuses: /(?:)/, wants: () => first, says: /(?!)/ };
}

/** How the value must begin. */
export function beginning(rule: Rule, scheme: string): string {
  return `${rule.wants(scheme)}://`;
}

/** A host where a URL should stand: `localhost:6379`, `db.internal/shop`, `me:word@db:5432/shop`. */
export function hasAddress(value: string): boolean {
  return /^(?:[^\s/@=]+@)?[a-z0-9][a-z0-9.-]*(?::\d+)?(?:\/[^\s=]*)?$/i.test(value);
}
