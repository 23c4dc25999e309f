import type { Place } from "../../finding.ts";
import { type Demand, join } from "../demand.ts";
import type { Lines } from "../lines.ts";
import type { Happening, Scope, SourceEvent, SourceFunction, SourceValue } from "../module.ts";
import type { Expression, Span, Statement } from "./syntax.ts";
import { type Draft, type FilePath, type Names, sameScope, type Value } from "./values.ts";

/**
 * The two halves of the interpreter, which call each other through all of its parts: they are handed in by whoever reads a
 * module, so that no part imports them.
 */
interface Interpreter {
  value: (ctx: Context, e: Expression) => Value;
  execute: (ctx: Context, body: readonly Statement[]) => void;
}

/** What a module gives while it is read; shared by all its parts. */
export interface Module {
  interpreter: Interpreter;
  file: string;
  text: string;
  lines: Lines;
  events: SourceEvent[];
  /** Drafts and the events that they end in. */
  drafted: Map<Draft, SourceEvent>;
  functions: Map<string, FunctionDraft>;
  names: Map<string, { name: string; from: Span; makes: string | null }>;
  /** `Class.name` → what a class body or `self.name = …` gives it. */
  attributes: Map<string, Value>;
  classes: Map<string, ClassFacts>;
  values: SourceValue[];
  routes: { path: string; at: Place }[];
  /** Folders that are added to sys.path. */
  searches: FilePath[];
  /** Variables that the code itself sets. */
  sets: Set<string>;
  /** Those that it sets to an attribute, by its name in this module. */
  copies: Map<string, string>;
  /** Where texts of files are read; the path where it is known. */
  texts: { scope: Scope; path: FilePath | null }[];
  /** Reads that only ask whether a variable is set. */
  existence: Set<Draft>;
  /** What each expression gave when it was last evaluated. */
  seen: Map<Expression, Value>;
  /** Bodies of functions, read when the whole module is known. */
  later: (() => void)[];
}

export interface FunctionDraft extends SourceFunction {
  /** The read whose name is a parameter. */
  reads?: { index: number; fallback: number | null; usual: Value | null; draft: Draft; prefix?: string };
  /** It is asked for as an attribute. */
  property?: boolean;
  /** It never returns (`fail("…")`). */
  ends?: boolean;
}

interface ClassFacts {
  bases: string[];
  /** The dotted names of the classes of libraries that it is made of. */
  origins: string[];
  /** A settings class of pydantic; which of its two majors. */
  settings: 1 | 2 | null;
  /** It may be a settings class: a base is of another module. */
  unsure: boolean;
  /** The values of an Enum. */
  choices: string[] | null;
  /** The lines of its body: it can be the type of a field. */
  body: readonly Statement[];
}

/** Where the walk is. A step into a branch, a function or a try makes a changed copy. */
export interface Context {
  module: Module;
  scope: Scope;
  names: Names;
  /** Branches around this place: what is in one need not happen. */
  depth: number;
  guards: Guard[];
  /** The class whose body or method this is. */
  self: string | null;
  /** The function that is read. */
  fn: FunctionDraft | null;
  /** What is put in front of names that environs reads; null where it is not known. */
  prefix: string | null;
  /** Reads that have given nothing where this branch runs: what is assigned to their names is their default. */
  unset: ReadonlySet<Draft>;
  /** The rounds of literal loops so far, so that nested loops stay bounded. */
  rounds: number;
}

/** A handler around: what it catches (null: everything), and whether it then ends the program anyway. */
export interface Guard {
  catches: Set<string> | null;
  ends: boolean;
}

/** What is known of an expression's value. Everything that it does on the way (reads, calls) happens, once, in its order. */
export function evaluate(ctx: Context, e: Expression): Value {
  const value = ctx.module.interpreter.value(ctx, e);
  ctx.module.seen.set(e, value);
  return value;
}

/** Reads statements in their order. */
export function walk(ctx: Context, body: readonly Statement[]): void {
  ctx.module.interpreter.execute(ctx, body);
}

/** Adds what happens at `span`. */
export function happens(ctx: Context, span: Span, event: Happening, guarded = false): SourceEvent {
  const full: SourceEvent = {
    at: ctx.module.lines.place(span.from, span.to),
    scope: ctx.scope,
    guarded,
    ...(ctx.depth > 0 ? { conditional: true } : {}),
    ...event,
  };
  ctx.module.events.push(full);
  return full;
}

const parents: Record<string, string[]> = {
  KeyError: ["LookupError"],
  ModuleNotFoundError: ["ImportError"],
  ImportError: ["ModuleNotFoundError"],
  JSONDecodeError: ["ValueError"],
};

/** An error of this class that is raised here is caught, and the code goes on. */
export function caught(ctx: Context, error: string): boolean {
  for (let i = ctx.guards.length - 1; i >= 0; i--) {
    const { catches, ends } = ctx.guards[i]!;
    const all =
      error === "SystemExit" ? ["SystemExit", "BaseException"] : [error, "Exception", "BaseException"];
    if (catches === null || [...all, ...(parents[error] ?? [])].some((name) => catches.has(name)))
      return !ends;
  }
  return false;
}

/** Says of every read from which `value` comes what becomes of it here; of a value of another module or function, by an event. */
export function mark(ctx: Context, value: Value | undefined, context: Demand, span: Span): void {
  if (!value) return;
  const here = value.drafts?.filter((d) => sameScope(ctx.scope, d.scope)) ?? [];
  for (const draft of here) join(draft.context, context);
  if (here.length === (value.drafts?.length ?? 0) && here.length > 0) return;
  if (value.local && !value.parameter) happens(ctx, span, { kind: "use", value: value.local, context });
}
