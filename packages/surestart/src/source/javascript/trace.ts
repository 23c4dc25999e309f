import type { Node } from "oxc-parser";
import { accessAt, accessOfBinding } from "./access.ts";
import { memberText } from "./labels.ts";
import { propertyOf } from "./literals.ts";
import { wordOf } from "./origin.ts";
import { bare, isFunction } from "./syntax.ts";
import type { Unit } from "./unit.ts";

/** Where a value comes from in the end: a variable, a literal, a name of another module or what a call gives. */
export type Source =
  | { is: "variable"; name: string; at: Node }
  | { is: "literal"; value: string | number | boolean; at: Node }
  | { is: "name"; name: string; at: Node };

/** Words of functions that convert what they are given. */
const conversions =
  /^(Number|String|Boolean|parseInt|parseFloat|Number\.parse(Int|Float)|Math\.(trunc|floor|round)|URL|url\.URL|BigInt)$/;

/** Follows an expression back through conversions, defaults, constants and members of literal objects. */
export function sourceOf(unit: Unit, node: Node, depth = 0): Source | null {
  if (depth > 12) return null;
  const at = bare(node);
  const access = accessAt(unit, at);
  if (access) {
    const [only] = access.names;
    return access.names.length === 1 && only ? { is: "variable", name: only.name, at: only.at } : null;
  }
  switch (at.type) {
    case "Literal":
      if (typeof at.value === "string" || typeof at.value === "number" || typeof at.value === "boolean") {
        return { is: "literal", value: at.value, at };
      }
      return null;
    case "TemplateLiteral":
      return at.expressions.length === 0
        ? { is: "literal", value: at.quasis[0]?.value.cooked ?? "", at }
        : null;
    case "UnaryExpression":
      return at.operator === "+" ? sourceOf(unit, at.argument, depth + 1) : null;
    case "LogicalExpression":
      return first(unit, [at.left, at.right], depth);
    case "ConditionalExpression":
      return first(unit, [at.consequent, at.alternate, at.test], depth);
    case "CallExpression":
    case "NewExpression":
      return called(unit, at, depth);
    case "Identifier":
      return named(unit, at, depth);
    case "MemberExpression":
      return member(unit, at, depth);
    default:
      return null;
  }
}

/** A variable anywhere among the ways, else the first that says anything. */
function first(unit: Unit, ways: readonly Node[], depth: number): Source | null {
  const found = ways.map((way) => sourceOf(unit, way, depth + 1));
  return (
    found.find((f) => f?.is === "variable") ??
    found.find((f) => f?.is === "name") ??
    found.find((f) => f) ??
    null
  );
}

function called(
  unit: Unit,
  at: Node & { type: "CallExpression" | "NewExpression" },
  depth: number,
): Source | null {
  const word = wordOf(unit, at.callee) ?? "";
  const argument = at.arguments[0] as Node | undefined;
  if (conversions.test(word) && argument) return sourceOf(unit, argument, depth + 1);
  const callee = bare(at.callee);
  if (callee.type === "MemberExpression" && argument === undefined)
    return sourceOf(unit, callee.object, depth + 1);
  const fn = unit.functionAt(callee);
  if (!fn || fn.body === null) return null;
  // A function of the file that passes on what it is given, or gives back what it reads.
  const results = fn.body.type === "BlockStatement" ? returnsOf(fn.body) : [fn.body as Node];
  return first(unit, results, depth) ?? (argument ? sourceOf(unit, argument, depth + 1) : null);
}

function returnsOf(block: Node): Node[] {
  if (block.type === "ReturnStatement") return block.argument ? [block.argument] : [];
  if (block.type === "BlockStatement") return block.body.flatMap(returnsOf);
  if (block.type === "IfStatement")
    return [block.consequent, ...(block.alternate ? [block.alternate] : [])].flatMap(returnsOf);
  return block.type === "TryStatement" ? returnsOf(block.block) : [];
}

function named(unit: Unit, at: Node & { type: "Identifier" }, depth: number): Source | null {
  const binding = unit.bindings.of(at);
  if (binding === null) return null;
  if (binding.kind === "import") return { is: "name", name: at.name, at };
  const access = accessOfBinding(unit, binding);
  if (access) return { is: "variable", name: access.names[0]?.name as string, at: binding.spot };
  if (binding.rest || isLoop(binding.node)) return null;
  if (binding.kind === "parameter")
    return parameter(unit, binding.node, binding.index, binding.path, binding.fallback, depth);
  const from = binding.init ?? (binding.writes.length === 1 ? (binding.writes[0] as Node) : null);
  if (from === null || (binding.init !== null && binding.writes.length > 0 && depth > 6)) return null;
  return into(unit, from, binding.path, depth + 1, at);
}

/** A parameter is what the calls of this file give it. */
function parameter(
  unit: Unit,
  fn: Node,
  index: number,
  path: string[],
  fallback: Node | null,
  depth: number,
): Source | null {
  const given = isFunction(fn)
    ? unit.callsOf(fn).flatMap((c) => (c.arguments[index] as Node | undefined) ?? [])
    : [];
  const found = given.map((g) => into(unit, g, path, depth + 1, g)).find((s) => s);
  return found ?? (fallback && sourceOf(unit, fallback, depth + 1));
}

function member(unit: Unit, at: Node & { type: "MemberExpression" }, depth: number): Source | null {
  const text = memberText(at);
  if (text === null) return null;
  const keys = text.split(".").slice(1);
  let root: Node = at;
  while (root.type === "MemberExpression") root = bare(root.object);
  const binding = root.type === "Identifier" ? unit.bindings.of(root) : null;
  if (binding === null) return null;
  if (binding.kind === "import" || isRequired(unit, binding.init)) return { is: "name", name: text, at };
  if (binding.init === null || binding.writes.length > 0 || binding.rest) return null;
  return into(unit, binding.init, [...binding.path, ...keys], depth + 1, at);
}

/** The part of an expression at a path; a name of another module where the expression is one. */
function into(unit: Unit, node: Node, path: string[], depth: number, use: Node): Source | null {
  if (depth > 12) return null;
  const at = bare(node);
  const [key, ...rest] = path;
  if (key === undefined)
    return isRequired(unit, at)
      ? { is: "name", name: memberText(use) ?? "", at: use }
      : sourceOf(unit, at, depth);
  if (isRequired(unit, at)) return { is: "name", name: memberText(use) ?? path.join("."), at: use };
  if (at.type === "ObjectExpression") {
    const found = propertyOf(at, key);
    return found && into(unit, found, rest, depth + 1, use);
  }
  if (at.type === "Identifier") {
    const binding = unit.bindings.of(at);
    if (binding?.kind === "import") return { is: "name", name: [at.name, ...path].join("."), at: use };
    if (!binding?.init || binding.writes.length > 0) return null;
    return into(unit, binding.init, [...binding.path, ...path], depth + 1, use);
  }
  if (at.type === "CallExpression") {
    const fn = unit.functionAt(at.callee);
    if (wordOf(unit, at.callee) === "Object.freeze" && at.arguments[0])
      return into(unit, at.arguments[0] as Node, path, depth + 1, use);
    const results = fn?.body
      ? fn.body.type === "BlockStatement"
        ? returnsOf(fn.body)
        : [fn.body as Node]
      : [];
    for (const result of results) {
      const found = into(unit, result, path, depth + 1, use);
      if (found) return found;
    }
  }
  return null;
}

function isRequired(unit: Unit, node: Node | null): boolean {
  const at = node && bare(node);
  return at?.type === "CallExpression" && unit.isRequire(at);
}

function isLoop(node: Node): boolean {
  const owner = node.parent?.parent;
  return owner?.type === "ForOfStatement" || owner?.type === "ForInStatement";
}
