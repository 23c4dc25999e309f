import type { Sentence } from "../../diagnose.ts";
import type { Facts, RuntimeFacts } from "../../facts.ts";
import type { Fix } from "../../finding.ts";
import { runsPlainNode } from "../_plain-node.ts";
import { moduleNotFound } from "./_crash-text.ts";

export type Alias = NonNullable<RuntimeFacts["aliases"]>[number];

/** The first alias that Node meets: it ends there. */
export function aliasesLeft(facts: Facts): Alias[] {
  if (facts.run?.outcome === "healthy" || !runsPlainNode(facts)) return [];
  // An earlier step may rewrite the file.
  if (!facts.run && facts.command?.alone === false) return [];
  const found = facts.runtime.aliases ?? [];
  const said = facts.run ? moduleNotFound(facts) : null;
  return found
    .filter((a) => !facts.run || (said !== null && `${a.specifier}/`.startsWith(`${said}/`)))
    .slice(0, 1);
}

export function ofAlias({ at, specifier, meant }: Alias, facts: Facts): Sentence {
  return {
    severity: "error",
    confidence: "certain",
    role: facts.run ? "crash" : "would",
    title: `Node cannot resolve the alias ${specifier}`,
    detail: `${at.file} imports ${specifier}. In tsconfig.json that means ${meant}; Node does not read tsconfig.json, and looks for a package of that name, which does not exist.`,
    at,
    also: [{ file: meant, note: "what the alias means" }],
  };
}

export const resolveAlias: Fix = {
  id: "resolve-alias",
  title:
    'Let the build replace aliases (tsc-alias after tsc, or a bundler), or define them in "imports" of package.json, with names that begin with #',
  safety: "manual",
  changes: [],
};
