import type { Node } from "oxc-parser";
import { literalsOf } from "./literals.ts";
import { environment, isEnvironmentOrigin, originOf } from "./origin.ts";
import type { Binding } from "./scope.ts";
import { bare, functionAround, keyName, stringOf } from "./syntax.ts";
import type { Access, Origin, Unit } from "./unit.ts";

/** What Vite itself puts into `import.meta.env`. */
const viteOwn: ReadonlySet<string> = new Set(["MODE", "DEV", "PROD", "SSR", "BASE_URL"]);

/** The expression is a read of the environment: `process.env.X`, `Deno.env.get("X")`, `"X" in process.env` … */
export function accessAt(unit: Unit, node: Node): Access | null {
  if (
    node.type !== "MemberExpression" &&
    node.type !== "CallExpression" &&
    node.type !== "BinaryExpression"
  ) {
    return null;
  }
  const known = unit.accesses.get(node);
  if (known !== undefined) return known;
  // While it is being worked out it does not count, in case it leads back to itself.
  unit.accesses.set(node, null);
  const found = findAccess(unit, node);
  unit.accesses.set(node, found);
  return found;
}

function findAccess(unit: Unit, node: Node): Access | null {
  switch (node.type) {
    case "MemberExpression": {
      if (isTargetOnly(node) || !isEnvironment(unit, node.object)) return null;
      if (!node.computed) return named(unit, node, keyName(node));
      return keyed(unit, node.property, node, "value");
    }
    case "CallExpression": {
      const callee = bare(node.callee);
      if (callee.type !== "MemberExpression") return null;
      const key = keyName(callee);
      const [first, second] = node.arguments;
      if ((key === "get" || key === "has") && first && isDenoEnv(originOf(unit, callee.object))) {
        return keyed(unit, first, node, key === "get" ? "value" : "presence");
      }
      if (key === "hasOwnProperty" && first && isEnvironment(unit, callee.object)) {
        return keyed(unit, first, node, "presence");
      }
      if (key === "hasOwn" && first && second && isEnvironment(unit, first)) {
        return keyed(unit, second, node, "presence");
      }
      return null;
    }
    case "BinaryExpression":
      if (node.operator !== "in" || !isEnvironment(unit, node.right)) return null;
      return keyed(unit, node.left, node, "presence");
    default:
      return null;
  }
}

/** A name that is destructured out of the environment: `const { A, B = "d" } = process.env`, `function check({ A }) {…}`. */
export function accessOfBinding(unit: Unit, binding: Binding): Access | null {
  const known = unit.taken.get(binding);
  if (known !== undefined) return known;
  const found = findTaken(unit, binding);
  unit.taken.set(binding, found);
  return found;
}

function findTaken(unit: Unit, binding: Binding): Access | null {
  const name = binding.path.at(-1);
  if (name === undefined || binding.rest) return null;
  const handed = binding.kind === "parameter" && unit.handed(binding.node).has(binding.index);
  const from = handed ? environment : binding.init && originOf(unit, binding.init);
  if (from === null) return null;
  const whole = [...from.path, ...binding.path];
  if (!isEnvironmentOrigin({ module: from.module, path: whole.slice(0, -1) })) return null;
  if (whole[0] === "import.meta" && viteOwn.has(name)) return null;
  return { names: [{ name, at: binding.spot }], yields: "value", parameter: null, prefix: "" };
}

/** The expression is the environment itself, under whatever name. */
export function isEnvironment(unit: Unit, node: Node, depth = 0): boolean {
  const at = bare(node);
  if (depth > 6) return false;
  if (at.type === "ObjectExpression") return isCopy(unit, at, depth);
  if (at.type === "Identifier") {
    const init = unit.bindings.of(at);
    if (init?.init?.type === "ObjectExpression" && init.path.length === 0 && init.writes.length === 0) {
      return isCopy(unit, init.init, depth);
    }
  }
  return isEnvironmentOrigin(originOf(unit, at));
}

function isCopy(unit: Unit, object: Node, depth: number): boolean {
  if (object.type !== "ObjectExpression" || object.properties.length === 0) return false;
  return object.properties.every(
    (p) => p.type === "SpreadElement" && isEnvironment(unit, p.argument, depth + 1),
  );
}

function isDenoEnv(origin: Origin | null): boolean {
  return origin?.module === null && origin.path.join(".") === "Deno.env";
}

function named(unit: Unit, node: Node, name: string | null): Access | null {
  // Values of the environment are strings: what is called there is a method of the object.
  if (name === null || (node.parent?.type === "CallExpression" && node.parent.callee === node)) return null;
  if (node.type === "MemberExpression" && viteOwn.has(name)) {
    if (originOf(unit, node.object)?.path[0] === "import.meta") return null;
  }
  return { names: [{ name, at: node }], yields: "value", parameter: null, prefix: "" };
}

function keyed(unit: Unit, key: Node, whole: Node, yields: Access["yields"]): Access | null {
  const { before, middle, after } = inTemplate(key);
  const parameter = after === "" ? parameterAt(unit, middle) : null;
  if (parameter) return { names: [], yields, parameter, prefix: before };
  const literals = literalsOf(unit, middle);
  if (literals.length === 0 || literals.some((l) => l.text === null)) return null;
  const direct = literals.length === 1 && bare(key) === literals[0]?.node;
  const names = literals.map((l) => ({ name: before + l.text + after, at: direct ? whole : l.node }));
  return { names, yields, parameter: null, prefix: "" };
}

/** `APP_${name}` and "APP_" + name, taken apart. */
function inTemplate(key: Node): { before: string; middle: Node; after: string } {
  const at = bare(key);
  if (at.type === "TemplateLiteral" && at.expressions.length === 1) {
    const [before, after] = at.quasis.map((q) => q.value.cooked ?? "");
    return { before: before ?? "", middle: at.expressions[0] as Node, after: after ?? "" };
  }
  const text = at.type === "BinaryExpression" && at.operator === "+" ? stringOf(at.left) : null;
  if (at.type === "BinaryExpression" && text !== null) return { before: text, middle: at.right, after: "" };
  return { before: "", middle: key, after: "" };
}

/** The parameter of the function around a node that an expression plainly is. */
export function parameterAt(unit: Unit, node: Node): Binding | null {
  const at = bare(node);
  if (at.type !== "Identifier") return null;
  const binding = unit.bindings.of(at);
  if (binding?.kind !== "parameter" || binding.path.length > 0 || binding.rest) return null;
  return binding.writes.length === 0 && functionAround(at) !== null && !isWalked(unit, at) ? binding : null;
}

function isWalked(unit: Unit, node: Node): boolean {
  return literalsOf(unit, node).length > 0;
}

/** Only written (`process.env.X = "1"`, `delete process.env.X`): no read. */
function isTargetOnly(node: Node): boolean {
  const parent = node.parent;
  if (parent?.type === "AssignmentExpression") return parent.left === node && parent.operator === "=";
  return parent?.type === "UnaryExpression" && parent.operator === "delete";
}
