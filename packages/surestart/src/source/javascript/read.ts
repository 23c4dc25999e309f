import type { Node } from "oxc-parser";
import type { CallEvent, ReadContext, Scope, SourceEvent, SourceFunction, SourceModule } from "../module.ts";
import { accessAt, parameterAt } from "./access.ts";
import { type Demand, follow } from "./follow.ts";
import { importAt } from "./imports.ts";
import { calleeName, memberText } from "./labels.ts";
import { listenAt } from "./listens.ts";
import { loadAt, loadOfImport } from "./loads.ts";
import { inOrder, type Spot } from "./order.ts";
import { isBuiltin, originOf } from "./origin.ts";
import { readsArgumentOf, readsAt } from "./reads.ts";
import { runsOf } from "./runs.ts";
import { schemaReadsAt } from "./schemas/index.ts";
import { bare, type FunctionNode, isFunction, isTransparent, stringOf } from "./syntax.ts";
import { topOf } from "./top.ts";
import { type Call, type Unit, unitOf } from "./unit.ts";
import { namesOf, valuesOf } from "./values.ts";

/**
 * Reads one JavaScript or TypeScript file (.js .mjs .cjs .jsx .ts .mts .cts .tsx; anything else as JavaScript): what it
 * imports, which variables it reads and what it demands of them, what it loads, where it opens a port. It runs nothing.
 * Never throws: what cannot be parsed has `broken`.
 *
 * @param file relative to the project, with forward slashes; it stands in every place.
 */
export function readJavaScript(text: string, file: string): SourceModule {
  const unit = unitOf(text, file);
  const module: SourceModule = {
    file,
    language: unit.language,
    events: [],
    functions: [],
    names: namesOf(unit),
    broken: unit.broken,
    values: valuesOf(unit),
    top: topOf(unit),
  };
  const functions = new Map<FunctionNode, Node[]>();
  const busy = new Set<string>();
  inOrder(unit, (node, spot) => {
    for (const event of eventsAt(unit, node, spot)) {
      module.events.push(event);
      if (event.scope.kind === "function") busy.add(event.scope.name);
    }
    const parameter = accessAt(unit, node)?.parameter;
    if (parameter && isFunction(parameter.node)) {
      functions.set(parameter.node, [...(functions.get(parameter.node) ?? []), node]);
    } else if (isFunction(node) && !functions.has(node)) functions.set(node, []);
  });
  for (const [fn, accesses] of functions) {
    const found = functionEntry(unit, fn, accesses);
    if (found.readsArgument || found.runs || found.returns || busy.has(found.name))
      module.functions.push(found);
  }
  return module;
}

function eventsAt(unit: Unit, node: Node, spot: Spot): SourceEvent[] {
  const events: SourceEvent[] = [];
  const put = (at: Node, what: Bare<SourceEvent>, scope: Scope = spot.scope) => {
    events.push({ at: unit.place(at), scope, guarded: spot.guarded, ...what } as SourceEvent);
  };
  const imported = importAt(unit, node);
  if (imported) {
    put(imported.at, imported.event, imported.types ? { kind: "types" } : spot.scope);
    const how = unit.text.slice(node.start, node.end).replace(/;$/, "");
    const load = imported.types ? null : loadOfImport(imported.event.specifier, how);
    if (load) put(node, load);
    return events;
  }
  for (const { at, read } of readsAt(unit, node)) put(at, read);
  if (node.type === "CallExpression" || node.type === "NewExpression") {
    const load = loadAt(unit, node);
    if (load) put(node, load);
    const reads = schemaReadsAt(unit, node);
    for (const { at, read } of reads) put(at, read);
    const listen = listenAt(unit, node);
    if (listen) put(listen.portNode ?? node, listen.event);
    if (!load && !listen && reads.length === 0) {
      const call = callAt(unit, node, spot);
      if (call) put(node, call);
    }
  }
  const use = useAt(unit, node);
  if (use) put(node, use);
  return events;
}

type Bare<T> = T extends unknown ? Omit<T, "at" | "scope" | "guarded"> : never;

/** A call of what may be a function of the project: declared here, or imported from what is not Node's own. */
function callAt(unit: Unit, node: Call, spot: Spot): CallEvent | null {
  const callee = calleeName(unit, node.callee);
  if (callee === null) return null;
  const origin = originOf(unit, node.callee);
  if (origin?.module != null && isBuiltin(origin.module)) return null;
  if (origin !== null && origin.module === null && origin.path[0] !== undefined) return null;
  const args = node.arguments.map((a) => stringOf(bare(a)));
  const event: CallEvent = { kind: "call", callee, args };
  const passes = passesOf(unit, node, spot);
  if (passes) event.passes = passes;
  if (args.some((a) => a !== null && /^[A-Za-z_]\w*$/.test(a))) {
    const demand = follow(unit, { names: [], bindings: [], isIt: (one) => one === node }, [node]);
    if (Object.keys(demand).length > 0) event.context = demand;
  }
  const into = givenTo(node);
  if (into) event.into = into;
  return event;
}

function passesOf(unit: Unit, node: Call, spot: Spot): Record<number, number> | null {
  const passes: Record<number, number> = {};
  node.arguments.forEach((argument, i) => {
    const parameter = argument.type === "SpreadElement" ? null : parameterAt(unit, argument);
    if (parameter && parameter.node === spot.fn) passes[i] = parameter.index;
  });
  return Object.keys(passes).length > 0 ? passes : null;
}

/** The name that a call's value is given to. */
function givenTo(node: Node): string | null {
  let at = node;
  while (at.parent && isTransparent(at.parent as Node)) at = at.parent as Node;
  const parent = at.parent as Node | null;
  if (parent?.type === "VariableDeclarator" && parent.id.type === "Identifier") return parent.id.name;
  if (parent?.type === "AssignmentExpression" && parent.right === at) return memberText(parent.left);
  if (parent?.type === "Property" && (parent.value as Node) === at) {
    const owner = givenTo(parent.parent as Node);
    const key =
      parent.key.type === "Identifier" && !parent.computed ? parent.key.name : stringOf(parent.key as Node);
    return owner !== null && key !== null ? `${owner}.${key}` : null;
  }
  return null;
}

/** A name of another module of the project that is checked, converted or handed to a library here. */
function useAt(unit: Unit, node: Node): { kind: "use"; value: string; context: ReadContext } | null {
  if (node.type !== "Identifier" && node.type !== "MemberExpression") return null;
  const parent = node.parent as Node | null;
  // The whole chain is the value, up to what is called on it.
  if (parent?.type === "MemberExpression" && parent.object === node && !parent.computed && !isCallee(parent))
    return null;
  if (isCallee(node) || (parent?.type === "AssignmentExpression" && parent.left === (node as unknown)))
    return null;
  const text = memberText(node);
  if (text === null || !isImported(unit, node)) return null;
  const same = (one: Node) => one.type === node.type && memberText(one) === text && isImported(unit, one);
  const context: Demand = follow(unit, { names: [], bindings: [], isIt: same }, [node]);
  return Object.keys(context).length > 0 ? { kind: "use", value: text, context } : null;
}

function isCallee(node: Node): boolean {
  const parent = node.parent as Node | null;
  return (parent?.type === "CallExpression" || parent?.type === "NewExpression") && parent.callee === node;
}

function isImported(unit: Unit, node: Node): boolean {
  let root = node;
  while (root.type === "MemberExpression") root = bare(root.object);
  const binding = root.type === "Identifier" ? unit.bindings.of(root) : null;
  if (binding === null) return false;
  const origin = originOf(unit, root);
  if (origin?.module == null || isBuiltin(origin.module) || origin.path.includes("()")) return false;
  return binding.kind === "import" || unit.isRequire(bare(binding.init ?? root));
}

function functionEntry(unit: Unit, fn: FunctionNode, accesses: readonly Node[]): SourceFunction {
  const entry: SourceFunction = {
    name: unit.labelOf(fn),
    at: unit.place(fn),
    readsArgument: readsArgumentOf(unit, fn, accesses),
    parameters: fn.params.map((p) => unit.text.slice(p.start, p.end).match(/^[\w$]+/)?.[0] ?? ""),
  };
  const runs = runsOf(unit, fn);
  if (runs) entry.runs = runs;
  const returns = returnsOf(unit, fn);
  if (returns) entry.returns = returns;
  return entry;
}

/** The callee or the name whose value a function plainly gives back. */
function returnsOf(unit: Unit, fn: FunctionNode): string | null {
  if (fn.body === null) return null;
  const last = fn.body.type === "BlockStatement" ? fn.body.body.at(-1) : null;
  const back =
    last?.type === "ReturnStatement"
      ? last.argument
      : fn.body.type === "BlockStatement"
        ? null
        : (fn.body as Node);
  const at = back && bare(back);
  if (at?.type === "CallExpression") return calleeName(unit, at.callee);
  return at?.type === "Identifier" && unit.bindings.of(at)?.top ? at.name : null;
}
