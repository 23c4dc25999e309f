import type { SourceRead } from "../facts.ts";
import type { Place } from "../finding.ts";
import { argumentOf } from "./call.ts";
import { type Demand, join, unchecked } from "./demand.ts";
import type { Execution } from "./execute.ts";
import type { FoundRead } from "./found-read.ts";
import { applyGiven } from "./given-fields.ts";
import { type KnownNames, variableOf } from "./known-names.ts";
import type { Library } from "./library.ts";
import type { CallEvent, ReadEvent, SourceEvent, SourceModule } from "./module.ts";
import { asOf, defaultParameter, methodOf } from "./readers.ts";

/**
 * Every read of a variable in the modules: written as such, or a call of a helper of the project, which reads what the call
 * names. `loaded`, `lateLoad` are filled in by `loadedBefore`.
 */
export function findReads(
  modules: SourceModule[],
  execution: Execution,
  names: KnownNames,
  library: Library,
): FoundRead[] {
  const reached = new Set(execution.modules);
  const found = modules.flatMap((module) =>
    module.events.flatMap((event): FoundRead[] => {
      if (event.scope.kind === "types") return [];
      const read =
        event.kind === "read"
          ? ownRead(module, event, names)
          : event.kind === "call"
            ? helperRead(module, event, names)
            : null;
      if (!read) return [];
      place(read, event as FoundRead["event"], execution, reached.has(module));
      const own = event.kind === "read" ? event.settings : undefined;
      const settings = own ? names.family(module, own) : [];
      return [{ read, event: event as FoundRead["event"], settings, module }];
    }),
  );
  for (const module of modules) {
    applyUses(module, found, execution, names, library);
    applyHandedOver(module, found, execution, names);
    applyReturned(module, found, execution, names);
  }
  applyGiven(modules, found, execution, names);
  const set = new Set(execution.modules.flatMap((m) => [...(m.sets ?? []), ...filled(m, found, names)]));
  // What the code itself sets is never missing.
  for (const { read } of found) if (set.has(read.name)) read.required = false;
  return found;
}

/** What the module copies into the environment; `os.environ["X"] = settings.x` sets nothing where settings.x is read from X. */
function filled(module: SourceModule, reads: readonly FoundRead[], names: KnownNames): string[] {
  return (module.copies ?? []).flatMap(({ name, from }) => {
    const held = names.value(module, from)?.value.at;
    const same = (r: FoundRead): boolean => r.read.name.toLowerCase() === name.toLowerCase();
    return held && reads.some((r) => same(r) && isAt(r.read.at, held)) ? [] : [name];
  });
}

function ownRead(module: SourceModule, event: SourceEvent & ReadEvent, names: KnownNames): SourceRead | null {
  const { kind: _, scope: __, guarded: ___, settings, field, ...rest } = event;
  if (field) {
    const rules = names.settings(module, settings ?? "");
    if (!rules || (rules.prefix === null && !field.named)) return null;
    if (!field.named) rest.name = rules.prefix + field.name;
    if (!rules.exact) {
      rest.name = rest.name.toUpperCase();
      rest.anyCase = true;
    }
    if (field.optional && rules.major === 1) rest.required = false;
  }
  const store = settings && !event.schema ? { store: true as const } : {};
  return { ...rest, ...store, language: module.language, when: "request", loaded: null, reached: false };
}

function helperRead(
  module: SourceModule,
  event: SourceEvent & CallEvent,
  names: KnownNames,
): SourceRead | null {
  const target = names.callable(module, event.callee);
  const helper = target && names.helper(target.module, target.fn);
  if (!helper) return readerRead(module, event, names);
  const variable = variableOf(event, target.fn, helper);
  if (!variable) return null;
  const demand = join({ ...event.context }, helper.demand);
  const hasDefault = variable.hasDefault || event.context?.hasDefault === true;
  return {
    ...demand,
    at: event.argsAt?.[helper.index] ?? event.at,
    language: module.language,
    name: variable.name,
    hasDefault,
    ...(event.into ? { assignedTo: event.into } : {}),
    fallback: variable.fallback ?? event.context?.fallback ?? null,
    required: demand.required === true && !hasDefault && !event.conditional && !event.guarded,
    when: "request",
    loaded: null,
    reached: false,
    ...(event.conditional ? { conditional: true } : {}),
  };
}

/** A call of a library's object that another module has made: `from .env import env`, `env.int("X", 5)`. */
function readerRead(
  module: SourceModule,
  event: SourceEvent & CallEvent,
  names: KnownNames,
): SourceRead | null {
  const dot = event.callee.lastIndexOf(".");
  for (const [object, method] of [
    [event.callee, ""],
    [event.callee.slice(0, Math.max(0, dot)), event.callee.slice(dot + 1)],
  ] as const) {
    const made = object ? names.value(module, object)?.value.reader : undefined;
    const reader = made ? methodOf(made, method) : null;
    const call = { args: event.args, keywords: new Map(Object.entries(event.keywords ?? {})) };
    const name = reader && (argumentOf(call, reader.name) ?? reader.variables?.[method]);
    if (!reader || !name) continue;
    const given = argumentOf(call, defaultParameter(reader, method));
    const hasDefault = given !== undefined;
    const as = asOf(reader, method);
    return {
      at: event.at,
      language: module.language,
      name,
      required: !hasDefault && !event.conditional && !event.guarded,
      hasDefault,
      fallback: given ?? null,
      ...(as ? { as } : {}),
      ...(event.into ? { assignedTo: event.into } : {}),
      ...(event.conditional ? { conditional: true } : {}),
      when: "request",
      loaded: null,
      reached: false,
    };
  }
  return null;
}

/** When the read happens, if the program comes to it when it starts. */
function place(read: SourceRead, event: FoundRead["event"], execution: Execution, reached: boolean): void {
  read.reached = reached;
  const happened = execution.happened.get(event);
  if (!happened) {
    read.when = event.scope.kind === "module" ? "import" : event.scope.kind === "main" ? "start" : "request";
    // The `__main__` part of a module that is only imported.
    if (event.scope.kind === "main") read.reached = false;
    return;
  }
  read.when = happened.when;
  read.chain = happened.chain;
  if (happened.conditional) {
    read.conditional = true;
    read.required = false;
  }
}

/** What becomes of a value in other modules and functions. */
function applyUses(
  module: SourceModule,
  reads: FoundRead[],
  execution: Execution,
  names: KnownNames,
  library: Library,
): void {
  const uses = module.events.flatMap((event) => {
    const at = event.kind === "use" ? names.value(module, event.value)?.value.at : undefined;
    return event.kind === "use" && at && reads.some((r) => isAt(r.read.at, at)) ? [{ event, at }] : [];
  });
  const unknown = uses.flatMap(({ event }) => (event.context === null ? [event] : []));
  const contexts = library.contextsOf(module, unknown);
  for (const { event, at } of uses)
    demandAt(at, event.context ?? contexts.get(event) ?? {}, event, reads, execution);
}

/** `Fernet(get_key())`, where `get_key` gives back what it has read. */
function applyReturned(
  module: SourceModule,
  reads: FoundRead[],
  execution: Execution,
  names: KnownNames,
): void {
  for (const event of module.events) {
    if (event.kind !== "call" || !event.context || !Object.keys(event.context).length) continue;
    const at = names.callable(module, event.callee)?.fn.returnsRead;
    if (at) demandAt(at, event.context, event, reads, execution);
  }
}

/** `check(os.getenv("X"))`, where `check` raises for what is missing. */
function applyHandedOver(
  module: SourceModule,
  reads: FoundRead[],
  execution: Execution,
  names: KnownNames,
): void {
  for (const event of module.events) {
    if (event.kind !== "call" || !event.hands) continue;
    const refuses = names.callable(module, event.callee)?.fn.refusesArgument;
    for (const { index, at } of refuses ? event.hands : [])
      if (index === refuses?.index) demandAt(at, refuses.demand, event, reads, execution);
  }
}

/** What an event demands of the read at a place: of its check only where the program comes to it. */
function demandAt(
  at: Place,
  demand: Demand,
  event: SourceEvent,
  reads: readonly FoundRead[],
  { happened }: Execution,
): void {
  const occurrence = happened.get(event);
  const certain = occurrence !== undefined && !occurrence.conditional && !event.guarded;
  for (const { read } of reads) if (isAt(read.at, at)) demandOf(read, demand, certain);
}

/** What is demanded elsewhere. A default that is given there does not belong to the read. */
function demandOf(read: SourceRead, demand: Demand, certain: boolean): void {
  const { required, hasDefault: _, fallback: __, randomDefault: ___, either: ____, ...more } = demand;
  join(read, certain ? more : unchecked(more));
  const unset = !read.hasDefault || read.fallback === "";
  if (certain && required && !read.conditional && unset) read.required = true;
}

/** The read at a place: itself, or what the call there gives back. */
export function readAt(
  at: Place,
  module: SourceModule,
  reads: readonly FoundRead[],
  names: KnownNames,
): SourceRead | undefined {
  const found = reads.find((r) => isAt(r.read.at, at));
  if (found) return found.read;
  const call = module.events.find((e) => e.kind === "call" && isAt(e.at, at));
  const returned = call?.kind === "call" ? names.callable(module, call.callee)?.fn.returnsRead : undefined;
  return returned && reads.find((r) => isAt(r.read.at, returned))?.read;
}

function isAt(a: Place, b: Place): boolean {
  return a.file === b.file && a.line === b.line && a.column === b.column;
}
