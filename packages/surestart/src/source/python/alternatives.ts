import { type Context, evaluate } from "./context.ts";
import { neverReturns } from "./ends.ts";
import { isRandom } from "./random.ts";
import { refuse } from "./refuse.ts";
import type { Expression } from "./syntax.ts";
import type { Draft, Value } from "./values.ts";

/** `A or B`: the first that is true; an empty one counts as missing. */
export function boolean(ctx: Context, e: Expression & { kind: "boolean" }): Value {
  const left = evaluate(ctx, e.left);
  const branch = { ...ctx, depth: ctx.depth + 1 };
  const before = ctx.module.events.length;
  const right = evaluate(e.operator === "or" && !left.drafts ? ctx : branch, e.right);
  if (e.operator === "and") return right.drafts?.length ? { drafts: right.drafts, filled: true } : {};
  if (!left.drafts?.length) return right.drafts?.length && left.parameter === undefined ? right : { ...left };
  if (isEnd(ctx, e.right)) {
    refuse(ctx, [{ value: left, why: { none: true, empty: true } }], "SystemExit", e);
    return left;
  }
  if (right.drafts?.some((d) => d.name !== null)) {
    // One of them is enough: the second is only needed when the first is missing.
    for (const event of ctx.module.events.slice(before)) if (ctx.depth === 0) delete event.conditional;
    for (const d of right.drafts) d.depth = Math.min(d.depth, ctx.depth);
    return either(left, right);
  }
  const direct = e.left.kind !== "name" && e.left.kind !== "attribute";
  if (direct) for (const draft of left.drafts) fill(ctx, draft, right);
  const empty = right.literal === "" || right.literal === null;
  return empty ? left : { ...left, filled: true };
}

function either(left: Value, right: Value): Value {
  const drafts = [...left.drafts!, ...right.drafts!];
  const names = [...new Set(drafts.flatMap((d) => d.name ?? []))];
  if (names.length < 2) return { drafts };
  // `os.getenv("A") or os.environ["B"]`: without A, B must be there.
  const raises = right.drafts!.some((d) => d.unset === "raises");
  for (const d of drafts) {
    d.context.either = names;
    if (raises && left.drafts!.every((l) => l.unset === "none")) d.context.required = true;
  }
  return { drafts, ...(right.filled ? { filled: true } : {}) };
}

/** A default that is given after the read. */
export function fill(ctx: Context, draft: Draft, value: Value): void {
  if (draft.hasDefault && draft.unset === "other") return;
  const { literal } = value;
  if (literal === null) return;
  draft.hasDefault = true;
  if (isRandom(value)) draft.context.randomDefault = true;
  draft.unset = literal === "" ? "empty" : "other";
  const event = ctx.module.drafted.get(draft);
  if (event?.kind === "read") {
    event.hasDefault = true;
    event.fallback = literal === undefined ? null : String(literal);
  }
}

/** A call that never comes back: `sys.exit(…)`, or a function of the module that always raises. */
function isEnd(ctx: Context, e: Expression): boolean {
  if (e.kind !== "call") return false;
  const callee = ctx.module.seen.get(e.callee);
  return callee !== undefined && neverReturns(ctx, callee);
}
