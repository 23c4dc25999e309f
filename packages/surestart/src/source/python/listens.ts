import type { Place } from "../../finding.ts";
import { type Listener, listenOf } from "../../known/_find-listens.ts";
import { argumentOf } from "../call.ts";
import type { Call } from "./call.ts";
import { type Context, happens } from "./context.ts";
import { imported } from "./imports.ts";
import type { Span } from "./syntax.ts";
import { text, type Value } from "./values.ts";

/** Methods of an object that is not known, which have `port=` only when they listen. */
const methods = new Set(
  "run run_server run_app serve run_async launch start_server create_server".split(" "),
);

/** Calls that open a port. Gives no value, so that the call is read on as any other. */
export function listenCall(ctx: Context, call: Call): Value | undefined {
  const listener = listenerOf(ctx, call);
  if (!listener) return undefined;
  const app = listener.imports === undefined ? undefined : text(given(call, listener.imports));
  if (app?.includes(":")) {
    const [module, attribute] = app.split(":") as [string, string];
    imported(ctx, call.node, module, 0, [{ name: attribute, as: attribute }], true);
  }
  // What is bound to a server of the test client or to a socket that is handed in opens no port here.
  if (call.keywords.has("fd") || call.keywords.has("sock") || call.keywords.has("uds")) return undefined;
  const both = given(call, listener.address);
  if (listener.address !== undefined && !both?.items) return undefined;
  const whole = given(call, listener.text);
  if (whole) {
    const [host, port] = addressOf(whole);
    if (port) listens(ctx, call.node, { call: nameOf(ctx, call), port, host: host ?? null, usual: null });
    return undefined;
  }
  const host = both ? both.items?.[0] : given(call, listener.host);
  const port = both ? both.items?.[1] : given(call, listener.port);
  if (!port && (listener.usual === null || call.open)) return undefined;
  listens(ctx, call.node, {
    call: nameOf(ctx, call),
    port: port ?? null,
    host: host ?? null,
    usual: port ? null : listener.usual,
  });
  return undefined;
}

function given(call: Call, parameter: string | undefined): Value | undefined {
  return parameter === undefined ? undefined : argumentOf(call, parameter);
}

function listenerOf(ctx: Context, call: Call): Listener | null {
  const { origin, local } = call.callee;
  // `class Server(ThreadingHTTPServer)`
  const above = local ? (ctx.module.classes.get(local)?.origins ?? []) : [];
  for (const name of [origin, ...above]) {
    const known = listenOf(name);
    if (known) return known;
  }
  if (origin?.startsWith("subprocess.")) return null;
  if (call.member && methods.has(call.member) && call.keywords.has("port"))
    return { port: "port", host: "host", usual: null };
  // `loop.create_server(factory, host, port)`
  if (call.member === "create_server" && call.args.length >= 3)
    return { port: "2 port", host: "1 host", usual: null };
  if (call.member === "launch" && call.keywords.has("server_port"))
    return { host: "server_name", port: "server_port", usual: null };
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
  return port
    ? [
        { literal: (host ?? "").replace(/^\[(.*)\]$/, "$1") },
        { literal: port, ...(value.at ? { at: value.at } : {}) },
      ]
    : [];
}

/** The read or call that the value comes from, or the literal itself. */
function placeOf(ctx: Context, value: Value): Place | null {
  const draft = value.drafts?.[0];
  const event = draft && ctx.module.drafted.get(draft);
  if (event) return event.at;
  return value.at ? ctx.module.lines.place(value.at.from, value.at.to) : null;
}
