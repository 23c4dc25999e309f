import { type Context, evaluate, type FunctionDraft, happens, walk } from "./context.ts";
import { endOf } from "./ends.ts";
import { inheritedFields, maySettings, settingsClass, settingsKind } from "./settings-class.ts";
import type { Expression, Parameter, Statement } from "./syntax.ts";
import { text, type Value } from "./values.ts";

/** Methods that making an instance runs. */
const makers = new Set(["__init__", "__post_init__", "__new__", "model_post_init", "__attrs_post_init__"]);

/** `def`: its body is read when the whole module is known, since it runs later. */
export function defineFunction(ctx: Context, s: Statement & { kind: "function" }): void {
  for (const decorator of s.decorators) evaluate(ctx, decorator);
  const usual = new Map(
    s.parameters.flatMap((p) => (p.fallback ? [[p.name, evaluate(ctx, p.fallback)]] : [])),
  );
  const method = ctx.names.kind === "class" && ctx.self !== null;
  const owner = method ? ctx.self : ctx.fn?.name;
  const name = method && makers.has(s.name) ? (ctx.self as string) : owner ? `${owner}.${s.name}` : s.name;
  const fn = functionOf(ctx, name, s);
  const bound = method && !isStatic(s) ? s.parameters.slice(1) : s.parameters;
  if (!method || !makers.has(s.name)) fn.parameters = bound.map((p) => p.name);
  if (bound.some((p) => !p.fallback)) fn.asks = true;
  fn.ends ||= endOf(ctx, s.body) !== null;
  if (s.decorators.some((d) => d.kind === "name" && /^(cached_)?property$/.test(d.id))) fn.property = true;
  const runs = runsWhen(ctx, s);
  if (runs) fn.runs = runs;
  ctx.names.own.set(s.name, { local: name });
  if (ctx.names.kind === "module") ctx.module.names.set(s.name, { name: s.name, from: s, makes: null });
  ctx.module.later.push(() => {
    const inner = body(ctx, name, fn, bound);
    const first = s.parameters[0];
    for (const [name, value] of usual)
      inner.names.own.set(name, { ...inner.names.own.get(name), usual: value });
    if (method && first && !isStatic(s)) inner.names.own.set(first.name, { local: ctx.self as string });
    walk(inner, s.body);
  });
}

function functionOf(ctx: Context, name: string, { from, to }: { from: number; to: number }): FunctionDraft {
  const known = ctx.module.functions.get(name);
  if (known) return known;
  const fn: FunctionDraft = { name, at: ctx.module.lines.place(from, to), readsArgument: null };
  ctx.module.functions.set(name, fn);
  return fn;
}

/** A function sees the names around it, but not those of a class body. */
function body(ctx: Context, name: string, fn: FunctionDraft, parameters: Parameter[]): Context {
  const own = new Map<string, Value>(parameters.map((p, i) => [p.name, { parameter: i }]));
  return {
    ...ctx,
    scope: { kind: "function", name },
    names: { own, parent: outer(ctx), kind: "function" },
    depth: 0,
    guards: [],
    prefix: "",
    unset: new Set(),
    fn,
  };
}

function outer(ctx: Context): Context["names"] | null {
  let names: Context["names"] | null = ctx.names;
  while (names?.kind === "class") names = names.parent;
  return names;
}

function isStatic(s: Statement & { kind: "function" }): boolean {
  return s.decorators.some((d) => d.kind === "name" && d.id === "staticmethod");
}

const routes = new Set(
  "get post put patch delete head options route websocket websocket_route api_route before_request after_request middleware exception_handler errorhandler teardown_request task command subscriber".split(
    " ",
  ),
);

/** A function that a server calls by itself: what its decorators say. */
function runsWhen(ctx: Context, s: Statement & { kind: "function" }): FunctionDraft["runs"] {
  for (const d of s.decorators) {
    const call = d.kind === "call" ? d : null;
    const name = call?.callee ?? d;
    if (name.kind !== "attribute") continue;
    const first = call?.args[0]?.value;
    const event = first?.kind === "string" ? first.value : "";
    if (name.name === "on_event") return event === "startup" ? "start" : "request";
    if (name.name === "before_serving" || name.name === "listener") return "start";
    if (routes.has(name.name)) {
      if (event.startsWith("/") && first) addRoute(ctx, name.object, event, first);
      return "request";
    }
  }
  return undefined;
}

/** With the prefix that the router or blueprint itself is made with. */
function addRoute(ctx: Context, router: Expression, path: string, at: Expression): void {
  const prefix = text(ctx.module.seen.get(router)?.entries?.find(([key]) => /prefix$/.test(key))?.[1]) ?? "";
  ctx.module.routes.push({ path: prefix + path, at: ctx.module.lines.place(at.from, at.to) });
}

/** `lambda: …` is a function without a name. */
export function defineLambda(ctx: Context, e: Expression & { kind: "lambda" }): Value {
  const name = `${ctx.fn ? `${ctx.fn.name}.` : ""}<lambda:${e.from}>`;
  const fn = functionOf(ctx, name, e);
  fn.parameters = e.parameters.map((p) => p.name);
  ctx.module.later.push(() => void evaluate(body(ctx, name, fn, e.parameters), e.body));
  return { local: name };
}

/** `class`: its body runs where it is; its attributes are known to the module by `Class.name`. */
export function defineClass(ctx: Context, s: Statement & { kind: "class" }): void {
  for (const decorator of s.decorators) evaluate(ctx, decorator);
  const bases = s.bases.map(({ value }) => evaluate(ctx, value));
  const owner = ctx.fn?.name ?? (ctx.names.kind === "class" ? ctx.self : null);
  const name = owner ? `${owner}.${s.name}` : s.name;
  const inherits = bases.flatMap((b, i) => (b.local && s.bases[i]!.name === null ? [b.local] : []));
  const fn = functionOf(ctx, name, s);
  if (inherits.length) fn.inherits = inherits;
  const settings = settingsKind(ctx, s, bases);
  const unsure = settings === null && maySettings(ctx, bases);
  const origins = bases.flatMap((b) => b.origin ?? []);
  const choices = choicesOf(s, bases);
  ctx.module.classes.set(name, { bases: inherits, origins, settings, unsure, choices, body: s.body });
  ctx.names.own.set(s.name, { local: name });
  if (ctx.names.kind === "module") ctx.module.names.set(s.name, { name: s.name, from: s, makes: null });
  const inner: Context = {
    ...ctx,
    names: { own: new Map(), parent: ctx.names, kind: "class" },
    self: name,
  };
  if (settings) settingsClass(inner, s, name, settings);
  else walk(inner, s.body);
  if (unsure) inheritedFields(inner, s, name);
  for (const [key, value] of inner.names.own) ctx.module.attributes.set(`${name}.${key}`, value);
  dataclassFactories(inner, s, name, fn);
}

/** The values of an Enum of texts. */
function choicesOf(s: Statement & { kind: "class" }, bases: Value[]): string[] | null {
  if (!bases.some((b) => b.origin === "enum.Enum" || b.origin === "enum.StrEnum")) return null;
  const words = s.body.flatMap((line) =>
    line.kind === "assign" && line.value?.kind === "string" ? [line.value.value] : [],
  );
  return words.length ? words : null;
}

/** `field(default_factory=lambda: os.getenv("X"))` runs when an instance is made. */
function dataclassFactories(
  ctx: Context,
  s: Statement & { kind: "class" },
  name: string,
  fn: FunctionDraft,
): void {
  for (const line of s.body) {
    if (line.kind !== "assign" || line.value?.kind !== "call") continue;
    const factory = line.value.args.find((a) => a.name === "default_factory" || a.name === "factory")?.value;
    const local = factory && ctx.module.seen.get(factory)?.local;
    if (!local) continue;
    const inner = body(ctx, name, fn, []);
    happens(inner, factory, { kind: "call", callee: local, args: [] });
  }
}
