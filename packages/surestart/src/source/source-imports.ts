import type { SourceImport } from "../facts.ts";
import type { Execution } from "./execute.ts";
import type { Library } from "./library.ts";
import type { SourceModule } from "./module.ts";

/** What a module imports. Optional is what may fail without harm: guarded, in a branch, for types, in a function that the start does not call. */
export function importsOf(
  module: SourceModule,
  library: Library,
  dirs: readonly string[],
  execution: Execution,
): SourceImport[] {
  const reached = execution.modules.includes(module);
  return module.events.flatMap((event): SourceImport[] => {
    if (event.kind !== "import") return [];
    const { file, package: name, missing, alias } = library.resolve(module, event, dirs);
    // Django asks for modules that an app need not have.
    if (event.dynamic && event.guarded && missing) return [];
    const happened = execution.happened.get(event);
    const late = event.scope.kind === "function" && !happened;
    const typesOnly = event.scope.kind === "types";
    return [
      {
        at: event.at,
        file: module.file,
        language: module.language,
        specifier: ".".repeat(event.level) + event.specifier,
        resolved: file,
        package: name,
        optional: event.guarded || event.conditional === true || typesOnly || late,
        ...(typesOnly ? { typesOnly } : {}),
        late,
        reached: reached && happened !== undefined,
        missing,
        ...(event.settings ? { settings: true as const } : {}),
        ...(alias ? { alias } : {}),
      },
    ];
  });
}
