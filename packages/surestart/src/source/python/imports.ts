import { loaderNames } from "../../known/_find-loads.ts";
import { applications, tools } from "../../known/_tools.ts";
import type { Call } from "./call.ts";
import { type Context, caught, happens } from "./context.ts";
import { asPath } from "./paths.ts";
import type { Span, Statement } from "./syntax.ts";
import { text, type Value } from "./values.ts";

/** `import a.b as c`, `from .a import b as c`: binds the names, and says what is imported. */
export function importStatement(ctx: Context, s: Statement & { kind: "import" | "from-import" }): void {
  if (s.kind === "import")
    for (const [i, module] of s.modules.entries())
      importModule(ctx, i ? module : { ...module, from: s.from });
  else importFrom(ctx, s);
}

function importModule(
  ctx: Context,
  { module, as, from, to }: { module: string; as: string | null } & Span,
): void {
  imported(ctx, { from, to }, module, 0, [{ name: "*", as: as ?? module }], false);
  // `import a.b` binds "a"; `import a.b as c` the module itself.
  const name = as ?? module.split(".")[0]!;
  bindImport(ctx, name, { origin: as ? module : name, local: name }, { from, to });
}

function importFrom(ctx: Context, s: Statement & { kind: "from-import" }): void {
  const names = s.star ? [{ name: "*", as: "*" }] : s.names.map(({ name, as }) => ({ name, as: as ?? name }));
  imported(ctx, s, s.module, s.level, names, false);
  const dots = ".".repeat(s.level);
  for (const { name, as } of names) {
    if (name === "*") ctx.module.names.set("*", { name: "*", from: s, makes: null });
    if (name === "*" && s.level === 0) starred(ctx, s.module);
    if (name !== "*") bindImport(ctx, as, { origin: `${dots}${s.module}.${name}`, local: as }, s);
  }
}

/** `from os import *` and the like bring the names that matter here. */
function starred(ctx: Context, module: string): void {
  const known: Record<string, string[]> = {
    os: ["environ", "getenv", "path"],
  };
  const makers = [...applications.keys()].flatMap((word) =>
    word.startsWith(`${module}.`) ? word.slice(module.length + 1) : [],
  );
  for (const name of [...(known[module] ?? []), ...makers, ...loaderNames(module)])
    ctx.names.own.set(name, { origin: `${module}.${name}`, local: name });
}

function bindImport(ctx: Context, name: string, value: Value, span: Span): void {
  const known = ctx.names.own.get(name);
  // `try: import ujson as json / except ImportError: import json`: the first one stays.
  if (known?.origin && ctx.depth > 0) return;
  ctx.names.own.set(name, value);
  if (ctx.names.kind === "module" && !ctx.module.names.has(name))
    ctx.module.names.set(name, { name, from: span, makes: null });
}

const importCalls = new Set(tools.flatMap(({ imports }) => imports?.calls ?? []));
const importMethods = new Set(tools.flatMap(({ imports }) => imports?.methods ?? []));
const settingsVariables = new Set(tools.flatMap(({ command }) => command?.sets?.["settings"] ?? []));

/** `importlib.import_module("x")`, `__import__("x")`; undefined for any other call. */
export function importCall(ctx: Context, call: Call): Value | undefined {
  const { origin } = call.callee;
  if (origin === "importlib.import_module" || origin === "__import__" || importCalls.has(origin ?? "")) {
    const name = text(call.args[0]);
    if (name === null) return {};
    const level = /^\.*/.exec(name)![0].length;
    imported(ctx, call.node, name.slice(level), level, [], true);
    return { origin: name };
  }
  if (origin === "sys.path.append" || origin === "sys.path.insert") {
    const path = asPath(call.args[origin === "sys.path.append" ? 0 : 1]);
    if (path) ctx.module.searches.push(path);
    return {};
  }
  const named = importMethods.has(call.member ?? "") ? text(call.args[0]) : null;
  if (named) {
    imported(ctx, call.node, named.replace(/\.[A-Z]\w*$/, ""), 0, [], true);
    return {};
  }
  if (origin === "os.environ.setdefault") settingsNamed(ctx, call.node, text(call.args[0]), call.args[1]);
  return undefined;
}

/** A framework imports the settings module that its variable names, and the settings read variables. */
export function settingsNamed(ctx: Context, span: Span, key: string | null, value: Value | undefined): void {
  const specifier = settingsVariables.has(key ?? "") && value ? text(value) : null;
  if (specifier)
    happens(ctx, span, { kind: "import", specifier, names: [], level: 0, dynamic: true, settings: true });
}

export function imported(
  ctx: Context,
  span: Span,
  specifier: string,
  level: number,
  names: { name: string; as: string }[],
  dynamic: boolean,
): void {
  const guarded = caught(ctx, "ImportError");
  happens(ctx, span, { kind: "import", specifier, names, level, dynamic }, guarded);
}
