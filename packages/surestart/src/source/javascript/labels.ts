import type { Node } from "oxc-parser";
import { wordOf } from "./origin.ts";
import { type Bindings, functionOf } from "./scope.ts";
import { bare, isFunction, keyName } from "./syntax.ts";
import type { Unit } from "./unit.ts";

/**
 * The names by which functions and classes are called: a function's own or its constant's name, `Class.method`, `Class` for
 * what makes an instance, `object.method`, the exported name in CommonJS, "default". Others are named by their place.
 */
export function labeller(
  bindings: Bindings,
  placeOf: (node: Node) => { line?: number; column?: number },
): (node: Node) => string {
  const names = new Map<Node, string>();
  const taken = new Set<string>();
  const give = (node: Node, name: string) => {
    if (names.has(node)) return;
    names.set(node, taken.has(name) ? `${name}@${where(node)}` : name);
    taken.add(name);
  };
  const where = (node: Node) => {
    const { line, column } = placeOf(node);
    return `${line}:${column}`;
  };
  // Names at the top of the file come first: an inner function of the same name gets its place after it.
  for (const binding of [...bindings.all].sort((a, b) => Number(b.top) - Number(a.top))) {
    const fn = functionOf(binding);
    if (fn) give(fn, binding.name);
    else if (binding.kind === "class") give(binding.node, binding.name);
    else if (binding.init?.type === "ClassExpression") give(binding.init, binding.name);
  }
  const label = (node: Node): string => {
    const known = names.get(node);
    if (known !== undefined) return known;
    // A constructor is what making an instance runs: it has the name of its class.
    const method = node.parent as Node | null;
    if (method?.type === "MethodDefinition" && method.kind === "constructor")
      return label(method.parent?.parent as Node);
    give(node, describe(node, (of) => names.get(of)) ?? `(${where(node)})`);
    return names.get(node) as string;
  };
  return label;
}

function describe(node: Node, nameOf: (node: Node) => string | undefined): string | null {
  const parent = node.parent as Node | null;
  if (parent?.type === "ExportDefaultDeclaration") return "default";
  if (parent?.type === "MethodDefinition" || parent?.type === "PropertyDefinition") {
    const owner = parent.parent?.parent as Node | undefined;
    const name =
      (owner && nameOf(owner)) ??
      (owner && "id" in owner && owner.id && "name" in owner.id ? owner.id.name : null);
    return name ? `${name}.${keyName(parent)}` : null;
  }
  if (parent?.type === "Property") {
    const owner = ownerName(parent.parent as Node);
    return owner === null ? null : [owner, keyName(parent)].filter(Boolean).join(".");
  }
  if (parent?.type === "AssignmentExpression" && parent.right === node) return exportedAs(parent.left);
  return null;
}

/** The name of the object that a literal is given to; "" for `module.exports`. */
function ownerName(object: Node): string | null {
  const parent = object.parent;
  if (parent?.type === "VariableDeclarator" && parent.id.type === "Identifier") return parent.id.name;
  if (parent?.type === "ExportDefaultDeclaration") return "default";
  if (parent?.type === "AssignmentExpression") return exportedAs(parent.left);
  return null;
}

/** `exports.x`, `module.exports.x` → "x"; `module.exports` → "". */
export function exportedAs(left: Node): string | null {
  if (left.type !== "MemberExpression") return null;
  const text = memberText(left);
  if (text === "module.exports") return "";
  return /^(module\.)?exports\.(\w+)$/.exec(text ?? "")?.[2] ?? null;
}

/** A chain of plain members as it is written: `config.db.url`. */
export function memberText(node: Node): string | null {
  const at = bare(node);
  if (at.type === "Identifier") return at.name;
  if (at.type === "ThisExpression") return "this";
  if (at.type !== "MemberExpression") return null;
  const key = keyName(at);
  const object = key === null ? null : memberText(at.object);
  return object === null ? null : `${object}.${key}`;
}

/** The name of what a call calls, in terms of this file's labels: "requireEnv", "config.load", "Class.method", "Class". */
export function calleeName(unit: Unit, callee: Node): string | null {
  const at = bare(callee);
  const fn = unit.functionAt(at);
  if (fn && !isFunction(at)) return unit.labelOf(fn);
  const text = memberText(at);
  if (text === null) return null;
  const [root, ...rest] = text.split(".");
  if (root === "this") return rest.length === 1 ? ownMethod(unit, at, rest[0] as string) : null;
  let base: Node = at;
  while (base.type === "MemberExpression") base = bare(base.object);
  const binding = base.type === "Identifier" ? unit.bindings.of(base) : null;
  if (binding === null) return null;
  if (binding.kind === "import" || binding.kind === "class") return text;
  // `const config = new Config(); config.load()` calls Config.load.
  const init = binding.init && bare(binding.init);
  if (init?.type === "NewExpression" && rest.length > 0) {
    const made = calleeName(unit, init.callee);
    return made && [made, ...rest].join(".");
  }
  return wordOf(unit, at) !== null || init?.type === "ObjectExpression" ? text : null;
}

function ownMethod(unit: Unit, node: Node, method: string): string | null {
  for (let at = node.parent as Node | null; at; at = at.parent as Node | null) {
    if (at.type === "ClassDeclaration" || at.type === "ClassExpression")
      return `${unit.labelOf(at)}.${method}`;
  }
  return null;
}
