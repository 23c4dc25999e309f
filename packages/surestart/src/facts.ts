import type { Place } from "./finding.ts";

/**
 * Everything that diagnose knows, as plain data: it can be written as JSON, so that one user's failure becomes a case.
 * Files are relative to `project.dir` with forward slashes; folders that are called `dir` or `cwd` are absolute.
 * Values of variables stand here unmasked: facts are never printed, only findings are.
 */
export interface Facts {
  /** doctor: nothing was run. run: `run` holds what happened. */
  stage: "doctor" | "run";
  project: ProjectFacts;
  command: StartCommand | null;
  env: EnvFacts;
  source: SourceFacts;
  runtime: RuntimeFacts;
  port: PortFacts;
  services: ServiceFact[];
  run: RunFacts | null;
}

export type Language = "python" | "javascript" | "typescript" | "shell" | "other";

export type Dialect =
  | "dotenv"
  | "dotenv-expand"
  | "dotenvx"
  | "node"
  | "node20"
  | "deno"
  | "bun"
  | "python"
  | "compose"
  | "docker"
  | "direnv"
  | "bash";

export interface ProjectFacts {
  dir: string;
  /** The top of the git work tree, or `dir`. */
  root: string;
  /** Language and frameworks, in words: "python", "fastapi". */
  stack: string[];
  /** NODE_ENV (or the framework's own switch) says production. */
  production: boolean;
  /** The folder lies in a git work tree and git answers. */
  git: boolean;
  /** Files of the project that are no sources and say which tools it uses (alembic.ini, schema.prisma), relative. */
  files?: string[];
}

/** The start command, read: what really runs after npm, `sh -c`, `poetry run` and their like. */
export interface StartCommand {
  /** As it was given or found. */
  argv: string[];
  /** Where it was found; "argument" when it was typed. */
  from: "argument" | Place;
  /** The innermost command. Equals `argv` where nothing is wrapped around it. */
  program: string[];
  /** Where the innermost stands when that is a file (a script of package.json, a line of a shell script). */
  at: Place | null;
  /** Wrappers on the way, outermost first: "npm", "sh", "poetry", "uv", "nodemon" … */
  through: string[];
  /** The folder in which the program runs. */
  cwd: string;
  language: Language | null;
  /** The known server or launcher: "uvicorn", "gunicorn", "flask", "django", "vite" …; "node" or "python" for a plain program. */
  server: string | null;
  entry: Entry | null;
  /** Folders that are searched for Python modules first (`--app-dir`, PYTHONPATH, a script's own folder). Absolute. */
  importDirs: string[];
  /** Assignments in front of the command (`PORT=1 node x`, cross-env). */
  env: Record<string, string>;
  /** .env files that the command itself loads: `--env-file`, `dotenv -e`, a script that sources one. In order. */
  envFiles: CommandEnvFile[];
  /**
   * The port flag that the command bears: the port's own text, and the index in `program` of the word that ends with it
   * (`8000`, `--port=8000`, `127.0.0.1:8000`).
   */
  port: { value: string; index: number; flag: string } | null;
  /** The variable that the command takes its port from: `--port $PORT`, UVICORN_PORT. `port` is null where it is unset. */
  portVariable?: string;
  host: { value: string; index: number; flag: string } | null;
  /** The program starts again by itself or in several processes (`--reload`, `--workers`, `--watch`). */
  reloads: boolean;
  /** `program` is all that `argv` runs: no step before it, nothing beside it. */
  alone?: boolean;
  /** Own files that run before the entry (`--import ./x.mjs`, `-r ./x.cjs`), in order. */
  preloads?: string[];
}

/**
 * A .env file that the start command itself loads, in the order in which it loads them. Of two that set a name the first
 * wins, unless the later has `override`, or both are one runtime's own (node, deno, bun): there the later wins.
 */
export interface CommandEnvFile {
  file: string;
  dialect: Dialect;
  at: Place | null;
  /** A missing file is no fault. */
  optional: boolean;
  /** An earlier step of the command writes it (`prestart`, `cp .env.example .env &&`): that it is missing now says nothing. */
  made?: true;
  override: boolean;
  /** As it is written: `--env-file=.env`, `. ./.env`; the name of what loads it where nothing is written ("flask"). */
  how?: string;
  /** The Python distribution without which it is not loaded, and nothing fails ("python-dotenv" for flask). */
  needs?: string;
  /** false: a script sources it without `set -a`; only lines that bear `export` reach the program. */
  exported?: boolean;
}

/** What the start command runs first. */
export interface Entry {
  /** A Python module by name (`-m pkg`, `uvicorn pkg.main:app`), or a file. */
  kind: "module" | "file";
  /** The dotted name of a module. */
  module?: string;
  /** The attribute that a server takes from it: `app` of `main:app`. */
  attribute?: string;
  /** The file, when it exists. */
  file: string | null;
  /** The file as the command names it, when it does not exist. */
  missing?: string;
}

// ---------------------------------------------------------------- env

export interface EnvFacts {
  /** Every .env-like file from the project's folder, the program's folder and the folders above them up to `root`. */
  files: EnvFile[];
  /** What brings a .env into this program, in the order in which it happens. */
  loaders: Loader[];
  /** What brings a .env into other programs of this project (a frontend, compose): they only compare. */
  otherLoaders: Loader[];
  /** The environment that the program is given, before any .env. */
  environment: Record<string, string>;
  variables: Variable[];
  /** The file that `run` loads for the program by itself, when nothing in the project loads one. */
  loadedByRun: { file: string; dialect: Dialect; names: string[] } | null;
}

export interface EnvFile {
  file: string;
  /** env: a name that loaders read. example: documentation. misnamed: meant as .env, with a name that no loader reads. */
  role: "env" | "example" | "misnamed";
  state: "ok" | "permission" | "folder" | "dangling";
  /** Permission bits, null on Windows. */
  mode: number | null;
  /** git tracks it; null when that was not asked or there is no git. */
  tracked: boolean | null;
  lines: number;
  bindings: EnvBinding[];
  /** Faults of the text itself, by the catalogue's name behind `env/`, in the dialects in use. */
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
  /** cwd: relative to the working folder. caller: searched upward from the calling file. file: from `__file__` and the like. */
  search: "cwd" | "cwd-up" | "caller-up" | "file" | "absolute" | "command";
  /** Its values go to an object of its own and not into the process environment (pydantic settings, `dotenv_values`). */
  own: boolean;
  when: "command" | "import" | "start" | "request";
  /** The loader's package can be imported; null when that was not asked. */
  installed: boolean | null;
  /** It throws when the file is missing, and nothing catches that (`process.loadEnvFile()`). */
  demands?: true;
  /** The project's own lines read the file: how they read it is not known. */
  byHand?: true;
  /** The expression that gives the path, as it is written, when it stands on one line. */
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
  reads: SourceRead[];
  readings: Partial<Record<Dialect, "same" | "differs" | "missing">>;
}

// ---------------------------------------------------------------- source

export interface SourceFacts {
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
  /** The files that were read, in import order from the entry where that is known; the others behind. */
  files: string[];
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
  /** Where a new statement can stand in the files that are reached: lines from 1. */
  tops?: {
    file: string;
    first: number;
    afterImports: number;
    eol: "\n" | "\r\n";
    module: "esm" | "cjs" | null;
  }[];
}

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
  /** The values that the code accepts, when it says so by a literal list. */
  choices?: string[];
  /** The least length that the code demands. */
  minLength?: number;
  /** The library or use that the value is handed to: "better-auth", "fernet", "jwt-hs256", "sqlalchemy", "redis" … */
  usedAs?: string;
  /** The default is made at random at each start (`secrets.token_hex()`, `randomBytes`). */
  randomDefault?: boolean;
  /** An empty value is as bad as a missing one (a truth test, a conversion). */
  refusesEmpty?: boolean;
  /** Read by a settings class or schema (pydantic, zod, envalid) and not by name in the environment. */
  schema?: boolean;
  /** The chain of imports from the entry to this file. */
  chain?: string[];
  /** A load that runs too late for it. */
  lateLoad?: Place;
  /** It stands in a branch: only some starts come to it. */
  conditional?: boolean;
  /** The name that the code gives the value: `KEY` of `KEY = os.environ["VAULT_KEY"]`, last part of an attribute. */
  assignedTo?: string;
}

/** A place where code loads a .env file. */
export interface SourceLoad {
  at: Place;
  language: Language;
  dialect: Dialect;
  how: string;
  /** The path as the code gives it, resolved: relative to the project; null where it is chosen at run time. */
  files: string[] | null;
  search: Loader["search"];
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
  /** The expression that gives the path, as it is written, when it stands on one line. */
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
  /** Where the port itself stands: the literal, or the read of the variable. */
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
}

// ---------------------------------------------------------------- runtime

export interface RuntimeFacts {
  /** Of the program: the interpreter's path and version. */
  interpreter: { path: string | null; version: string | null } | null;
  /** Where the command's first word lies, null when it is not on PATH. */
  executable: string | null;
  /** Where it lies in a venv or node_modules when it is not on PATH. */
  executableNear: string[];
  /** The same of the program inside of npm, a script and their like; absent where nothing is wrapped around it. */
  program?: { word: string; path: string | null; near: string[] };
  /** Virtual environments of the project, relative. */
  venvs: string[];
  manifests: {
    file: string;
    kind: "package.json" | "requirements.txt" | "pyproject.toml" | "Pipfile" | "setup.py";
    packages: string[];
    dev: string[];
    /** Extras that are asked for (`uvicorn[standard]`), by the package's name. */
    extras?: Record<string, string[]>;
  }[];
  /** package.json has dependencies, and there is no node_modules from here upward. */
  nodeModulesMissing: Place | null;
  /** Packages that are imported by what the start reaches, and whether the interpreter in use has them. */
  packages: PackageFact[];
  /** A demand on the version, and that the interpreter does not meet it. */
  version: { at: Place; demands: string; has: string; met: boolean }[];
  /** A client that is generated from a schema and is missing. */
  generatedMissing?: { tool: string; command: string; at: Place } | null;
  /** The command that installs by the lockfile that is there: `npm ci`, `pnpm install --frozen-lockfile` … */
  lockfile?: string | null;
  /** For a missing own import, by "file specifier": the near file, and the specifier that would mean it. */
  nearFiles?: Record<string, { file: string; specifier: string }>;
  /** The entry lies in a build folder and does not exist. */
  buildMissing: { at: Place; entry: string; buildCommand: string | null } | null;
}

export interface PackageFact {
  /** As it is imported: `serial`, `dotenv`. */
  name: string;
  /** As it is installed, where that differs: `pyserial`, `python-dotenv`. */
  distribution: string;
  installed: boolean;
  /** The version of the installed distribution, where its metadata says it. */
  version?: string;
  /** A venv of the project has it. */
  inVenv: string | null;
  declared: boolean;
  /** The first import that is reached. */
  at: Place;
  optional: boolean;
  /** It is imported inside functions only: not at start. */
  late?: boolean;
  /** The start command itself names it (`python -m uvicorn`); `at` is then where the command or its entry stands. */
  byCommand?: true;
  /** The project's own file of this name hides it. */
  shadowedBy: string | null;
  /** The module that imports it and gets the project's file instead: "flask.cli"; absent where that is own code. */
  shadowedFor?: string;
  /** A declared package brings it along. */
  transitive?: boolean;
}

// ---------------------------------------------------------------- port

export interface PortFacts {
  /** The port that is wanted, and who says so; null when none of them says one. */
  wanted: {
    value: number;
    from: "option" | "flag" | "environment" | "env-file" | "source";
    at: Place | null;
  } | null;
  /** A value that is no port. `shown` is masked. */
  invalid: { variable: string | null; shown: string; from: string; at: Place | null } | null;
  host: { value: string; at: Place | null } | null;
  /** null: asked, and free. undefined: not asked. */
  holders?: Holder[] | null;
  /** Why it cannot be had when nobody listens on it. */
  busy?: {
    kind: "client-port" | "bound-not-listening" | "time-wait" | "unknown";
    evidence: string;
    pid?: number;
  } | null;
  /** 127.0.0.1 and ::1 are answered by two programs. */
  splitLoopback?: [Holder, Holder] | null;
  privileged?: { limit: number } | null;
  hostUnavailable?: { reason: "not-local" | "unresolved" } | null;
  reserved?: { from: number; to: number } | null;
}

/** A process that has a port. */
export interface Holder {
  /** null where the system does not let us see it; `uid` then says whose it is. */
  pid: number | null;
  /** Identity beside the pid: clock ticks since boot (Linux), or milliseconds since the epoch. */
  startTime: number | null;
  argv: string[];
  cwd: string | null;
  user: string | null;
  uid: number | null;
  /** Milliseconds since the epoch. */
  since: number | null;
  /** Parents, nearest first, by name: ["npm", "bash", "systemd"]. */
  parents: { pid: number; name: string }[];
  address: string;
  port: number;
  family: 4 | 6;
  /** The process group, where the system has one. */
  group: number | null;
  /** Identity of the listening socket (Linux: its inode), where the system tells it. */
  socket?: string | null;
  /** A process that must not be stopped, and why. */
  system: string | null;
  /** An earlier run of this project: same folder, same entry. */
  ownRun: boolean;
  /** This run of surestart itself gave out the port. */
  claimedBy: { pid: number; dir: string } | null;
}

// ---------------------------------------------------------------- service

export interface ServiceFact {
  /** The variable whose value names the service. */
  variable: string;
  at: Place | null;
  /** "postgres", "redis", "mysql", "mongodb", "amqp", "http" … */
  kind: string;
  scheme: string;
  host: string;
  port: number | null;
  /** Loopback or a private network: only those are asked without `--probe`. */
  near: boolean;
  answer: "open" | "refused" | "timeout" | "unknown-host" | "wrong-protocol" | "not-asked";
  /** What answered instead, in words. */
  saw: string | null;
  /** A service of this name stands in a compose file. */
  composeService: Place | null;
  /** The name of that service, where it is not the host. */
  composeName?: string;
  /** The variable is read while the program starts. */
  atStart: boolean;
}

// ---------------------------------------------------------------- run

/** What happened when the program was run. */
export interface RunFacts {
  outcome: "healthy" | "failed";
  /** exited: it ended by itself. killed: by a signal that is not ours. */
  ended: "healthy" | "exited" | "killed" | "timeout" | "not-spawned" | "interrupted" | "no-port";
  exit: { code: number | null; signal: string | null } | null;
  /** The error of starting the process: ENOENT, EACCES. */
  spawnError: { code: string; message: string } | null;
  pid: number | null;
  port: {
    wanted: number | null;
    used: number | null;
    given: number | null;
    told: string | null;
    movedBecause: Holder | "bind-error" | "busy" | null;
  };
  /** Sockets on which the process group listens. */
  listening: { address: string; port: number; pid: number }[];
  /** The program had the port itself when its second bind failed. */
  boundByItself?: boolean;
  /** Variables whose URL was set to the port in use for this run. */
  followed?: string[];
  /** Open connections of the group when it did not listen in time. */
  connections: { address: string; port: number; state: string; pid: number }[];
  health: HealthAnswer | null;
  /** Every address that was asked, with its last answer. */
  probes: HealthAnswer[];
  /** The last lines of stdout and stderr, in order of arrival, at most 500. */
  output: string[];
  crash: Crash | null;
  /** Lines of a healthy program's log that bear an error. */
  errorsInLog: string[];
  /** The .env that run loaded for the program, and the names that it set. */
  loaded: {
    file: string;
    dialect: Dialect;
    names: string[];
    because: "nothing-loads" | "read-before-load" | "loader-finds-none" | "mended";
    mended: string[];
  } | null;
  /** Milliseconds from the start of the command to the end of the wait. */
  ms: number;
}

export interface HealthAnswer {
  url: string;
  path: string;
  status: number | null;
  /** connect: nothing accepts. timeout: no answer in time. other-process: the socket is not ours. */
  problem: "connect" | "timeout" | "reset" | "other-process" | "protocol" | null;
  location: string | null;
  contentType: string | null;
  /** At most 2 KiB. */
  body: string | null;
  /** The process that answered. */
  pid: number | null;
  holder: Holder | null;
  /** Paths of its OpenAPI document or of the sources that look like a health path. */
  suggestions: string[];
}

/** The program's own error, read from its output. */
export interface Crash {
  language: "python" | "node" | "other";
  /** "ValueError", "ModuleNotFoundError", "Error", "TypeError" … */
  name: string;
  message: string;
  /** Node's or the system's code: "EADDRINUSE", "ERR_MODULE_NOT_FOUND". */
  code: string | null;
  /** Innermost last. `file` is relative to the project when it lies in it. */
  frames: {
    file: string;
    line: number;
    column?: number;
    function: string | null;
    own: boolean;
    text: string | null;
  }[];
  /** The innermost frame in the project. */
  at: Place | null;
  /** The errors below it (`Caused by`, `During handling of`, `[cause]`), nearest first. */
  causes: { name: string; message: string; code: string | null; at: Place | null }[];
  /** The lines of output that it was read from. */
  lines: string[];
}
