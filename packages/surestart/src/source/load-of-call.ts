import type { Load } from "../known/_find-loads.ts";
import type { Condition } from "../known/_loads.ts";
import { argumentOf, type Call } from "./call.ts";
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
  /** Its place, where it is on one line, and how it is written. */
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
  const literal = (parameter: string | undefined, unknown?: boolean): unknown => {
    const one = given(parameter);
    return one === undefined ? undefined : (reading.literal(one) ?? unknown);
  };
  const holds = (condition: Condition): boolean => {
    if ("given" in condition) return given(condition.given) !== undefined;
    return "true" in condition ? literal(condition.true) === true : literal(condition.false) === false;
  };
  // What is told only at run time may be true.
  const mayHold = (condition: Condition): boolean =>
    "true" in condition ? literal(condition.true, true) === true : holds(condition);
  if ((load.only && !mayHold(load.only)) || (load.unless && holds(load.unless))) return null;
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
    override: literal(load.override) === true,
    own:
      load.gives === "object"
        ? !reading.fillsEnvironment()
        : load.gives === "reader" || (target !== undefined && !reading.isEnvironment(target)),
    package: load.package,
    ...(demands() ? { demands: true } : {}),
    ...(load.ownRules && (load.ownRules === true || mayHold(load.ownRules)) ? { byHand: true } : {}),
    ...(load.before === undefined ? {} : { before: load.before }),
    ...(written ? { path: written } : {}),
  };

  // What is told only at run time may be false.
  function demands(): boolean {
    if (load.demands === undefined || load.demands === true) return load.demands === true;
    return !call.open && (literal(load.demands, false) ?? true) !== false;
  }

  function where(): Found | null {
    if (load.usual === "convention") return { paths: null, base: "cwd" };
    if (path !== undefined) return named(path);
    if (load.usual === "nothing") return null;
    // What is not seen may hold a path.
    if (call.open && load.path !== undefined) return { paths: null, base: "cwd" };
    return { paths: [...(load.files ?? [".env"])], base: load.usual };
  }

  function named(one: A): Found {
    const found = reading.paths(one);
    const upward = load.upward !== undefined && literal(load.upward) !== false;
    return upward && found.paths && found.base === "cwd" ? { paths: found.paths, base: "caller-up" } : found;
  }
}

/** What is shown of a load, in one line. */
export function shown(how: string): string {
  const line = how.replace(/\s+/g, " ");
  return line.length > 120 ? `${line.slice(0, 119)}…` : line;
}
