import type { Call } from "./call.ts";
import { argumentOf } from "./call.ts";
import type { Load } from "./loaders.ts";
import type { LoadEvent } from "./module.ts";

/** Where a load looks: the paths as LoadEvent has them. */
export type Found = Pick<LoadEvent, "paths" | "base" | "pathFrom">;

/** How a language's reader sees an argument. */
export interface Reading<A> {
  /** Its literal; undefined for anything else. */
  literal: (argument: A) => unknown;
  /** The paths that it names. */
  paths: (argument: A) => Found;
  /** The path of the file whose text it is, read right there; null for any other text. */
  readFrom: (argument: A) => A | null;
  /** It is the environment of the process. */
  isEnvironment: (argument: A) => boolean;
  /** Its place, where it stands on one line, and how it is written. */
  written: (argument: A, parameter: string) => LoadEvent["path"];
  /** A module is imported anywhere in the file. */
  imports: (module: string) => boolean;
  /** The file gives what it has read to the environment. */
  fillsEnvironment: () => boolean;
}

/** What a call of a loader loads, by its row; null where it loads nothing. */
export function loadOfCall<A>(load: Load, call: Call<A>, how: string, reading: Reading<A>): LoadEvent | null {
  const given = (parameter: string | undefined): A | undefined => {
    const one = parameter === undefined ? undefined : argumentOf(call, parameter);
    return one === undefined || reading.literal(one) === null ? undefined : one;
  };
  const isTrue = (parameter: string | undefined): boolean => {
    const one = given(parameter);
    return one !== undefined && reading.literal(one) === true;
  };
  const { unless } = load;
  if (unless && ("true" in unless ? isTrue(unless.true) : given(unless.given) !== undefined)) return null;
  const text = given(load.content);
  const path = load.content === undefined ? given(load.path) : (text && reading.readFrom(text)) || undefined;
  const found = where();
  if (found === null) return null;
  const target = given(load.target);
  const expands =
    load.expands !== undefined &&
    (given(load.expands.option) !== undefined || reading.imports(load.expands.module));
  const written =
    load.path !== undefined && path !== undefined ? reading.written(path, load.path) : undefined;
  return {
    kind: "load",
    dialect: expands ? "dotenv-expand" : load.dialect,
    how: shown(how),
    ...found,
    override: isTrue(load.override),
    own:
      load.gives === "object"
        ? !reading.fillsEnvironment()
        : load.gives === "reader" || (target !== undefined && !reading.isEnvironment(target)),
    package: load.package,
    ...(load.demands ? { demands: true } : {}),
    ...(load.before === undefined ? {} : { before: load.before }),
    ...(written ? { path: written } : {}),
  };

  function where(): Found | null {
    if (load.usual === "convention") return { paths: null, base: "cwd" };
    if (path !== undefined) return named(path);
    if (load.usual === "nothing") return null;
    // What is not seen may hold a path.
    if (call.open && load.path !== undefined) return { paths: null, base: "cwd" };
    return { paths: [".env"], base: load.usual };
  }

  function named(one: A): Found {
    const found = reading.paths(one);
    const exactly = load.upward !== undefined && literalOf(load.upward) === false;
    return load.upward !== undefined && found.paths && found.base === "cwd" && !exactly
      ? { paths: found.paths, base: "caller-up" }
      : found;
  }

  function literalOf(parameter: string): unknown {
    const one = argumentOf(call, parameter);
    return one === undefined ? undefined : reading.literal(one);
  }
}

/** What is shown of a load, in one line. */
export function shown(how: string): string {
  const line = how.replace(/\s+/g, " ");
  return line.length > 120 ? `${line.slice(0, 119)}…` : line;
}
