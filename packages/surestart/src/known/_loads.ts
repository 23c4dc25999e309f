import type { Dialect } from "../facts.ts";

/**
 * One way in which a tool brings a .env into a program. A parameter of its call is written as its place and its name:
 * `"0 path"`; only as its name where it is a keyword or a key of the options, and only as its place where it has no name.
 */
export interface Load {
  /**
   * What is called, as a dotted word, its module first; `()` is what a call gives: "environs.Env().read_env". A module of
   * JavaScript that is itself a function is only its name.
   */
  calls?: readonly string[];
  /** Modules that load when they are imported. */
  imports?: readonly string[];
  /** Readers that look for their file when they are called for the first time. */
  firstUses?: readonly string[];
  /** The folder in which the search begins, where what makes such a reader is told one. */
  folder?: string;
  /** The option that names the file of a settings class: in the class, and where an instance is made. */
  option?: { inClass: string; atCall: string };
  dialect: Dialect;
  /** It reads by rules of its own, which none of our dialects has, always or where this holds: `dialect` is only the nearest. */
  ownRules?: true | Condition;
  /** The package that has to be installed; null: the runtime has it itself. @default the tool's name */
  package?: string | null;
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
  /** The names of its files, in its order. @default .env */
  files?: readonly string[];
  /** It loads only where this holds, or not where that does. */
  only?: Condition;
  unless?: Condition;
  /** What it gives: variables of the process, an object of its own, its own reader, or only the path of the file. @default environment */
  gives?: "environment" | "object" | "reader" | "path";
  /** The object that is filled in place of the process environment. */
  target?: string;
  /** It reads as dotenv-expand does where this option is given, or this module imported. */
  expands?: { option?: string; module: string };
  /**
   * What begins the words of the command line and, in capitals, the variables that tell its import the options:
   * "dotenv_config_" for `dotenv_config_path=FILE` and DOTENV_CONFIG_PATH.
   */
  told?: string;
  /** It throws when the file is missing: always, or unless this parameter is false. */
  demands?: true | string;
}

/** A parameter that is this literal, or that is given at all. */
export type Condition = { true: string } | { false: string } | { given: string };
