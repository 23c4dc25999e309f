/** What a library runs at the start, after all modules: functions and files that calls give it. Places as in `Validation`. */
export interface Starts {
  /** Calls, as dotted words, that are given a function. */
  calls?: readonly string[];
  /** A method of an application, whose first argument is a function, and what applications are called. */
  method?: { name: string; of: RegExp };
  /** All scripts in a folder, each with what it exports as default: a method is given one of these modules. */
  folder?: {
    method: string;
    modules: readonly string[];
    at: string;
    script: RegExp;
    /** Of a folder that has one of these, no other file is run, but its folders are. */
    index: RegExp;
    /** Files of another kind, which are run with this option alone. */
    hooks: { file: RegExp; option: string };
    /** A pattern that leaves out files and folders by their path in the folder. */
    ignores: string;
    /** What a script says whose default export is not run. */
    optOut: RegExp;
    /** Options with which nobody can tell which files are run. */
    chosen: readonly string[];
  };
}
