import type { SourceRead } from "../facts.ts";

type As = NonNullable<SourceRead["as"]>;

/** How a library of JavaScript says what it demands of variables, and how its validation comes to them. */
export interface Schemas {
  /** The modules that it comes from. */
  modules?: readonly string[];
  /** What a module exports that is all of it again: `z` of zod. */
  namespaces?: readonly string[];
  /** How the schema of one value is written; its steps by name, several names of one with blanks between them. */
  notation?: Notation;
  validates?: readonly Validation[];
  /** It is asked for one variable at a time. */
  asks?: Asking;
  /** Decorators of the fields of a class. */
  decorators?: Decorators;
  /** It makes instances of classes out of plain objects. */
  instances?: Instances;
}

/** What decorators say of the field that they are on. */
export interface Decorators {
  /** By name, several names of one with blanks between them. */
  of: Readonly<Record<string, Decorator>>;
  /** What all others say. */
  other: Decorator;
  /** Options with which a decorator checks something else. */
  unless: string;
}

/** A check of one value. It refuses undefined unless `missing` is there. */
export interface Decorator extends Pick<Step, "as" | "refusesEmpty" | "least" | "choices" | "closed"> {
  /** It refuses everything of another type. */
  takes: "any" | "text" | "number" | "int" | "boolean";
  missing?: true;
  /** It is checked even where validation skips what is missing. */
  always?: true;
  /** It keeps the other checks from what is missing, or from everything in cases of its own. */
  lenient?: "missing" | "all";
  /** Its argument is the least or the greatest number; the text has to fit it as a pattern. */
  bound?: "least" | "most" | "positive";
  pattern?: true;
  /** A URL of one of these protocols, or of those of an option; without `anyHost: false` its host has a dot. */
  url?: { protocols: readonly string[]; listed: string; anyHost: string };
}

/** How an instance of a class is made out of a plain object. Places as in `Validation`. */
export interface Instances {
  calls: readonly string[];
  class: string;
  input: string;
  /** With this option true, a text is made into what the field's type says. */
  converts: string;
  /** With this option true, only fields with the decorator `name` are filled. */
  onlyNamed: string;
  /** Decorators: the type that a text is made into, another name, any change, a field that is not filled. */
  type: string;
  name: string;
  changes: string;
  leavesOut: string;
}

/**
 * A schema as calls of the library. chain: `z.string().min(32)`, every step says something. nested: `v.pipe(v.string(),
 * v.minLength(32))`, calls are nested. options: `str({ default: "x" })`, an object says the rest. text:
 * `"string.url"`, words of a language of its own.
 */
export interface Notation {
  form: "chain" | "nested" | "options" | "text";
  /** A schema refuses a value that is missing, unless a step says otherwise. */
  demands?: true;
  steps: Readonly<Record<string, Step>>;
  /** What all other steps say. */
  other?: Step;
  objects?: Objects;
  options?: Options;
  /** How it takes numbers. coerced: after `coerce` it refuses what is not a number. refused: text that is not a number; `unless` one of these steps takes it. */
  numbers?: "coerced" | { unless: string };
}

/** What a step says of the value. Numbers are places of its arguments. */
export interface Step {
  as?: As;
  required?: boolean;
  /** The literal `false` here says the opposite of `required`. */
  unlessFalse?: number;
  refusesEmpty?: true;
  /** After `coerce` it makes something of everything. */
  coerces?: true;
  default?: number;
  /** The least length of a text, or the least number; `is`: without an argument. only: it says nothing of the other. */
  least?: { at?: number; is?: number; only?: "length" | "number" };
  /** The values that are accepted: a list (or an enum), the arguments or a list, one literal. */
  choices?: "list" | "arguments" | "literal";
  /** What is not among them is refused, empty text too. */
  closed?: true;
  /** With empty text among its arguments it takes that. */
  mayTakeEmpty?: true;
  /** One of several schemas: of a list, or this one in addition to what comes before it. */
  oneOf?: "list" | "more";
  /** What becomes of it: what the schema that is here makes of it, or what a function of this text does. */
  becomes?: { at: number; float?: RegExp; int?: RegExp };
  /** The schema that it holds; `pipe`: the others are actions on it. */
  wraps?: number;
  pipe?: true;
  /** Nothing is known of it. */
  unknown?: true;
}

/** Steps and calls that make an object of schemas, and change it. Names with blanks between them. */
interface Objects {
  makes: string;
  /** More fields, which replace those of the same name. */
  extends?: string;
  /** All fields of another, or of several. */
  joins?: string;
  partial?: string;
  omits?: string;
  picks?: string;
  /** It holds the object. */
  wraps?: string;
}

/** The keys of an object that says what is demanded of one variable. */
interface Options {
  /** It has the name of the variable; objects without it hold further ones. */
  variable?: string;
  default?: string;
  /** A literal null is no default. */
  nullIsNone?: true;
  /** A call that gives a default in tests only, as a dotted word. */
  inTests?: string;
  choices?: string;
  minLength?: string;
  /** Keys whose words say what the text is made into. */
  as?: Readonly<Record<string, Readonly<Record<string, As>>>>;
  /** With one of these it may be missing. */
  lenient?: string;
}

/**
 * A call that validates the environment. Places: "0" is the first argument, "0.schema" a key of the options that are there,
 * "this" what the method is called on.
 */
export interface Validation {
  calls?: readonly string[];
  /** Methods of a schema, names with blanks between them; "" is a call of the schema itself. */
  methods?: string;
  /** A method of anything, which is given this module: `app.register(fastifyEnv, …)`. */
  given?: { method: string; module: string };
  schema: string | readonly string[];
  /** What is validated, which has to be the environment. Without: it always is. */
  input?: string;
  /** It gives back what was wrong; only where the code then ends is anything demanded. @default it throws */
  tells?: true;
  /**
   * What is there. schema: one of an object. shape: an object of schemas. options: an object of options. json: a JSON Schema.
   * function: one that is given the environment, and throws. instance: one of a class with decorators.
   */
  of: "schema" | "shape" | "options" | "json" | "function" | "instance";
  /** The name that such a function usually has: one in a file that imports the package counts, whoever is given it. */
  named?: string;
  /** Where the variables are written out one by one, key by key: the first of these that is there. */
  fills?: readonly string[];
  /** With this option true, empty text is as good as missing. */
  emptyIsMissing?: string;
  /** With one of these options true, fields that are missing are not checked. */
  skips?: readonly string[];
}

/** A method that is asked for a variable by its name. */
export interface Asking {
  /** With what each demands. A chain goes on with the steps of the notation. */
  methods: Readonly<Record<string, Step>>;
  /** Without a chain: what the object is called that is asked, and the type that names it. */
  holder?: { name: RegExp; type: string };
}
