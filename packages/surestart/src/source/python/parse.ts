import { expression, named, parametersOf } from "./parse-expression.ts";
import { alias, fromImport } from "./parse-import.ts";
import type { Expression, ModuleSyntax, Statement } from "./syntax.ts";
import { loadTreeParser, type TreeNode } from "./tree.ts";

/** Gives the function that reads a text as Python. It never throws: what cannot be read is left out, and `broken` says where. */
export async function loadParser(): Promise<(text: string) => ModuleSyntax> {
  const parse = await loadTreeParser();
  return (text) => {
    const { root, broken } = parse(text);
    return {
      body: statements(root.children, text),
      broken: broken && { from: broken.from, to: broken.to },
    };
  };
}

function statements(nodes: readonly TreeNode[], text: string): Statement[] {
  return nodes.flatMap((n) => statement(n, text));
}

function block(of: TreeNode | undefined, text: string): Statement[] {
  if (!of) return [];
  const body = of.type === "block" ? of : (of.children.find((c) => c.type === "block") ?? null);
  return body ? statements(body.children, text) : [];
}

function statement(n: TreeNode, text: string): Statement | Statement[] {
  const at = { from: n.from, to: n.to };
  const field = (name: string): TreeNode | undefined => n.children.find((c) => c.field === name);
  const value = (name: string) => {
    const found = field(name);
    return found ? expression(found, text) : null;
  };
  switch (n.type) {
    case "expression_statement":
      return n.children.length > 1
        ? {
            ...at,
            kind: "expression",
            value: { ...at, kind: "sequence", type: "tuple", items: items(n, text) },
          }
        : n.children.flatMap((c) => simple(c, text));
    case "import_statement":
      return {
        ...at,
        kind: "import",
        modules: n.children
          .filter((c) => c.field === "name")
          .map((c) => ({ ...alias(c, text), from: c.from, to: c.to })),
      };
    case "import_from_statement":
    case "future_import_statement":
      return fromImport(n, text);
    case "if_statement":
      return {
        ...at,
        kind: "if",
        test: value("condition") ?? missing(n),
        body: block(field("consequence"), text),
        otherwise: alternatives(
          n.children.filter((c) => c.field === "alternative"),
          text,
        ),
      };
    case "for_statement":
      return {
        ...at,
        kind: "for",
        target: value("left") ?? missing(n),
        over: value("right") ?? missing(n),
        body: block(field("body"), text),
        otherwise: block(field("alternative"), text),
      };
    case "while_statement":
      return {
        ...at,
        kind: "while",
        test: value("condition") ?? missing(n),
        body: block(field("body"), text),
        otherwise: block(field("alternative"), text),
      };
    case "try_statement":
      return {
        ...at,
        kind: "try",
        body: block(field("body"), text),
        handlers: n.children
          .filter((c) => c.type === "except_clause" || c.type === "except_group_clause")
          .map((c) => handler(c, text)),
        otherwise: block(
          n.children.find((c) => c.type === "else_clause"),
          text,
        ),
        finally: block(
          n.children.find((c) => c.type === "finally_clause"),
          text,
        ),
      };
    case "with_statement":
      return {
        ...at,
        kind: "with",
        items: n.children
          .filter((c) => c.type === "with_clause")
          .flatMap((c) => c.children)
          .flatMap((item) => item.children.slice(0, 1))
          .map((c) => withItem(c, text)),
        body: block(field("body"), text),
      };
    case "decorated_definition": {
      const decorators = n.children
        .filter((c) => c.type === "decorator")
        .flatMap((c) => c.children.slice(0, 1))
        .map((c) => expression(c, text));
      const definition = field("definition");
      const inner = definition ? statement(definition, text) : [];
      return [inner]
        .flat()
        .map((s) => (s.kind === "function" || s.kind === "class" ? { ...s, decorators } : s));
    }
    case "function_definition":
      return {
        ...at,
        kind: "function",
        name: named(field("name"), text),
        parameters: parametersOf(field("parameters"), text),
        body: block(field("body"), text),
        decorators: [],
      };
    case "class_definition": {
      const bases = field("superclasses");
      const call =
        bases && expression({ ...n, type: "call", children: [{ ...bases, field: "arguments" }] }, text);
      return {
        ...at,
        kind: "class",
        name: named(field("name"), text),
        bases: call?.kind === "call" ? call.args : [],
        body: block(field("body"), text),
        decorators: [],
      };
    }
    case "match_statement":
      return {
        ...at,
        kind: "match",
        subject: value("subject") ?? missing(n),
        cases: (field("body")?.children ?? []).map((c) =>
          block(
            c.children.find((b) => b.field === "consequence"),
            text,
          ),
        ),
      };
    case "return_statement":
      return { ...at, kind: "return", value: one(n, text) };
    case "raise_statement":
      return { ...at, kind: "raise", value: n.children[0] ? expression(n.children[0], text) : null };
    case "assert_statement":
      return { ...at, kind: "assert", test: n.children[0] ? expression(n.children[0], text) : missing(n) };
    case "ERROR":
    case "block":
      return statements(n.children, text);
    default:
      return n.type.endsWith("_statement")
        ? { ...at, kind: "other", word: n.type.slice(0, -10), children: items(n, text) }
        : [];
  }
}

/** A statement that is an expression, an assignment, or both in a row. */
function simple(n: TreeNode, text: string): Statement[] {
  const at = { from: n.from, to: n.to };
  const field = (name: string): TreeNode | undefined => n.children.find((c) => c.field === name);
  if (n.type === "augmented_assignment") {
    const [target, value] = [field("left"), field("right")];
    if (!target || !value) return [];
    return [{ ...at, kind: "augment", target: expression(target, text), value: expression(value, text) }];
  }
  if (n.type !== "assignment") return [{ ...at, kind: "expression", value: expression(n, text) }];
  const targets: TreeNode[] = [];
  let annotation = field("type");
  let right: TreeNode | undefined = n;
  while (right?.type === "assignment") {
    targets.push(...right.children.filter((c) => c.field === "left"));
    annotation ??= right.children.find((c) => c.field === "type");
    right = right.children.find((c) => c.field === "right");
  }
  return [
    {
      ...at,
      kind: "assign",
      targets: targets.map((t) => expression(t, text)),
      annotation: annotation ? expression(annotation, text) : null,
      value: right ? expression(right, text) : null,
    },
  ];
}

function alternatives([first, ...rest]: TreeNode[], text: string): Statement[] {
  if (!first) return [];
  if (first.type !== "elif_clause") return block(first, text);
  const test = first.children.find((c) => c.field === "condition");
  return [
    {
      from: first.from,
      to: first.to,
      kind: "if",
      test: test ? expression(test, text) : missing(first),
      body: block(
        first.children.find((c) => c.field === "consequence"),
        text,
      ),
      otherwise: alternatives(rest, text),
    },
  ];
}

function handler(n: TreeNode, text: string): { types: Expression | null; body: Statement[] } {
  const caught = n.children.find((c) => c.type !== "block");
  const types = caught?.type === "as_pattern" ? caught.children[0] : caught;
  return { types: types ? expression(types, text) : null, body: block(n, text) };
}

function withItem(n: TreeNode, text: string): { value: Expression; as: Expression | null } {
  if (n.type !== "as_pattern") return { value: expression(n, text), as: null };
  const [value, target] = n.children;
  const as = target?.type === "as_pattern_target" ? target.children[0] : target;
  return { value: value ? expression(value, text) : missing(n), as: as ? expression(as, text) : null };
}

function items(n: TreeNode, text: string): Expression[] {
  return n.children.map((c) => expression(c, text));
}

function one(n: TreeNode, text: string): Expression | null {
  return n.children[0] ? expression(n.children[0], text) : null;
}

function missing(n: TreeNode): Expression {
  return { from: n.from, to: n.from, kind: "other", children: [] };
}
