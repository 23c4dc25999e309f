import type { Dialect, Language, Loader, SourceListen, SourceRead } from "../facts.ts";
import type { Place } from "../finding.ts";
import type { Demand } from "./demand.ts";

/**
 * One source file, read: what the languages have in common, so that the order of execution, what a helper of the project
 * reads, and whether a load comes first are worked out once for all of them (`survey-source.ts`), and a parser only fills this in.
 */
export interface SourceModule {
  file: string;
  language: Language;
  /** In the order in which the file executes them; hoisted imports of ESM stand first. */
  events: SourceEvent[];
  /** The file's functions that matter: those that read or load, that are called by name, that a server calls at its start. */
  functions: SourceFunction[];
  /** Top-level names, and the callee of the call that makes them (`app = FastAPI()`), null for anything else. */
  names: { name: string; at: Place; makes: string | null }[];
  broken: { at: Place; message: string } | null;
  /** What names of the module hold, where it is a variable or a literal, for those who import them. */
  values?: SourceValue[];
  /** Variables that the code itself sets (`os.environ["X"] = …`, `process.env.X ??= …`). */
  sets?: string[];
  /** Those that it sets to a value that it has elsewhere (`os.environ["X"] = settings.x`). */
  copies?: { name: string; from: string }[];
  /** Folders that it adds to those in which modules are looked for (`sys.path.append`); as the path of a load. */
  searches?: { path: string; base: Loader["search"] }[];
  /** Literal paths that it serves. */
  routes?: { path: string; at: Place }[];
  /** Where a statement that loads .env can be first. */
  top?: SourceTop;
  /** What an ES module exports of its own; what it passes on from others (`export *`) is in its imports. */
  exports?: string[];
}

/**
 * Where an event is. module: it runs when the file is imported. main: only when the file is the script that is started
 * (`if __name__ == "__main__"`, `require.main === module`). function: only when `name` is called; a method is
 * `Class.method`, what making an instance runs is `Class`. types: never at run time (TYPE_CHECKING, `import type`).
 * A class body is `module`.
 */
export type Scope =
  | { kind: "module" }
  | { kind: "main" }
  | { kind: "types" }
  | { kind: "function"; name: string };

/**
 * `guarded`: it is where its failure does no harm (try/except, try/catch, `.catch`).
 * `conditional`: it is in a branch, and need not happen when what is around it does.
 */
export type SourceEvent = { at: Place; scope: Scope; guarded: boolean; conditional?: boolean } & Happening;

export type Happening =
  | ImportEvent
  | ReadEvent
  | LoadEvent
  | ListenEvent
  | CallEvent
  | UseEvent
  | CommonJsEvent
  | FolderEvent;

/** A name that Node gives to CommonJS modules alone is used: `__dirname`, `require`. */
export interface CommonJsEvent {
  kind: "commonjs";
  name: string;
}

/** A library runs the scripts of a folder at the start, each with what it exports as default. */
export interface FolderEvent {
  kind: "folder";
  path: string;
  base: Loader["search"];
  /** Names of files that it runs, of those that stand for their folder, and of those that it leaves out. */
  script: RegExp;
  index: RegExp;
  besides: RegExp | null;
  /** Paths in the folder that it leaves out. */
  ignores: RegExp | null;
  /** In the text of a script whose default export it does not run. */
  optOut: RegExp;
}

export interface ImportEvent {
  kind: "import";
  specifier: string;
  /**
   * Names that are taken from it: `{ name: "x", as: "y" }`, a default export is "default". `{ name: "*", as: "ns" }` binds the
   * module itself (Python's `import a.b` binds "a.b"); `{ name: "*", as: "*" }` takes all names (`from x import *`, `export * from`).
   */
  names: { name: string; as: string }[];
  /** Leading dots of a Python relative import. */
  level: number;
  dynamic: boolean;
  /** It is in a text that names Django's settings. */
  settings?: true;
  /** It is a statement of an ES module, which is linked before anything runs. */
  linked?: {
    /** The specifier, and how it is written, quotes included. */
    at: Place;
    text: string;
    /** The `type` of its attributes. */
    type: string | null;
    /** Where each of `names` is asked for; `alone`: nothing else is between `import` and `from`. */
    names: { name: string; as: string; at: Place; alone: boolean }[];
  };
}

export type ReadEvent = { kind: "read" } & Partial<SourceRead> &
  Pick<SourceRead, "name" | "required" | "hasDefault" | "fallback"> & {
    /** It is filled by loads of its own that have the same word, in addition to the environment (a settings class, decouple). */
    settings?: string;
    /**
     * A field of a class whose base is of another module: a read only if that base turns out to be a settings class, whose
     * prefix and rules then count. `optional`: its type allows none. `named`: it names its variable itself.
     */
    field?: { name: string; optional: boolean; named: boolean };
  };

export interface LoadEvent {
  kind: "load";
  dialect: Dialect;
  how: string;
  /** Paths as far as they can be told: null at run time. `base` is what a relative one is relative to. */
  paths: string[] | null;
  base: Loader["search"];
  /** The path is made of what another module's name holds, and of a path below it. */
  pathFrom?: { name: string; below: string };
  override: boolean;
  own: boolean;
  package: string | null;
  /** It throws when the file is missing. */
  demands?: true;
  /** The project's own lines read the file: how they read it is not known. */
  byHand?: true;
  /** What those lines leave in a value, where that is plain. */
  keeps?: ("quotes" | "returns")[];
  /** Of a search upward: a file that is taken, and how it is read not known, in the first folder that has it before the other. */
  before?: string;
  /** A settings class refuses the file when it has another name than these, in any letter case. */
  knows?: string[];
  settings?: string;
  /** The expression that gives the path, as it is written, when it is on one line. */
  path?: { at: Place; text: string };
}

export type ListenEvent = { kind: "listen" } & Pick<
  SourceListen,
  "call" | "port" | "variable" | "host" | "portAt"
> & {
    /** The name that holds the port when it comes from another module: "config.PORT", "settings.port". */
    portFrom?: string;
    hostFrom?: string;
    hostVariable?: string;
  };

/** A call of what may be a function of the project, named as it is written ("require_env", "config.load", "env.get"). */
export interface CallEvent {
  kind: "call";
  callee: string;
  /** Its literal string arguments by position; null for anything else. */
  args: (string | null)[];
  keywords?: Record<string, string | null>;
  /** It is handed more than is seen (`**given`). */
  open?: true;
  /** Arguments that are values of reads: position, and where the read is. */
  hands?: { index: number; at: Place }[];
  /** Arguments that are the enclosing function's own parameters: position in this call → that parameter's position. */
  passes?: Record<number, number>;
  /** Positions of arguments that are the environment itself; of a class how its instance is filled with it. */
  environment?: (number | Filling)[];
  /** Classes among the arguments, by position. */
  classes?: Record<number, string>;
  /** The class that is filled is this parameter of the function around. */
  classOf?: number;
  /** Where literal arguments are when that is not in the call itself (a list that a loop walks). */
  argsAt?: (Place | null)[];
  /** A server calls it at its start: it is handed over here and runs when all modules are loaded. */
  hook?: "start";
  /** What the caller makes of the value, when the call turns out to be a read. */
  context?: Demand;
  /** The name that the value is given to. */
  into?: string;
}

/** How the fields of an instance are filled with variables: made into their types, as the texts that they are; what is missing is not looked at. */
export type Filling = `${"converted" | "as text"}${"" | ", skipping"}`;

/** A value that was read elsewhere is used here: checked, converted, handed to a library. `value` is a dotted name. */
export interface UseEvent {
  kind: "use";
  value: string;
  /** null: it is worked out for those uses alone that are of a variable (`Library.contextsOf`). */
  context: Demand | null;
  /** It is asked for as an attribute or a key of what may be an object of settings. */
  asks?: true;
}

export interface SourceFunction {
  name: string;
  at: Place;
  /** It reads the variable that its argument number `index` names; `fallbackIndex` is the argument that is the default. */
  readsArgument: {
    index: number;
    fallbackIndex: number | null;
    /** Its default is the one that counts when the call gives none. */
    demand: Demand;
    /** What it puts in front of the argument: "APP_". */
    prefix?: string;
  } | null;
  /** It raises for an argument that is missing (`required`), empty, or not what it demands. */
  refusesArgument?: { index: number; demand: Demand };
  /** Names of its parameters, without `self`. */
  parameters?: string[];
  /** It has parameters without a default. */
  asks?: true;
  /** Where the read is whose value it gives back. */
  returnsRead?: Place;
  /** A server calls it at its start (startup hook, lifespan), or with a request (a route). */
  runs?: "start" | "request";
  /** The callee whose result it gives back, or the name of what it gives back. */
  returns?: string;
  /** Of a settings class of pydantic: its major, what it puts in front of a field's name, whether spelling counts. */
  settings?: { major: 1 | 2; prefix: string | null; exact: boolean };
  /** Of a class: the classes that it is made of, as they are named here. */
  inherits?: string[];
}

/** A name of the module that holds a variable's value or a literal. `name` may be dotted: "Settings.PORT". */
export interface SourceValue {
  name: string;
  at: Place;
  variable: string | null;
  literal: string | number | boolean | null;
  /** Another name that it only passes on: "config.PORT". */
  same?: string;
  /** It is what a library reads variables with, under this word: a call of it, or of a method of it, names one. */
  reader?: string;
  /** A path that it holds, as in a load. */
  path?: { path: string; base: Loader["search"] };
  /** It is an object whose attributes are variables, or values of its files (null: nobody can tell which). */
  settings?: {
    prefix: string;
    files: string[] | null;
    demands: { name: string; at: Place }[];
    given: string[];
  };
}

/** Places for a new statement, lines from 1. */
export interface SourceTop {
  /** The first line at which a statement can be: after shebang, docstring, `from __future__`, "use strict". */
  first: number;
  /** After the last import of the top of the file. */
  afterImports: number;
  /** Line ends and indent of the file. */
  eol: "\n" | "\r\n";
  module: "esm" | "cjs" | null;
}
