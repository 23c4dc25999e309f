import type { Node } from "oxc-parser";
import { outcomeOf } from "./evaluate.ts";
import { labeller } from "./labels.ts";
import { isBuiltin, requiredModule } from "./origin.ts";
import { isSchemaModule, schemaFieldsOf } from "./schemas/index.ts";
import { type Binding, bind, functionOf } from "./scope.ts";
import { bare, isFunction, parse } from "./syntax.ts";
import type { Call, CandidateValues, Handed, Unit } from "./unit.ts";

/** Parses a file and links its names. */
export function unitOf(
  text: string,
  file: string,
  values: CandidateValues = new Map(),
  handed: Handed = new Map(),
): Unit {
  const syntax = parse(text, file);
  const bindings = bind(syntax.program);
  const named = new Map<Node, Binding>();
  const declared = new Map<Node, Binding[]>();
  for (const binding of bindings.all) {
    const fn = functionOf(binding);
    if (fn && !named.has(fn)) named.set(fn, binding);
    const same = declared.get(binding.node);
    if (same) same.push(binding);
    else declared.set(binding.node, [binding]);
    if (binding.kind === "class") named.set(binding.node, binding);
  }
  const calls = new Map<Node, Call[]>();
  const unit: Unit = {
    ...syntax,
    candidates: (names) =>
      (names.length > 0 ? names : [...values.keys()]).flatMap((n) => values.get(n) ?? []),
    bindings,
    accesses: new Map(),
    taken: new Map(),
    words: new Map(),
    sources: new Map(),
    imports: bindings.modules,
    hasSchemas: [...bindings.modules].some(isSchemaModule),
    isRequire: (node) => {
      const specifier = requiredModule(unit, node);
      return specifier !== null && !isBuiltin(specifier);
    },
    schemaFields: (node) => schemaFieldsOf(unit, node),
    outcomeOf,
    labelOf: labeller(bindings, syntax.place),
    handed: (node) => (handed.size > 0 ? handed.get(unit.labelOf(node)) : undefined) ?? nothing,
    declaredBy: (node) => declared.get(node) ?? [],
    nameOf: (fn) => named.get(fn) ?? null,
    callsOf: (fn) => {
      const known = calls.get(fn);
      if (known) return known;
      const found = (named.get(fn)?.references ?? []).flatMap((name) => {
        const parent = name.parent;
        return isCall(parent) && parent.callee === name ? [parent] : [];
      });
      calls.set(fn, found);
      return found;
    },
    functionAt: (node) => {
      const at = bare(node);
      if (at.type === "Identifier") return functionOf(bindings.of(at));
      return isFunction(at) ? at : null;
    },
  };
  return unit;
}

const nothing: ReadonlySet<never> = new Set();

function isCall(node: Node | null | undefined): node is Call {
  return node?.type === "CallExpression" || node?.type === "NewExpression";
}
