import type { Dialect } from "../facts.ts";

/**
 * One way in which a tool brings a .env into a program. A parameter of its call is written as its place and its name:
 * `"0 path"`; only as its name where it is a keyword or a key of the options, and only as its place where it has no name.
 */
export interface Load {
  /** What is called, as a dotted word, its module first; `()` is what a call gives: "environs.Env().read_env". */
  calls?: readonly string[];
  /** Modules that load when they are imported. */
  imports?: readonly string[];
  /** Readers that look for their file when they are called for the first time. */
  firstUses?: readonly string[];
  /** The option that names the file of a settings class: in the class, and where an instance is made. */
  option?: { inClass: string; atCall: string };
  dialect: Dialect;
  /** The package that has to be installed; null: the runtime has it itself. */
  package: string | null;
  /** The path, or a list of them. */
  path?: string;
  /** The text of the file. Text that is not read from a file right there is no load of one. */
  content?: string;
  /**
   * Where .env is looked for when no path is given: in the working folder, upward from the folder of the calling file, in that
   * folder. convention: several files by mode, told only at run time. nothing: it loads none then.
   */
  usual: "cwd" | "caller-up" | "file" | "convention" | "nothing";
  /** A relative path is searched upward from the calling file, too, but where this parameter is false. */
  upward?: string;
  /** Searched upward from the working folder where this parameter is true. */
  fromCwd?: string;
  /** A file of another kind that is taken, in the first folder that has it before the .env. */
  before?: string;
  /** It replaces what is set already where this parameter is true. */
  override?: string;
  /** It loads nothing where this parameter is true, or given at all. */
  unless?: { true: string } | { given: string };
  /** What it gives: variables of the process, an object of its own, its own reader, or only the path of the file. @default environment */
  gives?: "environment" | "object" | "reader" | "path";
  /** The object that is filled in place of the process environment. */
  target?: string;
  /** It reads as dotenv-expand does where this option is given, or this module imported. */
  expands?: { option?: string; module: string };
  /** It throws when the file is missing. */
  demands?: true;
}

/** By the documentation of each. */
const javascript: readonly Load[] = [
  {
    calls: ["dotenv.config", "dotenv.configDotenv"],
    dialect: "dotenv",
    package: "dotenv",
    path: "path",
    usual: "cwd",
    override: "override",
    target: "processEnv",
    expands: { module: "dotenv-expand" },
  },
  {
    calls: ["dotenv.parse"],
    dialect: "dotenv",
    package: "dotenv",
    content: "0",
    usual: "nothing",
    gives: "object",
    expands: { module: "dotenv-expand" },
  },
  { imports: ["dotenv/config", "dotenv/config.js"], dialect: "dotenv", package: "dotenv", usual: "cwd" },
  { imports: ["dotenv-expand/config"], dialect: "dotenv-expand", package: "dotenv-expand", usual: "cwd" },
  {
    calls: ["dotenv-safe.config", "dotenv-safe.load"],
    dialect: "dotenv",
    package: "dotenv-safe",
    path: "path",
    usual: "cwd",
    override: "override",
    target: "processEnv",
    expands: { module: "dotenv-expand" },
  },
  { imports: ["dotenv-safe/config"], dialect: "dotenv", package: "dotenv-safe", usual: "cwd" },
  {
    calls: ["dotenv-flow.config"],
    dialect: "dotenv",
    package: "dotenv-flow",
    usual: "convention",
    expands: { module: "dotenv-expand" },
  },
  { imports: ["dotenv-flow/config"], dialect: "dotenv", package: "dotenv-flow", usual: "convention" },
  {
    calls: ["dotenv-mono.dotenvLoad", "dotenv-mono.load", "dotenv-mono.config"],
    dialect: "dotenv-expand",
    package: "dotenv-mono",
    usual: "convention",
  },
  { imports: ["dotenv-mono/load"], dialect: "dotenv-expand", package: "dotenv-mono", usual: "convention" },
  {
    calls: ["@dotenvx/dotenvx.config"],
    dialect: "dotenvx",
    package: "@dotenvx/dotenvx",
    path: "path",
    usual: "cwd",
    override: "overload override",
    target: "processEnv",
  },
  { imports: ["@dotenvx/dotenvx/config"], dialect: "dotenvx", package: "@dotenvx/dotenvx", usual: "cwd" },
  {
    calls: ["process.loadEnvFile"],
    dialect: "node",
    package: null,
    path: "0",
    usual: "cwd",
    demands: true,
  },
  {
    calls: ["util.parseEnv"],
    dialect: "node",
    package: null,
    content: "0",
    usual: "nothing",
    gives: "object",
  },
  {
    calls: ["vite.loadEnv"],
    dialect: "dotenv-expand",
    package: "vite",
    usual: "convention",
    gives: "object",
  },
  { calls: ["@next/env.loadEnvConfig"], dialect: "dotenv-expand", package: "@next/env", usual: "convention" },
  {
    calls: ["surestart/env.loadEnv"],
    dialect: "node",
    package: "surestart",
    path: "files",
    usual: "cwd",
    override: "override",
  },
  {
    calls: ["@nestjs/config.ConfigModule.forRoot"],
    dialect: "dotenv",
    package: "@nestjs/config",
    path: "envFilePath",
    usual: "cwd",
    unless: { true: "ignoreEnvFile" },
    expands: { option: "expandVariables", module: "dotenv-expand" },
  },
];

const python: readonly Load[] = [
  {
    calls: ["dotenv.load_dotenv", "dotenv.main.load_dotenv"],
    dialect: "python",
    package: "python-dotenv",
    path: "0 dotenv_path",
    usual: "caller-up",
    unless: { given: "stream" },
    override: "3 override",
  },
  {
    calls: ["dotenv.dotenv_values", "dotenv.main.dotenv_values"],
    dialect: "python",
    package: "python-dotenv",
    path: "0 dotenv_path",
    usual: "caller-up",
    unless: { given: "stream" },
    gives: "object",
  },
  {
    calls: ["dotenv.find_dotenv", "dotenv.main.find_dotenv"],
    dialect: "python",
    package: "python-dotenv",
    path: "0 filename",
    usual: "caller-up",
    fromCwd: "2 usecwd",
    gives: "path",
  },
  {
    calls: ["environs.Env().read_env", "environs.Env.read_env"],
    dialect: "python",
    package: "environs",
    path: "0 path",
    usual: "caller-up",
    upward: "recurse",
    override: "override",
  },
  {
    calls: ["environ.Env.read_env", "environ.Env().read_env"],
    dialect: "python",
    package: "django-environ",
    path: "0 env_file",
    usual: "file",
    override: "overwrite",
  },
  {
    calls: ["starlette.config.Config"],
    dialect: "python",
    package: "starlette",
    path: "0 env_file",
    usual: "nothing",
    gives: "reader",
  },
  {
    calls: ["decouple.RepositoryEnv"],
    dialect: "python",
    package: "python-decouple",
    path: "0",
    usual: "nothing",
    gives: "reader",
  },
  {
    firstUses: ["decouple.config", "decouple.AutoConfig()"],
    dialect: "python",
    package: "python-decouple",
    usual: "caller-up",
    before: "settings.ini",
    gives: "reader",
  },
  {
    option: { inClass: "env_file", atCall: "_env_file" },
    dialect: "python",
    package: "python-dotenv",
    usual: "nothing",
    gives: "object",
  },
];

const rows = { javascript, python };

/** The loader that a call is, by its dotted word. */
export function loadOf(language: keyof typeof rows, origin: string | null | undefined): Load | null {
  return (origin && byCall[language].get(origin)) || null;
}

const byCall = { javascript: index(javascript, "calls"), python: index(python, "calls") };
const byModule = index(javascript, "imports");
const byFirstUse = index(python, "firstUses");

/** The loader that importing a module is. */
export function loadOfModule(specifier: string): Load | null {
  return byModule.get(specifier) ?? null;
}

/** The loader that looks for its file when this reader is called for the first time. */
export function loadAtFirstUse(origin: string): Load | null {
  return byFirstUse.get(origin) ?? null;
}

/** The option of a settings class that names its file. */
export const settingsOption = python.flatMap(({ option }) => option ?? [])[0] as NonNullable<Load["option"]>;

export function loadsOf(language: keyof typeof rows): readonly Load[] {
  return rows[language];
}

function index(loads: readonly Load[], key: "calls" | "imports" | "firstUses"): Map<string, Load> {
  return new Map(loads.flatMap((load) => load[key]?.map((word) => [word, load] as const) ?? []));
}

/** The module of JavaScript that has what is called, and the way to it inside: "@nestjs/config" and "ConfigModule.forRoot". */
export function moduleOfCall(word: string, pack: string | null): { module: string; path: string[] } {
  const from = pack !== null && word.startsWith(pack) ? pack.length : 0;
  const dot = word.indexOf(".", from);
  return { module: word.slice(0, dot), path: word.slice(dot + 1).split(".") };
}
