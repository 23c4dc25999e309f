import type { Dialect } from "../facts.ts";

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
  /** The first word, if it is not an option ("" when there is no word), with which the command serves. With others it is any program. */
  serves?: RegExp;
  entry?: EntryRule;
  /** A word that is no option says the port, or its address; after the one that `serves`. */
  positional?: "port" | "address";
  reloads?: Reloads;
  /** A Python file that it runs first: the one that the option `config` names, or this one in its folder. */
  runsFirst?: string;
  /** Files of its folder that it runs by itself, without an entry; of each list the first that is there. */
  runs?: Runs;
  /** Options whose value becomes a variable of the program. */
  sets?: Readonly<Record<string, string>>;
  envFiles?: CommandFiles;
}

/** What a framework runs of a project by the names of its files; * stands for any part of one. */
interface Runs {
  /** When it starts, in this order. */
  start: readonly (readonly string[])[];
  /** The functions of the last one that it then calls. */
  calls?: readonly string[];
  /** When requests come: all of them. */
  requests?: readonly RegExp[];
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
  /** It takes the path of a file in place of a module's name, too. */
  paths?: true;
  /** It searches only what Python does: `python -m` brings the working folder, its own program none. */
  asPython?: true;
  /** The word in front of it that says what to do: `deno run FILE`. */
  after?: RegExp;
  /** Only a word that ends so. */
  ending?: string;
  /** What the script exports is a function that it calls. */
  calls?: string;
  /** No word names it, only `files`. */
  unnamed?: true;
  /** The attribute of a module that names none. */
  attribute?: string;
  /** The variable that names it where no word does. */
  variable?: string;
  /** Files that are looked for where nothing names one, best first. */
  files?: readonly string[];
  /** A JSON file that says it: the keys of the folder of sources and of the file in it, for the project that the first word names or for all. */
  config?: { file: string; projects: string; folder: string; name: string };
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
interface Reloads {
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
