import { bind } from "./bind.ts";
import { type Context, evaluate } from "./context.ts";
import { refusals } from "./refuse.ts";
import type { Expression, Loop } from "./syntax.ts";
import type { Refusal, Value } from "./values.ts";

/** Walks literal lists round by round; `[n for n in ("A", "B") if not os.getenv(n)]` then holds what is missing. */
export function comprehension(ctx: Context, e: Expression & { kind: "comprehension" }): Value {
  const value: Value & { items: Value[] } = { items: [] };
  const kept: Refusal[] = [];
  const each = { whenTrue: [] as Refusal[], whenFalse: [] as Refusal[] };
  const inner: Context = { ...ctx, names: { own: new Map(), parent: ctx.names, kind: "function" } };
  rounds(inner, e.loops, (round) => {
    for (const condition of e.conditions) evaluate(round, condition);
    const branch = e.conditions.length ? { ...round, depth: round.depth + 1 } : round;
    value.items.push(evaluate(branch, e.body));
    for (const condition of e.conditions) kept.push(...refusals(round, condition, true));
    if (e.conditions.length) return;
    each.whenTrue.push(...refusals(round, e.body, true));
    each.whenFalse.push(...refusals(round, e.body, false));
  });
  // With a condition, that anything is left says something; without, only any() and all() ask.
  return e.conditions.length ? { whenTrue: kept } : { ...value, each };
}

function rounds(ctx: Context, loops: Loop[], body: (ctx: Context) => void): void {
  const [loop, ...rest] = loops;
  if (loop) eachRound(ctx, loop, (round) => rounds(round, rest, body));
  else body(ctx);
}

/** Runs `body` for every item of a literal list, or once, as a branch, for a list that is not known. */
export function eachRound(ctx: Context, { target, over }: Loop, body: (ctx: Context) => void): void {
  const list = evaluate(ctx, over);
  const items = list.items;
  if (!items || items.length === 0 || ctx.rounds * items.length > 400) {
    bind(ctx, target, {});
    body({ ...ctx, depth: ctx.depth + 1 });
    return;
  }
  for (const item of items) {
    bind(ctx, target, item);
    body({ ...ctx, rounds: ctx.rounds * items.length });
  }
}
