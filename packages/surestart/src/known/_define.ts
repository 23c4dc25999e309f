import type { Dialect, Language } from "../facts.ts";
import type { Load } from "./_loads.ts";

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
  /** Ways in which code loads a .env with it. */
  loads?: readonly Load[];
}

/** The parts that a start needs. */
export const startParts = ["name", "language", "programs", "command", "server", "loads"] as const;

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

/** The .env files that a command loads into the program by itself. */
export interface CommandFiles {
  dialect: Dialect;
  /** The Python distribution without which they are not loaded, and nothing fails. */
  needs?: string;
  /** Options that name files. @default "env-file" */
  options?: readonly string[];
  /** Names that are looked for from the working folder upward where the command says nothing. */
  finds?: readonly string[];
  /** The files of a mode: `.env.MODE.local`, `.env.local`, `.env.MODE`, `.env`. It is NODE_ENV's, or production's with this first word. */
  modes?: "NODE_ENV" | { production: RegExp };
  /** Of several the later one wins. */
  laterWins?: true;
  /** A file that is named and missing is no fault either. */
  lenient?: true;
  /** The variable that switches off what it `finds`. */
  unless?: string;
}

/** A program that serves: how it is told its port, and what it takes when it is not told. */
export interface Server {
  /** Without it, PORT and HOST tell it. */
  tell?: Tell;
  /** The port that it takes when nobody says one. */
  port?: number;
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
