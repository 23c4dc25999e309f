import type { Node } from "oxc-parser";
import type { SourceModule, SourceValue } from "../module.ts";
import { exportedAs, memberText } from "./labels.ts";
import { requiredModule, wordOf } from "./origin.ts";
import { bare, isFunction, keyName } from "./syntax.ts";
import { sourceOf } from "./trace.ts";
import type { Unit } from "./unit.ts";

/** The top-level names of a file, and the callee of the call that makes each. Exported ones that differ stand behind. */
export function namesOf(unit: Unit): SourceModule["names"] {
  const names: SourceModule["names"] = [];
  for (const binding of unit.bindings.top.values()) {
    if (binding.kind === "import" || isModule(unit, binding.init)) continue;
    names.push({ name: binding.name, at: unit.place(binding.spot), makes: makerOf(binding.init) });
  }
  for (const { name, node } of exportsOf(unit)) {
    if (name === "" || names.some((n) => n.name === name)) continue;
    names.push({ name, at: unit.place(node), makes: makerOf(node) });
  }
  return names;
}

/** What the file's names hold, for those who import them: variables, literals, names that are only passed on. */
export function valuesOf(unit: Unit): SourceValue[] {
  const values: SourceValue[] = [];
  const seen = new Set<string>();
  const add = (value: SourceValue) => {
    if (seen.has(value.name) || values.length >= 500) return;
    seen.add(value.name);
    values.push(value);
  };
  for (const binding of unit.bindings.top.values()) {
    if (binding.kind !== "const" && binding.kind !== "let" && binding.kind !== "var") continue;
    if (isModule(unit, binding.init)) continue;
    if (binding.path.length > 0 || binding.init === null) {
      const from = sourceOf(unit, binding.references[0] ?? binding.spot);
      if (from) add(entryOf(unit, binding.name, from.at, from));
    } else held(unit, binding.name, binding.init, add, 0);
  }
  for (const { name, node } of exportsOf(unit)) {
    held(unit, name, node, add, 0);
    const at = bare(node);
    const same = memberText(at);
    if (same !== null && same !== name && name !== "")
      add({ name, at: unit.place(at), variable: null, literal: null, same });
  }
  return values;
}

/** What a file gives to others, and the expression of each: "" is `module.exports` itself, "default" the default export. */
export function exportsOf(unit: Unit): { name: string; node: Node }[] {
  const found: { name: string; node: Node }[] = [];
  for (const statement of unit.program.body as Node[]) {
    if (statement.type === "ExportDefaultDeclaration")
      found.push({ name: "default", node: statement.declaration as Node });
    if (statement.type === "TSExportAssignment") found.push({ name: "", node: statement.expression });
    if (statement.type === "ExportNamedDeclaration" && statement.source === null) {
      for (const one of statement.specifiers) {
        const name = one.exported.type === "Literal" ? one.exported.value : one.exported.name;
        found.push({ name, node: one.local as Node });
      }
    }
    if (statement.type === "ExpressionStatement") assignedExports(statement.expression, found);
  }
  return found;
}

/** `module.exports = exports = x`, `exports.a = exports.b = y`. */
function assignedExports(node: Node, found: { name: string; node: Node }[]): void {
  const names: string[] = [];
  let at = node;
  while (at.type === "AssignmentExpression" && at.operator === "=") {
    const name = exportedAs(at.left);
    if (name !== null) names.push(name);
    at = at.right;
  }
  for (const name of names) {
    found.push({ name, node: at });
    // A named property of module.exports is the same as an export of that name.
    if (name === "" && at.type === "ObjectExpression") {
      for (const p of at.properties) {
        const key = p.type === "Property" && !p.computed ? keyName(p) : null;
        if (key !== null && /^[\w$]+$/.test(key) && p.type === "Property")
          found.push({ name: key, node: p.value });
      }
    }
  }
}

function held(unit: Unit, name: string, node: Node, add: (value: SourceValue) => void, depth: number): void {
  const at = bare(node);
  if (depth > 3 || isFunction(at)) return;
  if (at.type === "Identifier" && depth === 0) {
    const binding = unit.bindings.of(at);
    if (binding?.init && binding.path.length === 0) {
      held(unit, name, binding.init, add, depth + 1);
      return;
    }
  }
  const object =
    at.type === "CallExpression" && wordOf(unit, at.callee) === "Object.freeze" ? at.arguments[0] : at;
  if (object?.type === "ObjectExpression") {
    for (const property of object.properties) {
      const key = property.type === "Property" ? keyName(property) : null;
      if (key === null || property.type !== "Property") continue;
      held(unit, name === "" ? key : `${name}.${key}`, property.value, add, depth + 1);
    }
    return;
  }
  for (const [key, variable] of unit.schemaFields(at)) {
    add({ name: name === "" ? key : `${name}.${key}`, at: unit.place(at), variable, literal: null });
  }
  if (name === "") return;
  const from = sourceOf(unit, at);
  if (from) add(entryOf(unit, name, at, from));
}

function entryOf(
  unit: Unit,
  name: string,
  at: Node,
  from: NonNullable<ReturnType<typeof sourceOf>>,
): SourceValue {
  const value: SourceValue = {
    name,
    at: unit.place(at),
    variable: from.is === "variable" ? from.name : null,
    literal: from.is === "literal" ? from.value : null,
  };
  if (from.is === "name") value.same = from.name;
  return value;
}

function makerOf(node: Node | null): string | null {
  const at = node && bare(node);
  if (at?.type !== "CallExpression" && at?.type !== "NewExpression") return null;
  const text = memberText(at.callee);
  if (text !== null) return text;
  // `new Hono().get(…)`, `express().use(…)`: what stands at the root of the chain makes it.
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
