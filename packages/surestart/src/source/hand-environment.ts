import { tools } from "../known/_tools.ts";
import type { KnownNames } from "./known-names.ts";
import type { Library } from "./library.ts";
import type { CallEvent, Filling, SourceModule } from "./module.ts";

/**
 * Files with a function or a class that another file gives the environment to are read again, with that in mind.
 *
 * @returns whether there are any that were not known
 */
export function handEnvironment(
  modules: readonly SourceModule[],
  names: KnownNames,
  library: Library,
): boolean {
  let again = false;
  const hand = (module: SourceModule, name: string, all: CallEvent["environment"] = [], depth = 0): void => {
    const target = names.callable(module, name);
    if (!target || depth > 8) return;
    for (const what of all) if (library.hand(target.module.file, target.fn.name, what)) again = true;
    // Other names of a function, and the classes that a class is made of.
    for (const base of target.fn.inherits ?? []) hand(target.module, base, all, depth + 1);
  };
  for (const module of modules) {
    for (const { name, packages } of usual)
      if (imports(module, packages) && names.callable(module, name)?.module === module)
        hand(module, name, [0]);
    for (const event of module.events) {
      if (event.kind !== "call" || !event.environment) continue;
      hand(module, event.callee, event.environment);
      for (const [index, name] of Object.entries(event.classes ?? {}))
        hand(module, name, fillingsBy(names, module, event.callee, Number(index)));
    }
  }
  return again;
}

/** Functions that are known by their name alone, with the packages that call them. */
const usual = tools.flatMap(({ schemas }) =>
  (schemas?.validates ?? []).flatMap(({ named }) =>
    named === undefined ? [] : [{ name: named, packages: schemas?.modules ?? [] }],
  ),
);

function imports(module: SourceModule, packages: readonly string[]): boolean {
  return module.events.some((event) => event.kind === "import" && packages.includes(event.specifier));
}

/** How a function fills an instance of the class that one of its parameters is. */
function fillingsBy(names: KnownNames, module: SourceModule, callee: string, index: number): Filling[] {
  const target = names.callable(module, callee);
  const called = target ? [target.fn.name, ...(target.fn.inherits ?? [])] : [];
  return (target?.module.events ?? []).flatMap((event): Filling[] =>
    event.kind === "call" &&
    event.classOf === index &&
    event.scope.kind === "function" &&
    called.includes(event.scope.name)
      ? (event.environment ?? []).filter((what): what is Filling => typeof what === "string")
      : [],
  );
}
