import type { Demand } from "../demand.ts";
import type { Found } from "../load-of-call.ts";
import type { Scope } from "../module.ts";
import type { Span } from "./syntax.ts";

/** What is known of an expression's value without running it. All that is absent is unknown. */
export interface Value {
  /** A constant; None is null. `at` is where it is. */
  literal?: string | number | boolean | null;
  at?: Span;
  /** The items of a literal list, tuple or set, or the keys of a dict. */
  items?: Value[];
  entries?: [string, Value][];
  path?: FilePath;
  /** A path below one that another module holds: `BASE_DIR / ".env"`. */
  below?: { name: string; below: string };
  /** The .env file that `find_dotenv()` gives. */
  found?: Found;
  /**
   * The dotted name of what is imported: "os.environ.get". What a call of it makes is followed by "()":
   * `app = FastAPI()` holds "fastapi.FastAPI()".
   */
  origin?: string;
  /** The dotted name under which this module knows it: "settings.port". */
  local?: string;
  /** The callee, as it is written, of the call that made it. */
  made?: string;
  /** It is the enclosing function's parameter of this position. */
  parameter?: number;
  /** The parameter's own default. */
  usual?: Value;
  /** What precedes a parameter in a text: `f"APP_{name}"`. */
  prefix?: string;
  /** Host and port of a text that holds both: `f"0.0.0.0:{PORT}"`. */
  parts?: Value[];
  /** The reads that it comes from. Of several, the first that is set is taken. */
  drafts?: Draft[];
  /** An empty one was replaced on the way (`or "default"`). */
  filled?: boolean;
  /** Its letters were made large or small: a list of choices no longer says how it must be spelled. */
  cased?: boolean;
  /** It was converted: its truth is no longer that of the text. */
  converted?: boolean;
  /** That it is true, or false, means that one of these is the case. */
  whenTrue?: Refusal[];
  whenFalse?: Refusal[];
  /** The same of the rounds of a comprehension: what any() and all() of it mean. */
  each?: { whenTrue: Refusal[]; whenFalse: Refusal[] };
  /** Where names that are asked of it are looked up: the environment, or a file of its own. */
  store?: { settings: string | null };
}

/**
 * A path that the code makes, as far as it can be told. file: relative to the folder of the module; cwd: to the working folder;
 * home and absolute: as they say. `written` has forward slashes and no `.` or `..` that could be taken away.
 */
export interface FilePath {
  base: "file" | "cwd" | "absolute";
  path: string;
  /** It names the module's own file (`__file__`), whose parent is the folder. */
  self?: boolean;
}

/** A read of a variable, of which later lines say what becomes of it. */
export interface Draft {
  /** null where the name comes from an argument. */
  name: string | null;
  scope: Scope;
  /** How many branches it is in. */
  depth: number;
  hasDefault: boolean;
  /** What an unset variable gives: nothing, a text that is empty, or something else. */
  unset: "none" | "empty" | "other" | "raises";
  context: Demand;
}

/** A reason for which the code does not go on. */
export interface Refusal {
  value: Value;
  why: { none?: boolean; empty?: boolean; choices?: string[]; minLength?: number };
  /** It is refused only when all of these are refused, too. */
  with?: Refusal[];
}

export interface Names {
  own: Map<string, Value>;
  parent: Names | null;
  /** Names of a class body are not seen from the functions in it. */
  kind: "module" | "class" | "function";
}

export function lookUp(names: Names | null, name: string): Value | undefined {
  let first = true;
  for (let n = names; n; n = n.parent) {
    const found = n.kind !== "class" || first ? n.own.get(name) : undefined;
    if (found) return found;
    first = false;
  }
  return undefined;
}

export function text(value: Value | undefined): string | null {
  return typeof value?.literal === "string" ? value.literal : null;
}

export function sameScope(a: Scope, b: Scope): boolean {
  return a.kind === b.kind && (a.kind !== "function" || a.name === (b as typeof a).name);
}
