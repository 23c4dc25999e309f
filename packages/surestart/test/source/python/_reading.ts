import type { SourceModule } from "../../../src/source/module.ts";
import { pythonReader } from "../../../src/source/python/read-python.ts";

const read = await pythonReader();

/** One snippet as a module of its own. Lines may be given without the final newline. */
export function moduleOf(text: string, file = "pkg/config.py"): SourceModule {
  return read(`${text}\n`, file);
}

/** The reads of a snippet, without what is false, null or the same for all. */
export function readsOf(text: string): Record<string, unknown>[] {
  return moduleOf(text).events.flatMap((event) => {
    if (event.kind !== "read") return [];
    const { scope, required, hasDefault, fallback, ...all } = event;
    const { kind: _, at: __, language: ___, guarded: ____, assignedTo: _____, ...rest } = all;
    return [
      {
        ...rest,
        ...(required ? { required } : {}),
        ...(hasDefault ? { default: fallback } : {}),
        ...(scope.kind === "module" ? {} : { in: scope.kind === "function" ? scope.name : scope.kind }),
      },
    ];
  });
}
