import type { Node } from "oxc-parser";
import type { Demand } from "../demand.ts";
import type { SourceFunction } from "../module.ts";
import { accessAt, accessOfBinding } from "./access.ts";
import { bodyOutcome } from "./call-function.ts";
import { follow, keyOf } from "./follow.ts";
import { type FoundRead, readEvent } from "./read-event.ts";
import type { Binding } from "./scope.ts";
import { bare, type FunctionNode, isFunction } from "./syntax.ts";
import { turnOf } from "./turn.ts";
import type { Access, Outcome, Unit, World } from "./unit.ts";
import { budgetOf, value } from "./world.ts";

/** The reads of the environment that a node itself is: an access, or a declaration or a parameter that takes variables out of it. */
export function readsAt(unit: Unit, node: Node): FoundRead[] {
  if ((node.type === "VariableDeclarator" && node.id.type !== "Identifier") || isFunction(node)) {
    return unit.declaredBy(node).flatMap((binding) => {
      const access = accessOfBinding(unit, binding);
      return access ? readsOf(unit, access, [], [binding]) : [];
    });
  }
  const access = accessAt(unit, node);
  return access ? readsOf(unit, access, [node], []) : [];
}

function readsOf(unit: Unit, access: Access, starts: Node[], bindings: Binding[]): FoundRead[] {
  return access.names.map(({ name, at }) => {
    const [start] = starts;
    const aliases = start && access.names.length > 1 ? turnOf(unit, keyOf(start), at) : new Map();
    const demand = follow(unit, { names: [name], bindings, aliases }, starts);
    return { at, read: readEvent(unit, name, demand) };
  });
}

/** Of a function that reads the variable that one of its parameters names. */
export function readsArgumentOf(
  unit: Unit,
  fn: FunctionNode,
  accesses: readonly Node[],
): SourceFunction["readsArgument"] {
  for (const node of accesses) {
    const access = accessAt(unit, node);
    const parameter = access?.parameter;
    if (!parameter || parameter.node !== fn) continue;
    const others = unit.declaredBy(fn).filter((b) => b.kind === "parameter" && b !== parameter);
    const fallback = others.find((b) => isGivenBack(b)) ?? null;
    // Asked without its default: a caller that gives one is never without.
    const aliases = new Map<Binding, Node | Outcome>();
    for (const b of others) {
      if (b.fallback) aliases.set(b, b.fallback);
      else if (b === fallback || isOptional(unit, b)) aliases.set(b, value(undefined));
    }
    const isIt = (one: Node) => accessAt(unit, one)?.parameter === parameter;
    const { either: _, ...demand } = follow(unit, { names: [], bindings: [], isIt, aliases, within: fn }, [
      node,
    ]);
    return {
      index: parameter.index,
      fallbackIndex: fallback?.index ?? null,
      ...(access.prefix === "" ? {} : { prefix: access.prefix }),
      // Where a parameter is its default, a call without it has none.
      demand:
        fallback === null
          ? demand
          : {
              ...demand,
              hasDefault: false,
              ...emptyAsPort(unit, fn, isIt, [...aliases, [fallback, value(3000)]]),
            },
    };
  }
  return null;
}

/** A helper that makes a number even of an empty value: whoever asks it for a port with a default gets 0, or none. */
function emptyAsPort(
  unit: Unit,
  fn: FunctionNode,
  isIt: (node: Node) => boolean,
  aliases: Iterable<[Binding, Node | Outcome]>,
): Pick<Demand, "portOfEmpty"> {
  const given = (text: string | undefined): unknown => {
    const assume: World["assume"] = (node) => (isIt(node) ? value(text) : null);
    const outcome = bodyOutcome({ unit, aliases: new Map(aliases), budget: budgetOf(150), assume }, fn);
    return outcome.is === "value" ? outcome.value : undefined;
  };
  const empty = given(undefined) === 3000 ? given("") : undefined;
  return empty === 0 || Number.isNaN(empty) ? { portOfEmpty: String(empty) as "0" | "NaN" } : {};
}

/** The parameter is what the function gives back instead: `?? fallback`, `return fallback`. */
function isGivenBack(binding: Binding): boolean {
  return binding.references.some((node) => {
    const parent = bare(node).parent as Node | null;
    if (parent?.type === "LogicalExpression") return parent.right === node && parent.operator !== "&&";
    if (parent?.type === "ConditionalExpression") return parent.test !== node;
    return parent?.type === "ReturnStatement" || (isFunction(parent) && (parent.body as Node) === node);
  });
}

function isOptional(unit: Unit, binding: Binding): boolean {
  return /^\w+\s*\?/.test(unit.text.slice(binding.spot.start, binding.spot.end + 2));
}
