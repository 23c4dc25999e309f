import type { Node } from "oxc-parser";
import { elementsBehind, propertyOf, walkedBy } from "./literals.ts";
import type { Binding } from "./scope.ts";
import { bare, isFunction, keyName } from "./syntax.ts";
import type { Outcome, Unit } from "./unit.ts";
import { value } from "./world.ts";

/**
 * What the variables of a loop over a literal list stand for in the turn whose element has `at`: of
 * `for (const { name, fallback } of settings)` the properties of that element, of `[name, rule]` key and value of the entry.
 * Empty where the key of a read is given by no such loop or callback.
 */
export function turnOf(unit: Unit, key: Node | null, at: Node): ReadonlyMap<Binding, Node | Outcome> {
  const found = new Map<Binding, Node | Outcome>();
  const binding = key && rootOf(unit, key);
  const elements = binding && walkedBy(binding) ? elementsBehind(unit, binding, 0) : null;
  const element = elements?.find((e) => e.node.start <= at.start && at.end <= e.node.end)?.node;
  if (!binding || !element) return found;
  for (const sibling of unit.declaredBy(binding.node)) {
    if (sibling.rest || (isFunction(binding.node) && sibling.index !== binding.index)) continue;
    const stands = part(element, sibling.path);
    found.set(sibling, stands ?? sibling.fallback ?? value(undefined));
  }
  return found;
}

function part(element: Node, path: readonly string[]): Node | Outcome | null {
  const [first, ...rest] = path;
  if (element.type === "Property") {
    if (first === "0") return value(keyName(element));
    return first === "1" ? part(element.value, rest) : null;
  }
  if (first === undefined) return element;
  const inner = propertyOf(bare(element), first);
  return inner && part(inner, rest);
}

/** The name that an expression begins with: `field` of `field.name`, `name` itself. */
function rootOf(unit: Unit, node: Node): Binding | null {
  let at = bare(node);
  if (at.type === "TemplateLiteral" && at.expressions.length === 1) at = bare(at.expressions[0] as Node);
  if (at.type === "BinaryExpression") at = bare(at.right);
  while (at.type === "MemberExpression") at = bare(at.object);
  return at.type === "Identifier" ? unit.bindings.of(at) : null;
}
