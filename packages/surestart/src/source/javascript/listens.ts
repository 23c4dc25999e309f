import type { Node } from "oxc-parser";
import type { ListenEvent } from "../module.ts";
import { memberText } from "./labels.ts";
import { literalOf, propertyOf } from "./literals.ts";
import { originOf, wordOf } from "./origin.ts";
import { bare, isFunction, keyName } from "./syntax.ts";
import { sourceOf } from "./trace.ts";
import type { Call, Source, Unit } from "./unit.ts";

/** Makers of things that listen, by the word of their callee. */
const servers =
  /^(https?2?|net|tls|express|koa|fastify|elysia|hono|restify|polka|connect|@nestjs\/core|@hapi\/hapi|socket\.io|ws|uWebSockets\.js|@tinyhttp\/app|h3|hyper-express|http2|@feathersjs\/\w+|@koa\/\w+|@apollo\/server|Bun|Deno|@loopback\/\w+)([.(]|$)/;

/** Functions that are told the port themselves. */
const starters: { word: RegExp; options: number; call: string }[] = [
  { word: /^@hono\/node-server\.(serve|createAdaptorServer)$/, options: 0, call: "serve" },
  { word: /^Bun\.serve$/, options: 0, call: "Bun.serve" },
  { word: /^Deno\.serve$/, options: 0, call: "Deno.serve" },
  { word: /^@apollo\/server\/standalone\.startStandaloneServer$/, options: 1, call: "startStandaloneServer" },
  { word: /^srvx\.serve$/, options: 0, call: "serve" },
  { word: /^surestart\/serve\.serve$/, options: 0, call: "serve" },
];

/** The place where a port is opened that a call is, or null. */
export function listenAt(unit: Unit, node: Node): ListenEvent | null {
  if (node.type !== "CallExpression" && node.type !== "NewExpression") return null;
  const name = lastName(unit, node.callee);
  if (!/^(listen|serve|createAdaptorServer|startStandaloneServer|WebSocketServer|Server)$/.test(name))
    return null;
  const word = wordOf(unit, node.callee);
  const starter = word === null ? undefined : starters.find((s) => s.word.test(word));
  if (starter) {
    const options =
      node.arguments[starter.options] && literalOf(unit, node.arguments[starter.options] as Node);
    if (options?.type !== "ObjectExpression")
      return starter.call === "Deno.serve" ? made(unit, starter.call, null, null) : null;
    const listen = propertyOf(options, "listen");
    const from = listen?.type === "ObjectExpression" ? listen : options;
    return made(
      unit,
      starter.call,
      propertyOf(from, "port"),
      propertyOf(from, "hostname") ?? propertyOf(from, "host"),
    );
  }
  if (node.type === "NewExpression") return webSocketServer(unit, node, word);
  const callee = bare(node.callee);
  if (callee.type !== "MemberExpression" || keyName(callee) !== "listen") return null;
  return listenMethod(unit, node, callee);
}

function listenMethod(
  unit: Unit,
  node: Call,
  callee: Node & { type: "MemberExpression" },
): ListenEvent | null {
  const [first, second] = node.arguments as Node[];
  const from = wordOf(unit, callee.object);
  const known = from !== null && servers.test(from);
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

/** `new WebSocketServer({ port })` opens a port of its own. */
function webSocketServer(unit: Unit, node: Call, word: string | null): ListenEvent | null {
  if (word === null || !/^(ws(\.(WebSocketServer|Server))|socket\.io\.Server)$/.test(word)) return null;
  const options = node.arguments[0] ? literalOf(unit, node.arguments[0] as Node) : null;
  const port = options ? propertyOf(options, "port") : null;
  return port ? made(unit, "WebSocketServer", port, options && propertyOf(options, "host")) : null;
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
