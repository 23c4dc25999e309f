import type { Node } from "oxc-parser";
import type { SourceModule, SourceValue } from "../module.ts";
import { exportsOf } from "./exports.ts";
import { memberText } from "./labels.ts";
import { requiredModule, wordOf } from "./origin.ts";
import { bare, isFunction, keyName } from "./syntax.ts";
import { returnsOf, sourceOf, sourceOfBinding } from "./trace.ts";
import type { Source, Unit } from "./unit.ts";

/** The top-level names of a file, and the callee of the call that makes each. Exported ones that differ come last. */
export function namesOf(unit: Unit): SourceModule["names"] {
  const names: SourceModule["names"] = [];
  for (const binding of unit.bindings.top.values()) {
    if (binding.kind === "import" || isModule(unit, binding.init)) continue;
    names.push({ name: binding.name, at: unit.place(binding.spot), makes: makerOf(binding.init) });
  }
  for (const { name, node } of exportsOf(unit)) {
    const at = bare(node);
    const binding = at.type === "Identifier" ? unit.bindings.of(at) : null;
    const called = name === "" ? "default" : name;
    if (names.some((n) => n.name === called)) continue;
    names.push({ name: called, at: unit.place(node), makes: makerOf(binding?.init ?? node) });
  }
  return names;
}

/** What the file's names hold, for those who import them: variables, literals, names that are only passed on. */
export function valuesOf(unit: Unit): SourceValue[] {
  const values = new Map<string, SourceValue>();
  const add = (name: string, node: Node) => {
    for (const value of held(unit, name, node, 0)) {
      if (!values.has(value.name) && values.size < 500) values.set(value.name, value);
    }
  };
  for (const binding of unit.bindings.top.values()) {
    if (!/^(const|let|var)$/.test(binding.kind) || isModule(unit, binding.init)) continue;
    if (binding.path.length === 0 && binding.init !== null) add(binding.name, binding.init);
    else {
      const value = valueFrom(unit, binding.name, sourceOfBinding(unit, binding));
      if (value) values.set(value.name, value);
    }
  }
  for (const { name, node } of exportsOf(unit)) {
    add(name, node);
    // To a default import, what CommonJS exports is the members of the default export.
    if (!unit.esm) add(name === "" ? "default" : `default.${name}`, node);
  }
  for (const node of unit.program.body) classValues(node, add);
  return [...values.values()];
}

/** A name and, where it holds an object that is a literal, its members. */
function held(unit: Unit, name: string, node: Node, depth: number): SourceValue[] {
  const at = bare(node);
  if (depth > 4 || isFunction(at)) return [];
  const object = objectOf(unit, at, 0);
  if (object) {
    return object.properties.flatMap((property) => {
      if (property.type === "SpreadElement") return held(unit, name, property.argument, depth + 1);
      const key = keyName(property);
      return key === null ? [] : held(unit, dotted(name, key), property.value, depth + 1);
    });
  }
  const fields = unit.schemaFields(at);
  if (fields.length > 0) {
    return fields.map(({ field, variable, at: key }) => ({
      name: dotted(name, field),
      at: unit.place(key),
      variable,
      literal: null,
    }));
  }
  const value = valueFrom(unit, name, name === "" ? null : sourceOf(unit, at));
  return value ? [value] : [];
}

function valueFrom(unit: Unit, name: string, from: Source | null): SourceValue | null {
  if (from === null || (from.is === "name" && from.name === name)) return null;
  const variable = from.is === "variable" ? from.name : null;
  const literal = from.is === "literal" ? from.value : null;
  const same = from.is === "name" ? { same: from.name } : {};
  return { name, at: unit.place(from.at), variable, literal, ...same };
}

function dotted(name: string, key: string): string {
  return name === "" ? key : `${name}.${key}`;
}

/** The literal object that an expression is: itself, a constant, frozen, or given back by a function of the file. */
function objectOf(unit: Unit, node: Node, depth: number): (Node & { type: "ObjectExpression" }) | null {
  const at = bare(node);
  if (at.type === "ObjectExpression") return at;
  if (depth > 4) return null;
  if (at.type === "Identifier") {
    const binding = unit.bindings.of(at);
    const plain =
      binding && binding.path.length === 0 && binding.writes.length === 0 && binding.kind !== "parameter";
    return plain && binding.init ? objectOf(unit, binding.init, depth + 1) : null;
  }
  if (at.type !== "CallExpression") return null;
  if (wordOf(unit, at.callee) === "Object.freeze" && at.arguments[0]) {
    return objectOf(unit, at.arguments[0], depth + 1);
  }
  const fn = unit.functionAt(at.callee);
  const back = fn ? returnsOf(fn) : [];
  return back.length === 1 && back[0] ? objectOf(unit, back[0], depth + 1) : null;
}

/** Fields of a class, and what its constructor gives them: `Class.field`. */
function classValues(statement: Node, add: (name: string, node: Node) => void): void {
  const exported =
    statement.type === "ExportNamedDeclaration" || statement.type === "ExportDefaultDeclaration";
  const node = exported ? (statement.declaration as Node | null) : statement;
  if (node?.type !== "ClassDeclaration" || !node.id) return;
  for (const member of node.body.body) {
    if (member.type === "PropertyDefinition" && member.value)
      add(`${node.id.name}.${keyName(member)}`, member.value);
    if (member.type !== "MethodDefinition" || member.kind !== "constructor" || !member.value.body) continue;
    for (const line of member.value.body.body) {
      const set = line.type === "ExpressionStatement" ? line.expression : null;
      if (set?.type !== "AssignmentExpression" || set.left.type !== "MemberExpression") continue;
      const text = memberText(set.left);
      if (text?.startsWith("this.")) add(`${node.id.name}.${text.slice(5)}`, set.right);
    }
  }
}

function makerOf(node: Node | null): string | null {
  const at = node && bare(node);
  if (at?.type !== "CallExpression" && at?.type !== "NewExpression") return null;
  const text = memberText(at.callee);
  if (text !== null) return text;
  // `new Hono().get(…)`, `express().use(…)`: what is at the root of the chain makes it.
  let callee: Node = bare(at.callee);
  while (
    callee.type === "MemberExpression" ||
    callee.type === "CallExpression" ||
    callee.type === "NewExpression"
  ) {
    if (callee.type !== "MemberExpression" && memberText(callee.callee) !== null)
      return memberText(callee.callee);
    callee = bare(callee.type === "MemberExpression" ? callee.object : callee.callee);
  }
  return null;
}

function isModule(unit: Unit, init: Node | null): boolean {
  let at = init && bare(init);
  while (at?.type === "MemberExpression") at = bare(at.object);
  return at !== null && (at.type === "ImportExpression" || requiredModule(unit, at) !== null);
}
