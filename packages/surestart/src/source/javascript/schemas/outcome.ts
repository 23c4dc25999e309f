import type { Node } from "oxc-parser";
import { reachable, reachesThrow } from "../reach.ts";
import type { Binding } from "../scope.ts";
import { bare, isTransparent, keyName } from "../syntax.ts";
import type { Call, Outcome, Unit, World } from "../unit.ts";
import { budgetOf, something, value } from "../world.ts";

/** What the result of a validation that does not throw is like when it was refused, by the words of the libraries. */
const refused: Record<string, Outcome> = {
  success: value(false),
  error: something,
  issues: something,
  errors: something,
  length: value(1),
  data: value(undefined),
  output: value(undefined),
};

/** The code throws or ends when the result of this call says that the input was refused. */
export function failureEnds(unit: Unit, call: Call): boolean {
  let at: Node = call;
  while (at.parent && isTransparent(at.parent as Node)) at = at.parent as Node;
  const parent = at.parent as Node | null;
  const bindings = parent?.type === "VariableDeclarator" && parent.init === at ? unit.declaredBy(parent) : [];
  const uses = bindings.flatMap((b) => b.references);
  if (parent?.type === "MemberExpression" && parent.object === at) uses.push(parent);
  const world: World = {
    unit,
    aliases: new Map(),
    budget: budgetOf(4000),
    assume: (node) => outcomeOf(unit, node, call, bindings),
  };
  return uses.some((use) => reachesThrow(world, use) && reachable(world, use));
}

function outcomeOf(unit: Unit, node: Node, call: Call, bindings: readonly Binding[]): Outcome | null {
  if (node.type === "Identifier") {
    const binding = unit.bindings.of(node);
    if (!binding || !bindings.includes(binding)) return null;
    const [key] = binding.path;
    return key === undefined ? something : (refused[key] ?? null);
  }
  // arktype: `out instanceof type.errors`
  if (
    node.type === "BinaryExpression" &&
    node.operator === "instanceof" &&
    isResult(unit, node.left, call, bindings)
  ) {
    return /\.errors$/.test(unit.text.slice(node.right.start, node.right.end)) ? value(true) : null;
  }
  if (node.type !== "MemberExpression" || !isResult(unit, node.object, call, bindings)) return null;
  return refused[keyName(node) ?? ""] ?? null;
}

function isResult(unit: Unit, node: Node, call: Call, bindings: readonly Binding[]): boolean {
  const at = bare(node);
  if (at === call) return true;
  const binding = at.type === "Identifier" ? unit.bindings.of(at) : null;
  return binding !== null && bindings.includes(binding) && binding.path.length === 0;
}
