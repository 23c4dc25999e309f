import type { Node } from "oxc-parser";
import { accessAt } from "./access.ts";
import { carryCall, carryMember } from "./carry-call.ts";
import { bindingsFrom, convert, giveDefault, looped, usesOf } from "./carry-names.ts";
import { walkedBy } from "./literals.ts";
import { bare, functionAround, isFunction, isTransparent, keyName, stringOf } from "./syntax.ts";
import { sourceOf } from "./trace.ts";
import type { Carrier, Trail } from "./trail.ts";

/** Where the value goes from here; notes on the trail what the step says about it. */
export function carriersOf(trail: Trail, from: Carrier): Carrier[] {
  const { node } = from;
  const parent = node.parent as Node | null;
  if (!parent) return [];
  const on = (next: Node, more: Partial<Carrier> = {}): Carrier[] => [{ ...from, node: next, ...more }];
  if (isTransparent(parent)) return on(parent);
  switch (parent.type) {
    case "LogicalExpression":
      return logical(trail, from, parent);
    case "ConditionalExpression":
      if (parent.test !== node) return on(parent, { filled: "empty" });
      if (!from.changed) giveDefault(trail, parent.alternate);
      return on(parent, { changed: true });
    case "UnaryExpression":
      if (parent.operator === "+") convert(trail, from, "float");
      return on(parent, { changed: true });
    case "BinaryExpression":
      compare(trail, from, parent);
      return on(parent, { changed: true });
    case "MemberExpression":
      return carryMember(trail, from, parent);
    case "CallExpression":
    case "NewExpression":
      return parent.callee === node ? [] : carryCall(trail, from, parent);
    case "VariableDeclarator":
      return parent.init === node ? declared(trail, from, parent) : [];
    case "AssignmentExpression":
      return assigned(trail, from, parent);
    case "Property":
      if ((parent.value as Node) !== node || parent.parent?.type !== "ObjectExpression") return [];
      return on(parent.parent, { path: [keyName(parent) ?? "", ...from.path], inner: from.inner ?? node });
    case "ArrayExpression": {
      const index = String(parent.elements.indexOf(node as never));
      return on(parent, { path: [index, ...from.path], inner: from.inner ?? node });
    }
    case "SpreadElement":
      return parent.parent?.type === "ObjectExpression" && from.path.length > 0 ? on(parent.parent) : [];
    case "ReturnStatement":
      return returned(trail, from, functionAround(parent));
    case "ArrowFunctionExpression":
      return (parent.body as Node) === node ? returned(trail, from, parent) : [];
    case "ForOfStatement":
      return parent.right === node ? looped(trail, from, parent.left, 0) : [];
    case "SwitchStatement":
      if (parent.discriminant === node && parent.cases.some((c) => c.test === null)) {
        trail.lists.push(parent.cases.flatMap((c) => (c.test ? (stringOf(c.test) ?? []) : [])));
      }
      return [];
    default:
      return [];
  }
}

function logical(trail: Trail, from: Carrier, parent: Node & { type: "LogicalExpression" }): Carrier[] {
  const { node, path, changed } = from;
  const other = parent.left === node ? parent.right : parent.left;
  if (parent.operator === "&&") {
    // `!A && !B`: one of both is enough.
    if (changed && other.type === "UnaryExpression" && other.operator === "!") {
      const of = sourceOf(trail.unit, other.argument);
      if (of?.is === "variable") trail.names.add(of.name);
    }
    return parent.right === node || changed ? [{ ...from, node: parent }] : [];
  }
  const access = path.length === 0 && !changed ? accessAt(trail.unit, bare(other)) : null;
  if (access?.yields === "value") {
    for (const one of access.names) trail.names.add(one.name);
  } else if (parent.left === node && path.length === 0 && !changed) {
    giveDefault(trail, parent.right);
    if (!isNothing(parent.right))
      return [{ ...from, node: parent, filled: parent.operator === "||" ? "empty" : "missing" }];
  }
  return [{ ...from, node: parent }];
}

function isNothing(node: Node): boolean {
  const at = bare(node);
  return (
    (at.type === "Literal" && at.value === null) || (at.type === "Identifier" && at.name === "undefined")
  );
}

function compare(trail: Trail, from: Carrier, parent: Node & { type: "BinaryExpression" }): void {
  const other = parent.left === from.node ? parent.right : parent.left;
  if (other.type !== "Literal") return;
  if (/^[!=]==?$/.test(parent.operator) && /^(true|false|1|0|yes|no|on|off)$/i.test(String(other.value))) {
    if (typeof other.value === "string") convert(trail, from, "boolean");
  }
  if (/^[!=]==?$/.test(parent.operator) && typeof other.value === "string" && !from.changed)
    trail.equals.add(other.value);
  if (/^[<>]=?$/.test(parent.operator) && typeof other.value === "number" && Number.isInteger(other.value)) {
    trail.lengths.add(other.value);
    trail.lengths.add(other.value + 1);
  }
}

function declared(trail: Trail, from: Carrier, parent: Node & { type: "VariableDeclarator" }): Carrier[] {
  return bindingsFrom(from, trail.unit.declaredBy(parent), trail, null);
}

function assigned(trail: Trail, from: Carrier, parent: Node & { type: "AssignmentExpression" }): Carrier[] {
  if (parent.left === (from.node as unknown)) {
    if (parent.operator !== "??=" && parent.operator !== "||=") return [{ ...from, node: parent }];
    giveDefault(trail, parent.right);
    return [{ ...from, node: parent, filled: parent.operator === "||=" ? "empty" : "missing" }];
  }
  if (parent.left.type !== "Identifier" || parent.operator !== "=") return [{ ...from, node: parent }];
  const binding = trail.unit.bindings.of(parent.left);
  if (!binding) return [];
  return usesOf(trail.unit, binding).map((use) => ({
    ...from,
    ...use,
    captured: from.captured || use.captured,
  }));
}

function returned(trail: Trail, from: Carrier, fn: Node | null): Carrier[] {
  if (!isFunction(fn) || fn === trail.subject.within) return [];
  const entered = from.via.at(-1);
  const via = from.via.slice(0, -1);
  if (entered) return trail.unit.functionAt(entered.callee) === fn ? [{ ...from, node: entered, via }] : [];
  const call = fn.parent as Node | null;
  if (call?.type === "CallExpression" && call.callee !== fn) {
    // What a callback gives back decides what the method of the list gives.
    return walkedBy(trail.unit.declaredBy(fn)[0] ?? null)
      ? [{ ...from, node: call, changed: true, path: [] }]
      : [];
  }
  const direct = call?.type === "CallExpression" ? [call] : [];
  return [...direct, ...trail.unit.callsOf(fn)].map((node) => ({ ...from, node: node as Node }));
}
