/** How a tool of Python imports modules of the project whose names are text. */
export interface Imports {
  /** Calls whose first argument names a module. */
  calls?: readonly string[];
  /** Methods whose first argument names a module, or a class in one: `app.config.from_object("config.Production")`. */
  methods?: readonly string[];
  /**
   * Names of its settings module: a list of packages with the modules that it imports of each, and the name of one module.
   * `setUp`: the calls after which all of them are there.
   */
  settings?: { packages: string; parts: readonly string[]; config: RegExp; module: string; setUp: string };
}

/** A file of Python with the settings of a server. */
export interface ServerFile {
  file: RegExp;
  /** The name that says where it listens. */
  bind: string;
  /** The list of NAME=value that it sets for its workers. */
  sets?: string;
}
