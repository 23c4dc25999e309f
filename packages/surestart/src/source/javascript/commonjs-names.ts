import type { Node } from "oxc-parser";
import type { CommonJsEvent } from "../module.ts";
import type { Spot } from "./order.ts";
import type { Unit } from "./unit.ts";

const given = new Set(["__dirname", "__filename", "require", "module", "exports"]);

/** A use of a name that only CommonJS is given, and that the file does not make itself. Asking for its type does no harm. */
export function commonJsAt(unit: Unit, node: Node, spot: Spot): CommonJsEvent | null {
  if (node.type !== "Identifier" || !given.has(node.name) || !isValue(node)) return null;
  if (unit.bindings.of(node) !== null || unit.bindings.top.has(node.name)) return null;
  // A CommonJS file is full of the others; those at its top tell enough should Node take it for an ES module.
  if (
    !unit.esm &&
    !/^__/.test(node.name) &&
    (spot.scope.kind !== "module" || spot.guarded || spot.conditional)
  )
    return null;
  return { kind: "commonjs", name: node.name };
}

function isValue(node: Node & { type: "Identifier" }): boolean {
  const parent = node.parent as Node | null;
  switch (parent?.type) {
    case "UnaryExpression":
      return parent.operator !== "typeof";
    case "MemberExpression":
      // `module` alone is a common word.
      return parent.object === node && (node.name !== "module" || isExports(parent));
    case "CallExpression":
      return parent.callee === node ? node.name === "require" : /^__/.test(node.name);
    case "Property":
      return (
        (parent.value as Node) === node && !parent.shorthand && /^__/.test(node.name) && !isPattern(parent)
      );
    case "AssignmentExpression":
      return parent.right === node && /^__/.test(node.name);
    case "VariableDeclarator":
      return parent.init === node && /^__/.test(node.name);
    case "ArrowFunctionExpression":
      return (parent.body as Node) === node && /^__/.test(node.name);
    case "ArrayExpression":
    case "BinaryExpression":
    case "LogicalExpression":
    case "NewExpression":
    case "ReturnStatement":
    case "TemplateLiteral":
      return /^__/.test(node.name);
    default:
      return false;
  }
}

function isPattern(property: Node): boolean {
  return (property.parent as Node | null)?.type === "ObjectPattern";
}

function isExports(node: Node & { type: "MemberExpression" }): boolean {
  return !node.computed && node.property.type === "Identifier" && node.property.name === "exports";
}
