import type { Node, Program } from "oxc-parser";
import { isReference, isWritten, targets } from "./references.ts";
import { eachChild, type FunctionNode, isFunction, keyName, stringOf } from "./syntax.ts";

/** One declared name: where it comes from, and everywhere it is used. */
export interface Binding {
  name: string;
  kind: "import" | "const" | "let" | "var" | "function" | "class" | "parameter" | "catch";
  /** The declarator, specifier, function or class; for a parameter its function. */
  node: Node;
  /** The expression that it is taken from, and the way into it (`const { a: [b] } = init` gives ["a", "0"]). */
  init: Node | null;
  path: string[];
  /** The default within a pattern, or of a parameter. */
  fallback: Node | null;
  /** The pattern's property, for its place. */
  spot: Node;
  /** The way cannot be told (`...rest`, a computed key). */
  rest: boolean;
  /** The position of a parameter. */
  index: number;
  /** Expressions that assign it again. */
  writes: Node[];
  references: Node[];
  /** It is declared at the top of the module. */
  top: boolean;
}

export type Bindings = {
  of: (identifier: Node) => Binding | null;
  top: Map<string, Binding>;
  all: Binding[];
  /** The modules that are imported or required anywhere in the file, as written. */
  modules: ReadonlySet<string>;
};

interface Level {
  names: Map<string, Binding>;
  parent: Level | null;
  /** `var` and function declarations end up here. */
  isFunction: boolean;
}

/** Sets `parent` on every node and links every identifier to its declaration. */
export function bind(program: Program): Bindings {
  const top: Level = { names: new Map(), parent: null, isFunction: true };
  const pending: { node: Node & { type: "Identifier" }; level: Level; write: Node | null }[] = [];
  const links = new Map<Node, Binding>();
  const all: Binding[] = [];
  const declared = new Set<Node>();
  const modules = new Set<string>();

  const declare = (
    level: Level,
    part: Partial<Binding> & Pick<Binding, "name" | "kind" | "node" | "spot">,
  ) => {
    const known = level.names.get(part.name);
    if (known !== undefined && (part.kind === "var" || part.kind === "function")) {
      if (part.init) known.writes.push(part.init);
      return;
    }
    const defaults = { init: null, path: [], fallback: null, rest: false, index: -1, top: level === top };
    const binding: Binding = { ...defaults, writes: [], references: [], ...part };
    level.names.set(part.name, binding);
    all.push(binding);
  };

  const pattern = (
    level: Level,
    target: Node,
    part: Pick<Binding, "kind" | "node"> & Partial<Binding>,
    path: string[] = [],
    rest = false,
    fallback: Node | null = null,
    spot: Node = target,
  ): void => {
    if (target.type === "Identifier") {
      declared.add(target);
      declare(level, { ...part, name: target.name, path, rest, fallback, spot });
    } else if (target.type === "AssignmentPattern") {
      pattern(level, target.left, part, path, rest, target.right, spot);
    } else if (target.type === "TSParameterProperty") {
      pattern(level, target.parameter, part, path, rest, fallback, spot);
    } else if (target.type === "RestElement") {
      pattern(level, target.argument, part, path, true, fallback, spot);
    } else if (target.type === "ObjectPattern") {
      for (const property of target.properties) {
        if (property.type === "RestElement") pattern(level, property, part, path, true);
        else {
          const key = keyName(property);
          const unknown = rest || key === null;
          pattern(level, property.value, part, unknown ? path : [...path, key], unknown, null, property);
        }
      }
    } else if (target.type === "ArrayPattern") {
      target.elements.forEach((element, i) => {
        if (element) pattern(level, element, part, [...path, String(i)], rest);
      });
    }
  };

  const block = (parent: Level, isFunctionLevel = false): Level => ({
    names: new Map(),
    parent,
    isFunction: isFunctionLevel,
  });

  const visit = (node: Node, parent: Node | null, level: Level): void => {
    node.parent = parent as never;
    let inner = level;
    switch (node.type) {
      case "Identifier":
        if (isReference(node, parent)) pending.push({ node, level, write: null });
        return;
      case "CallExpression": {
        const specifier = node.callee.type === "Identifier" ? stringOf(node.arguments[0]) : null;
        if (specifier !== null && (node.callee as { name?: string }).name === "require")
          modules.add(specifier);
        break;
      }
      case "ImportDeclaration":
        modules.add(node.source.value);
        for (const one of node.specifiers)
          declare(top, { name: one.local.name, kind: "import", node: one, spot: one });
        break;
      case "TSImportEqualsDeclaration":
        declare(top, { name: node.id.name, kind: "import", node, spot: node });
        break;
      case "VariableDeclaration": {
        const kind = node.kind === "var" || node.kind === "let" ? node.kind : "const";
        const home = kind === "var" ? functionLevel(level) : level;
        for (const one of node.declarations) pattern(home, one.id, { kind, node: one, init: one.init });
        break;
      }
      case "FunctionDeclaration":
      case "FunctionExpression":
      case "ArrowFunctionExpression":
        if (node.type === "FunctionDeclaration" && node.id) {
          declare(level, { name: node.id.name, kind: "function", node, spot: node.id });
        }
        inner = block(level, true);
        if (node.type === "FunctionExpression" && node.id) {
          declare(inner, { name: node.id.name, kind: "function", node, spot: node.id });
        }
        node.params.forEach((one, index) => {
          pattern(inner, one, { kind: "parameter", node, index });
        });
        break;
      case "ClassDeclaration":
        if (node.id) declare(level, { name: node.id.name, kind: "class", node, spot: node.id });
        inner = block(level);
        break;
      case "TSEnumDeclaration":
        declare(level, { name: node.id.name, kind: "class", node, spot: node.id });
        break;
      case "CatchClause":
        inner = block(level);
        if (node.param) pattern(inner, node.param, { kind: "catch", node });
        break;
      case "BlockStatement":
        // A function's parameters and its body share their names closely enough.
        if (!isFunction(parent)) inner = block(level);
        break;
      case "ForStatement":
      case "ForInStatement":
      case "ForOfStatement":
      case "SwitchStatement":
      case "StaticBlock":
      case "ClassExpression":
        inner = block(level);
        break;
      case "AssignmentExpression":
        for (const target of targets(node.left)) pending.push({ node: target, level, write: node.right });
        break;
      case "UpdateExpression":
        if (node.argument.type === "Identifier") pending.push({ node: node.argument, level, write: node });
        break;
    }
    eachChild(node, (child) => visit(child, node, inner));
  };

  visit(program, null, top);
  for (const { node, level, write } of pending) {
    const binding = lookup(level, node.name);
    if (binding === null || declared.has(node)) continue;
    links.set(node, binding);
    if (write) binding.writes.push(write);
    else if (!isWritten(node)) binding.references.push(node);
  }
  return { of: (identifier) => links.get(identifier) ?? null, top: top.names, all, modules };
}

/** The function that a binding names, where it is one: a declaration, or a const that holds a function expression. */
export function functionOf(binding: Binding | null): FunctionNode | null {
  if (binding === null || binding.writes.length > 0) return null;
  if (isFunction(binding.node) && binding.kind === "function") return binding.node;
  return binding.path.length === 0 && !binding.rest && isFunction(binding.init) ? binding.init : null;
}

function functionLevel(level: Level): Level {
  let at = level;
  while (!at.isFunction && at.parent) at = at.parent;
  return at;
}

function lookup(level: Level, name: string): Binding | null {
  for (let at: Level | null = level; at; at = at.parent) {
    const found = at.names.get(name);
    if (found) return found;
  }
  return null;
}
