/** An object of a library whose attributes are variables with something in front, or values of files. */
export interface SettingsObject {
  /** What makes it, as dotted words. */
  calls: readonly string[];
  /** The parameter for what is in front of the names, and what is there without it. `false` is nothing. */
  prefix: string;
  usual: string;
  /** Parameters for its files. */
  files: readonly string[];
  /** Parameters with which nobody can tell where else it finds values. */
  more: readonly string[];
  /** Names that it has itself. */
  own: RegExp;
  /** What is between a name and a key of its value in the name of a variable. */
  inside: string;
  /** Its files are looked for here as well, in each folder from the script upward. */
  folder: string;
  /** The key by which a file names others. */
  include: string;
  /** Its methods that are asked for a name, and give nothing for one that is missing. */
  lenient: readonly string[];
  /** Its methods that give it more values. */
  changes: readonly string[];
  /** The parameter for what it demands, when it is used for the first time. */
  validators: string;
  /** A validator: what makes it, its parameters that demand that the names are there, those with which it does not, and that for a default. */
  validator: {
    calls: readonly string[];
    demands: readonly string[];
    unless: readonly string[];
    default: string;
  };
}
