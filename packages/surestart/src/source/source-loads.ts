import { existsSync } from "node:fs";
import { posix, resolve } from "node:path";
import type { SourceLoad } from "../facts.ts";
import { filesOfLoad, isSearch } from "./env-files.ts";
import type { Execution } from "./execute.ts";
import type { KnownNames } from "./known-names.ts";
import type { OrderedLoad } from "./loaded.ts";
import type { LoadEvent, SourceEvent, SourceModule } from "./module.ts";

/** Where paths of loads are relative to: the project, the top of the work tree, the program's working folder; all absolute. */
export interface Folders {
  dir: string;
  root: string;
  cwd: string;
}

/** The loads that are in the modules, with their place in the order of the start. */
export function findLoads(
  modules: SourceModule[],
  execution: Execution,
  where: Folders,
  names: KnownNames,
): OrderedLoad[] {
  const reached = new Set(execution.modules);
  const found = modules.flatMap((module) =>
    module.events.flatMap((event): OrderedLoad[] => {
      if (event.kind !== "load" || event.scope.kind === "types") return [];
      const happened = execution.happened.get(event);
      const files = filesOfLoad(event, module.file, where) ?? fromOther(event, module, names, where);
      const other = event.before === undefined ? null : takesOther(files ?? [], event.before, where.dir);
      const load: SourceLoad = {
        at: event.at,
        language: module.language,
        dialect: event.dialect,
        how: event.how,
        files: other ? null : files,
        search: event.base,
        override: event.override,
        own: event.own,
        when: happened?.when ?? (event.scope.kind === "module" ? "import" : "request"),
        reached: reached.has(module) && (happened !== undefined || event.scope.kind === "function"),
        order: happened?.order ?? null,
        package: event.package,
        ...(event.demands && !event.guarded && !event.conditional && !happened?.conditional
          ? { demands: true }
          : {}),
        ...(event.byHand || other ? { byHand: true } : {}),
        ...(other ? { instead: other } : {}),
        ...(event.keeps && !other ? { keeps: event.keeps } : {}),
        ...(event.knows && !isInherited(event.settings, modules) ? { knows: event.knows } : {}),
        ...(event.path ? { path: event.path } : {}),
      };
      return [ordered(load, event, module, names)];
    }),
  );
  return found;
}

/** A class that is made of this one may have more fields. */
function isInherited(name: string | undefined, modules: readonly SourceModule[]): boolean {
  const last = (word: string): string | undefined => word.split(".").at(-1);
  return modules.some((module) =>
    module.functions.some(({ inherits = [] }) => inherits.some((base) => last(base) === last(name ?? ""))),
  );
}

/** Folder by folder upward, the file of the other kind is met before one of these. */
function takesOther(files: readonly string[], before: string, dir: string): string | null {
  for (const file of files) {
    if (existsSync(resolve(dir, file, "..", before))) return posix.join(posix.dirname(file), before);
    if (existsSync(resolve(dir, file))) return null;
  }
  return null;
}

/** The path is made of one that another module holds. */
function fromOther(
  { pathFrom }: LoadEvent,
  module: SourceModule,
  names: KnownNames,
  where: Folders,
): string[] | null {
  const held = pathFrom && names.value(module, pathFrom.name);
  const path = held?.value.path ?? textPath(held?.value.literal);
  if (!held || !path) return null;
  const below = { paths: [posix.join(path.path, pathFrom.below)], base: path.base };
  return filesOfLoad(below, held.module.file, where);
}

function textPath(literal: unknown): { path: string; base: "cwd" } | null {
  return typeof literal === "string" ? { path: literal, base: "cwd" } : null;
}

function ordered(
  load: SourceLoad,
  event: SourceEvent & LoadEvent,
  module: SourceModule,
  names: KnownNames,
): OrderedLoad {
  const own = event.settings ? (names.family(module, event.settings)[0] as string) : `${module.file}#`;
  return {
    load,
    order: load.order ?? Number.POSITIVE_INFINITY,
    settings: event.own ? own : null,
    search: isSearch(event.base),
    unsure: false,
  };
}
