import type { Dialect, Language } from "../facts.ts";
import type { Convention } from "./_conventions.ts";
import type { Listen } from "./_listens.ts";
import type { Load } from "./_loads.ts";
import type { Conversion, LookUp, Reader } from "./_reads.ts";
import type { Says } from "./_says.ts";
import type { Schemas } from "./_schemas.ts";
import type { Take } from "./_takes.ts";

/**
 * All that surestart knows of one tool, as data: one file per tool. The rooms interpret these rows and name no tool
 * themselves. A part that a tool has nothing of is left out.
 *
 * What a start needs before the program runs (`startParts`) is copied by `npm run known` into `_start.ts`, so that a start
 * loads one small file; it must therefore be plain data: no functions, no imports.
 */
export interface Tool {
  /** As the facts name it (`StartCommand.server`, `through`) and as people call it. */
  name: string;
  /** What it is written for: the language of the program that it runs. */
  language?: Language;
  /** The programs and, in Python, the modules by which it is started. @default its name */
  programs?: readonly string[];
  /** The packages that bring it, by registry, where their name is not the tool's. */
  packages?: { npm?: string; pypi?: string };
  command?: Command;
  server?: Server;
  wraps?: Wraps;
  manager?: Manager;
  runner?: Runner;
  several?: Several;
  service?: Service;
  sources?: Sources;
  installs?: Installs;
  /** How it is brought to a machine, and the programs that come with it. */
  get?: { by: "npm" | "pipx" | "corepack"; also?: readonly string[] };
  /** It writes what is started: always, or with this first word. */
  builds?: true | RegExp;
  /** With this word it serves what has to be built first: one of these files is then there. */
  built?: { with: string; files: readonly string[] };
  /** The .env files that it reads by itself in the folder of what it builds or serves. */
  convention?: Convention;
  keeps?: Keeps;
  /** Ways in which code loads a .env with it. */
  loads?: readonly Load[];
  /** How code reads variables with it. */
  reads?: readonly Reader[];
  looksUp?: readonly LookUp[];
  schemas?: Schemas;
  converts?: readonly Conversion[];
  /** What it does with values of variables that code hands to it. */
  takes?: readonly Take[];
  /** Ways in which code opens a port with it. */
  listens?: readonly Listen[];
  framework?: Framework;
  /** What it says of a start that fails. */
  says?: Says;
}

/** The parts that a start needs. */
export const startParts = [
  "name",
  "language",
  "programs",
  "command",
  "server",
  "wraps",
  "manager",
  "runner",
  "several",
  "installs",
  "builds",
  "convention",
  "keeps",
  "loads",
] as const;

/** A tool, as `_start.ts` has it. */
export type StartTool = Pick<Tool, (typeof startParts)[number]>;

/** How the command line of a program is read that is itself what is started. */
export interface Command {
  /**
   * Its options. Those that mean the same have one name here, whatever they are called there: `port`, `host`, `address`
   * (both), `app`, `attribute` (of the app), `folder` (searched for modules first), `pythonpath`, `chdir`, `workers`,
   * `env-file`, `assign` (NAME=value), `preload`.
   */
  options: CommandOptions;
  /** It runs its file as this runtime does, and has its options besides its own. */
  like?: "node";
  /** What the facts call the server where it is not this tool: `nest start` is node. */
  as?: string;
  /** The file of a project by whose name the tool is run: `python manage.py …`. It is the entry, too. */
  script?: string;
  /** The first word, where it is no option ("" when there is none), when the command serves. With others it is any program. */
  serves?: RegExp;
  entry?: EntryRule;
  /** A word that is no option says the port, or its address; behind the one that `serves`. */
  positional?: "port" | "address";
  reloads?: Reloads;
  /** A Python file that it runs first: the one that the option `config` names, or this one in its folder. */
  runsFirst?: string;
  /** Options whose value becomes a variable of the program. */
  sets?: Readonly<Record<string, string>>;
  envFiles?: CommandFiles;
}

/** Options of a command: `"port p"` is --port and -p, and is called `port`. */
export interface CommandOptions {
  /** Those with a value. */
  values: string;
  /** Those without one, where `unknown` is "value". */
  flags?: string;
  /** What an option does that is not listed. @default "flag" */
  unknown?: "flag" | "value";
  /** Reading stops at the first word that is no option: what follows belongs to another command. */
  stopAtFirst?: true;
}

/** Which word names what is started. */
export interface EntryRule {
  /**
   * import: `package.module:attribute`, as WSGI and ASGI servers take it. app: a file or a module, which is imported from
   * the folder above its outermost package. file: a file. script: a file, found as Node finds it.
   */
  as: "import" | "app" | "file" | "script";
  /** The word in front of it that says what to do: `deno run FILE`. */
  after?: RegExp;
  /** Only a word that ends so. */
  ending?: string;
  /** No word names it, only `files`. */
  unnamed?: true;
  /** The attribute of a module that names none. */
  attribute?: string;
  /** The variable that names it where no word does. */
  variable?: string;
  /** Files that are looked for where nothing names one, best first. */
  files?: readonly string[];
  /** The one that is taken when none of them is there. @default the first */
  otherwise?: string;
  /** How it is told that the name is a function's which makes the application: by a flag, or by calling it in the name. */
  factory?: "call" | `--${string}`;
  /** Functions that it calls by itself where the module has no attribute of `attributes`. */
  factories?: readonly string[];
  attributes?: readonly string[];
  /** Endings that a name may lack, of scripts. */
  endings?: readonly string[];
}

/** When a program starts again by itself, besides where it has several `workers`. */
export interface Reloads {
  /** The flag that says so. */
  flags?: string;
  /** It does unless the flag `unless` is given: always, with this first word, with this flag, or with this variable. */
  always?: true;
  command?: RegExp;
  flag?: string;
  variable?: string;
  unless?: string;
}

/** The .env files that a command loads by itself into the program that it is, or that it starts. */
export interface CommandFiles {
  dialect: Dialect;
  /** The Python distribution without which they are not loaded, and nothing fails. */
  needs?: string;
  /** Options that name files. @default "env-file" */
  options?: readonly string[];
  /** The variable that names one instead, or several with blanks between them. */
  variable?: string;
  /** Those that it loads when nothing names one. */
  files?: readonly string[];
  /** It looks for them from the working folder upward; with a name, in the folder that has the file of this name. */
  nearest?: true | string;
  /** The files of a mode: `.env.MODE.local`, `.env.local`, `.env.MODE`, `.env`. It is NODE_ENV's, or production's with this first word. */
  modes?: "NODE_ENV" | { production: RegExp };
  /** The option that asks for the files of NODE_ENV's mode; its value is the convention's name. */
  convention?: string;
  /** Of several the later one wins. */
  laterWins?: true;
  /** Whether a missing file is a fault. @default only where it is named */
  missing?: "always a fault" | "never a fault";
  /** A value of theirs beats one that is set; with a text, where this flag is given; with `unless`, where it is not. */
  override?: true | string | { unless: string };
  /** What switches them off: a variable, a flag, or options that say something else. */
  unless?: { variable?: string; flag?: string; options?: readonly string[] };
  /** As people see it, with `{file}`. @default the option as it is written; the tool's name where nothing names a file */
  how?: { named: string; otherwise?: string };
}

/** A program that runs the command behind its own words. */
export interface Wraps {
  /**
   * Its own options. Those that mean the same have one name: `chdir`, `env-file`, `assign` (NAME=value), `command` (a whole
   * command line), `module` (of Python).
   */
  options: Omit<CommandOptions, "stopAtFirst">;
  /** The word that comes first: `op run`. `outer` are the options with a value in front of it. */
  sub?: RegExp;
  outer?: string;
  /** Without that word it does the same. */
  subMayLack?: true;
  /** So many words of its own come before the command, such as the duration of `timeout`; or words of this kind. */
  skip?: number | RegExp;
  /** Substitutions in front of the command give it variables: `env $(cat .env) node server.js`. */
  substitutes?: true;
  /** The command is one word, a line; or only what an option says. Otherwise one word with blanks is a line, too, where `splits`. */
  takes?: "line" | "option";
  splits?: true;
  reloads?: true;
  envFiles?: CommandFiles;
  /** The table of pyproject.toml (or Pipfile) whose scripts it runs by name. */
  scripts?: readonly string[];
  /** It runs nothing but those. */
  onlyScripts?: true;
  /** Files that it runs by their name alone, by their ending, with this program. `""`: any other, or the package's main one. */
  runs?: Readonly<Record<string, string>>;
  /** Files with its settings, and the key that holds them there: `exec` is the command, `script` the file. */
  config?: readonly { file: string; key?: string }[];
  /** Options that belong to the program of `runs`. */
  passes?: readonly string[];
  /** It leaves no trace of its own: a shell's `exec`. */
  silent?: true;
  /** Where the command behind it is looked for: in node_modules/.bin upward, in the project's virtual environment, or where nobody can see. */
  finds?: "node_modules" | "venv" | "unseen";
  /** It keeps that environment in a folder of its own. */
  ownVenv?: true;
}

/** A program that runs the scripts of package.json. */
export interface Manager {
  /** `chdir`, `workspace`. */
  options: Omit<CommandOptions, "stopAtFirst">;
  /** The words that run a script, and those that run an executable of a package. */
  run: readonly string[];
  exec: readonly string[];
  /** Programs of its own that do the latter. */
  executors?: readonly string[];
  /** Any other word is the name of a script or of an executable as well; else only those of `scripts`. */
  bare?: true;
  /** Runs the `{script}` of a `{workspace}`. */
  ofWorkspace: string;
  /** Words that are no script's name and run one: `npm t`. */
  scripts?: Readonly<Record<string, string>>;
  /** The word in front of the name of a workspace and a script. */
  workspaceWord?: string;
  /** It runs files, too. */
  files?: true;
  /** Words for the script come after two dashes. */
  dashes?: true;
  /** What it runs for a script that is not there, where this file is. */
  unwritten?: Readonly<Record<string, { file: string; command: string }>>;
}

/** How the packages of a project are installed. */
export interface Installs {
  /** Files that say which versions. */
  locks: readonly string[];
  manifest: string;
  /** What a manifest has that is this tool's; without it, each is. */
  table?: RegExp;
  /** It is taken where nothing says which. */
  usual?: true;
  /** Its word for all packages: without a lock file, and with one that it can use (`lockedIf`: its text). */
  install: string;
  locked: string;
  lockedIf?: RegExp;
  /** With this file, it has another word for them. */
  modern?: { file: string; locked: string };
  /** Its word for one more package. */
  add: string;
}

/** A program that runs commands which are written in a file of its own. */
export interface Runner {
  /** The kind of that file. */
  reads: "Makefile" | "Procfile" | "deno.json" | "package.json";
  sub?: RegExp;
  /** `chdir`, `env-file`, `file` (its own). */
  options: Omit<CommandOptions, "stopAtFirst">;
  envFiles?: CommandFiles;
}

/** It runs several programs at once. */
export interface Several {
  /** How it says that one has ended: groups `name`, where the words have it, and `how` or `code`. */
  ended: RegExp;
  /** It has been started again since. */
  again?: RegExp;
}

/** A service that programs reach by an address in a variable: its URLs, and how it is told from another without harm. */
export interface Service {
  /** In a sentence: "Redis", "the mail server". @default "the service" */
  called?: string;
  /** The same of one that was not expected: "a mail server". @default `called` */
  seen?: string;
  /** Schemes of its URLs, without the driver behind `+`. */
  schemes: readonly string[];
  /** The port when the URL names none; null where there is no usual one. */
  port: number | null;
  /** Schemes that mean TLS from the first byte, where nothing is said, and their port. */
  tls?: { schemes: readonly string[]; port?: number };
  /** Who speaks first on a fresh connection. none: nobody does, or nothing is to be said. */
  greeting: "server" | "client" | "none";
  /** What is said to it so that it says who it is, in latin1. */
  asks?: string;
  /** Its first words (in latin1), by which it is known. */
  answers?: RegExp | ((bytes: Buffer) => boolean);
  /** It speaks this one's protocol. */
  speaks?: string;
  /** Beginnings of names of variables that mean it where the value is only a host: `REDIS_HOST`. */
  names?: readonly string[];
  /** What `DB_ENGINE` and its like say of it. */
  engine?: RegExp;
  /** How it is started on a developer's machine. */
  start?: string;
}

/** A language whose sources are not read: how its projects are recognised, and how they are started. */
export interface Sources {
  /** As people write it. */
  called: string;
  /** Files of the project's folder that say so; one * stands for any name. */
  signs: readonly string[];
  /** Endings of its sources. */
  endings: readonly string[];
  /** Programs that run it. */
  runBy: readonly string[];
  /** Its files start another language as well, which only the folder tells: Gradle starts Java and Kotlin. */
  shared?: true;
  /** With this other language and this folder it is only what builds that. */
  unless?: { called: string; folder: string };
  /** Ways to start it, the best first. */
  starts: readonly SourceStart[];
}

export interface SourceStart {
  /** Files that must be there; the name for a * that only one file has is put for {1}. */
  files: readonly string[];
  /** A text that one of the files must have. */
  says?: RegExp;
  command: string;
}

/** It says what a project is. */
export interface Framework {
  /** The packages that say that it is in use. @default its name */
  packages?: readonly string[];
  /** Calls that make an application which a server can run, as dotted words. */
  makes?: readonly string[];
  /**
   * The command that serves such an application, with `{module}` and `{attribute}`; and where its imports are found in its
   * own folder only, with `{folder}`, `{name}` (of the module there) and `{stem}` (its path without an ending).
   */
  servedBy?: { command: string; beside: string };
}

/** What a tool says that keeps a program going: a watcher, a reloader, a master of workers. Lines, without colours. */
export interface Keeps {
  /** The program has ended, and nothing happens before a file changes. Groups: `clean` where it ended well, `code`. */
  waits?: RegExp;
  /** What a program of this tool says first when it dies of an error, which follows. */
  dies?: RegExp;
  /** The program is started, or started again: what was said before counts no more. */
  starts?: RegExp;
  /** It starts again by itself what has died. */
  restarts?: true;
}

/** A program that serves: how it is told its port, and what it takes when it is not told. */
export interface Server {
  /** Without it, PORT and HOST tell it. */
  tell?: Tell;
  /** The port that it takes when nobody says one. */
  port?: number;
  /** That its port is taken, where it does not hand on the words of the system. */
  taken?: RegExp;
  /** What it calls its processes in the process table; `app` is what it serves. */
  title?: RegExp;
  /** It opens the port itself: what the code would open in the same file when run by itself does not count. */
  ownListener?: true;
}

/** Words with `{port}`, `{host}` or `{address}` (both, with brackets where IPv6 needs them) in them. */
export interface Tell {
  port?: string;
  host?: string;
  /** A server that has only this listens on the loopback address by default. */
  both?: string;
  /** Of two options of a kind the last one wins: then appending is enough. */
  lastWins?: true;
  /** Variables that the server itself reads, besides PORT. */
  variables?: { port: string; host?: string };
  /** It reads PORT itself. */
  readsPort?: true;
}

export function defineTool(tool: Tool): Tool {
  return tool;
}

/** Several tools of one package. */
export function defineTools(tools: readonly Tool[]): readonly Tool[] {
  return tools;
}
