import type { Demand } from "../demand.ts";
import { type Context, caught, mark } from "./context.ts";
import type { Expression, Span } from "./syntax.ts";
import { type Draft, type Refusal, text, type Value } from "./values.ts";

/**
 * Why a test is `truth`: each of these alone makes it so. A test whose outcome leads to `raise` refuses them.
 * The test must have been evaluated before.
 */
export function refusals(ctx: Context, test: Expression, truth: boolean): Refusal[] {
  const value = (e: Expression): Value => ctx.module.seen.get(e) ?? {};
  switch (test.kind) {
    case "not":
      return refusals(ctx, test.operand, !truth);
    case "boolean": {
      const [left, right] = [refusals(ctx, test.left, truth), refusals(ctx, test.right, truth)];
      // `A or B` is true when one is; it is false only when both are.
      return (test.operator === "or") === truth ? [...left, ...right] : both(left, right);
    }
    case "compare":
      return comparison(ctx, test, truth);
    default: {
      const seen = value(test);
      const known = truth ? seen.whenTrue : seen.whenFalse;
      if (known?.length) return known;
      return truth || seen.converted ? [] : [{ value: seen, why: { none: true, empty: true } }];
    }
  }
}

function both(left: Refusal[], right: Refusal[]): Refusal[] {
  if (left.length !== 1 || right.length !== 1) return [];
  const [first, second] = [left[0]!, right[0]!];
  // `value is None and default is None`: refused when the caller gives no default.
  if (isParameter(second.value)) return [first];
  if (isParameter(first.value)) return [second];
  return [{ ...first, with: [...(first.with ?? []), second, ...(second.with ?? [])] }];
}

function isParameter(value: Value): boolean {
  return value.parameter !== undefined && !value.drafts?.length;
}

function comparison(ctx: Context, test: Expression & { kind: "compare" }, truth: boolean): Refusal[] {
  const [only, more] = test.rest;
  if (!only || more) return [];
  const value = (e: Expression): Value => ctx.module.seen.get(e) ?? {};
  const { operator } = only;
  const [left, right] = [value(test.left), value(only.right)];
  const equal =
    operator === "is" || operator === "=="
      ? truth
      : operator === "is not" || operator === "!="
        ? !truth
        : null;
  if (equal !== null) return equal ? equality(left, right) : [];
  if (operator === "in" || operator === "not in") {
    const isIn = (operator === "in") === truth;
    const seen = value(test);
    const known = truth ? seen.whenTrue : seen.whenFalse;
    return known?.length ? known : membership(left, right, isIn);
  }
  return length(test.left, operator, only.right, truth, value);
}

function equality(left: Value, right: Value): Refusal[] {
  const [subject, literal] = left.literal === undefined ? [left, right.literal] : [right, left.literal];
  if (literal === null) return [{ value: subject, why: { none: true } }];
  if (literal === "") return [{ value: subject, why: { empty: true } }];
  // `len(missing) == 0` and the like say nothing of one variable.
  return [];
}

function membership(left: Value, right: Value, isIn: boolean): Refusal[] {
  if (!right.items) return [];
  if (left.literal === null || left.literal === "") {
    if (!isIn) return [];
    return right.items.map((item) => ({
      value: item,
      why: left.literal === null ? { none: true } : { empty: true },
    }));
  }
  const words = right.items.map(text);
  if (isIn) {
    const none = right.items.some((i) => i.literal === null);
    const empty = words.includes("");
    return none || empty ? [{ value: left, why: { none, empty } }] : [];
  }
  if (!words.length || words.some((w) => w === null)) return [];
  return [{ value: left, why: { choices: words as string[], none: true, empty: !words.includes("") } }];
}

const turned: Record<string, string> = { "<": ">", ">": "<", "<=": ">=", ">=": "<=" };
const opposite: Record<string, string> = { "<": ">=", ">": "<=", "<=": ">", ">=": "<" };

/** `len(X) < 32`, whichever way it is written. */
function length(
  left: Expression,
  written: string,
  right: Expression,
  truth: boolean,
  value: (e: Expression) => Value,
): Refusal[] {
  let [operator, subject, limit] = [written, left, value(right).literal];
  if (value(left).literal !== undefined)
    [operator, subject, limit] = [turned[written] ?? "", right, value(left).literal];
  if (!truth) operator = opposite[operator] ?? "";
  if (typeof limit !== "number") return [];
  const least = operator === "<" ? limit : operator === "<=" ? limit + 1 : null;
  const more = operator === ">" ? limit + 1 : operator === ">=" ? limit : null;
  const measured = measuredBy(subject);
  if (measured && least !== null && least > 0)
    return [{ value: value(measured), why: { minLength: least, none: true, empty: true } }];
  // `if len(missing) > 0`
  if (measured && more === 1) return value(measured).whenTrue ?? [];
  return [];
}

function measuredBy(e: Expression): Expression | null {
  if (e.kind !== "call" || e.callee.kind !== "name" || e.callee.id !== "len") return null;
  const inner = e.args[0]?.value;
  // `len(X.encode())`
  if (inner?.kind === "call" && inner.callee.kind === "attribute" && inner.callee.name === "encode")
    return inner.callee.object;
  return inner ?? null;
}

/** The program ends here when one of these is the case; `error` is the class that is raised. */
export function refuse(ctx: Context, found: Refusal[], error: string, span: Span): void {
  if (caught(ctx, error)) return;
  if (ctx.fn) for (const { value, why } of found) refuseParameter(ctx, value, why);
  for (const one of found) {
    const all = [one, ...(one.with ?? [])];
    const names = all.flatMap((r) => r.value.drafts ?? []).map((d) => d.name);
    const either = names.length > 1 && !names.includes(null) ? [...new Set(names as string[])] : null;
    if (all.length > 1 && !all.every((r) => isUnsetRefused(r.value, r.why))) continue;
    for (const { value, why } of all) {
      const context = meaning(value, why);
      if (either && either.length > 1) context.either = either;
      mark(ctx, value, within(ctx, value, context), span);
    }
  }
}

/** A function that raises for what it is handed refuses it for its callers. */
function refuseParameter(ctx: Context, value: Value, why: Refusal["why"]): void {
  if (value.parameter === undefined || value.drafts?.length || ctx.depth > 0 || !ctx.fn) return;
  ctx.fn.refusesArgument ??= {
    index: value.parameter,
    demand: {
      ...(why.none || why.empty ? { required: true } : {}),
      ...(why.empty ? { refusesEmpty: true } : {}),
    },
  };
}

/** A check in a branch says what is accepted there, and not that the variable must be set. */
function within(ctx: Context, value: Value, context: Demand): Demand {
  const inBranch = value.drafts?.length ? value.drafts.some((d) => d.depth < ctx.depth) : false;
  if (!inBranch) return context;
  const { required: _, refusesEmpty: __, either: ___, ...rest } = context;
  return rest;
}

function meaning(value: Value, why: Refusal["why"]): Demand {
  const context: Demand = {};
  if (isUnsetRefused(value, why)) context.required = true;
  if (why.empty && !value.filled && !value.converted) context.refusesEmpty = true;
  if (why.choices && !value.cased) Object.assign(context, { choices: why.choices, as: "enum" });
  if (why.minLength) context.minLength = why.minLength;
  return context;
}

function isUnsetRefused(value: Value, why: Refusal["why"]): boolean {
  if (value.filled) return false;
  const drafts = value.drafts ?? [];
  if (!drafts.length) return Boolean(why.none || why.empty);
  return drafts.every((d) => refusesUnset(d, why));
}

function refusesUnset({ unset }: Draft, why: Refusal["why"]): boolean {
  if (unset === "none") return Boolean(why.none || why.empty);
  return unset === "raises" || (unset === "empty" && Boolean(why.empty));
}
