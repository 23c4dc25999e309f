import type { Place } from "../finding.ts";
import type { Dialect, Language } from "./project.ts";

export interface SourceFacts {
  /** What Node would refuse in the files that the start runs, in its order; a tool that transforms them may contain it. */
  moduleFaults?: ModuleFault[];
  /** How JavaScript files are loaded, for those of which it is known. */
  modules?: Record<string, "esm" | "cjs">;
  /** Where a load belongs so that every read of the start comes after it, and what is to be written there. */
  loadBelongs?: {
    file: string;
    line: number;
    language: Language;
    module: "esm" | "cjs" | "python";
    /** Blanks in front of it, where it belongs into a block. */
    indent?: string;
  } | null;
  /** The files that were read, in import order from the entry where that is known; the others after it. */
  files: string[];
  /** How many source files the project has, with those that mention no variable. */
  seen?: number;
  /** All Python files of the project, whether they were read or not. */
  pythonFiles?: string[];
  /** Variables that the files of the start set themselves (`process.env.X ??= …`). */
  sets?: string[];
  /** The files that the start command reaches by imports. */
  reached: string[];
  reads: SourceRead[];
  loads: SourceLoad[];
  /** Where the code opens a port. */
  listens: SourceListen[];
  imports: SourceImport[];
  /** Literal paths that the application serves, where they were seen. */
  routes?: { path: string; at: Place }[];
  /** Top-level names of modules that matter for the start (the entry and what it imports). */
  names: { file: string; name: string; at: Place; makes: string | null }[];
  /** Files whose syntax could not be read, with the first place. */
  broken: { at: Place; message: string }[];
  /** Where a new statement can be in the files that are reached: lines from 1. */
  tops?: {
    file: string;
    first: number;
    afterImports: number;
    eol: "\n" | "\r\n";
    module: "esm" | "cjs" | null;
  }[];
}

/**
 * commonjs-name: an ES module uses what Node gives to CommonJS alone. not-exported: an ES module of the project is asked for
 * a name that it does not export. json-attribute: a JSON file is imported without `with { type: "json" }`.
 */
export type ModuleFault =
  /** One for a file: the first that the start comes to, and all uses of such names in the file. */
  | { kind: "commonjs-name"; at: Place; name: string; uses: { at: Place; name: string }[] }
  | {
      kind: "not-exported";
      at: Place;
      name: string;
      /** The name that it is to have in the importing file, and that no other is taken by the same statement. */
      as: string;
      alone: boolean;
      specifier: string;
      /** The module that is asked, and what it exports. */
      from: string;
      exports: string[];
    }
  /** `text` is the specifier with its quotes, as it is at `at`. */
  | { kind: "json-attribute"; at: Place; text: string };

/** A place where code reads an environment variable. */
export interface SourceRead {
  name: string;
  at: Place;
  language: Language;
  /** The code cannot go on without it: it raises, throws, exits, or hands it to something that does. */
  required: boolean;
  /** The literal default, when there is one. */
  fallback: string | null;
  hasDefault: boolean;
  when: "import" | "start" | "request";
  /** A load has run before this read when the program is started by its start command. null: cannot be told. */
  loaded: boolean | null;
  /** The file is reached from the entry. */
  reached: boolean;
  /** The names of which one is enough. */
  either?: string[];
  /** What the code makes of the value. */
  as?: "int" | "float" | "boolean" | "url" | "json" | "enum" | "duration" | "bytes" | "path" | "email";
  /** The schemes that its URL may have. */
  schemes?: readonly string[];
  /** The values that the code accepts, when it says so by a literal list. */
  choices?: string[];
  /** The least length that the code demands. */
  minLength?: number;
  /** Of the values that are set somewhere those for which the code throws or ends: what it does was followed with them. */
  refuses?: string[];
  /** Why, where that is known (`its value ${why}`), and what to do about it. */
  refusal?: { why: string; todo: string };
  /** The library or use that the value is handed to: "better-auth", "fernet", "jwt-hs256", "sqlalchemy", "redis" … */
  usedAs?: string;
  /** The text is decoded to bytes before it is used. */
  decodedFrom?: "hex" | "base64" | "base64url";
  /** Something in its text is replaced before it is used: its form says nothing about what is handed over. */
  edited?: true;
  /** The default is made at random at each start (`secrets.token_hex()`, `randomBytes`). */
  randomDefault?: boolean;
  /** An empty value is as bad as a missing one (a truth test, a conversion). */
  refusesEmpty?: boolean;
  /** The port that comes of an empty value although the code has a default: 0 is any free one, and the others are not ports. */
  portOfEmpty?: "0" | "NaN" | "";
  /** It asks an object that a loader gives (`dotenv_values()`, decouple's `config`), and the environment only in addition. */
  store?: true;
  /** A second look saw what came of this read. */
  seen?: "certain" | "likely";
  /** Its name counts in any letter case, as pydantic takes it. */
  anyCase?: true;
  /** Read by a settings class or schema (pydantic, zod, envalid) and not by name in the environment. */
  schema?: boolean;
  /** The chain of imports from the entry to this file. */
  chain?: string[];
  /** A load that runs too late for it. */
  lateLoad?: Place;
  /** It is in a branch: only some starts come to it. */
  conditional?: boolean;
  /** The name that the code gives the value: `KEY` of `KEY = os.environ["VAULT_KEY"]`, last part of an attribute. */
  assignedTo?: string;
}

/**
 * cwd: relative to the working folder. caller: searched upward from the calling file. file: from `__file__` and the like.
 */
export type LoadSearch = "cwd" | "cwd-up" | "caller-up" | "file" | "absolute" | "command";

/** A place where code loads a .env file. */
export interface SourceLoad {
  at: Place;
  language: Language;
  dialect: Dialect;
  how: string;
  /** The path as the code gives it, resolved: relative to the project; null where it is chosen at run time. */
  files: string[] | null;
  search: LoadSearch;
  override: boolean;
  own: boolean;
  when: "import" | "start" | "request";
  reached: boolean;
  /** Position in the order of execution from the entry; null when it is not reached. */
  order: number | null;
  /** The package that it needs ("python-dotenv", "dotenv"), null for what the runtime has itself. */
  package: string | null;
  /** It throws when the file is missing, and nothing catches that. */
  demands?: true;
  /** The project's own lines read the file: how they read it is not known. */
  byHand?: true;
  /** A file of another kind that it meets first and reads instead (decouple's settings.ini). */
  instead?: string;
  /** A settings class refuses the file when it has another name than these, in any letter case. */
  knows?: string[];
  /** What those lines leave in a value, where that is plain. */
  keeps?: ("quotes" | "returns")[];
  /** The expression that gives the path, as it is written, when it is on one line. */
  path?: { at: Place; text: string };
}

export interface SourceListen {
  at: Place;
  language: Language;
  /** "app.listen", "uvicorn.run", "app.run", "HTTPServer" … */
  call: string;
  /** A literal port. */
  port: number | null;
  /** The variable that it comes from. */
  variable: string | null;
  /** The literal host. */
  host: string | null;
  /** The variable that the host comes from. */
  hostVariable?: string;
  /** Where the port itself is: the literal, or the read of the variable. */
  portAt: Place | null;
  reached: boolean;
}

export interface SourceImport {
  at: Place;
  file: string;
  language: Language;
  /** As written: "fastapi", ".config", "./utils/errors", "@hono/node-server". */
  specifier: string;
  /** The project's own file that it means; null for a package or a missing file. */
  resolved: string | null;
  /** The package's name: first part of a Python name, name of an npm package; null for own files and built-in modules. */
  package: string | null;
  /** In try/except, under TYPE_CHECKING, `await import()` in a function, type-only: it may fail without harm. */
  optional: boolean;
  /** For types only (`import type`, under TYPE_CHECKING). */
  typesOnly?: boolean;
  /** Inside a function: not at start. */
  late: boolean;
  reached: boolean;
  /** The import is of the project's own kind (relative, or a folder of the project), and the file does not exist. */
  missing: boolean;
  /** No import statement, but the text that names Django's settings module. */
  settings?: true;
  /** Only `paths` or `baseUrl` of a tsconfig.json leads to the file: Node itself knows nothing of them. */
  alias?: true;
}
