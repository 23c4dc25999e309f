import type { Node } from "oxc-parser";
import { bare, keyName, stringOf } from "./syntax.ts";

const methods = /^(get|post|put|patch|delete|head|options|all|route|use)$/;

/** The literal path that a node serves: `app.get("/x", …)`, `{ url: "/x", handler }`, `req.url === "/x"`, `case "/x"`. */
export function routeAt(node: Node): { path: string; at: Node } | null {
  if (node.type === "CallExpression" && node.arguments.length > 1) {
    const callee = bare(node.callee);
    const [first] = node.arguments;
    if (callee.type === "MemberExpression" && methods.test(keyName(callee) ?? "")) return path(first);
  }
  if (node.type === "BinaryExpression" && /^={2,3}$/.test(node.operator)) {
    return isPath(node.left) ? path(node.right) : isPath(node.right) ? path(node.left) : null;
  }
  if (
    node.type === "SwitchCase" &&
    node.parent?.type === "SwitchStatement" &&
    isPath(node.parent.discriminant)
  ) {
    return path(node.test);
  }
  if (
    node.type === "Property" &&
    /^(url|path)$/.test(keyName(node) ?? "") &&
    node.parent?.type === "ObjectExpression"
  ) {
    const keys = node.parent.properties.map((p) => (p.type === "Property" ? keyName(p) : null));
    return keys.includes("handler") ? path(node.value) : null;
  }
  return null;
}

function path(node: Node | null | undefined): { path: string; at: Node } | null {
  const text = stringOf(node);
  return node && text?.startsWith("/") ? { path: text, at: node } : null;
}

function isPath(node: Node): boolean {
  const at = bare(node);
  const name = at.type === "MemberExpression" ? keyName(at) : at.type === "Identifier" ? at.name : null;
  return name !== null && /^(url|path|pathname)$/.test(name);
}
