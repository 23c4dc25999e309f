import { join } from "./demand.ts";
import type { Library } from "./library.ts";
import type { CallEvent, ImportEvent, SourceFunction, SourceModule, SourceValue } from "./module.ts";

/** Follows names across the modules of a project: to the function that a call runs, to the value that a name holds. */
export interface KnownNames {
  /** The function, class or method that a dotted name means in a module; null when it is not the project's own. */
  callable(module: SourceModule, name: string): { module: SourceModule; fn: SourceFunction } | null;
  value(module: SourceModule, name: string): { module: SourceModule; value: SourceValue } | null;
  /** The rules of a settings class, its own or those of the nearest that it is made of; null when it is not one. */
  settings(module: SourceModule, name: string): SourceFunction["settings"] | null;
  /** The class that a name means and those that it is made of, each as `file#name`. */
  family(module: SourceModule, name: string): string[];
  /** How a function reads the variable that its argument names, itself or through another such function. */
  helper(module: SourceModule, fn: SourceFunction): Helper | null;
}

export type Helper = NonNullable<SourceFunction["readsArgument"]>;

/** A chain of names longer than this is a circle. */
const deepest = 8;

export function knownNames(library: Library, dirs: readonly string[]): KnownNames {
  const helpers = new Map<SourceFunction, Helper | null>();
  const bindings = new Map<SourceModule, Bindings>();
  const callables = new Map<SourceModule, Map<string, ReturnType<KnownNames["callable"]>>>();
  const functions = byName((module) => module.functions);
  const values = byName((module) => module.values ?? []);

  /** Looks for a name in a module, then where the module has it from. */
  function find<T>(module: SourceModule, name: string, own: Own<T>, depth = 0): Found<T> | null {
    const known = remembered(own.found, module, () => new Map());
    const before = known.get(name);
    // How far it was allowed to look decides about what it did not find, and it may have been less far than now.
    if (before && (before.answer ? before.depth >= depth : before.depth <= depth)) return before.answer;
    const answer = look(module, name, own, depth);
    known.set(name, { answer, depth });
    return answer;
  }

  function look<T>(module: SourceModule, name: string, own: Own<T>, depth: number): Found<T> | null {
    const here = own.of(module, name);
    if (here !== null) return { module, found: here };
    if (depth > deepest) return null;
    const dot = name.indexOf(".");
    const [head, rest] = dot < 0 ? [name, ""] : [name.slice(0, dot), name.slice(dot + 1)];
    // `settings.port`, where `settings = Settings()`; `get_settings().port`, where that gives back Settings().
    const maker = head.endsWith("()")
      ? head.slice(0, -2)
      : rest && module.names.find((n) => n.name === head)?.makes;
    if (maker && maker !== head) {
      const made = madeBy(module, maker, depth + 1);
      const found = made && find(made.module, `${made.name}${rest ? `.${rest}` : ""}`, own, depth + 1);
      if (found) return found;
    }
    return through(module, name, own, depth);
  }

  function through<T>(module: SourceModule, name: string, own: Own<T>, depth: number): Found<T> | null {
    const { named, stars } = remembered(bindings, module, bindingsOf);
    const first = /^[^.(]*/.exec(name)?.[0] ?? "";
    for (const { event, taken } of [...(named.get(first) ?? []), ...stars]) {
      const star = taken.as === "*";
      if (!star && name !== taken.as && !name.startsWith(`${taken.as}.`)) continue;
      const rest = star ? name : name.slice(taken.as.length + 1);
      const target = library.resolve(module, event, dirs);
      const sub = target.submodules.get(taken.name);
      const file = sub ?? target.file;
      const next = file && file !== module.file ? library.module(file) : null;
      const wanted = star || taken.name === "*" || sub ? rest : rest ? `${taken.name}.${rest}` : taken.name;
      const found = next && wanted ? find(next, wanted, own, depth + 1) : null;
      if (found) return found;
    }
    return null;
  }

  /** The class that a call makes an instance of, through functions that give one back. */
  function madeBy(
    module: SourceModule,
    callee: string,
    depth: number,
  ): { module: SourceModule; name: string } | null {
    const found = find(module, callee, functions, depth);
    if (!found) return null;
    const { returns } = found.found;
    if (returns && depth < deepest)
      return madeBy(found.module, returns, depth + 1) ?? { module: found.module, name: returns };
    return { module: found.module, name: found.found.name };
  }

  function helper(module: SourceModule, fn: SourceFunction, depth = 0): Helper | null {
    const known = helpers.get(fn);
    if (known !== undefined) return known;
    // A function that calls itself is no helper while it is looked at.
    helpers.set(fn, null);
    const found = fn.readsArgument ?? (depth > deepest ? null : passedOn(module, fn, depth));
    helpers.set(fn, found);
    return found;
  }

  /** `def get_int(name): return int(get(name))` */
  function passedOn(module: SourceModule, fn: SourceFunction, depth: number): Helper | null {
    for (const event of module.events) {
      if (event.kind !== "call" || !event.passes) continue;
      if (event.scope.kind !== "function" || event.scope.name !== fn.name) continue;
      const inner = callable(module, event.callee);
      const reads = inner && helper(inner.module, inner.fn, depth + 1);
      const index = reads ? event.passes[reads.index] : undefined;
      if (!reads || index === undefined) continue;
      const given = reads.fallbackIndex;
      const { hasDefault: _, fallback: __, required, ...demand } = reads.demand;
      // A default that is given on the way is not looked at, but then nothing is missing.
      const unset = given === null || event.args.length <= given || given in event.passes;
      return {
        index,
        fallbackIndex: given === null ? null : (event.passes[given] ?? null),
        ...(reads.prefix ? { prefix: reads.prefix } : {}),
        demand: join({ ...event.context }, { ...demand, required: required === true && unset }),
      };
    }
    return null;
  }

  function callable(module: SourceModule, name: string): { module: SourceModule; fn: SourceFunction } | null {
    const known = remembered(callables, module, () => new Map());
    const before = known.get(name);
    if (before !== undefined) return before;
    const found = find(module, name, functions);
    const answer = found && { module: found.module, fn: found.found };
    known.set(name, answer);
    return answer;
  }

  function family(module: SourceModule, name: string, depth = 0): string[] {
    // A library's own settings are one for the whole program.
    if (name.startsWith("library:")) return [name];
    const found = callable(module, name);
    if (!found || depth > deepest) return [`${module.file}#${name}`];
    const above = (found.fn.inherits ?? []).flatMap((base) => family(found.module, base, depth + 1));
    return [`${found.module.file}#${found.fn.name}`, ...above];
  }

  function settings(module: SourceModule, name: string, depth = 0): SourceFunction["settings"] | null {
    const found = callable(module, name);
    if (!found || depth > deepest) return null;
    if (found.fn.settings) return found.fn.settings;
    for (const base of found.fn.inherits ?? []) {
      const above = settings(found.module, base, depth + 1);
      if (above) return above;
    }
    return null;
  }

  return {
    callable,
    family,
    settings,
    helper,
    value(module, name) {
      let found = find(module, name, values);
      for (let i = 0; found?.found.same && i < deepest; i++) {
        const { module: at, found: held } = found;
        found = held.same && held.same !== name ? find(at, held.same, values) : null;
      }
      return found && { module: found.module, value: found.found };
    },
  };
}

interface Binding {
  event: ImportEvent;
  taken: { name: string; as: string };
}

interface Bindings {
  /** By the first word of the name that is bound. */
  named: Map<string, Binding[]>;
  stars: Binding[];
}

function bindingsOf(module: SourceModule): Bindings {
  const named = new Map<string, Binding[]>();
  const stars: Binding[] = [];
  for (const event of module.events) {
    if (event.kind !== "import") continue;
    for (const taken of event.names) {
      if (taken.name === "*" && taken.as === "*") stars.push({ event, taken });
      else {
        const first = taken.as.split(".")[0] as string;
        named.set(first, [...(named.get(first) ?? []), { event, taken }]);
      }
    }
  }
  return { named, stars };
}

function remembered<T>(
  all: Map<SourceModule, T>,
  module: SourceModule,
  make: (module: SourceModule) => T,
): T {
  const known = all.get(module);
  if (known !== undefined) return known;
  const made = make(module);
  all.set(module, made);
  return made;
}

/** What a module itself has of a kind, by its name, and what was found so far by looking further. */
interface Own<T> {
  of: (module: SourceModule, name: string) => T | null;
  found: Map<SourceModule, Map<string, { answer: Found<T> | null; depth: number }>>;
}

interface Found<T> {
  module: SourceModule;
  found: T;
}

/** The first of a name counts. */
function byName<T extends { name: string }>(all: (module: SourceModule) => readonly T[]): Own<T> {
  const indexes = new Map<SourceModule, Map<string, T>>();
  const indexOf = (module: SourceModule): Map<string, T> =>
    new Map(
      all(module)
        .toReversed()
        .map((one) => [one.name, one]),
    );
  return { of: (module, name) => remembered(indexes, module, indexOf).get(name) ?? null, found: new Map() };
}

/** The variable that a call of a helper reads; null when its name is no literal. */
export function variableOf(
  event: CallEvent,
  fn: SourceFunction,
  helper: Helper,
): { name: string; fallback: string | null; hasDefault: boolean } | null {
  const parameter = (index: number): string | null | undefined => {
    if (index in event.args) return event.args[index];
    const name = fn.parameters?.[index];
    return name ? event.keywords?.[name] : undefined;
  };
  const name = parameter(helper.index);
  if (!name || !/^[A-Za-z_][\w.-]*$/.test(name)) return null;
  const given = helper.fallbackIndex === null ? undefined : parameter(helper.fallbackIndex);
  const { hasDefault, fallback: usual = null } = helper.demand;
  const fallback = given === undefined && hasDefault ? usual : given;
  return {
    name: (helper.prefix ?? "") + name,
    fallback: fallback ?? null,
    hasDefault: fallback !== undefined,
  };
}
