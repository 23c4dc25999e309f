import type { Node } from "oxc-parser";
import type { Filling } from "../module.ts";
import type { Binding, Bindings } from "./scope.ts";
import type { FunctionNode, Syntax } from "./syntax.ts";

/** The values that are set somewhere, by the name of the variable. */
export type CandidateValues = ReadonlyMap<string, readonly string[]>;

/**
 * Functions of a file that others give the environment to, by their names, with the positions; and classes whose instances
 * they fill with it, with how they do so.
 */
export type Handed = ReadonlyMap<string, ReadonlySet<number | Filling>>;

export type Call = Extract<Node, { type: "CallExpression" | "NewExpression" }>;

/** One expression, or one destructured name, that yields variables of the environment. */
export interface Access {
  /** The names, each where it is a literal. */
  names: { name: string; at: Node }[];
  /** value: the variable's value. presence: whether it is set. */
  yields: "value" | "presence";
  /** The name is this parameter of the function around it. */
  parameter: Binding | null;
  /** What is in front of the parameter's value in the name. */
  prefix: string;
}

/** Where a value comes from: a global or a module, and the way into it. A call on the way is the step "()". */
export interface Origin {
  /** The module as it is written, without `node:`; null for a global. */
  module: string | null;
  path: string[];
}

/** Where a value comes from in the end: a variable, a literal, a name of another module, or a call that names one. */
export type Source =
  | { is: "variable"; name: string; at: Node }
  | { is: "literal"; value: string | number | boolean; at: Node }
  | { is: "name"; name: string; at: Node }
  | { is: "call"; at: Node };

/** A member of the validated object, the variable that it holds, and its key in the schema. */
export interface SchemaField {
  field: string;
  variable: string;
  at: Node;
}

/** A parsed file with its names linked: what every other part of this room reads. */
export interface Unit extends Syntax {
  /** The values that these variables may have, or any of them when no name is known. */
  candidates: (names: readonly string[]) => readonly string[];
  bindings: Bindings;
  /** The calls of a function of this file that name it directly. */
  callsOf: (fn: Node) => Call[];
  /** The binding that names a function, a class or a call's callee. */
  nameOf: (fn: Node) => Binding | null;
  /** What was found out about nodes and names before: the same is asked over and over while a value is followed. */
  accesses: Map<Node, Access | null>;
  taken: Map<Binding, Access | null>;
  words: Map<Node, Origin | null>;
  sources: Map<Node, Source | null>;
  /** The modules that are imported or required anywhere in the file, as written. */
  imports: ReadonlySet<string>;
  /** The file uses a library of schemas (schemas/). */
  hasSchemas: boolean;
  /** The call is a `require` of a module. */
  isRequire: (node: Node) => boolean;
  /** Where an expression is the result of a schema over the environment: its fields, and the variable of each. */
  schemaFields: (node: Node) => SchemaField[];
  /** Evaluates an expression of this file in a world (evaluate.ts). Its parts call each other through it. */
  outcomeOf: (world: World, node: Node) => Outcome;
  /** What a function or class is called (labels.ts). */
  labelOf: (node: Node) => string;
  /** What of a function or a class another file gives the environment to. */
  handed: (node: Node) => ReadonlySet<number | Filling>;
  /** The names that a declarator or a function declares. */
  declaredBy: (node: Node) => Binding[];
  /** The function of this file that an expression names or is. */
  functionAt: (node: Node) => FunctionNode | null;
}

/** What is known about the outcome of an expression: its value, that it throws (or ends the process), or nothing. */
export type Outcome = { is: "value"; value: unknown } | { is: "throws" } | { is: "unknown" };

/** One assumption about the program: what the expressions in question yield. */
export interface World {
  unit: Unit;
  /** The assumed outcome of an expression, or null where the assumption does not concern it. */
  assume: (node: Node, world: World) => Outcome | null;
  /** Names that stand for an expression here: parameters of a call that is followed, variables of a loop. */
  aliases: ReadonlyMap<Binding, Node | Outcome>;
  /** Steps that are left, shared by all that is asked in this world: code is never followed for ever. */
  budget: Budget;
}

export interface Budget {
  steps: number;
  /** How deep the evaluation is. */
  depth: number;
}
