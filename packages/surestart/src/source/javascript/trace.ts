import type { Node } from "oxc-parser";
import { accessAt, accessOfBinding } from "./access.ts";
import { calleeName, memberText } from "./labels.ts";
import { propertyOf } from "./literals.ts";
import { wordOf } from "./origin.ts";
import type { Binding } from "./scope.ts";
import { bare, type FunctionNode, isFunction, stringOf } from "./syntax.ts";
import type { Source, Unit } from "./unit.ts";

/** Words of functions that convert what they are given. */
const conversions =
  /^(Number|String|Boolean|parseInt|parseFloat|Number\.parse(Int|Float)|Math\.(trunc|floor|round)|URL|url\.URL|BigInt)$/;

/** Follows an expression back through conversions, defaults, constants and members of literal objects. */
export function sourceOf(unit: Unit, node: Node, depth = 0): Source | null {
  if (depth > 12) return null;
  const at = bare(node);
  const known = unit.sources.get(at);
  if (known !== undefined) return known;
  // While it is worked out it comes from nowhere, should it lead back to itself.
  unit.sources.set(at, null);
  const found = findSource(unit, at, depth);
  unit.sources.set(at, found);
  return found;
}

function findSource(unit: Unit, at: Node, depth: number): Source | null {
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
  return best(ways.map((way) => sourceOf(unit, way, depth + 1)));
}

function best(found: readonly (Source | null)[]): Source | null {
  const by = (is: Source["is"]) => found.find((f) => f?.is === is);
  return by("variable") ?? by("name") ?? by("call") ?? by("literal") ?? null;
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
  // A function of the file that passes on what it is given, or gives back what it reads.
  const found = fn && !readsByName(unit, fn) ? first(unit, returnsOf(fn), depth) : null;
  if (found) return found;
  // A helper that is told the name of a variable: the read is at the call.
  const names = argument !== undefined && /^[A-Za-z_]\w*$/.test(stringOf(bare(argument)) ?? "");
  return names && calleeName(unit, callee) !== null ? { is: "call", at } : null;
}

/** The expressions that a function gives back, as far as its statements are plain. */
export function returnsOf(fn: FunctionNode): Node[] {
  if (fn.body === null) return [];
  return fn.body.type === "BlockStatement" ? returnsIn(fn.body) : [fn.body as Node];
}

function returnsIn(block: Node): Node[] {
  if (block.type === "ReturnStatement") return block.argument ? [block.argument] : [];
  if (block.type === "BlockStatement") return block.body.flatMap(returnsIn);
  if (block.type === "IfStatement") {
    return [block.consequent, ...(block.alternate ? [block.alternate] : [])].flatMap(returnsIn);
  }
  return block.type === "TryStatement" ? returnsIn(block.block) : [];
}

function named(unit: Unit, at: Node & { type: "Identifier" }, depth: number): Source | null {
  const binding = unit.bindings.of(at);
  return binding && sourceOfBinding(unit, binding, at, depth);
}

/** Where the value of a declared name comes from; `use` is where it is used. */
export function sourceOfBinding(
  unit: Unit,
  binding: Binding,
  use: Node = binding.spot,
  depth = 0,
): Source | null {
  if (binding.kind === "import") return { is: "name", name: binding.name, at: use };
  const access = accessOfBinding(unit, binding);
  if (access) return { is: "variable", name: access.names[0]?.name as string, at: binding.spot };
  if (binding.rest || isLoop(binding.node)) return null;
  if (binding.kind === "parameter") {
    return parameter(unit, binding.node, binding.index, binding.path, binding.fallback, depth);
  }
  const found = binding.init ? [into(unit, binding.init, binding.path, depth + 1, use)] : [];
  found.push(
    ...binding.writes.map((w) => (w.type === "UpdateExpression" ? null : sourceOf(unit, w, depth + 1))),
  );
  return best(found);
}

/** A parameter is what the calls of this file give it, when they all give the same. */
function parameter(
  unit: Unit,
  fn: Node,
  index: number,
  path: string[],
  fallback: Node | null,
  depth: number,
): Source | null {
  const given = isFunction(fn) ? unit.callsOf(fn).map((c) => c.arguments[index] as Node | undefined) : [];
  const found = given.map((g) =>
    g ? into(unit, g, path, depth + 1, g) : fallback && sourceOf(unit, fallback, depth + 1),
  );
  const [first = null] = found;
  if (found.length > 0)
    return found.every((f) => f !== null && first !== null && isSame(f, first)) ? first : null;
  return fallback && sourceOf(unit, fallback, depth + 1);
}

function isSame(a: Source, b: Source): boolean {
  if (a.is === "variable" && b.is === "variable") return a.name === b.name;
  return a.is === "literal" && b.is === "literal" ? a.value === b.value : a === b;
}

/** The function reads the variable that a parameter of it names. */
function readsByName(unit: Unit, fn: FunctionNode): boolean {
  return unit.declaredBy(fn).some((binding) =>
    binding.references.some((use) => {
      const around = [use.parent, use.parent?.parent] as (Node | null | undefined)[];
      return around.some((node) => node && accessAt(unit, node)?.parameter === binding);
    }),
  );
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
    const results = fn ? returnsOf(fn) : [];
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
