import type { Place } from "../../finding.ts";
import { argument, type Call } from "./call.ts";
import { type Context, happens } from "./context.ts";
import { imported } from "./imports.ts";
import type { Span } from "./syntax.ts";
import { text, type Value } from "./values.ts";

interface Listener {
  /** Where host and port stand: position and keyword; "address" is one argument that holds both. */
  host?: [number, string];
  port?: [number, string];
  address?: number;
  /** The port that it takes when none is given; null where it then listens on none or any. */
  usual: number | null;
}

const hostPort = (usual: number | null, host: number, port: number): Listener => ({
  host: [host, "host"],
  port: [port, "port"],
  usual,
});
const address: Listener = { address: 0, usual: null };
/** Positions that no call has: only the keyword counts. */
const none = 99;

const listeners: Record<string, Listener> = {
  "uvicorn.run": hostPort(8000, none, none),
  "uvicorn.Config": hostPort(8000, none, none),
  "flask.Flask().run": hostPort(5000, 0, 1),
  "quart.Quart().run": hostPort(5000, 0, 1),
  "sanic.Sanic().run": hostPort(8000, 0, 1),
  "bottle.run": hostPort(8080, none, none),
  "bottle.Bottle().run": hostPort(8080, none, none),
  "dash.Dash().run": hostPort(8050, 0, 1),
  "aiohttp.web.run_app": hostPort(8080, none, none),
  "waitress.serve": hostPort(8080, none, none),
  "werkzeug.serving.run_simple": { host: [0, "hostname"], port: [1, "port"], usual: null },
  "wsgiref.simple_server.make_server": hostPort(null, 0, 1),
  "asyncio.start_server": hostPort(null, 1, 2),
  "websockets.serve": hostPort(null, 1, 2),
  "websockets.asyncio.server.serve": hostPort(null, 1, 2),
  "http.server.HTTPServer": address,
  "http.server.ThreadingHTTPServer": address,
  "socketserver.TCPServer": address,
  "socketserver.ThreadingTCPServer": address,
  "socketserver.ForkingTCPServer": address,
  "xmlrpc.server.SimpleXMLRPCServer": address,
  "gevent.pywsgi.WSGIServer": address,
  "eventlet.listen": address,
  "socket.socket().bind": address,
  "socket.create_server": address,
  "tornado.httpserver.HTTPServer().listen": { port: [0, "port"], host: [1, "address"], usual: null },
  "tornado.web.Application().listen": { port: [0, "port"], host: [1, "address"], usual: null },
};
/** Methods of an object that is not known, which bear `port=` only when they listen. */
const methods = new Set(
  "run run_server run_app serve run_async launch start_server create_server".split(" "),
);

/** Calls that open a port. Gives no value, so that the call is read on as any other. */
export function listenCall(ctx: Context, call: Call): Value | undefined {
  const listener = listenerOf(ctx, call);
  if (!listener) return undefined;
  const app = call.args[0];
  if (call.callee.origin?.startsWith("uvicorn.") && text(app)?.includes(":")) {
    const [module, attribute] = (text(app) as string).split(":") as [string, string];
    imported(ctx, call.node, module, 0, [{ name: attribute, as: attribute }], true);
  }
  // What is bound to a server of the test client or to a socket that is handed in opens no port here.
  if (call.keywords.has("fd") || call.keywords.has("sock") || call.keywords.has("uds")) return undefined;
  const both = listener.address === undefined ? null : call.args[listener.address];
  if (listener.address !== undefined && !both?.items) return undefined;
  const whole = call.keywords.get("listen");
  if (whole) {
    // waitress: one text for both.
    const [host, port] = addressOf(whole);
    if (port) listens(ctx, call.node, { call: nameOf(ctx, call), port, host: host ?? null, usual: null });
    return undefined;
  }
  const host = both ? both.items?.[0] : listener.host && argument(call, ...listener.host);
  const port = both ? both.items?.[1] : listener.port && argument(call, ...listener.port);
  if (!port && (listener.usual === null || call.open)) return undefined;
  listens(ctx, call.node, {
    call: nameOf(ctx, call),
    port: port ?? null,
    host: host ?? null,
    usual: port ? null : listener.usual,
  });
  return undefined;
}

function listenerOf(ctx: Context, call: Call): Listener | null {
  const { origin, local } = call.callee;
  // `class Server(ThreadingHTTPServer)`
  const above = local ? (ctx.module.classes.get(local)?.origins ?? []) : [];
  for (const name of [origin, ...above]) {
    const known = name ? listeners[name] : undefined;
    if (known) return known;
  }
  if (origin?.startsWith("subprocess.")) return null;
  if (call.member && methods.has(call.member) && call.keywords.has("port")) return hostPort(null, none, none);
  // `loop.create_server(factory, host, port)`
  if (call.member === "create_server" && call.args.length >= 3) return hostPort(null, 1, 2);
  if (call.member === "launch" && call.keywords.has("server_port"))
    return { host: [none, "server_name"], port: [none, "server_port"], usual: null };
  return null;
}

export function listens(
  ctx: Context,
  span: Span,
  { call, port, host, usual }: { call: string; port: Value | null; host: Value | null; usual: number | null },
): void {
  const number = Number(port?.literal ?? usual ?? Number.NaN);
  const draft = port?.drafts?.find((d) => d.name) ?? null;
  const hostDraft = host?.drafts?.find((d) => d.name);
  happens(ctx, span, {
    kind: "listen",
    call,
    port: Number.isInteger(number) && !draft ? number : null,
    variable: draft?.name ?? null,
    host: text(host ?? undefined),
    portAt: port ? placeOf(ctx, port) : null,
    ...(port?.local && !draft && Number.isNaN(number) ? { portFrom: port.local } : {}),
    ...(hostDraft ? { hostVariable: hostDraft.name as string } : {}),
    ...(host?.local && text(host) === null && !hostDraft ? { hostFrom: host.local } : {}),
  });
}

function nameOf(ctx: Context, { node }: Call): string {
  return ctx.module.text.slice(node.callee.from, node.callee.to);
}

/** Host and port of a text that holds both: "0.0.0.0:8000", `f"0.0.0.0:{PORT}"`. */
export function addressOf(value: Value): Value[] {
  if (value.parts) return value.parts;
  const [, host, port] = /^(.*):(\d+)$/.exec(typeof value.literal === "string" ? value.literal : "") ?? [];
  return port ? [{ literal: host ?? "" }, { literal: port, ...(value.at ? { at: value.at } : {}) }] : [];
}

/** The read or call that the value comes from, or the literal itself. */
function placeOf(ctx: Context, value: Value): Place | null {
  const draft = value.drafts?.[0];
  const event = draft && ctx.module.drafted.get(draft);
  if (event) return event.at;
  return value.at ? ctx.module.lines.place(value.at.from, value.at.to) : null;
}
