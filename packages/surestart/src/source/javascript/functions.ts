import type { Node } from "oxc-parser";
import { join } from "../demand.ts";
import type { SourceFunction } from "../module.ts";
import { exportsOf } from "./exports.ts";
import { follow } from "./follow.ts";
import { calleeName, exportedAs } from "./labels.ts";
import { readsArgumentOf } from "./reads.ts";
import { runsOf } from "./runs.ts";
import { bare, type FunctionNode } from "./syntax.ts";
import { returnsOf, sourceOf } from "./trace.ts";
import type { Unit } from "./unit.ts";

/** A function of the file, for those who call it. `accesses` are the reads in it whose name is a parameter. */
export function functionEntry(unit: Unit, fn: FunctionNode, accesses: readonly Node[]): SourceFunction {
  const entry: SourceFunction = {
    name: unit.labelOf(fn),
    at: unit.place(fn),
    readsArgument: readsArgumentOf(unit, fn, accesses),
    parameters: fn.params.map((p) => /^[\w$]+/.exec(unit.text.slice(p.start, p.end))?.[0] ?? ""),
  };
  const refuses = unit.nameOf(fn)?.top || isExported(fn) ? refusedBy(unit, fn) : null;
  if (refuses) entry.refusesArgument = refuses;
  const read = returnedRead(unit, fn);
  if (read) entry.returnsRead = read;
  const runs = runsOf(unit, fn);
  if (runs) entry.runs = runs;
  const returns = returnedName(unit, fn);
  if (returns) entry.returns = returns;
  return entry;
}

/** Words of a function that may refuse what it is given: the others are not asked. */
const demanding =
  /\bthrow\b|\.exit\(|\bassert|\binvariant\b|\bnew URL\(|\bJSON\.parse\(|\.byteLength\(|\bcreateHmac\(|\.(split|trim|toLowerCase|toUpperCase|startsWith|endsWith|replace|match|slice)\(/;

/** The first parameter without which, or for some values of which, the function certainly throws or ends the process. */
function refusedBy(unit: Unit, fn: FunctionNode): SourceFunction["refusesArgument"] | null {
  if (fn.end - fn.start > 2000 || !demanding.test(unit.text.slice(fn.start, fn.end))) return null;
  for (const parameter of unit.declaredBy(fn)) {
    if (parameter.kind !== "parameter" || parameter.path.length > 0 || parameter.rest || parameter.fallback)
      continue;
    const demand = follow(unit, { names: [], bindings: [parameter], within: fn, near: true }, []);
    const { required, refusesEmpty, choices, minLength, refuses, as } = demand;
    if (!required && !refuses && !choices && !minLength) continue;
    return {
      index: parameter.index,
      demand: join(choices ? { as: as ?? "enum" } : {}, {
        required,
        refusesEmpty,
        choices,
        minLength,
        refuses,
      }),
    };
  }
  return null;
}

/** Where the read is whose value a function gives back. */
function returnedRead(unit: Unit, fn: FunctionNode): SourceFunction["returnsRead"] | null {
  const back = returnsOf(fn);
  const from = back.length === 1 && back[0] ? sourceOf(unit, back[0]) : null;
  return from?.is === "variable" ? unit.place(from.at) : null;
}

function isExported(fn: FunctionNode): boolean {
  const parent = fn.parent as Node | null;
  if (parent?.type === "AssignmentExpression") return exportedAs(parent.left) !== null;
  return (
    parent?.type === "ExportDefaultDeclaration" ||
    parent?.type === "Property" ||
    parent?.type === "MethodDefinition"
  );
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
    const { at, readsArgument, parameters, refusesArgument, returnsRead } = known;
    aliases.push({
      name,
      at,
      readsArgument,
      ...(parameters ? { parameters } : {}),
      ...(refusesArgument ? { refusesArgument } : {}),
      ...(returnsRead ? { returnsRead } : {}),
      inherits: [known.name],
    });
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
function returnedName(unit: Unit, fn: FunctionNode): string | null {
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
