import type { SourceRead } from "../facts.ts";

/**
 * Classes of Python whose fields are variables: they are read when an instance is made. `major` tells apart two kinds that a
 * library has had: in the first, a field whose type allows None may be missing.
 */
export interface SettingsClass {
  /** The classes of the library that it is made of, of either kind. */
  bases: Readonly<Record<1 | 2, readonly string[]>>;
  /** The name in the class that holds its options, and what makes them: of the library, or of any kind. */
  config: { name: string; maker: string; makers: readonly string[] };
  /** The class inside that holds the options of the first kind. */
  configClass: string;
  /** Options: what is in front of a field's name, and that spelling counts. The file's is that of `Load`. */
  prefix: string;
  exact: string;
  /** The option that says what becomes of a name that no field has; of the second kind, its file is refused without one of `allows`. */
  extra: { option: string; allows: readonly string[]; says: RegExp; remedy: string };
  /** The option by which fields of a field have variables of their own. */
  nested: string;
  /** Functions that say more of a field, by the end of their name, and their parameters. */
  field: {
    maker: string;
    /** Other names of the variable; `first`: of the first kind alone. */
    names: readonly string[];
    firstNames: string;
    /** Functions that list several names: all, or only the first is one. */
    lists: Readonly<Record<string, "all" | "first">>;
    default: string;
    factory: string;
    minLength: string;
  };
  /** Decorators of functions that check the field they name. */
  validators: readonly string[];
  /** What a type makes of the text, by its name. */
  types: Readonly<Record<string, NonNullable<SourceRead["as"]> | "text">>;
  /** The ends of names of types that are URLs. */
  urls: readonly string[];
  /** Functions that make types. */
  constrained: Readonly<Record<string, NonNullable<SourceRead["as"]> | "text">>;
}
