import type { Node } from "oxc-parser";
import { completion } from "./completion.ts";
import type { Binding } from "./scope.ts";
import { bare, keyName } from "./syntax.ts";
import type { Call, World } from "./unit.ts";
import { budgetOf, evaluate, value, withAliases } from "./world.ts";

/**
 * `missing.push(name)`, where the program throws or ends when `missing` is not empty: what is put there is a failure, only
 * told later. The list begins as an empty literal, and the test of it is in the same function or file.
 */
export function collectsFailure(world: World, call: Call): boolean {
  const callee = bare(call.callee);
  if (callee.type !== "MemberExpression" || !/^(push|unshift|add|set)$/.test(keyName(callee) ?? ""))
    return false;
  const list = bare(callee.object);
  const binding = list.type === "Identifier" ? world.unit.bindings.of(list) : null;
  if (!binding || !beginsEmpty(binding)) return false;
  const known = failing.get(binding);
  if (known !== undefined) return known;
  failing.set(binding, false);
  const found = binding.references.some((use) => endsWhenFull(world, binding, use));
  failing.set(binding, found);
  return found;
}

const failing = new WeakMap<Binding, boolean>();

function beginsEmpty({ init, path, writes }: Binding): boolean {
  const at = init && bare(init);
  if (!at || path.length > 0 || writes.length > 0) return false;
  if (at.type === "ArrayExpression") return at.elements.length === 0;
  return (
    at.type === "NewExpression" &&
    at.callee.type === "Identifier" &&
    /^(Set|Map|Array)$/.test(at.callee.name) &&
    at.arguments.length === 0
  );
}

/** The use is in the test of an `if` that throws for a list with something in it. */
function endsWhenFull(world: World, binding: Binding, use: Node): boolean {
  let at = use;
  for (let around = use.parent as Node | null; around; at = around, around = around.parent as Node | null) {
    if (around.type === "IfStatement" && around.test === at) {
      const full = withAliases(
        { unit: world.unit, assume: () => null, aliases: new Map(), budget: budgetOf(300) },
        [[binding, value(["one"])]],
      );
      const sized = { ...full, assume: (node: Node) => (isSize(node, binding, world) ? value(1) : null) };
      const test = evaluate(sized, around.test);
      if (test.is !== "value") return false;
      const branch = test.value ? around.consequent : around.alternate;
      return branch !== null && completion(sized, [branch]).is === "throws";
    }
    if (/Statement$|Declaration$/.test(around.type)) return false;
  }
  return false;
}

function isSize(node: Node, binding: Binding, world: World): boolean {
  if (node.type !== "MemberExpression" || !/^(length|size)$/.test(keyName(node) ?? "")) return false;
  const list = bare(node.object);
  return list.type === "Identifier" && world.unit.bindings.of(list) === binding;
}
