import { bind } from "./bind.ts";
import { call, neverReturns } from "./calls.ts";
import { type Context, mark } from "./context.ts";
import { defineLambda } from "./functions.ts";
import { belowOther, joined, ownFile, pathMember } from "./paths.ts";
import { isRandom } from "./random.ts";
import { readVariable } from "./reads.ts";
import { refusals, refuse } from "./refuse.ts";
import type { Expression, Loop } from "./syntax.ts";
import { type Draft, lookUp, type Refusal, type Value } from "./values.ts";

/** What is known of an expression's value. Everything that it does on the way (reads, calls) happens, once, in its order. */
export function evaluate(ctx: Context, e: Expression): Value {
  const value = compute(ctx, e);
  ctx.module.seen.set(e, value);
  return value;
}

function compute(ctx: Context, e: Expression): Value {
  const at = { from: e.from, to: e.to };
  switch (e.kind) {
    case "name":
      return lookUp(ctx.names, e.id) ?? builtin(e.id);
    case "string":
      return { literal: e.value, at };
    case "number":
      return { literal: e.value, at };
    case "constant":
      return { literal: e.value, at };
    case "format":
      return format(ctx, e.parts);
    case "attribute":
      return attribute(ctx, e);
    case "subscript":
      return subscript(ctx, e);
    case "call":
      return call(ctx, e);
    case "binary":
      return binary(ctx, e);
    case "boolean":
      return boolean(ctx, e);
    case "not":
      evaluate(ctx, e.operand);
      return {};
    case "compare":
      return compare(ctx, e);
    case "conditional": {
      evaluate(ctx, e.test);
      const branch = { ...ctx, depth: ctx.depth + 1 };
      const [body, otherwise] = [evaluate(branch, e.body), evaluate(branch, e.otherwise)];
      const drafts = [...(body.drafts ?? []), ...(otherwise.drafts ?? [])];
      return drafts.length === 1 ? { drafts, filled: true } : {};
    }
    case "sequence":
      return { items: e.items.map((item) => evaluate(ctx, item)) };
    case "dict":
      return dict(ctx, e);
    case "comprehension":
      return comprehension(ctx, e);
    case "lambda":
      return defineLambda(ctx, e);
    case "await":
      return evaluate(ctx, e.operand);
    case "walrus": {
      const value = evaluate(ctx, e.value);
      ctx.names.own.set(e.name, value);
      return value;
    }
    case "other":
      for (const child of e.children) evaluate(ctx, child);
      return {};
  }
}

const builtins = new Set(
  "int float bool str bytes list dict set frozenset tuple any all len next sorted getattr exit quit __import__ open".split(
    " ",
  ),
);

/** Words of `os` that stand in paths. */
const constants: Record<string, string> = { pardir: "..", curdir: ".", sep: "/" };

function builtin(name: string): Value {
  if (name === "__file__") return { path: ownFile };
  return builtins.has(name) ? { origin: name } : {};
}

function format(ctx: Context, parts: (string | Expression)[]): Value {
  const values = parts.map((p): Value => (typeof p === "string" ? { literal: p } : evaluate(ctx, p)));
  if (values.every((v) => typeof v.literal === "string" || typeof v.literal === "number"))
    return { literal: values.map((v) => String(v.literal)).join("") };
  // f"{BASE}/.env" is a path, f"APP_{name}" a parameter with something in front.
  const [first, second, third] = values;
  if (first?.path)
    return joined(first.path, [
      {
        literal: values
          .slice(1)
          .map((v) => v.literal)
          .join("")
          .replace(/^\//, ""),
      },
    ]);
  if (values.length === 1 && first?.parameter !== undefined) return first;
  if (typeof first?.literal === "string" && second?.parameter !== undefined && !third)
    return { parameter: second.parameter, prefix: first.literal + (second.prefix ?? "") };
  const colon = values.findIndex((v) => typeof v.literal === "string" && v.literal.endsWith(":"));
  const [host, port] = [
    colon === 0 ? { literal: String(first?.literal).slice(0, -1) } : values[0],
    values[colon + 1],
  ];
  return colon >= 0 && colon < 2 && colon + 2 === values.length && host && port
    ? { parts: [host, port] }
    : {};
}

function attribute(ctx: Context, e: Expression & { kind: "attribute" }): Value {
  const object = evaluate(ctx, e.object);
  const constant = object.origin === "os" ? constants[e.name] : undefined;
  if (constant) return { literal: constant };
  if (object.path)
    return (
      pathMember(object.path, e.name, []) ??
      (e.name === "parents" ? { path: object.path, made: "parents" } : {})
    );
  const owner = object.made ?? object.local;
  const known = owner ? ctx.module.attributes.get(`${owner}.${e.name}`) : undefined;
  const value: Value = { ...known };
  if (object.origin) value.origin = `${object.origin}.${e.name}`;
  const local = object.local ?? (e.object.kind === "call" && object.made ? `${object.made}()` : undefined);
  if (local) value.local = `${local}.${e.name}`;
  return value;
}

function subscript(ctx: Context, e: Expression & { kind: "subscript" }): Value {
  const object = evaluate(ctx, e.object);
  const index = evaluate(ctx, e.index);
  const store =
    object.store ??
    (object.origin === "os.environ" || object.origin === "os.environb" ? { settings: null } : null);
  if (store) return readVariable(ctx, e, index, { store, unset: "raises" });
  if (object.path && object.made === "parents" && typeof index.literal === "number" && index.literal >= 0) {
    let path: Value = { path: object.path };
    for (let i = 0; i <= index.literal && path.path; i++) path = pathMember(path.path, "parent", []) ?? {};
    return path;
  }
  const entry = object.entries?.find(([key]) => key === index.literal);
  if (entry) return entry[1];
  if (object.items && typeof index.literal === "number") return object.items.at(index.literal) ?? {};
  const key = typeof index.literal === "string" ? index.literal : null;
  if (key !== null && object.local) return { local: `${object.local}.${key}` };
  return object.drafts ? { drafts: object.drafts, filled: true } : {};
}

function binary(ctx: Context, e: Expression & { kind: "binary" }): Value {
  const [left, right] = [evaluate(ctx, e.left), evaluate(ctx, e.right)];
  if (e.operator === "/" && left.path) return joined(left.path, [right]);
  if (e.operator === "/") return belowOther(left, [right]) ?? {};
  if (e.operator === "+" || e.operator === "%") {
    if (typeof left.literal === "string" && typeof right.literal === "string" && e.operator === "+")
      return { literal: left.literal + right.literal };
    if (typeof left.literal === "string" && right.parameter !== undefined && e.operator === "+")
      return { parameter: right.parameter, prefix: left.literal + (right.prefix ?? "") };
    if (left.path && typeof right.literal === "string")
      return joined(left.path, [{ literal: right.literal.replace(/^\//, "") }]);
    if (typeof left.literal === "string" && left.literal.endsWith(":") && right.drafts)
      return { parts: [{ literal: left.literal.slice(0, -1) }, right] };
    if (left.items && right.items) return { items: [...left.items, ...right.items] };
  }
  if (e.operator === "-" && left.items && (right.store || right.origin === "os.environ")) {
    // `REQUIRED - os.environ.keys()`
    const store = right.store ?? { settings: null };
    const asked = left.items.map((name) =>
      readVariable(ctx, e, name, { store, unset: "none", existence: true }),
    );
    return { whenTrue: asked.map((value) => ({ value, why: { none: true } })) };
  }
  if (e.operator === "|" && left.store && right.store) return left.store.settings ? left : right;
  return {};
}

/** `A or B`: the first that is true; an empty one counts as missing. */
function boolean(ctx: Context, e: Expression & { kind: "boolean" }): Value {
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

/** A default that is given behind the read. */
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

function compare(ctx: Context, e: Expression & { kind: "compare" }): Value {
  const left = evaluate(ctx, e.left);
  const [first] = e.rest;
  const values = e.rest.map((r) => evaluate(ctx, r.right));
  const right = values[0];
  if (!first || !right) return {};
  const store = right.store ?? (right.origin === "os.environ" ? { settings: null } : null);
  if (store && (first.operator === "in" || first.operator === "not in")) {
    const read = readVariable(ctx, e, left, { store, unset: "none", existence: true });
    const missing: Refusal[] = read.drafts ? [{ value: read, why: { none: true } }] : [];
    return first.operator === "in" ? { whenFalse: missing } : { whenTrue: missing };
  }
  const words = right.items?.map((i) => i.literal) ?? (first.operator === "==" ? [right.literal] : []);
  if (words.length && words.every((w) => typeof w === "string" && isBooleanWord(w)))
    mark(ctx, left, { as: "boolean" }, e);
  return {};
}

function isBooleanWord(word: string): boolean {
  return /^(true|false|yes|no|on|off|y|n|t|f|1|0|enabled|disabled)$/i.test(word);
}

function dict(ctx: Context, e: Expression & { kind: "dict" }): Value {
  const entries: [string, Value][] = [];
  let store: Value["store"];
  for (const { key, value } of e.items) {
    const name = key ? evaluate(ctx, key) : null;
    const held = evaluate(ctx, value);
    if (!key) store = mergeStore(store, held);
    if (typeof name?.literal === "string") entries.push([name.literal, held]);
  }
  if (store) return { store };
  const items = e.items.flatMap(({ key }) => (key ? [ctx.module.seen.get(key) ?? {}] : []));
  return { entries, items };
}

/** `{**dotenv_values(".env"), **os.environ}`: a file beside the environment. */
function mergeStore(a: Value["store"], spread: Value): Value["store"] {
  const b = spread.store ?? (spread.origin === "os.environ" ? { settings: null } : undefined);
  return a?.settings ? a : (b ?? a);
}

/** Walks literal lists round by round; `[n for n in ("A", "B") if not os.getenv(n)]` then holds what is missing. */
function comprehension(ctx: Context, e: Expression & { kind: "comprehension" }): Value {
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
