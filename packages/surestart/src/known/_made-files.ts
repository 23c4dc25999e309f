/** How a tool that keeps the tables of a database applies its migrations. */
export interface Migrates {
  command: string;
  /** The command on Windows, where it is another one. */
  windows?: string;
  /** The file, by its name, that says that a project uses it. */
  file?: RegExp;
  /** Without such a file: a package of the project says so, and this folder is where the migrations are. */
  folder?: string;
}

/** A program that runs a file of the project without the project's folder on the path of its language. */
export interface OwnPath {
  /** The file. */
  runs: RegExp;
  /** The line of a traceback by which the program is known. */
  says: RegExp;
  /** The line of a file with which it does search it. */
  unless: { file: string; section: string; line: string };
  /** The command that does so, too. */
  otherwise: string;
}

/** It generates the client that a program imports. */
export interface Generates {
  command: string;
  /** What a program says that imports the client where it was not generated. */
  says: RegExp;
  /** The package that has the client where the project names no folder, and where the client is then, next to its scope. */
  into?: { package: string; folder: readonly string[]; files: readonly string[]; stub: string };
  /** The schema: the key in package.json that names it, or these files, and how it names the folder of the client. */
  schema?: { key: readonly string[]; files: readonly string[]; output: RegExp };
}

/** A settings package that takes its values from files of its own. */
export interface SettingsFiles {
  /** The folder, and the names of its files. */
  folder: string;
  names: RegExp;
  /** The variable that names another folder, and the one that holds the settings themselves. */
  otherFolder: string;
  instead: string;
  /** What it says when it finds no file there, and of a setting that it does not have then. */
  none: RegExp;
  undefined: RegExp;
  /** The file there that says which settings are taken from variables; a key that gives the name, and one that gives its type. */
  variables: { file: RegExp; name: string; type: string };
}
