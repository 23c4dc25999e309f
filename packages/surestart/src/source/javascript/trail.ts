import type { Node } from "oxc-parser";
import type { Demand } from "../demand.ts";
import type { Binding } from "./scope.ts";
import type { FunctionNode } from "./syntax.ts";
import type { Call, Unit, World } from "./unit.ts";

/** The value whose way is followed. */
export interface Subject {
  /** The variables that it is; empty when it is no variable but a parameter, a call or an imported name. */
  names: readonly string[];
  /** The names that hold it from their declaration. */
  bindings: readonly Binding[];
  /** Where it is no variable: the expression yields it. */
  isIt?: (node: Node) => boolean;
  /** The function beyond which it is not followed: what its callers make of the result is theirs. */
  within?: FunctionNode;
  /** Only what is near is looked at, and no other function entered: for what is asked of very many. */
  near?: boolean;
  /** What other names stand for. */
  aliases?: World["aliases"];
}

/** An expression that holds the value, whole or changed, or an object that holds it at `path`. */
export interface Carrier {
  node: Node;
  path: string[];
  /** It holds what was made of the value (a number, a test) and no longer the value itself. */
  changed: boolean;
  /** Something else takes its place where it is missing; `empty`: and where it is empty. */
  filled?: "missing" | "empty";
  /** Something in its text was replaced by something else. */
  edited?: true;
  /** The expression that was put into the object. */
  inner: Node | null;
  aliases: World["aliases"];
  /** It is used in a function that runs later, or never: what that demands is demanded there (uses.ts). */
  captured: boolean;
  /** The calls that were entered on the way. */
  via: readonly Call[];
}

/** What was met on the way so far. */
export interface Trail {
  unit: Unit;
  subject: Subject;
  demand: Demand;
  /** The variables of which one is enough. */
  names: Set<string>;
  /** Lengths that a test compares with. */
  lengths: Set<number>;
  /** Lists that a test looks the value up in. */
  lists: string[][];
  /** Strings that a test compares the value with. */
  equals: Set<string>;
  /** Expressions that are the same as what was put into an object elsewhere. */
  same: Map<Node, Node>;
  /** A schema refuses the value when it is missing, and the program ends. */
  refused: boolean;
}

export function carrier(node: Node, aliases: World["aliases"] = new Map()): Carrier {
  return { node, path: [], changed: false, inner: null, aliases, via: [], captured: false };
}
