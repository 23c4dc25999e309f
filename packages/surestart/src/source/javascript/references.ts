import type { Node } from "oxc-parser";

export function isReference(node: Node, parent: Node | null): boolean {
  switch (parent?.type) {
    case "MemberExpression":
      return parent.object === node || parent.computed;
    case "Property":
    case "MethodDefinition":
    case "PropertyDefinition":
      return (parent.value as Node) === node || (parent.computed && (parent.key as Node) === node);
    case "ExportSpecifier":
      return parent.local === node && (parent.parent as { source?: unknown } | null)?.source == null;
    case "ImportSpecifier":
    case "ImportDefaultSpecifier":
    case "ImportNamespaceSpecifier":
    case "ExportAllDeclaration":
    case "ImportAttribute":
    case "MetaProperty":
    case "LabeledStatement":
    case "BreakStatement":
    case "ContinueStatement":
      return false;
    case "FunctionDeclaration":
    case "FunctionExpression":
    case "ClassDeclaration":
    case "ClassExpression":
    case "TSEnumDeclaration":
    case "TSEnumMember":
    case "TSImportEqualsDeclaration":
      return (parent as { id?: unknown }).id !== node;
    default:
      return true;
  }
}

export function isWritten(node: Node): boolean {
  const parent = node.parent;
  return parent?.type === "AssignmentExpression" && parent.left === node && parent.operator === "=";
}

export function targets(left: Node): (Node & { type: "Identifier" })[] {
  if (left.type === "Identifier") return [left];
  if (left.type === "AssignmentPattern") return targets(left.left);
  if (left.type === "RestElement") return targets(left.argument);
  if (left.type === "ArrayPattern") return left.elements.flatMap((e) => (e ? targets(e) : []));
  if (left.type === "ObjectPattern") {
    return left.properties.flatMap((p) => targets(p.type === "Property" ? p.value : p.argument));
  }
  return [];
}
