import type { Place } from "../finding.ts";
import type { Dialect } from "./project.ts";
import type { LoadSearch, SourceRead } from "./source.ts";

export interface EnvFacts {
  /** Every .env-like file from the project's folder, the program's folder and the folders above them up to `root`. */
  files: EnvFile[];
  /** What brings a .env into this program, in the order in which it happens. */
  loaders: Loader[];
  /** What brings a .env into other programs of this project (a frontend, compose): they only compare. */
  otherLoaders: Loader[];
  /** Files that the start command would load, if the package with which it does were installed; `named`: an option names the file. */
  unloaded?: { file: string; how: string; needs: string; named: boolean }[];
  /** The environment that the program is given, before any .env. */
  environment: Record<string, string>;
  variables: Variable[];
  /** The file that `run` loads for the program by itself, when nothing in the project loads one. */
  loadedByRun: { file: string; dialect: Dialect; names: string[] } | null;
  /** The first file that `run` looks for, whether it exists or not, and how it would read it. Absent in old facts. */
  runLooksFor?: { file: string; dialect: Dialect };
}

export interface EnvFile {
  file: string;
  /** env: a name that loaders read. example: documentation. misnamed: meant as .env, with a name that no loader reads. */
  role: "env" | "example" | "misnamed";
  state: "ok" | "permission" | "folder" | "dangling";
  /** Permission bits, null on Windows. */
  mode: number | null;
  /** On Windows: the groups of all users that may read it; missing where nobody has asked. */
  readers?: string[];
  /** git tracks it; null when that was not asked or there is no git. */
  tracked: boolean | null;
  lines: number;
  bindings: EnvBinding[];
  /** Faults of the text itself, by the catalogue's name after `env/`, in the dialects in use. */
  problems: EnvProblem[];
  /** What each dialect in use reads from it. */
  readings: Partial<Record<Dialect, Record<string, string>>>;
}

/** One assignment, as a person means it. */
export interface EnvBinding {
  key: string;
  /** The value as a person means it: quotes off, nothing expanded. */
  value: string;
  line: number;
  endLine: number;
  keyColumn: number;
  valueColumn: number;
  valueEndColumn: number;
  quote: "" | "'" | '"' | "`";
  exported: boolean;
}

export interface EnvProblem {
  /** The catalogue's code. */
  code: string;
  at: Place;
  /** The key of the line, where it has one. */
  key: string | null;
  /** Keys that are lost or swallowed by it. */
  loses: string[];
  /** The dialects in use in which it bites. */
  dialects: Dialect[];
  /** Numbers and words for the sentence; no values of variables. */
  args: Record<string, string | number | boolean>;
  /** What the lines of the fault should be, where one reading is evident. Never printed but as a masked diff. */
  lines?: string[];
}

export interface Loader {
  dialect: Dialect;
  /** As it is written: `load_dotenv()`, `--env-file`, `import "dotenv/config"`, `SettingsConfigDict(env_file=…)`. */
  how: string;
  /** null: the command itself. */
  at: Place | null;
  /** The files that it would read, in its order, whether they exist or not. */
  files: string[];
  /** Those that exist. */
  found: string[];
  /** It overrides what is set already. */
  override: boolean;
  /** The file it reads can be told; false where it is chosen at run time. */
  plain: boolean;
  search: LoadSearch;
  /** Its values go to an object of its own and not into the process environment (pydantic settings, `dotenv_values`). */
  own: boolean;
  when: "command" | "import" | "start" | "request";
  /** The loader's package can be imported; null when that was not asked. */
  installed: boolean | null;
  /** Its package is not installed, and the start fails for that reason: a finding by itself, and once it is installed it loads. */
  fails?: true;
  /** It throws when the file is missing, and nothing catches that (`process.loadEnvFile()`). */
  demands?: true;
  /** The project's own lines read the file: how they read it is not known. */
  byHand?: true;
  /** A file of another kind that it meets first and reads instead (decouple's settings.ini). */
  instead?: string;
  /** A settings class refuses the file when it has another name than these, in any letter case. */
  knows?: string[];
  /** What those lines leave in a value, where that is plain. */
  keeps?: ("quotes" | "returns")[];
  /** A script hands its lines on as they stand, carriage returns too. */
  verbatim?: true;
  /**
   * It takes only these from its files: compose the names that are in its own file, Vite those of its prefix, a script that
   * sources one without `set -a` those that it exports.
   */
  only?: { names?: string[]; prefixes?: string[] };
  /** The expression that gives the path, as it is written, when it is on one line. */
  path?: { at: Place; text: string };
}

export interface Variable {
  name: string;
  /** The name says that it is a secret. */
  secret: boolean;
  /** The value with which the program's reads of it end, as it is started by the bare command; null when unset. */
  value: string | null;
  /** The value that is set somewhere, whether it reaches the program or not. */
  setValue: string | null;
  from: "environment" | Place | null;
  hides: Place[];
  /** The environment has it with another value, and a loader that overrides has taken its place. */
  hidesEnvironment?: true;
  reads: SourceRead[];
  readings: Partial<Record<Dialect, "same" | "differs" | "missing">>;
}
