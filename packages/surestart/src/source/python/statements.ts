import type { Scope } from "../module.ts";
import { isPrefixing } from "../readers.ts";
import { bind } from "./bind.ts";
import { eachRound } from "./comprehension.ts";
import { type Context, evaluate, type Guard, walk } from "./context.ts";
import { endOf, errorName } from "./ends.ts";
import { defineClass, defineFunction } from "./functions.ts";
import { importStatement } from "./imports.ts";
import { refusals, refuse } from "./refuse.ts";
import type { Expression, Statement } from "./syntax.ts";
import type { Refusal } from "./values.ts";
import { text } from "./values.ts";

/** Reads statements in their order. */
export function execute(ctx: Context, body: readonly Statement[]): void {
  let now = ctx;
  body.forEach((s, i) => {
    statement(now, s, body.slice(i + 1));
    // What is after `if …: return` need not happen.
    if (now.scope.kind === "function" && s.kind === "if" && leaves(s.body))
      now = { ...now, depth: now.depth + 1 };
  });
}

function leaves(body: readonly Statement[]): boolean {
  const last = body.at(-1);
  return (
    last?.kind === "return" || (last?.kind === "other" && (last.word === "continue" || last.word === "break"))
  );
}

function statement(ctx: Context, s: Statement, rest: readonly Statement[]): void {
  switch (s.kind) {
    case "import":
    case "from-import":
      importStatement(ctx, s);
      break;
    case "assign":
      assign(ctx, s);
      break;
    case "augment":
      augment(ctx, s);
      break;
    case "expression":
      evaluate(ctx, s.value);
      break;
    case "return":
      returns(ctx, s.value);
      break;
    case "raise":
      if (s.value) evaluate(ctx, s.value);
      break;
    case "assert":
      evaluate(ctx, s.test);
      refuse(ctx, refusals(ctx, s.test, false), "AssertionError", s);
      break;
    case "if":
      branch(ctx, s, rest);
      break;
    case "for":
      eachRound(ctx, { target: s.target, over: s.over }, (round) => walk(round, s.body));
      walk(ctx, s.otherwise);
      break;
    case "while":
      evaluate(ctx, s.test);
      walk(s.test.kind === "constant" && s.test.value ? ctx : deeper(ctx), s.body);
      walk(ctx, s.otherwise);
      break;
    case "try":
      attempt(ctx, s);
      break;
    case "with":
      withBlock(ctx, s);
      break;
    case "function":
      defineFunction(ctx, s);
      break;
    case "class":
      defineClass(ctx, s);
      break;
    case "match":
      evaluate(ctx, s.subject);
      for (const body of s.cases) walk(deeper(ctx), body);
      break;
    case "other":
      // `del os.environ["X"]` reads nothing.
      if (s.word !== "delete") for (const child of s.children) evaluate(ctx, child);
  }
}

function deeper(ctx: Context): Context {
  return { ...ctx, depth: ctx.depth + 1 };
}

function assign(ctx: Context, s: Statement & { kind: "assign" }): void {
  if (!s.value) return;
  const value = evaluate(ctx, s.value);
  for (const target of s.targets) bind(ctx, target, value);
}

function augment(ctx: Context, s: Statement & { kind: "augment" }): void {
  const added = evaluate(ctx, s.value);
  if (s.target.kind === "subscript") {
    bind(ctx, s.target, {});
    return;
  }
  const before = evaluate(ctx, s.target);
  if (before.items && added.items)
    bind(ctx, s.target, { ...before, items: [...before.items, ...added.items] });
}

function returns(ctx: Context, value: Expression | null): void {
  if (!value) return;
  const held = evaluate(ctx, value);
  const { fn } = ctx;
  if (!fn) return;
  const name = held.made ?? held.local;
  if (name && fn.returns === undefined) fn.returns = name;
  const read = held.drafts?.find((d) => d.name !== null);
  const at = read && ctx.module.drafted.get(read)?.at;
  if (at) fn.returnsRead ??= at;
  // `except KeyError: return default`
  if (fn.reads && held.parameter !== undefined && held.parameter !== fn.reads.index)
    fn.reads.fallback ??= held.parameter;
}

function branch(ctx: Context, s: Statement & { kind: "if" }, rest: readonly Statement[]): void {
  const special = ctx.scope.kind === "module" ? specialTest(s.test) : null;
  if (special) {
    walk({ ...ctx, scope: special }, s.body);
    walk(ctx, s.otherwise);
    return;
  }
  evaluate(ctx, s.test);
  const inner = { ...ctx, depth: ctx.depth + 1 };
  const why = refusals(ctx, s.test, true);
  const end = endOf(ctx, s.body) ?? endUnlessGiven(ctx, s.body);
  if (end) refuse(ctx, why, end, s.test);
  else collect(ctx, s.body, why);
  // `if value: return value`, and after it nothing but `raise`.
  const after = leaves(s.body) && !s.otherwise.length ? endOf(ctx, rest) : null;
  if (after) refuse(ctx, refusals(ctx, s.test, false), after, s.test);
  const other = endOf(ctx, s.otherwise);
  if (other && s.otherwise.length) refuse(ctx, refusals(ctx, s.test, false), other, s.test);
  walk({ ...inner, unset: new Set(why.flatMap((r) => r.value.drafts ?? [])) }, s.body);
  walk(inner, s.otherwise);
}

/** `if not value: if default is None: raise …` */
function endUnlessGiven(ctx: Context, body: readonly Statement[]): string | null {
  const first = body[0];
  if (first?.kind !== "if" || !ctx.fn) return null;
  const names = namesIn(first.test);
  const onlyParameters =
    names.length > 0 && names.every((n) => ctx.names.own.get(n)?.parameter !== undefined);
  return onlyParameters ? endOf(ctx, first.body) : null;
}

function namesIn(e: Expression): string[] {
  if (e.kind === "name") return [e.id];
  if (e.kind === "not") return namesIn(e.operand);
  if (e.kind === "compare") return [...namesIn(e.left), ...e.rest.flatMap((r) => namesIn(r.right))];
  return [];
}

/** `if not X: missing.append("X")`: that the list holds anything later means that X was missing. */
function collect(ctx: Context, body: readonly Statement[], why: Refusal[]): void {
  if (!why.length) return;
  for (const s of body) {
    const call = s.kind === "expression" && s.value.kind === "call" ? s.value : null;
    const list =
      call?.callee.kind === "attribute" && /^(append|add|extend)$/.test(call.callee.name)
        ? call.callee.object
        : s.kind === "augment"
          ? s.target
          : null;
    if (list?.kind !== "name") continue;
    const held = ctx.names.own.get(list.id);
    if (held) ctx.names.own.set(list.id, { ...held, whenTrue: [...(held.whenTrue ?? []), ...why] });
  }
}

/** `if __name__ == "__main__"`, `if TYPE_CHECKING`: the scope of what is in it. */
function specialTest(test: Expression): Scope | null {
  if (test.kind === "compare" && test.rest.length === 1) {
    const sides = [test.left, test.rest[0]!.right];
    const main = sides.some((e) => e.kind === "name" && e.id === "__name__");
    if (main && sides.some((e) => e.kind === "string" && e.value === "__main__")) return { kind: "main" };
  }
  const isTypes = (e: Expression): boolean =>
    (e.kind === "name" && e.id === "TYPE_CHECKING") || (e.kind === "attribute" && e.name === "TYPE_CHECKING");
  return isTypes(test) ? { kind: "types" } : null;
}

function attempt(ctx: Context, s: Statement & { kind: "try" }): void {
  const guards = s.handlers.map(
    ({ types, body }): Guard => ({ catches: caughtNames(types), ends: endOf(ctx, body) !== null }),
  );
  // The first handler that fits is the one that is asked; the innermost guard is the last of the list.
  const before = ctx.module.drafted.size;
  walk({ ...ctx, guards: [...ctx.guards, ...guards.toReversed()] }, s.body);
  const unset = new Set([...ctx.module.drafted.keys()].slice(before));
  for (const { body } of s.handlers) walk({ ...ctx, depth: ctx.depth + 1, unset }, body);
  walk(ctx, s.otherwise);
  walk(ctx, s.finally);
}

function caughtNames(types: Expression | null): Set<string> | null {
  if (!types) return null;
  const list = types.kind === "sequence" ? types.items : [types];
  return new Set(list.map(errorName));
}

function withBlock(ctx: Context, s: Statement & { kind: "with" }): void {
  let inner = ctx;
  for (const { value, as } of s.items) {
    const held = evaluate(inner, value);
    if (as) bind(inner, as, held);
    // `with env.prefixed("APP_"):`
    if (value.kind === "call" && value.callee.kind === "attribute" && isPrefixing(value.callee.name)) {
      const first = value.args[0]?.value;
      const prefix = first ? text(ctx.module.seen.get(first)) : null;
      inner = { ...inner, prefix: prefix === null || inner.prefix === null ? null : inner.prefix + prefix };
    }
    // `with contextlib.suppress(KeyError):`
    if (value.kind === "call" && held.origin === "contextlib.suppress()")
      inner = {
        ...inner,
        guards: [
          ...inner.guards,
          { catches: new Set(value.args.map((a) => errorName(a.value))), ends: false },
        ],
      };
  }
  walk(inner, s.body);
}
