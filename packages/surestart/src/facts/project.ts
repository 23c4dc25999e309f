import type { Place } from "../finding.ts";

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
  | "decouple"
  | "django-environ"
  | "starlette"
  | "compose"
  | "docker"
  | "direnv"
  | "bash";

/** A setting, with dots between the names that lead to it, and the variable that it is taken from. */
export interface ConfigName {
  key: string;
  name: string;
  at: Place;
}

export interface ProjectFacts {
  dir: string;
  /** The top of the git work tree, or `dir`. */
  root: string;
  /** Language and frameworks, in words: "python", "fastapi". */
  stack: string[];
  /** NODE_ENV (or the framework's own switch) says production. */
  production: boolean;
  /** What is typed here is read by cmd or PowerShell. */
  windows?: boolean;
  /** The folder is in a git work tree and git answers. */
  git: boolean;
  /** Files of the project that are no sources and say which tools it uses (alembic.ini, schema.prisma, config/default.json), relative. */
  files?: string[];
  /** Settings that a file says are taken from variables. */
  configNames?: ConfigName[];
  /** Languages of the program, by name, whose sources are not read; without a start command, those of the folder. */
  unread?: string[];
  /** Without a start command: what may be meant to start the project. */
  proposals?: Proposal[];
}

/** A command that may start a project, as it is typed, and the file that suggests it. */
export interface Proposal {
  command: string;
  because: string;
}

/** The start command, read: what really runs after npm, `sh -c`, `poetry run` and their like. */
export interface StartCommand {
  /** As it was given or found. */
  argv: string[];
  /** Where it was found; "argument" when it was typed. */
  from: "argument" | Place;
  /** The innermost command. Equals `argv` where nothing is wrapped around it. */
  program: string[];
  /** Where the innermost is when that is a file (a script of package.json, a line of a shell script). */
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
  /** Names that the command sets to what only running it would tell (`export SPEED=$((2 * 40))`, `$(hostname)`). */
  computed?: string[];
  /** .env files that the command itself loads: `--env-file`, `dotenv -e`, a script that sources one. In order. */
  envFiles: CommandEnvFile[];
  /**
   * The port flag that the command has: the port's own text, and the index in `program` of the word that ends with it
   * (`8000`, `--port=8000`, `127.0.0.1:8000`).
   */
  port: { value: string; index: number; flag: string } | null;
  /** The variable that the command takes its port from: `--port $PORT`, UVICORN_PORT. `port` is null where it is unset. */
  portVariable?: string;
  host: { value: string; index: number; flag: string } | null;
  /** The program starts again by itself or in several processes (`--reload`, `--workers`, `--watch`). */
  reloads: boolean;
  /** `program` is all that `argv` runs: no step before it, nothing next to it. */
  alone?: boolean;
  /** A script hands over to it by `exec`, whatever the script finds: its name can only mean a program. */
  execs?: true;
  /** The entry does not exist, and a step of the command builds. */
  builds?: true;
  /** A package manager is asked for a script that its package.json does not have; `names`: those that it has. */
  scriptMissing?: { name: string; manager: string; file: string; at: Place; names: string[] };
  /** Calls of a runner that runs scripts of a monorepo's packages, as it is called and where. */
  tasks?: { argv: string[]; cwd: string }[];
  /** What is between the command and the program, and keeps variables from it. */
  drops?: Drop[];
  /** Names that a script sets as cmd of Windows does (`set NAME=value`), which in a shell of Unix sets none. */
  setInVain?: { name: string; at: Place | null }[];
  /** Own files that run before the entry (`--import ./x.mjs`, `-r ./x.cjs`), in order. */
  preloads?: string[];
}

/** Names with `*` stand for all that begin so. */
export interface Drop {
  /** The program that does it ("turbo", "sudo"), or the shell's own word ("unset"). */
  by: string;
  /** Where that is written: the line of the script, the task in its file. */
  at: Place | null;
  /** It drops these alone. */
  names?: string[];
  /** It drops all but these. */
  keeps?: string[];
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
  /** A script hands its lines on as they stand, with their quotes and carriage returns (`env $(cat .env)`, a read loop). */
  verbatim?: true;
  /** A script sources it without `set -a`: only these of its names reach the program. */
  passes?: string[];
}

/** What the start command runs first. */
export interface Entry {
  /** A Python module by name (`-m pkg`, `uvicorn pkg.main:app`), or a file. */
  kind: "module" | "file";
  /** The dotted name of a module. */
  module?: string;
  /** The module as the command names it, where that is the path of a file and the program takes names of modules alone. */
  path?: string;
  /** The attribute that a server takes from it: `app` of `main:app`. */
  attribute?: string;
  /** The file, when it exists. */
  file: string | null;
  /** The file as the command names it, when it does not exist. */
  missing?: string;
  /** The source from which the missing file is built (`src/main.ts` for `dist/main.js`): what it will do is read there. */
  source?: string;
}
