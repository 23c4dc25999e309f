import path from "node:path";
import type { Expression, Node, Program } from "oxc-parser";

/**
 * The value that a configuration in JavaScript exports (`module.exports = { … }`, `export default { … }`), as far as it is
 * written as literals, with constants of the file and paths from `__dirname`; what only running it would tell is undefined.
 *
 * @param file absolute
 */
export async function exportedLiteral(text: string, file: string): Promise<unknown> {
  const { parseSync } = await import("oxc-parser");
  const { program } = parseSync(file, text);
  const constants = new Map(program.body.flatMap(declared));
  const exported = program.body.map(exportOf).find((one) => one !== null);
  return exported ? literalIn(exported, constants, path.dirname(file), 0) : undefined;
}

type Constants = ReadonlyMap<string, Expression>;

function declared(node: Program["body"][number]): [string, Expression][] {
  if (node.type !== "VariableDeclaration") return [];
  return node.declarations.flatMap(({ id, init }): [string, Expression][] =>
    id.type === "Identifier" && init ? [[id.name, init]] : [],
  );
}

function exportOf(node: Program["body"][number]): Node | null {
  if (node.type === "ExportDefaultDeclaration") return node.declaration;
  if (node.type !== "ExpressionStatement" || node.expression.type !== "AssignmentExpression") return null;
  const { left, right } = node.expression;
  const isExports =
    left.type === "MemberExpression" &&
    left.object.type === "Identifier" &&
    left.object.name === "module" &&
    left.property.type === "Identifier" &&
    left.property.name === "exports";
  return isExports ? right : null;
}

function literalIn(node: Node, constants: Constants, folder: string, depth: number): unknown {
  if (depth > 12) return undefined;
  const value = (one: Node): unknown => literalIn(one, constants, folder, depth + 1);
  switch (node.type) {
    case "Literal":
      return "value" in node ? node.value : undefined;
    case "TemplateLiteral": {
      const parts = node.expressions.map(value);
      return parts.some((part) => typeof part !== "string")
        ? undefined
        : node.quasis.map(({ value: { cooked } }, i) => `${cooked ?? ""}${parts[i] ?? ""}`).join("");
    }
    case "Identifier": {
      if (node.name === "__dirname") return folder;
      const constant = constants.get(node.name);
      return constant && value(constant);
    }
    case "ArrayExpression":
      return node.elements.map((one) => (one === null ? undefined : value(one)));
    case "ObjectExpression":
      return Object.assign(
        {},
        ...node.properties.map((one) => {
          if (one.type === "SpreadElement") return value(one.argument);
          const { key } = one;
          const name = key.type === "Identifier" && !one.computed ? key.name : value(key);
          return typeof name === "string" ? { [name]: value(one.value) } : {};
        }),
      );
    case "LogicalExpression":
      // What is in front is mostly a variable of the environment.
      return value(node.left) ?? value(node.right);
    case "BinaryExpression": {
      const [left, right] = [value(node.left), value(node.right)];
      return node.operator === "+" && typeof left === "string" && typeof right === "string"
        ? left + right
        : undefined;
    }
    case "ParenthesizedExpression":
    case "TSAsExpression":
    case "TSSatisfiesExpression":
      return value(node.expression);
    case "CallExpression": {
      const { callee } = node;
      const join =
        callee.type === "MemberExpression" &&
        callee.property.type === "Identifier" &&
        /^(join|resolve)$/.test(callee.property.name);
      const parts = join ? node.arguments.map(value) : [];
      return join && parts.every((part) => typeof part === "string")
        ? path.resolve(folder, ...parts)
        : undefined;
    }
    default:
      return undefined;
  }
}
