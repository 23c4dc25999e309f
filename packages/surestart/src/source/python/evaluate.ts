import { boolean } from "./alternatives.ts";
import { call } from "./calls.ts";
import { comprehension } from "./comprehension.ts";
import { type Context, evaluate, mark } from "./context.ts";
import { defineLambda } from "./functions.ts";
import { memberOf } from "./members.ts";
import { belowOther, joined, ownFile, pathMember } from "./paths.ts";
import { readVariable } from "./reads.ts";
import { asksInside, asksSettings } from "./settings-object.ts";
import type { Expression } from "./syntax.ts";
import { lookUp, type Refusal, type Value } from "./values.ts";

/** What is known of an expression's value without running it. */
export function compute(ctx: Context, e: Expression): Value {
  const at = { from: e.from, to: e.to };
  switch (e.kind) {
    case "name":
      return lookUp(ctx.names, e.id) ?? builtin(e.id) ?? starred(ctx, e.id);
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

function builtin(name: string): Value | undefined {
  if (name === "__file__") return { path: ownFile };
  return builtins.has(name) ? { origin: name } : undefined;
}

/** A name that nothing here binds comes from `from base import *` where there is one: what base has imported, too. */
function starred(ctx: Context, name: string): Value {
  if (!ctx.module.names.has("*")) return {};
  return name === "os" ? { origin: name, local: name } : { local: name };
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
  if (e.object.kind === "attribute") asksInside(ctx, object, e.name);
  asksSettings(ctx, object, e.name, e);
  return memberOf(ctx, object, e.name, e.object.kind === "call");
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
  if (key !== null) asksSettings(ctx, object, key, e);
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

/** `{**dotenv_values(".env"), **os.environ}`: a file in addition to the environment. */
function mergeStore(a: Value["store"], spread: Value): Value["store"] {
  const b = spread.store ?? (spread.origin === "os.environ" ? { settings: null } : undefined);
  return a?.settings ? a : (b ?? a);
}
