import type { SourceRead } from "../facts.ts";
import { filesOfFolder } from "./folder-files.ts";
import type { KnownNames } from "./known-names.ts";
import type { Library } from "./library.ts";
import type { CallEvent, FolderEvent, ImportEvent, SourceEvent, SourceModule } from "./module.ts";

/** That an event happens when the program starts: its place in the order, and how the program comes to it. */
interface Occurrence {
  order: number;
  when: SourceRead["when"];
  /** Files from the entry to that of the event. */
  chain: string[];
  /** It is in a branch, or what leads to it does. */
  conditional: boolean;
}

export interface Execution {
  /** Modules in the order in which they are run. */
  modules: SourceModule[];
  happened: Map<SourceEvent, Occurrence>;
}

export interface Start {
  /** The files that the start command runs, in order: packages around the entry, the entry. */
  files: string[];
  /** Its `__main__` part runs, too. */
  main: string | null;
  /** Functions of the last file that the server calls then. */
  calls: string[];
  /** Files that requests run. */
  requests?: string[];
}

interface Way {
  when: Occurrence["when"];
  chain: string[];
  conditional: boolean;
}

/**
 * Walks through a start without running it: a module's events in their order, each imported module where it is first
 * imported, the project's own functions where they are called; then what a server calls at its start. A module is run once;
 * circles of imports go on with what is there.
 */
export function execute(
  start: Start,
  library: Library,
  names: KnownNames,
  dirs: readonly string[],
): Execution {
  const modules: SourceModule[] = [];
  const happened = new Map<SourceEvent, Occurrence>();
  const begun = new Set<string>();
  /** Functions that have been gone through: true when no branch led to it. */
  const called = new Map<string, boolean>();
  const hooks: { module: SourceModule; event: (CallEvent | FolderEvent) & SourceEvent; way: Way }[] = [];

  const runFile = (file: string, way: Way, main = false): void => {
    if (begun.has(file)) return;
    const module = library.module(file);
    if (!module) return;
    begun.add(file);
    modules.push(module);
    const here = { ...way, chain: [...way.chain, file] };
    for (const event of module.events) {
      if (event.scope.kind === "module") happen(module, event, here);
      // What is after `if __name__ == "__main__"` runs when the file is the script.
      if (event.scope.kind === "main" && main) happen(module, event, { ...here, when: "start" });
    }
  };

  const happen = (module: SourceModule, event: SourceEvent, way: Way): void => {
    const conditional = way.conditional || event.conditional === true;
    const next = { ...way, conditional };
    if (event.kind === "import") runImport(module, event, next);
    if (event.kind === "folder" || (event.kind === "call" && event.hook === "start"))
      hooks.push({ module, event, way: next });
    else if (event.kind === "call") {
      runCall(module, event.callee, next);
      // An instance of it is made there.
      for (const name of Object.values(event.classes ?? {})) runCall(module, name, next);
    }
    const known = happened.get(event);
    if (!known) happened.set(event, { order: happened.size, ...next });
    else if (!conditional) known.conditional = false;
  };

  const runImport = (module: SourceModule, event: ImportEvent, way: Way): void => {
    const { runs, submodules, file } = library.resolve(module, event, dirs);
    for (const run of runs) runFile(run, way);
    const target = file ? library.module(file) : null;
    for (const [name, sub] of submodules) {
      // `from pkg import x` takes pkg's own x when it has one, and the module pkg/x.py otherwise.
      const own =
        target && sub !== file && target.names.some((n) => n.name === name) && !takes(target, name, sub);
      if (!own) runFile(sub, way);
    }
  };

  /** The name is the submodule itself, which the package has imported. */
  const takes = (module: SourceModule, name: string, sub: string): boolean =>
    module.events.some(
      (e) =>
        e.kind === "import" &&
        e.names.some((n) => n.as === name && library.resolve(module, e, dirs).submodules.get(n.name) === sub),
    );

  const runCall = (module: SourceModule, callee: string, way: Way): void => {
    const target = names.callable(module, callee);
    if (target) runFunction(target.module, target.fn.name, way);
  };

  const runFunction = (module: SourceModule, name: string, way: Way): void => {
    const key = `${module.file}#${name}`;
    const before = called.get(key);
    if (before === true || (before === false && way.conditional)) return;
    called.set(key, !way.conditional);
    const fn = module.functions.find((f) => f.name === name);
    const chain = way.chain.at(-1) === module.file ? way.chain : [...way.chain, module.file];
    for (const base of fn?.inherits ?? []) runCall(module, base, way);
    for (const event of module.events)
      if (event.scope.kind === "function" && event.scope.name === name)
        happen(module, event, { ...way, chain });
  };

  for (const file of start.files)
    runFile(file, { when: "import", chain: [], conditional: false }, file === start.main);
  const entry = library.module(start.files.at(-1) ?? "");
  const later: Way = { when: "start", chain: [], conditional: false };
  for (const call of entry ? start.calls : [])
    runCall(entry as SourceModule, call, { ...later, chain: [entry!.file] });
  for (let hook = hooks.shift(); hook; hook = hooks.shift()) {
    const { module, event } = hook;
    const way: Way = { ...hook.way, when: "start" };
    if (event.kind === "call") runCall(module, event.callee, way);
    else
      for (const file of filesOfFolder(event, module.file, library.files)) {
        runFile(file, way);
        const script = library.module(file);
        const optsOut = event.optOut.test(library.bytes(file)?.toString("latin1") ?? "");
        if (script && !optsOut) runCall(script, "default", { ...way, chain: [...way.chain, file] });
      }
  }
  for (const module of [...modules])
    for (const fn of module.functions)
      if (fn.runs === "start") runFunction(module, fn.name, { ...later, chain: [module.file] });
  // What a request comes to first comes after all that the start comes to.
  for (const file of start.requests ?? []) runFile(file, { when: "request", chain: [], conditional: false });
  return { modules, happened };
}
