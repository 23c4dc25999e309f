import type { Node } from "oxc-parser";
import type { Access } from "./access.ts";
import { labeller } from "./labels.ts";
import { isBuiltin, type Origin, requiredModule } from "./origin.ts";
import { type SchemaField, schemaFieldsOf, schemaModules } from "./schemas/index.ts";
import { type Binding, type Bindings, bind, functionOf } from "./scope.ts";
import { bare, type FunctionNode, isFunction, parse, type Syntax } from "./syntax.ts";
import type { Source } from "./trace.ts";

/** The values that are set somewhere, by the name of the variable. */
export type CandidateValues = ReadonlyMap<string, readonly string[]>;

export type Call = Extract<Node, { type: "CallExpression" | "NewExpression" }>;

/** A parsed file with its names linked: what every other part of this room reads. */
export interface Unit extends Syntax {
  /** The values that these variables may have, or any of them when no name is known. */
  candidates: (names: readonly string[]) => readonly string[];
  bindings: Bindings;
  /** The calls of a function of this file that name it directly. */
  callsOf: (fn: Node) => Call[];
  /** The binding that names a function, a class or a call's callee. */
  nameOf: (fn: Node) => Binding | null;
  /** What was found out about nodes and names before: the same is asked over and over while a value is followed. */
  accesses: Map<Node, Access | null>;
  taken: Map<Binding, Access | null>;
  words: Map<Node, Origin | null>;
  sources: Map<Node, Source | null>;
  /** The modules that are imported or required anywhere in the file, as written. */
  imports: ReadonlySet<string>;
  /** The file uses a library of schemas (schemas/). */
  hasSchemas: boolean;
  /** The call is a `require` of a module. */
  isRequire: (node: Node) => boolean;
  /** Where an expression is the result of a schema over the environment: its fields, and the variable of each. */
  schemaFields: (node: Node) => SchemaField[];
  /** What a function or class is called (labels.ts). */
  labelOf: (node: Node) => string;
  /** The names that a declarator or a function declares. */
  declaredBy: (node: Node) => Binding[];
  /** The function of this file that an expression names or is. */
  functionAt: (node: Node) => FunctionNode | null;
}

export function unitOf(text: string, file: string, values: CandidateValues = new Map()): Unit {
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
    hasSchemas: [...bindings.modules].some((m) => schemaModules.test(m)),
    isRequire: (node) => {
      const specifier = requiredModule(unit, node);
      return specifier !== null && !isBuiltin(specifier);
    },
    schemaFields: (node) => schemaFieldsOf(unit, node),
    labelOf: labeller(bindings, syntax.place),
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

function isCall(node: Node | null | undefined): node is Call {
  return node?.type === "CallExpression" || node?.type === "NewExpression";
}
