import type { ModuleFault } from "../facts.ts";
import type { Execution } from "./execute.ts";
import type { Library } from "./library.ts";
import type { ImportEvent, SourceModule } from "./module.ts";

/**
 * What Node would refuse in the JavaScript that a start runs: names of CommonJS in an ES module, an export that a module of
 * the project does not have, JSON without its attribute. Only what surely happens, in the order of the start.
 */
export function moduleFaults(execution: Execution, library: Library, dirs: readonly string[]): ModuleFault[] {
  const modules = surelyRun(execution, library, dirs);
  const ofNames = modules.flatMap((module) => commonJsNames(module, execution, library));
  const ofImports = modules.flatMap((module) =>
    // What TypeScript imports may be a type, which a compiler leaves out.
    module.language !== "javascript" || library.loadedAs(module) !== "esm"
      ? []
      : module.events.flatMap((event) =>
          event.kind === "import" && event.scope.kind === "module"
            ? linkFaults(module, event, library, dirs)
            : [],
        ),
  );
  // Modules are linked before the first of them runs.
  return [...ofImports, ...ofNames];
}

/** The modules to which the start comes by imports that nothing guards. */
function surelyRun(execution: Execution, library: Library, dirs: readonly string[]): SourceModule[] {
  const sure = new Set<string>();
  const guarded = new Set<string>();
  for (const module of execution.modules) {
    // The entry is imported by nobody; what is imported comes after what imports it first.
    const isSure = sure.has(module.file) || !guarded.has(module.file);
    if (isSure) sure.add(module.file);
    for (const event of module.events) {
      const happened = event.kind === "import" ? execution.happened.get(event) : undefined;
      if (event.kind !== "import" || !happened) continue;
      const plain = isSure && !event.guarded && !happened.conditional;
      for (const file of library.resolve(module, event, dirs).runs) (plain ? sure : guarded).add(file);
    }
  }
  return execution.modules.filter((m) => sure.has(m.file));
}

function commonJsNames(module: SourceModule, execution: Execution, library: Library): ModuleFault[] {
  const uses = module.events.flatMap((event) => (event.kind === "commonjs" ? [event] : []));
  const first = uses.find((event) => {
    const happened = execution.happened.get(event);
    return happened && !event.guarded && !happened.conditional;
  });
  if (!first || library.loadedAs(module) !== "esm") return [];
  // Somebody who gives the names to all modules himself, writes it so.
  const text = (file: string) => library.bytes(file)?.toString("latin1") ?? "";
  if (execution.modules.some((m) => makesGlobal.test(text(m.file)))) return [];
  const { at, name } = first;
  return [{ kind: "commonjs-name", at, name, uses: uses.map((u) => ({ at: u.at, name: u.name })) }];
}

const makesGlobal = /\bglobal(?:This)?(?:\.|\[['"])(?:require|__dirname|__filename|module|exports)\b/;

function linkFaults(
  module: SourceModule,
  event: ImportEvent,
  library: Library,
  dirs: readonly string[],
): ModuleFault[] {
  const { linked, specifier } = event;
  const { file } = library.resolve(module, event, dirs);
  if (!linked || !file) return [];
  if (/\.json$/.test(file) && /\.json$/.test(specifier))
    return linked.type === "json" ? [] : [{ kind: "json-attribute", at: linked.at, text: linked.text }];
  const target = library.module(file);
  const exports = target && exportsOf(target, library, dirs, new Set());
  if (!exports) return [];
  return linked.names
    .filter(({ name }) => !exports.has(name))
    .map((one) => ({ kind: "not-exported", ...one, specifier, from: file, exports: [...exports] }));
}

/** Everything that a module exports, `export *` followed; null where that is not known: CommonJS, TypeScript, packages. */
function exportsOf(
  module: SourceModule,
  library: Library,
  dirs: readonly string[],
  seen: Set<string>,
): Set<string> | null {
  if (module.language !== "javascript" || !module.exports || module.broken) return null;
  if (library.loadedAs(module) !== "esm") return null;
  const found = new Set(module.exports);
  seen.add(module.file);
  for (const event of module.events) {
    if (event.kind !== "import" || !event.names.some((n) => n.name === "*" && n.as === "*")) continue;
    const { file } = library.resolve(module, event, dirs);
    const from = file ? library.module(file) : null;
    if (from && seen.has(from.file)) continue;
    const more = from && exportsOf(from, library, dirs, seen);
    if (!more) return null;
    for (const name of more) if (name !== "default") found.add(name);
  }
  return found;
}
