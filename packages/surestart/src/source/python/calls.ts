import type { Place } from "../../finding.ts";
import { settingsLoad, settingsOption } from "../../known/_find-loads.ts";
import type { Call } from "./call.ts";
import { type Context, evaluate, happens } from "./context.ts";
import { convert, textMember } from "./conversions.ts";
import { textCall } from "./hand-loads.ts";
import { importCall } from "./imports.ts";
import { listenCall } from "./listens.ts";
import { exactly, loadCall, event as loadEvent } from "./loads.ts";
import { memberOf } from "./members.ts";
import { pathCall, pathMember } from "./paths.ts";
import { readCall } from "./read-calls.ts";
import { settingsObjectCall } from "./settings-object.ts";
import type { Expression } from "./syntax.ts";
import { useCall } from "./uses.ts";
import { type Draft, type Refusal, text, type Value } from "./values.ts";

/** Evaluates a call: those that are known mean something, all others may be functions of the project. */
export function call(ctx: Context, node: Expression & { kind: "call" }): Value {
  const call = parts(ctx, node);
  textCall(ctx, call);
  const settings = settingsObjectCall(call);
  if (settings) loadCall(ctx, call);
  return (
    settings ??
    importCall(ctx, call) ??
    readCall(ctx, call) ??
    loadCall(ctx, call) ??
    listenCall(ctx, call) ??
    useCall(ctx, call) ??
    convert(ctx, call) ??
    textMember(ctx, call) ??
    pathOf(call) ??
    collection(ctx, call) ??
    ownCall(ctx, call)
  );
}

function parts(ctx: Context, node: Expression & { kind: "call" }): Call {
  const callee = evaluate(ctx, node.callee);
  const args: Value[] = [];
  const keywords = new Map<string, Value>();
  let open = false;
  for (const { name, star, value } of node.args) {
    const held = evaluate(ctx, value);
    if (star) open = true;
    else if (name === null) args.push(held);
    else keywords.set(name, held);
  }
  const member = node.callee.kind === "attribute" ? node.callee.name : null;
  const object = node.callee.kind === "attribute" ? (ctx.module.seen.get(node.callee.object) ?? {}) : null;
  return { node, callee, origin: callee.origin ?? null, object, member, args, keywords, open };
}

function pathOf(call: Call): Value | undefined {
  if (call.object?.path && call.member) return pathMember(call.object.path, call.member, call.args) ?? {};
  return call.callee.origin ? pathCall(call.callee.origin, call.args) : undefined;
}

/** any(), all(), next() and what only passes a collection on. */
function collection(ctx: Context, call: Call): Value | undefined {
  const { callee, object, member, args } = call;
  const [first] = args;
  switch (callee.origin) {
    case "any":
      return { ...(first?.each ? { whenTrue: first.each.whenTrue } : {}), whenFalse: together(first?.items) };
    case "all":
      return { whenFalse: first?.each?.whenFalse ?? first?.items?.map(missing) ?? [] };
    case "getattr": {
      const name = text(args[1]);
      return first && name ? memberOf(ctx, first, name) : {};
    }
    case "next":
    case "list":
    case "set":
    case "frozenset":
    case "tuple":
    case "sorted":
      return first ?? {};
    case "marshmallow.validate.OneOf":
    case "environs.validate.OneOf":
      return first ?? {};
  }
  if (member === "add_argument") return addArgument(ctx, call);
  if (member === "parse_args" && ctx.module.attributes.has("parse_args()")) return { made: "parse_args()" };
  if (!object) return undefined;
  if (member === "items" && object.entries)
    return {
      items: object.entries.map(([key, value], i) => ({
        items: [object.items?.[i] ?? { literal: key }, value],
      })),
    };
  if (member === "keys" && object.items) return { items: object.items };
  if (member === "values" && object.entries) return { items: object.entries.map(([, value]) => value) };
  return undefined;
}

/** argparse: `--port` with a default from a variable is that variable, when the command does not say another. */
function addArgument(ctx: Context, { args, keywords }: Call): Value {
  const flag = args.map(text).find((a) => a?.startsWith("--"));
  const given = keywords.get("default");
  const name = text(keywords.get("dest")) ?? flag?.slice(2).replaceAll("-", "_");
  ctx.module.attributes.set("parse_args()", {});
  if (name && given?.drafts) ctx.module.attributes.set(`parse_args().${name}`, given);
  return {};
}

function missing(value: Value): Refusal {
  return { value, why: { none: true, empty: true } };
}

/** `any([A, B])` is false when all are missing. */
function together(items: Value[] | undefined): Refusal[] {
  const [first, ...rest] = items ?? [];
  return first ? [{ ...missing(first), ...(rest.length ? { with: rest.map(missing) } : {}) }] : [];
}

/** What may be a function of the project. Its value is a read, if the function turns out to read what its argument names. */
function ownCall(ctx: Context, call: Call): Value {
  const { callee, args, keywords, node } = call;
  const made = callee.local ?? callee.origin ?? dottedName(node.callee);
  const value: Value = {};
  if (callee.origin) value.origin = `${callee.origin}()`;
  if (made) value.made = made;
  const schema = [...keywords].filter(([name, v]) => v.items || name.endsWith("prefix"));
  if (schema.length) value.entries = schema;
  if (!callee.local || callee.local.startsWith("super")) return value;
  settingsFile(ctx, call);
  const draft: Draft = {
    name: null,
    scope: ctx.scope,
    depth: ctx.depth,
    hasDefault: false,
    unset: "none",
    context: {},
  };
  const event = happens(ctx, node, {
    kind: "call",
    callee: callee.local,
    args: args.map(text),
    ...(keywords.size ? { keywords: Object.fromEntries([...keywords].map(([k, v]) => [k, text(v)])) } : {}),
    ...(call.open ? { open: true } : {}),
    ...passed(args),
    ...handed(ctx, args),
    ...outside(ctx, call),
  });
  ctx.module.drafted.set(draft, event);
  value.drafts = [draft];
  return value;
}

function dottedName(e: Expression): string | null {
  if (e.kind === "name") return e.id;
  const object = e.kind === "attribute" ? dottedName(e.object) : null;
  return object && e.kind === "attribute" ? `${object}.${e.name}` : null;
}

/** `Settings(_env_file=".env")`: the instance has a file of its own. */
function settingsFile(ctx: Context, { callee, keywords, node }: Call): void {
  const given = keywords.get(settingsOption.atCall);
  const at = node.args.find((a) => a.name === settingsOption.atCall)?.value;
  if (!given || given.literal === null || !at || !callee.local) return;
  happens(ctx, node, {
    ...loadEvent(ctx, node, exactly(given), at),
    package: settingsLoad.package,
    own: true,
    settings: callee.local,
  });
}

function passed(args: Value[]): { passes?: Record<number, number> } {
  const passes = Object.fromEntries(
    args.flatMap((a, i) => (a.parameter !== undefined && !a.prefix ? [[i, a.parameter]] : [])),
  ) as Record<number, number>;
  return Object.keys(passes).length ? { passes } : {};
}

/** The reads whose values are handed over: what the function refuses is refused of them. */
function handed(ctx: Context, args: Value[]): { hands?: { index: number; at: Place }[] } {
  const hands = args.flatMap((value, index) =>
    (value.filled || value.converted ? [] : (value.drafts ?? [])).flatMap((d) => {
      const event = ctx.module.drafted.get(d);
      return event ? [{ index, at: event.at }] : [];
    }),
  );
  return hands.length ? { hands } : {};
}

/** Where the literals are that are arguments, if that is not in the call itself (a list that a loop walks). */
function outside(ctx: Context, { node, args }: Call): { argsAt?: (Place | null)[] } {
  const places = args.map(({ literal, at }) =>
    typeof literal === "string" && at && (at.from < node.from || at.to > node.to)
      ? ctx.module.lines.place(at.from, at.to)
      : null,
  );
  return places.some((p) => p) ? { argsAt: places } : {};
}
