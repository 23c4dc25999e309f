import { stringValue } from "./string.ts";
import type { Argument, Expression, Loop, Parameter } from "./syntax.ts";
import type { TreeNode } from "./tree.ts";

/** One expression of the parser's tree as syntax; kinds that no survey asks for become "other" with what they hold. */
export function expression(n: TreeNode, text: string): Expression {
  const at = { from: n.from, to: n.to };
  const children = (): Expression[] => n.children.map((c) => expression(c, text));
  const part = (name: string): Expression => {
    const found = n.children.find((c) => c.field === name);
    return found ? expression(found, text) : { from: n.from, to: n.from, kind: "other", children: [] };
  };
  const operator = (): string => {
    const found = n.children.find((c) => c.field === "operator");
    return found ? text.slice(found.from, found.to) : "";
  };
  switch (n.type) {
    case "identifier":
      return { ...at, kind: "name", id: text.slice(n.from, n.to) };
    case "dotted_name":
      return dotted(n, text);
    case "string":
      return string(n, text);
    case "concatenated_string":
      return concatenated(n, text);
    case "integer":
    case "float":
      return number(n, text);
    case "true":
    case "false":
      return { ...at, kind: "constant", value: n.type === "true" };
    case "none":
      return { ...at, kind: "constant", value: null };
    case "attribute": {
      const name = n.children.find((c) => c.field === "attribute");
      return { ...at, kind: "attribute", object: part("object"), name: named(name, text) };
    }
    case "ellipsis":
      return { ...at, kind: "name", id: "..." };
    case "subscript":
    case "generic_type":
      return subscript(n, text);
    case "union_type":
      return n.children.length === 2
        ? { ...at, kind: "binary", operator: "|", left: children()[0]!, right: children()[1]! }
        : { ...at, kind: "other", children: children() };
    case "call":
      return { ...at, kind: "call", callee: part("function"), args: callArguments(n, text) };
    case "binary_operator":
      return { ...at, kind: "binary", operator: operator(), left: part("left"), right: part("right") };
    case "boolean_operator":
      return {
        ...at,
        kind: "boolean",
        operator: operator() === "and" ? "and" : "or",
        left: part("left"),
        right: part("right"),
      };
    case "not_operator":
      return { ...at, kind: "not", operand: part("argument") };
    case "comparison_operator":
      return comparison(n, text);
    case "conditional_expression": {
      const [body, test, otherwise] = children();
      return body && test && otherwise
        ? { ...at, kind: "conditional", test, body, otherwise }
        : { ...at, kind: "other", children: children() };
    }
    case "list":
    case "tuple":
    case "set":
      return { ...at, kind: "sequence", type: n.type, items: children() };
    case "expression_list":
    case "pattern_list":
    case "tuple_pattern":
    case "list_pattern":
      return { ...at, kind: "sequence", type: "tuple", items: children() };
    case "dictionary":
      return { ...at, kind: "dict", items: n.children.flatMap((c) => pair(c, text)) };
    case "list_comprehension":
    case "set_comprehension":
    case "generator_expression":
    case "dictionary_comprehension":
      return comprehension(n, text);
    case "lambda": {
      const parameters = n.children.find((c) => c.field === "parameters");
      return { ...at, kind: "lambda", parameters: parametersOf(parameters, text), body: part("body") };
    }
    case "await":
      return { ...at, kind: "await", operand: children()[0] ?? { ...at, kind: "other", children: [] } };
    case "named_expression": {
      const name = n.children.find((c) => c.field === "name");
      return { ...at, kind: "walrus", name: named(name, text), value: part("value") };
    }
    case "parenthesized_expression":
    case "type":
      return n.children.length === 1
        ? (children()[0] as Expression)
        : { ...at, kind: "other", children: children() };
    default:
      return { ...at, kind: "other", children: children() };
  }
}

export function named(n: TreeNode | undefined, text: string): string {
  return n ? text.slice(n.from, n.to) : "";
}

export function parametersOf(n: TreeNode | undefined, text: string): Parameter[] {
  return (n?.children ?? []).flatMap((c): Parameter[] => {
    const field = (name: string): TreeNode | undefined => c.children.find((child) => child.field === name);
    const value = (child: TreeNode | undefined): Expression | null =>
      child ? expression(child, text) : null;
    switch (c.type) {
      case "identifier":
        return [{ name: named(c, text), annotation: null, fallback: null }];
      case "typed_parameter":
        return [{ name: named(c.children[0], text), annotation: value(field("type")), fallback: null }];
      case "default_parameter":
      case "typed_default_parameter":
        return [
          {
            name: named(field("name"), text),
            annotation: value(field("type")),
            fallback: value(field("value")),
          },
        ];
      default:
        return [];
    }
  });
}

function callArguments(n: TreeNode, text: string): Argument[] {
  const list = n.children.find((c) => c.field === "arguments");
  if (!list) return [];
  if (list.type === "generator_expression")
    return [{ name: null, star: false, value: expression(list, text) }];
  return list.children.map((c) => {
    if (c.type === "keyword_argument") {
      const [name, value] = [
        c.children.find((f) => f.field === "name"),
        c.children.find((f) => f.field === "value"),
      ];
      return { name: named(name, text), star: false, value: expression(value ?? c, text) };
    }
    const star = c.type === "list_splat" || c.type === "dictionary_splat";
    return { name: null, star, value: expression(star ? (c.children[0] ?? c) : c, text) };
  });
}

function subscript(n: TreeNode, text: string): Expression {
  const object = n.children.find((c) => c.field === "value") ?? n.children[0];
  const indices = n.children.filter((c) => c.field === "subscript");
  const at = { from: n.from, to: n.to };
  // A generic type (`list[str]`) has its arguments in a node of their own.
  const found = n.type === "subscript" ? indices : n.children.slice(1).flatMap((c) => c.children);
  const items = found.map((c) => expression(c, text));
  const index: Expression =
    items.length === 1 ? (items[0] as Expression) : { ...at, kind: "sequence", type: "tuple", items };
  return object
    ? { ...at, kind: "subscript", object: expression(object, text), index }
    : { ...at, kind: "other", children: items };
}

function comparison(n: TreeNode, text: string): Expression {
  const at = { from: n.from, to: n.to };
  const operators = n.children.filter((c) => c.field === "operators");
  const operands = n.children.filter((c) => c.field !== "operators").map((c) => expression(c, text));
  const [left, ...right] = operands;
  if (!left || right.length !== operators.length) return { ...at, kind: "other", children: operands };
  return {
    ...at,
    kind: "compare",
    left,
    rest: right.map((r, i) => ({
      operator: text.slice(operators[i]!.from, operators[i]!.to).replace(/\s+/g, " "),
      right: r,
    })),
  };
}

function comprehension(n: TreeNode, text: string): Expression {
  const body = n.children.find((c) => c.field === "body") ?? n.children[0];
  const loops: Loop[] = [];
  const conditions: Expression[] = [];
  for (const c of n.children) {
    if (c.type === "for_in_clause") {
      const [target, over] = [
        c.children.find((f) => f.field === "left"),
        c.children.find((f) => f.field === "right"),
      ];
      if (target && over) loops.push({ target: expression(target, text), over: expression(over, text) });
    }
    if (c.type === "if_clause") conditions.push(...c.children.map((f) => expression(f, text)));
  }
  const value: Expression = body
    ? body.type === "pair"
      ? {
          from: body.from,
          to: body.to,
          kind: "other",
          children: body.children.map((c) => expression(c, text)),
        }
      : expression(body, text)
    : { from: n.from, to: n.from, kind: "other", children: [] };
  return { from: n.from, to: n.to, kind: "comprehension", body: value, loops, conditions };
}

function pair(n: TreeNode, text: string): { key: Expression | null; value: Expression }[] {
  if (n.type !== "pair")
    return n.children.slice(0, 1).map((c) => ({ key: null, value: expression(c, text) }));
  const [key, value] = [
    n.children.find((c) => c.field === "key"),
    n.children.find((c) => c.field === "value"),
  ];
  return key && value ? [{ key: expression(key, text), value: expression(value, text) }] : [];
}

function number(n: TreeNode, text: string): Expression {
  const written = text
    .slice(n.from, n.to)
    .replace(/_/g, "")
    .replace(/[lLjJ]$/, "");
  return { from: n.from, to: n.to, kind: "number", value: Number(written), integer: n.type === "integer" };
}

function string(n: TreeNode, text: string): Expression {
  const at = { from: n.from, to: n.to };
  const written = text.slice(n.from, n.to);
  const holes = n.children.filter((c) => c.type === "interpolation");
  if (!holes.length) return { ...at, kind: "string", value: stringValue(written) };
  const parts: (string | Expression)[] = [];
  for (const c of n.children) {
    if (c.type === "string_content") parts.push(stringValue(`"""${text.slice(c.from, c.to)}"""`));
    const hole =
      c.type === "interpolation" ? (c.children.find((f) => f.field === "expression") ?? c.children[0]) : null;
    if (hole) parts.push(expression(hole, text));
  }
  return { ...at, kind: "format", parts };
}

/** Strings that stand side by side are one. */
function concatenated(n: TreeNode, text: string): Expression {
  const pieces = n.children.map((c) => expression(c, text));
  const at = { from: n.from, to: n.to };
  if (pieces.every((p) => p.kind === "string"))
    return { ...at, kind: "string", value: pieces.map((p) => (p as { value: string }).value).join("") };
  return {
    ...at,
    kind: "format",
    parts: pieces.flatMap((p) => (p.kind === "string" ? [p.value] : p.kind === "format" ? p.parts : [p])),
  };
}

function dotted(n: TreeNode, text: string): Expression {
  const [first, ...rest] = n.children;
  if (!first) return { from: n.from, to: n.to, kind: "name", id: text.slice(n.from, n.to) };
  return rest.reduce<Expression>(
    (object, c) => ({
      from: n.from,
      to: c.to,
      kind: "attribute",
      object,
      name: named(c, text),
    }),
    expression(first, text),
  );
}
