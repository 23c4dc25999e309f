import type { Node, Span } from "oxc-parser";
import type { Demand } from "../demand.ts";
import type { Happening, Scope, SourceEvent, SourceModule, SourceValue, UseEvent } from "../module.ts";
import { accessAt } from "./access.ts";
import { callsAt, validatingCallAt } from "./calls.ts";
import { commonJsAt } from "./commonjs-names.ts";
import { exportedNames } from "./exports.ts";
import { aliasesOf, classEntry, functionEntry } from "./functions.ts";
import { handLoadAt } from "./hand-loads.ts";
import { runsAtOnce } from "./home.ts";
import { importAt } from "./imports.ts";
import { libraryReadsAt } from "./library-reads.ts";
import { listenAt } from "./listens.ts";
import { loadAt, loadOfImport } from "./loads.ts";
import { inOrder, type Spot } from "./order.ts";
import { readsAt } from "./reads.ts";
import { routeAt } from "./routes.ts";
import { handedClassReadsAt, schemaReadsAt } from "./schemas/index.ts";
import { setsAt } from "./sets.ts";
import { startAt } from "./starts.ts";
import { bare, isClass, isFunction, languageOf } from "./syntax.ts";
import { topOf } from "./top.ts";
import type { Call, CandidateValues, Handed, Unit } from "./unit.ts";
import { unitOf } from "./unit-of.ts";
import { contextOf, useAt } from "./uses.ts";
import { namesOf, valuesOf } from "./values.ts";

/**
 * Reads one JavaScript or TypeScript file (.js .mjs .cjs .jsx .ts .mts .cts .tsx; anything else as JavaScript): what it
 * imports, which variables it reads and what it demands of them, what it loads, where it opens a port. It runs nothing.
 * Never throws: what cannot be parsed has `broken`.
 *
 * @param file relative to the project, with forward slashes; it is in every place.
 * @param values what is set in .env files and the environment: the code's checks are followed with them
 * @param handed functions that other files give the environment to
 */
export function readJavaScript(
  text: string,
  file: string,
  values?: CandidateValues,
  handed?: Handed,
): SourceModule {
  try {
    return readUnit(unitOf(text, file, values, handed));
  } catch (error) {
    // Generated code may be nested deeper than the stack; anything else is a defect of ours, which must not end a survey.
    const message =
      error instanceof RangeError
        ? "It is nested too deeply"
        : `surestart failed to read it: ${String(error)}`;
    const broken = { at: { file, line: 1, column: 1 }, message };
    return { file, language: languageOf(file), events: [], functions: [], names: [], broken };
  }
}

/**
 * What is made of values at their uses in a file that was read before with the same arguments.
 *
 * @param uses those that it had
 */
export function readContexts<Use extends UseAt>(
  uses: readonly Use[],
  text: string,
  file: string,
  values?: CandidateValues,
  handed?: Handed,
): Map<Use, Demand> {
  const unit = unitOf(text, file, values, handed);
  const held = heldIn(valuesOf(unit));
  const keyOf = ({ value, at }: UseAt): string => `${value} ${at.line}:${at.column}`;
  const wanted = new Map(uses.map((use) => [keyOf(use), use]));
  const found = new Map<Use, Demand>();
  inOrder(unit, (node) => {
    const use = useAt(unit, node, held);
    const one = use && wanted.get(keyOf({ value: use.value, at: unit.place(node) }));
    if (one) found.set(one, contextOf(unit, node));
  });
  return found;
}

type UseAt = Pick<SourceEvent & UseEvent, "value" | "at">;

/** The names that hold a variable. */
function heldIn(values: readonly SourceValue[]): Set<string> {
  return new Set(values.flatMap((v) => (v.literal === null && !v.same ? [v.name] : [])));
}

function readUnit(unit: Unit): SourceModule {
  const values = valuesOf(unit);
  const held = heldIn(values);
  const module: SourceModule = {
    file: unit.file,
    language: unit.language,
    events: [],
    functions: [],
    names: namesOf(unit),
    broken: unit.broken,
    values,
    top: topOf(unit),
  };
  const functions = new Map<Node, Node[]>();
  const busy = new Set<string>();
  const sets = new Set<string>();
  inOrder(unit, (node, spot) => {
    for (const event of eventsAt(unit, node, spot, held)) {
      module.events.push(event);
      if (event.scope.kind === "function") busy.add(event.scope.name);
    }
    for (const name of setsAt(unit, node)) sets.add(name);
    const route = routeAt(node);
    if (route) module.routes = [...(module.routes ?? []), { path: route.path, at: unit.place(route.at) }];
    const parameter = accessAt(unit, node)?.parameter;
    if (parameter) functions.set(parameter.node, [...(functions.get(parameter.node) ?? []), node]);
    else if ((isFunction(node) || isClass(node)) && !functions.has(node)) functions.set(node, []);
  });
  for (const [node, accesses] of functions) {
    const entry = isFunction(node)
      ? functionEntry(unit, node, accesses)
      : isClass(node)
        ? classEntry(unit, node)
        : null;
    const matters =
      entry &&
      (entry.readsArgument ||
        entry.runs ||
        entry.returns ||
        entry.refusesArgument ||
        entry.returnsRead ||
        entry.inherits ||
        mayValidate(unit, node) ||
        busy.has(entry.name));
    if (matters && !module.functions.some((f) => f.name === entry.name)) module.functions.push(entry);
  }
  module.functions.push(...aliasesOf(unit, module.functions));
  if (sets.size > 0) module.sets = [...sets];
  const exports = exportedNames(unit);
  if (exports) module.exports = exports;
  return module;
}

/** A function that others may give the environment to, or a class whose instances may be filled with it. */
function mayValidate(unit: Unit, node: Node): boolean {
  if (isClass(node))
    return node.body.body.some((one) => one.type === "PropertyDefinition" && one.decorators.length > 0);
  return isFunction(node) && node.params.length > 0 && (unit.nameOf(node)?.top ?? true);
}

function eventsAt(unit: Unit, node: Node, spot: Spot, held: ReadonlySet<string>): SourceEvent[] {
  const events: SourceEvent[] = [];
  const put = (at: Span, what: Happening, scope: Scope = spot.scope, unsure = false) => {
    const conditional = spot.conditional || unsure ? { conditional: true } : {};
    events.push({ at: unit.place(at), scope, guarded: spot.guarded, ...conditional, ...what });
  };
  const imported = importAt(unit, node);
  if (imported) {
    put(imported.at, imported.event, imported.types ? { kind: "types" } : spot.scope);
    const how = unit.text.slice(node.start, node.end).replace(/;$/, "");
    const load = imported.types ? null : loadOfImport(imported.event.specifier, how);
    if (load) put(node, load);
    return events;
  }
  // What a parameter takes apart is read when the function is called.
  const scope: Scope =
    isFunction(node) && !runsAtOnce(unit, node) ? { kind: "function", name: unit.labelOf(node) } : spot.scope;
  for (const { at, read } of readsAt(unit, node)) put(at, read, scope);
  for (const { at, read } of handedClassReadsAt(unit, node))
    put(at, read, { kind: "function", name: unit.labelOf(node) });
  const byHand = handLoadAt(unit, node);
  if (byHand) put(node, byHand);
  if (node.type === "CallExpression" || node.type === "NewExpression") {
    const load = loadAt(unit, node);
    if (load) put(node, load);
    const validates = validatingCallAt(unit, node);
    if (validates) put(node, validates);
    const start = startAt(unit, node);
    if (start) put(node, start.event, spot.scope, start.unsure);
    for (const { at, read } of libraryReadsAt(unit, node)) put(at, read);
    const reads = schemaReadsAt(unit, node);
    for (const { at, read } of reads) put(at, read);
    const listen = listenAt(unit, node);
    if (listen) put(lastStep(node), listen);
    if (!load && !listen && reads.length === 0) for (const call of callsAt(unit, node, spot)) put(node, call);
  }
  const foreign = commonJsAt(unit, node, spot);
  if (foreign) put(node, foreign);
  const use = useAt(unit, node, held);
  if (use) put(node, use);
  return events;
}

/** Of a chain, the call at its end alone: `.listen(3000)`. */
function lastStep(node: Call): Span {
  const callee = bare(node.callee);
  return callee.type === "MemberExpression" ? { start: callee.property.start, end: node.end } : node;
}
