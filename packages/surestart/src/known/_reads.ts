import type { SourceRead } from "../facts.ts";

/**
 * How a library of Python reads variables: a function, or an object that it makes, is called with the name. Words and
 * parameters are written as in `Load`.
 */
export interface Reader {
  /** What is called with the name: `decouple.config`, `environs.Env()`. */
  calls: readonly string[];
  /** The methods of the object that do the same, and what they make of the text. */
  methods?: Readonly<Record<string, NonNullable<SourceRead["as"]> | "text">>;
  /** Methods with a variable of their own when none is named. */
  variables?: Readonly<Record<string, string>>;
  name: string;
  default: string;
  /** Where the default of a method is elsewhere; "" is the object itself. */
  defaultOf?: Readonly<Record<string, string>>;
  /** A type or function that makes something of the text. */
  cast?: string;
  /** A parameter that says whether it may be missing: then nobody knows. */
  lenient?: string;
  /** The list of values that are accepted. */
  choices?: string;
  /** The words that are true or false, in any letter case; where nothing is said, every text is. */
  truths?: string;
  /** Empty text is false. */
  emptyIsFalse?: true;
  /** What its own .env gives, it reads besides the environment. */
  own?: true;
  /** What makes the object says types and defaults: `Env(DEBUG=(bool, False))`. */
  scheme?: true;
  /** What makes the object puts the value of this parameter in front of all names. */
  prefix?: string;
  /** `with env.prefixed("APP_"):` puts this in front of the names inside. */
  prefixed?: string;
  /** It never demands the variable: it is one of several ways to give an option. */
  optional?: true;
}

/**
 * Variables that a library looks up by itself when it is called, unless an option gives the value: the first of `either` that
 * is set.
 */
export interface LookUp {
  calls: readonly string[];
  either: readonly string[];
  unless: readonly string[];
  usedAs?: string;
  as?: SourceRead["as"];
  schemes?: readonly string[];
  /** What it takes for no value, like an empty text. */
  but?: string;
}

/** What a library's function makes of a text, and for what it raises. */
export interface Conversion {
  calls: readonly string[];
  as?: SourceRead["as"];
  /** The class of error for None and for an empty text; absent where it takes them. */
  none?: "TypeError" | "ValueError" | "AttributeError";
  empty?: "ValueError";
  /** What it gives is a text still. */
  text?: true;
}
