import type { Node } from "oxc-parser";
import { type Listener, listenNames, listenOf, listens } from "../../known/_find-listens.ts";
import type { ListenEvent } from "../module.ts";
import { memberText } from "./labels.ts";
import { literalOf, propertyOf } from "./literals.ts";
import { originOf, wordOf } from "./origin.ts";
import { bare, isFunction, keyName } from "./syntax.ts";
import { sourceOf } from "./trace.ts";
import type { Call, Source, Unit } from "./unit.ts";

/** The place where a port is opened that a call is, or null. */
export function listenAt(unit: Unit, node: Node): ListenEvent | null {
  if (node.type !== "CallExpression" && node.type !== "NewExpression") return null;
  const name = lastName(unit, node.callee);
  if (name !== "listen" && !listenNames.has(name)) return null;
  const listener = listenOf(wordOf(unit, node.callee));
  if (listener?.options) return byOptions(unit, node, listener, listener.options);
  if (node.type === "NewExpression") return null;
  const callee = bare(node.callee);
  if (callee.type !== "MemberExpression" || keyName(callee) !== "listen") return null;
  return listenMethod(unit, node, callee);
}

/** It is told its port by an object, `serve({ port })`. */
function byOptions(
  unit: Unit,
  node: Call,
  { bare: alone, onlyWith, shown = "" }: Listener,
  { at, in: member }: NonNullable<Listener["options"]>,
): ListenEvent | null {
  const call = shown || (memberText(bare(node.callee)) ?? "serve");
  const given = node.arguments[at] ? literalOf(unit, node.arguments[at] as Node) : null;
  if (given?.type !== "ObjectExpression") return alone ? made(unit, call, null, null) : null;
  const inner = member === undefined ? null : propertyOf(given, member);
  const from = inner?.type === "ObjectExpression" ? inner : given;
  const port = propertyOf(from, "port");
  if (onlyWith && !port) return null;
  return made(unit, call, port, propertyOf(from, "hostname") ?? propertyOf(from, "host"));
}

function listenMethod(
  unit: Unit,
  node: Call,
  callee: Node & { type: "MemberExpression" },
): ListenEvent | null {
  const [first, second] = node.arguments as Node[];
  const from = wordOf(unit, callee.object);
  const known = from !== null && listens(from);
  const call = callName(unit, callee);
  const options = first ? literalOf(unit, first) : null;
  if (options?.type === "ObjectExpression") {
    const port = propertyOf(options, "port");
    if (!port && !known) return null;
    return made(unit, call, port, propertyOf(options, "host") ?? propertyOf(options, "hostname"));
  }
  if (first === undefined || isFunction(options)) return known ? made(unit, call, null, null) : null;
  const source = sourceOf(unit, first);
  // `listen` of something unknown opens a port only when it is plainly given one.
  if (
    !known &&
    !looksLikeServer(unit, callee.object) &&
    source?.is !== "literal" &&
    source?.is !== "variable"
  )
    return null;
  if (source?.is === "literal" && typeof source.value === "string" && !/^\d+$/.test(source.value))
    return null;
  const host = second && !isFunction(literalOf(unit, second)) ? second : null;
  return made(unit, call, first, host);
}

function looksLikeServer(unit: Unit, object: Node): boolean {
  const at = bare(object);
  if (at.type === "Identifier") {
    const kind = unit.bindings.of(at)?.kind;
    return (
      kind !== undefined &&
      /^(app|application|server|httpServer|httpsServer|http|api|service|fastify|web)$/i.test(at.name)
    );
  }
  return at.type === "MemberExpression" && /^(app|server|httpServer)$/i.test(keyName(at) ?? "");
}

function callName(unit: Unit, callee: Node): string {
  const text = memberText(callee);
  if (text !== null) return text;
  const object = callee.type === "MemberExpression" ? (wordOf(unit, callee.object) ?? "server") : "server";
  return `${object}.listen`;
}

function made(unit: Unit, call: string, port: Node | null, host: Node | null): ListenEvent {
  const from: Source | null = port && sourceOf(unit, port);
  const hostFrom = host && sourceOf(unit, host);
  const literal = from?.is === "literal" ? Number(from.value) : Number.NaN;
  const event: ListenEvent = {
    kind: "listen",
    call,
    port: Number.isInteger(literal) && literal >= 0 && literal <= 65535 ? literal : null,
    variable: from?.is === "variable" ? from.name : null,
    host: hostFrom?.is === "literal" && typeof hostFrom.value === "string" ? hostFrom.value : null,
    portAt: from ? unit.place(from.at) : null,
  };
  if (from?.is === "name") event.portFrom = from.name;
  if (hostFrom?.is === "name") event.hostFrom = hostFrom.name;
  if (hostFrom?.is === "variable") event.hostVariable = hostFrom.name;
  return event;
}

/** The last word of a callee, as it is written or imported under another name. */
function lastName(unit: Unit, callee: Node): string {
  const at = bare(callee);
  if (at.type === "MemberExpression") return keyName(at) ?? "";
  return originOf(unit, at)?.path.at(-1) ?? "";
}
