import type { Node } from "oxc-parser";
import type { Demand } from "../demand.ts";
import type { UseEvent } from "../module.ts";
import { follow } from "./follow.ts";
import { homeOf } from "./home.ts";
import { memberText } from "./labels.ts";
import { isBuiltin, originOf } from "./origin.ts";
import type { Binding } from "./scope.ts";
import { bare } from "./syntax.ts";
import type { Unit } from "./unit.ts";

/**
 * A value that was read elsewhere is checked, converted or handed to a library here: a name of another module, or one of
 * the file's own top (`held`: those that hold a variable) in a function, which runs later or never.
 */
export function useAt(unit: Unit, node: Node, held: ReadonlySet<string>): UseEvent | null {
  if (node.type !== "Identifier" && node.type !== "MemberExpression") return null;
  const parent = node.parent as Node | null;
  // The whole chain is the value, up to what is called on it.
  if (parent?.type === "MemberExpression" && parent.object === node && !parent.computed && !isCallee(parent))
    return null;
  // A function of the module that is called is not a value: `store.open()`.
  const called = parent?.type === "MemberExpression" && parent.object === node && isCallee(parent);
  const text = memberText(node);
  if (text === null) return null;
  const own = held.has(text) && isCaptured(unit, node);
  if (called && node.type === "Identifier" && !own && !isNamed(unit, node)) return null;
  if (isCallee(node) || (parent?.type === "AssignmentExpression" && parent.left === (node as unknown)))
    return null;
  if (!own && !isForeign(unit, node)) return null;
  return { kind: "use", value: text, context: null };
}

/** What is made of it there. Most of what is imported is no variable, and this takes longer than all else that a file is read for. */
export function contextOf(unit: Unit, node: Node): Demand {
  const root = rootOf(unit, node);
  const text = memberText(node);
  const same = (one: Node) =>
    one.type === node.type && rootOf(unit, one) === root && memberText(one) === text;
  return follow(unit, { names: [], bindings: [], isIt: same }, [node]);
}

function isCallee(node: Node): boolean {
  const parent = node.parent as Node | null;
  return (parent?.type === "CallExpression" || parent?.type === "NewExpression") && parent.callee === node;
}

/** The name that a chain of members begins with. */
function rootOf(unit: Unit, node: Node): Binding | null {
  let root = node;
  while (root.type === "MemberExpression") root = bare(root.object);
  return root.type === "Identifier" ? unit.bindings.of(root) : null;
}

/** A name of the file's top, used in a function. */
function isCaptured(unit: Unit, node: Node): boolean {
  const root = rootOf(unit, node);
  return root?.top === true && root.kind !== "import" && homeOf(unit, node) !== null;
}

/** It is imported from a file of the project, or is a member of what may be a package of the workspace. */
function isForeign(unit: Unit, node: Node): boolean {
  let root = node;
  while (root.type === "MemberExpression") root = bare(root.object);
  const binding = rootOf(unit, node);
  if (binding === null || (binding.kind !== "import" && !isRequired(unit, binding.init))) return false;
  const origin = originOf(unit, root);
  if (origin?.module == null || isBuiltin(origin.module) || origin.path.includes("()")) return false;
  // What is called anywhere in the file is a function, and no value.
  if (root === node && binding.references.some(isCallee)) return false;
  return /^(\.{0,2}\/|#|@\/|~)/.test(origin.module) || root !== node;
}

/** One name taken out of a module; the others are modules themselves. */
function isNamed(unit: Unit, node: Node): boolean {
  const binding = unit.bindings.of(node);
  return binding?.node.type === "ImportSpecifier" || (binding?.path.length ?? 0) > 0;
}

function isRequired(unit: Unit, init: Node | null): boolean {
  let at = init && bare(init);
  while (at?.type === "MemberExpression") at = bare(at.object);
  return at !== null && unit.isRequire(at);
}
