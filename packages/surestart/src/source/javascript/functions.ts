import type { Node } from "oxc-parser";
import type { SourceFunction } from "../module.ts";
import { exportsOf } from "./exports.ts";
import { calleeName } from "./labels.ts";
import { readsArgumentOf } from "./reads.ts";
import { runsOf } from "./runs.ts";
import { bare, type FunctionNode } from "./syntax.ts";
import type { Unit } from "./unit.ts";

/** A function of the file, for those who call it. `accesses` are the reads in it whose name is a parameter. */
export function functionEntry(unit: Unit, fn: FunctionNode, accesses: readonly Node[]): SourceFunction {
  const entry: SourceFunction = {
    name: unit.labelOf(fn),
    at: unit.place(fn),
    readsArgument: readsArgumentOf(unit, fn, accesses),
    parameters: fn.params.map((p) => /^[\w$]+/.exec(unit.text.slice(p.start, p.end))?.[0] ?? ""),
  };
  const runs = runsOf(unit, fn);
  if (runs) entry.runs = runs;
  const returns = returnsOf(unit, fn);
  if (returns) entry.returns = returns;
  return entry;
}

/** A class: making an instance runs its constructor and its fields, and what it extends. */
export function classEntry(
  unit: Unit,
  node: Node & { type: "ClassDeclaration" | "ClassExpression" },
): SourceFunction {
  const entry: SourceFunction = { name: unit.labelOf(node), at: unit.place(node), readsArgument: null };
  const base = node.superClass && calleeName(unit, node.superClass);
  if (base) entry.inherits = [base];
  return entry;
}

/** The same functions under the other names by which they are exported: `default`, `as x`, `module.exports = x`. */
export function aliasesOf(unit: Unit, functions: readonly SourceFunction[]): SourceFunction[] {
  const aliases: SourceFunction[] = [];
  const add = (name: string, node: Node) => {
    const own = unit.functionAt(node) ?? classAt(unit, node);
    const label = own && unit.labelOf(own);
    const known = functions.find((f) => f.name === label);
    if (!known || known.name === name || aliases.some((a) => a.name === name)) return;
    const { at, readsArgument, parameters } = known;
    aliases.push({ name, at, readsArgument, ...(parameters ? { parameters } : {}), inherits: [known.name] });
  };
  for (const { name, node } of exportsOf(unit)) {
    const whole = name === "" || name === "default";
    add(whole ? "default" : name, node);
    // What CommonJS exports by name, a default import has as members.
    if (!whole && !unit.esm) add(`default.${name}`, node);
    const object = whole ? bare(node) : null;
    if (object?.type !== "ObjectExpression") continue;
    for (const p of object.properties) {
      if (p.type === "Property" && p.key.type === "Identifier" && !p.computed)
        add(`default.${p.key.name}`, p.value);
    }
  }
  return aliases;
}

function classAt(unit: Unit, node: Node): Node | null {
  const at = bare(node);
  if (at.type === "ClassDeclaration" || at.type === "ClassExpression") return at;
  const binding = at.type === "Identifier" ? unit.bindings.of(at) : null;
  return binding?.kind === "class" ? binding.node : null;
}

/** The callee or the name whose value a function plainly gives back. */
function returnsOf(unit: Unit, fn: FunctionNode): string | null {
  if (fn.body === null) return null;
  const last = fn.body.type === "BlockStatement" ? fn.body.body.at(-1) : null;
  const back =
    fn.body.type !== "BlockStatement"
      ? (fn.body as Node)
      : last?.type === "ReturnStatement"
        ? last.argument
        : null;
  const at = back && bare(back);
  if (at?.type === "CallExpression" || at?.type === "NewExpression") return calleeName(unit, at.callee);
  return at?.type === "Identifier" && unit.bindings.of(at)?.top ? at.name : null;
}
