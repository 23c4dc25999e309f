import type { Dialect, Language, Loader, SourceListen, SourceRead } from "../facts.ts";
import type { Place } from "../finding.ts";

/**
 * One source file, read: what the languages have in common, so that the order of execution, what a helper of the project
 * reads, and whether a load comes first are worked out once for all of them (`survey-source.ts`), and a parser only fills this in.
 */
export interface SourceModule {
  file: string;
  language: Language;
  /** In the order in which the file executes them; hoisted imports of ESM stand first. */
  events: SourceEvent[];
  /** Functions of the file that read a variable whose name is their argument (`requireEnv("X")`), or that load. */
  functions: SourceFunction[];
  names: { name: string; at: Place; makes: string | null }[];
  broken: { at: Place; message: string } | null;
}

/**
 * Where an event stands. module: it runs when the file is imported. main: only when the file is the script that is started
 * (`if __name__ == "__main__"`, `require.main === module`). function: only when `name` is called.
 * types: never at run time (TYPE_CHECKING, `import type`). A class body is `module`.
 */
export type Scope =
  | { kind: "module" }
  | { kind: "main" }
  | { kind: "types" }
  | { kind: "function"; name: string };

export type SourceEvent = { at: Place; scope: Scope; guarded: boolean } & (
  | {
      kind: "import";
      specifier: string;
      /** Names that are taken from it; "*" for all. */
      names: { name: string; as: string }[];
      /** Leading dots of a Python relative import. */
      level: number;
      dynamic: boolean;
    }
  | ({ kind: "read" } & Partial<SourceRead> &
      Pick<SourceRead, "name" | "required" | "hasDefault" | "fallback">)
  | {
      kind: "load";
      dialect: Dialect;
      how: string;
      /** Paths as far as they can be told: null at run time. `base` is what a relative one is relative to. */
      paths: string[] | null;
      base: Loader["search"];
      override: boolean;
      own: boolean;
      package: string | null;
    }
  | ({ kind: "listen" } & Pick<SourceListen, "call" | "port" | "variable" | "host" | "portAt">)
  /** A call of a function of the project; its literal string arguments, for helpers that read or load. */
  | { kind: "call"; callee: string; args: (string | null)[] }
);

export interface SourceFunction {
  name: string;
  at: Place;
  /** It reads the variable that its argument number `index` names; `fallbackIndex` is the argument that is the default. */
  readsArgument: {
    index: number;
    fallbackIndex: number | null;
    required: boolean;
    as?: SourceRead["as"];
  } | null;
}
