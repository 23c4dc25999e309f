import type { Node } from "oxc-parser";
import type { Demand } from "../../demand.ts";
import { listOf, literalOf } from "../literals.ts";
import { originOf } from "../origin.ts";
import { bare, keyName, stringOf } from "../syntax.ts";
import type { Origin, Unit } from "../unit.ts";
import { budgetOf, evaluate, isKnown } from "../world.ts";
import { isNamespaceOf } from "./rows.ts";

/** One key of a schema over the environment. */
export interface Field {
  /** The variable. */
  name: string;
  /** The key, for its place. */
  at: Node;
  /** Its key in the schema, where another variable fills it. */
  key?: string;
  /** What the schema demands; `required` when the schema refuses a missing value. */
  demand: Demand;
}

/** One step of a chain: `z.string().min(32)` is string(), min(32). `args` is null for a plain member. */
export interface Step {
  name: string;
  args: Node[] | null;
}

/** A chain of members and calls down to the module it begins at; null where it begins elsewhere. */
export function chainOf(unit: Unit, node: Node): { module: string; steps: Step[] } | null {
  const steps: Step[] = [];
  let at = literalOf(unit, node) ?? bare(node);
  for (let depth = 0; depth < 60; depth++) {
    const origin = originOf(unit, at);
    if (origin?.module != null && isRoot(origin)) {
      steps.unshift(...origin.path.filter((p) => p !== "()").map((name) => ({ name, args: null })));
      const [first] = steps;
      const named = first?.args === null && isNamespaceOf(origin.module, first.name);
      return { module: origin.module, steps: named ? steps.slice(1) : steps };
    }
    if (at.type === "CallExpression") {
      const callee = bare(at.callee);
      const args = at.arguments as Node[];
      if (callee.type === "MemberExpression") {
        steps.unshift({ name: keyName(callee) ?? "", args });
        at = resolved(unit, callee.object);
      } else if (callee.type === "Identifier") {
        const named = originOf(unit, callee);
        if (named?.module == null) return null;
        steps.unshift({ name: named.path.at(-1) ?? "", args });
        return { module: named.module, steps };
      } else return null;
    } else if (at.type === "MemberExpression") {
      steps.unshift({ name: keyName(at) ?? "", args: null });
      at = resolved(unit, at.object);
    } else return null;
  }
  return null;
}

/** A constant in the middle of a chain stands for its own chain. */
function resolved(unit: Unit, node: Node): Node {
  return literalOf(unit, node) ?? bare(node);
}

/** The module itself, or the namespace that it exports: `import { z } from "zod"`. */
function isRoot({ module, path }: Origin): boolean {
  if (path.includes("()") || path.length > 1) return false;
  return path.length === 0 || isNamespaceOf(module ?? "", path[0] ?? "");
}

/** A literal number. */
export function numberOf(unit: Unit, node: Node | undefined): number | null {
  const found = known(unit, node);
  return typeof found === "number" ? found : null;
}

/** What a literal default is as text; null where it is no literal. */
export function defaultOf(unit: Unit, node: Node | undefined): Demand {
  const found = known(unit, node);
  const text = found === undefined || found === null || typeof found === "object" ? null : String(found);
  return { hasDefault: true, fallback: text };
}

/** The strings of a literal list, or null. */
export function stringsOf(unit: Unit, node: Node | undefined): string[] | null {
  const list = node ? listOf(unit, node) : null;
  if (list === null || list.length === 0 || list.some((l) => l.text === null)) return null;
  return list.map((l) => l.text as string);
}

export function known(unit: Unit, node: Node | undefined): unknown {
  if (!node) return undefined;
  const found = evaluate({ unit, assume: () => null, aliases: new Map(), budget: budgetOf(200) }, node);
  return isKnown(found) ? found.value : undefined;
}

/** The fields of a literal object of schemas, also of spread literal objects. */
export function fieldsIn(
  unit: Unit,
  node: Node | undefined,
  read: (schema: Node) => Demand,
  depth = 0,
): Field[] | null {
  const object = node ? literalOf(unit, node) : null;
  if (object?.type !== "ObjectExpression" || depth > 4) return null;
  return object.properties.flatMap((property) => {
    if (property.type !== "Property") return fieldsIn(unit, property.argument, read, depth + 1) ?? [];
    const name = property.computed ? stringOf(property.key as Node) : keyName(property);
    return name === null ? [] : [{ name, at: property.key as Node, demand: read(property.value) }];
  });
}
