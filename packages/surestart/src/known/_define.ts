import type { Language } from "../facts.ts";
import type { Ages } from "./_ages.ts";
import type { Command } from "./_command.ts";
import type { Convention } from "./_conventions.ts";
import type { Imports, ServerFile } from "./_imports.ts";
import type { Installs } from "./_installs.ts";
import type { Listen } from "./_listens.ts";
import type { Load } from "./_loads.ts";
import type { Generates, Migrates, OwnPath, SettingsFiles } from "./_made-files.ts";
import type { Conversion, LookUp, Reader } from "./_reads.ts";
import type { Says } from "./_says.ts";
import type { Schemas } from "./_schemas.ts";
import type { Framework, Keeps, Server } from "./_server.ts";
import type { Service } from "./_service.ts";
import type { SettingsClass } from "./_settings-class.ts";
import type { SettingsObject } from "./_settings-object.ts";
import type { Sources } from "./_sources.ts";
import type { Starts } from "./_starts.ts";
import type { Take } from "./_takes.ts";
import type { Driver, SecretShape, Use } from "./_uses.ts";
import type { Manager, PassesOn, Runner, Several, Wraps } from "./_wraps.ts";

export type * from "./_command.ts";
export type * from "./_installs.ts";
export type * from "./_server.ts";
export type * from "./_service.ts";
export type * from "./_sources.ts";
export type * from "./_wraps.ts";

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
  /** Its name in a sentence. @default its name */
  called?: string;
  /** What it is written for: the language of the program that it runs. */
  language?: Language;
  /** The programs and, in Python, the modules by which it is started. @default its name */
  programs?: readonly string[];
  /** The packages that bring it, by registry, where their name is not the tool's. */
  packages?: { npm?: string; pypi?: string };
  /** Its command as it is typed, at its shortest; a test holds every room against it. */
  example?: string;
  /** How its command line is read, where it is itself what is started. */
  command?: Command;
  /** It serves: how it is told its port, and what it takes when it is not told. */
  server?: Server;
  /** It runs the command that follows its own words. */
  wraps?: Wraps;
  /** It runs the scripts of package.json. */
  manager?: Manager;
  /** It runs commands that are written in a file of its own. */
  runner?: Runner;
  /** It runs several programs at once. */
  several?: Several;
  /** What lets a variable through that it keeps from what it runs; `{names}` are the names. */
  letsThrough?: string;
  /** It keeps variables from the tasks that it runs. */
  passesOn?: PassesOn;
  /** What it sets in the program that it runs. */
  gives?: Readonly<Record<string, string>>;
  /** Beginnings of names of variables by which it is set without a word in the project. */
  variables?: readonly string[];
  /** A variable that holds options for it, and the options that it refuses there, without their dashes. */
  optionsIn?: { variable: string; refuses: string };
  /** Variables that say in which mode it runs, production or another. */
  modes?: readonly string[];
  /** Packages of Node, by which it comes, whose processes only start others, or bring packages. */
  onlyStarts?: readonly string[];
  /** The keys in package.json by which it pins the version of Node. */
  pins?: readonly string[];
  /** It keeps a program going: a watcher, a reloader, a master of workers. */
  keeps?: Keeps;
  /** It is a service that programs reach by an address in a variable. */
  service?: Service;
  /** It is a language whose sources are not read. */
  sources?: Sources;
  /** It serves pages to browsers, and starts nothing of a backend. */
  frontend?: true;
  /** It installs the packages of a project. */
  installs?: Installs;
  /** How it is brought to a machine, and the programs that come with it. */
  get?: { by: "npm" | "pipx" | "corepack"; also?: readonly string[] };
  /** It writes what is started: always, or with this first word. */
  builds?: true | RegExp;
  /** With this word it serves what has to be built first: one of these files is then there. */
  built?: { with: string; files: readonly string[] };
  /** The .env files that it reads by itself in the folder of what it builds or serves. */
  convention?: Convention;
  /** The call with which it expands nothing, where no quotes keep it from that. */
  takesLiterally?: string;
  /** The statements that let code load a .env with it; `{path}` is an expression, or nothing where it finds the file. */
  inCode?: { esm: string; cjs: string } | { import: string; load: string };
  /** What Node does with it in front of a program: it only watches, or it learns another language, module system or path. */
  hook?: { does: "watches" | "teaches"; packages?: readonly string[] };
  /** Ways in which code loads a .env with it. */
  loads?: readonly Load[];
  /** How code reads variables with it. */
  reads?: readonly Reader[];
  looksUp?: readonly LookUp[];
  schemas?: Schemas;
  settingsClass?: SettingsClass;
  settingsObject?: SettingsObject;
  converts?: readonly Conversion[];
  /** What it runs at the start, after all modules: functions and files that calls give it. */
  starts?: Starts;
  /** How it imports modules of the project. */
  imports?: Imports;
  /** Calls that give another value each time, as dotted words. */
  random?: readonly string[];
  /** What it does with values of variables that code hands to it. */
  takes?: readonly Take[];
  /** What it wants of these values, by the word of their use (`Take.usedAs`). */
  uses?: Readonly<Record<string, Use>>;
  /** It is a driver that a library hands the parameters of a URL. */
  driver?: Driver;
  /** The form of secrets that it reads by itself, by the name of the variable. */
  secrets?: Readonly<Record<string, SecretShape>>;
  /** Ways in which code opens a port with it. */
  listens?: readonly Listen[];
  /** It runs a file of the project, and does not search the project's folder for modules. */
  ownPath?: OwnPath;
  /** It keeps the tables of a database. */
  migrates?: Migrates;
  /** It generates code from a schema. */
  generates?: Generates;
  /** It takes settings from files of its own. */
  settingsFiles?: SettingsFiles;
  /** The Python file with its settings. */
  serverFile?: ServerFile;
  /** Which of Python's two interfaces it calls an application by, and the words of its command by which it is the other one. */
  speaks?: { as: "ASGI" | "WSGI"; other?: string };
  /** Beginnings of names whose values it, or what it builds with, writes into what every browser gets. */
  shipped?: readonly string[];
  /** It answers so when the Host header of a request is not in this setting; what is then to be known of the setting. */
  hosts?: { status: number; body: RegExp; setting: string; note: string };
  /** Values that it gives to variables of the shell which programs take for their own. */
  leaves?: readonly { value: RegExp; note: string }[];
  /** It is run next to a backend (tests, checks, documentation, pages), and starts nothing of it. */
  aside?: true;
  /** It says what a project is, and makes applications that a server runs. */
  framework?: Framework;
  /** What its versions have, where it is a language's runtime. */
  ages?: Ages;
  /** Its native part is a distribution of its own: what it says without it, and what to install. */
  native?: { says: RegExp; get: string };
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
  "frontend",
  "convention",
  "modes",
  "keeps",
  "loads",
] as const;

/** A tool, as `_start.ts` has it. */
export type StartTool = Pick<Tool, (typeof startParts)[number]>;

/**
 * Its name, the programs by which it is called and the parts that it has, each word with a blank on both sides, and all of it,
 * made when it is asked for.
 */
export type StartRow = readonly [name: string, programs: string, parts: string, row: () => StartTool];

export function defineTool(tool: Tool): Tool {
  return tool;
}

/** Several tools of one package. */
export function defineTools(tools: readonly Tool[]): readonly Tool[] {
  return tools;
}
