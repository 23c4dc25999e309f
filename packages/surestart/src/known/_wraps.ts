import type { CommandFiles, CommandOptions } from "./_command.ts";

/** A program that runs the command after its own words. */
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
  /** All that it does is to set the variables in front of the command. */
  onlyAssigns?: true;
  /** The command is one word, a line; or only what an option says. Otherwise one word with blanks is a line, too, where `splits`. */
  takes?: "line" | "option";
  splits?: true;
  reloads?: true;
  envFiles?: CommandFiles;
  /** The table of pyproject.toml (or Pipfile) whose scripts it runs by name. */
  scripts?: readonly string[];
  /** The part of that table which an option `env`, or what is in front of a colon in the name, replaces. */
  scriptsOf?: string;
  /** It runs the programs that an install of the project makes, and installs it before. */
  console?: true;
  /** The table of pyproject.toml with functions of the project, of which an install makes programs. */
  functions?: readonly string[];
  /** Of a list of words, each names another script. */
  sequences?: true;
  /** It runs nothing but those. */
  onlyScripts?: true;
  /** Files that it runs by their name alone, by their ending, with this program. `""`: any other, or the package's main one. */
  runs?: Readonly<Record<string, string>>;
  /** Files with its settings, and the key that holds them there: `exec` is the command, `script` the file. */
  config?: readonly { file: string; key?: string }[];
  /** Options that belong to the program of `runs`. */
  passes?: readonly string[];
  /** It gives the command fewer variables than it has. */
  clears?: Clears;
  /** It leaves no trace of its own: a shell's `exec`. */
  silent?: true;
  /** Where the command after it is looked for: in node_modules/.bin upward, in the project's virtual environment, or where nobody can see. */
  finds?: "node_modules" | "venv" | "unseen";
  /** It installs the project before it runs anything, if pyproject.toml has this. */
  installsProject?: RegExp;
  /** It keeps that environment in a folder of its own. */
  ownVenv?: true;
}

/** How a program keeps variables from the command that it runs. */
export interface Clears {
  /** All of them, but only with one of these options; or always, but for these options. */
  with?: readonly string[];
  without?: readonly string[];
  /** Those that it keeps all the same. */
  keeps?: readonly string[];
  /** The option whose value is a list of names that it keeps; the option that names one that it drops. */
  keeping?: string;
  dropping?: string;
}

/** A program that runs tasks and gives them only the variables that its file names. */
export interface PassesOn {
  files: readonly string[];
  /** Keys of the file, and of a task in it, whose lists say what is passed on. */
  lists: readonly string[];
  tasks: readonly string[];
  taskLists: readonly string[];
  /** It keeps nothing back with this option, or this key of the file. */
  all: { option: string; key: string; value: string };
  /** What it passes on by itself. */
  keeps: readonly string[];
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

/** A program that runs commands which are written in a file of its own. */
export interface Runner {
  /** The kind of that file; or it has none, and its words are commands, or scripts, that run at once. */
  reads:
    | "Makefile"
    | "Procfile"
    | "deno.json"
    | "package.json"
    | "workspaces"
    | "nx"
    | "justfile"
    | "tasks.py"
    | "tox.ini"
    | "tasks"
    | "processes"
    | "commands"
    | "scripts";
  /** The names of its file, best first. */
  files?: readonly string[];
  /** The word that comes first, if it does not go without. */
  sub?: RegExp;
  subMayLack?: true;
  /** `chdir`, `env-file`, `file` (its own), `filter` (of workspaces). */
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
