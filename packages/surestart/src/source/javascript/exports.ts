import type { Node } from "oxc-parser";
import { exportedAs } from "./labels.ts";
import { bare, keyName, stringOf } from "./syntax.ts";
import type { Unit } from "./unit.ts";

/** A name that a file gives to others, and the expression that it is. */
export interface Exported {
  /** "" is `module.exports` itself, "default" the default export. */
  name: string;
  node: Node;
}

/** What a file exports from itself, in both module systems. Re-exports of other files are imports. */
export function exportsOf(unit: Unit): Exported[] {
  const found: Exported[] = [];
  for (const statement of unit.program.body as Node[]) {
    if (statement.type === "ExportDefaultDeclaration") {
      found.push({ name: "default", node: statement.declaration as Node });
    }
    if (statement.type === "TSExportAssignment") found.push({ name: "", node: statement.expression });
    if (statement.type === "ExportNamedDeclaration" && statement.source === null) {
      for (const one of statement.specifiers) {
        const name = one.exported.type === "Literal" ? one.exported.value : one.exported.name;
        found.push({ name, node: one.local as Node });
      }
    }
    if (statement.type === "ExpressionStatement") assigned(statement.expression, found);
  }
  return found;
}

/** The names under which an ES module exports something of its own; null for CommonJS. */
export function exportedNames(unit: Unit): string[] | null {
  if (!unit.esm) return null;
  return (unit.program.body as Node[]).flatMap((statement) => {
    if (statement.type === "ExportDefaultDeclaration") return ["default"];
    if (statement.type === "ExportAllDeclaration")
      return statement.exported ? [nameOf(statement.exported)] : [];
    if (statement.type !== "ExportNamedDeclaration") return [];
    const { declaration, specifiers } = statement;
    const declared =
      declaration?.type === "VariableDeclaration"
        ? declaration.declarations.flatMap((d) => unit.declaredBy(d).map((b) => b.name))
        : declaration && "id" in declaration && declaration.id?.type === "Identifier"
          ? [declaration.id.name]
          : [];
    return [...declared, ...specifiers.map((s) => nameOf(s.exported))];
  });
}

function nameOf(node: Node): string {
  return node.type === "Identifier" ? node.name : (stringOf(node) ?? "");
}

/** `module.exports = exports = x`, `exports.a = exports.b = y`. */
function assigned(node: Node, found: Exported[]): void {
  const names: string[] = [];
  let at = node;
  while (at.type === "AssignmentExpression" && at.operator === "=") {
    const name = exportedAs(at.left);
    if (name !== null) names.push(name);
    at = at.right;
  }
  for (const name of names) {
    found.push({ name, node: at });
    const object = bare(at);
    if (name !== "" || object.type !== "ObjectExpression") continue;
    // A property of module.exports is the same as an export of that name.
    for (const p of object.properties) {
      const key = p.type === "Property" && !p.computed ? keyName(p) : null;
      if (key !== null && /^[\w$]+$/.test(key) && p.type === "Property")
        found.push({ name: key, node: p.value });
    }
  }
}
