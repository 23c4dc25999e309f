import type { Node } from "oxc-parser";
import type { SourceRead } from "../../facts.ts";
import { homeOf, homeOfBinding } from "./home.ts";
import type { Binding } from "./scope.ts";
import type { Carrier, Trail } from "./trail.ts";
import type { Unit } from "./unit.ts";
import { budgetOf, evaluate, isKnown } from "./world.ts";

/** Notes the first default that is met. */
export function giveDefault(trail: Trail, node: Node): void {
  const { demand, unit, subject } = trail;
  if (demand.hasDefault) return;
  const aliases = subject.aliases ?? new Map();
  const found = evaluate({ unit, assume: () => null, aliases, budget: budgetOf(200) }, node);
  if (found.is === "throws" || (found.is === "value" && (found.value === undefined || found.value === null)))
    return;
  demand.hasDefault = true;
  demand.fallback = isKnown(found) && typeof found.value !== "object" ? String(found.value) : null;
}

export function convert(trail: Trail, from: Carrier, as: NonNullable<SourceRead["as"]>): void {
  if (from.path.length === 0 && !from.changed) trail.demand.as ??= as;
}

/** Carries on with every use of the names that a declaration gives the value to. */
export function bindingsFrom(
  from: Carrier,
  bindings: readonly Binding[],
  trail: Trail,
  alias: Node | null,
): Carrier[] {
  return bindings.flatMap((binding) => {
    const rest = from.path.slice(binding.path.length);
    if (binding.rest || binding.path.some((key, i) => key !== from.path[i])) return [];
    if (binding.fallback && rest.length === 0) giveDefault(trail, binding.fallback);
    const aliases =
      alias && rest.length === 0 ? new Map([...from.aliases, [binding, alias] as const]) : from.aliases;
    return usesOf(trail.unit, binding).map((use) => ({
      ...from,
      ...use,
      captured: from.captured || use.captured,
      path: rest,
      aliases,
    }));
  });
}

/** Where a name is used, and whether that is in a function of its own. */
export function usesOf(unit: Unit, binding: Binding): { node: Node; captured: boolean }[] {
  const home = homeOfBinding(unit, binding);
  return binding.references.map((node) => ({ node, captured: homeOf(unit, node) !== home }));
}

/** A loop or a callback walks the object or list that holds the value: its variable is the value once. */
export function looped(trail: Trail, from: Carrier, left: Node, index: number): Carrier[] {
  const declarator = left.type === "VariableDeclaration" ? left.declarations[0] : left;
  if (!declarator || from.path.length === 0 || from.inner === null) return [];
  const bindings = trail.unit
    .declaredBy(declarator)
    .filter((b) => b.kind !== "parameter" || b.index === index);
  // An element of a list, or of Object.values, is the value itself; of Object.entries it is [name, value].
  const inner = { ...from, path: from.path.slice(1) };
  return bindingsFrom(inner, bindings, trail, from.inner);
}
