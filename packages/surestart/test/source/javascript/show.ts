import { readJavaScript } from "../../../src/source/javascript/index.ts";
import type { SourceEvent, SourceModule } from "../../../src/source/module.ts";

/** Reads a snippet and fails where it cannot be parsed. */
export function read(code: string, file = "a.mjs"): SourceModule {
  const module = readJavaScript(code, file);
  if (module.broken) throw new Error(`${module.broken.message} in ${code}`);
  return module;
}

type Kind = SourceEvent["kind"];
type Of<K extends Kind> = Extract<SourceEvent, { kind: K }>;

export function eventsOf<K extends Kind>(module: SourceModule, kind: K): Of<K>[] {
  return module.events.filter((e): e is Of<K> => e.kind === kind);
}

/** Reads in short: `NAME! =default /either/ int min32 {a,b} nonempty <use> scope`. */
export function reads(code: string, file?: string): string[] {
  return eventsOf(read(code, file), "read").map((r) =>
    [
      r.name + (r.required ? "!" : ""),
      r.hasDefault ? `=${r.fallback ?? "?"}` : "",
      r.either ? `/${[...r.either].sort().join("|")}/` : "",
      r.as ?? "",
      r.minLength === undefined ? "" : `min${r.minLength}`,
      r.choices ? `{${r.choices.join(",")}}` : "",
      r.refusesEmpty ? "nonempty" : "",
      r.usedAs ? `<${r.usedAs}>` : "",
      scopeOf(r),
    ]
      .filter((part) => part !== "")
      .join(" "),
  );
}

/** "" at module level, else "main", "types", "in NAME"; with "guarded". */
export function scopeOf(event: SourceEvent): string {
  const { scope } = event;
  const where = scope.kind === "function" ? `in ${scope.name}` : scope.kind === "module" ? "" : scope.kind;
  return [where, event.guarded ? "guarded" : ""].filter((part) => part !== "").join(" ");
}
