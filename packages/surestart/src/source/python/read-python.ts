import { tools } from "../../known/_tools.ts";
import { linesOf } from "../lines.ts";
import type { SourceEvent, SourceFunction, SourceModule, SourceValue } from "../module.ts";
import { isReader } from "../readers.ts";
import { settingsTakes } from "../takes.ts";
import { type Context, type FunctionDraft, happens, type Module, walk } from "./context.ts";
import { compute } from "./evaluate.ts";
import { addressOf, listens } from "./listens.ts";
import { loadParser } from "./parse.ts";
import { literalText } from "./reads.ts";
import { settingsOf } from "./settings-object.ts";
import { execute } from "./statements.ts";
import type { ModuleSyntax } from "./syntax.ts";
import { topOf } from "./top.ts";
import { text, type Value } from "./values.ts";

/**
 * Gives the function that reads one Python file: what it imports, reads, loads, calls and opens, in the order in which it
 * would happen. It never throws, whatever the text is. `file` is relative to the project, with forward slashes.
 */
export async function pythonReader(): Promise<(text: string, file: string) => SourceModule> {
  const parse = await loadParser();
  return (text, file) => readSyntax(parse(text), text, file);
}

function readSyntax(syntax: ModuleSyntax, source: string, file: string): SourceModule {
  const module = newModule(file, source);
  const ctx: Context = {
    module,
    scope: { kind: "module" },
    names: { own: new Map(), parent: null, kind: "module" },
    depth: 0,
    guards: [],
    self: null,
    fn: null,
    prefix: "",
    unset: new Set(),
    rounds: 1,
  };
  walk(ctx, syntax.body);
  // Bodies may define functions in turn.
  for (let next = module.later.shift(); next; next = module.later.shift()) next();
  serverConfig(ctx);
  settingsImports(ctx);
  finishDrafts(module, ctx.names.own);
  const { lines } = module;
  return {
    file,
    language: "python",
    events: module.events,
    functions: [...module.functions.values()].map((fn) => finishFunction(fn)),
    names: [...module.names.values()].map(({ name, from, makes }) => ({
      name,
      at: lines.place(from.from, from.from + name.length),
      makes,
    })),
    broken: syntax.broken && { at: lines.place(syntax.broken.from), message: "invalid syntax" },
    values: valuesOf(module, ctx.names.own),
    sets: [...module.sets],
    ...(module.copies.size > 0 ? { copies: [...module.copies].map(([name, from]) => ({ name, from })) } : {}),
    routes: module.routes,
    searches: module.searches.map(({ path, base }) => ({ path, base })),
    top: topOf(syntax, source, lines),
  };
}

function newModule(file: string, text: string): Module {
  return {
    interpreter: { value: compute, execute },
    file,
    text,
    lines: linesOf(file, text),
    events: [],
    drafted: new Map(),
    existence: new Set(),
    texts: [],
    functions: new Map(),
    names: new Map(),
    attributes: new Map(),
    classes: new Map(),
    values: [],
    routes: [],
    searches: [],
    sets: new Set(),
    copies: new Map(),
    seen: new Map(),
    later: [],
  };
}

/** What later lines said of each read goes to its event. */
function finishDrafts(module: Module, names: Map<string, Value>): void {
  for (const take of settingsTakes((name) => names.has(name)))
    for (const draft of names.get(take.names?.setting ?? "")?.drafts ?? [])
      if (take.usedAs) draft.context.usedAs ??= take.usedAs;
  const drop = new Set<SourceEvent>();
  for (const [draft, event] of module.drafted) {
    if (event.kind === "call") event.context = draft.context;
    if (event.kind !== "read") continue;
    const { hasDefault: _, fallback: __, required, ...context } = draft.context;
    Object.assign(event, context);
    event.required =
      Boolean(required) && !event.conditional && !(draft.hasDefault && draft.unset === "other");
    // `if "X" in os.environ: … os.environ["X"]` is one read.
    if (module.existence.has(draft) && !event.required && readElsewhere(module, event.name)) drop.add(event);
  }
  if (drop.size) module.events = module.events.filter((e) => !drop.has(e));
}

function readElsewhere(module: Module, name: string): boolean {
  for (const [draft, event] of module.drafted)
    if (event.kind === "read" && event.name === name && !module.existence.has(draft)) return true;
  return false;
}

function finishFunction({ reads, ends: _, property: __, ...fn }: FunctionDraft): SourceFunction {
  if (!reads) return fn;
  const { draft, index, fallback, prefix, usual } = reads;
  const given = usual && usual.literal !== null ? literalText(usual) : undefined;
  const { hasDefault: _default, fallback: _text, either: _others, ...demand } = draft.context;
  fn.readsArgument = {
    index,
    fallbackIndex: fallback,
    ...(prefix ? { prefix } : {}),
    demand: {
      ...demand,
      required: (demand.required === true || draft.unset === "raises") && draft.unset !== "other",
      ...(given === undefined ? {} : { hasDefault: true, fallback: given }),
    },
  };
  return fn;
}

const serverFiles = tools.flatMap(({ serverFile }) => serverFile ?? []);

/** The file of a server says where it listens, and what it sets for its workers. */
function serverConfig(ctx: Context): void {
  const row = serverFiles.find(({ file }) => file.test(ctx.module.file));
  if (!row) return;
  for (const item of ctx.names.own.get(row.sets ?? "")?.items ?? []) {
    const name = text(item)?.split("=", 1)[0];
    if (name) ctx.module.sets.add(name);
  }
  const bind = ctx.names.own.get(row.bind);
  const span = ctx.module.names.get(row.bind)?.from;
  if (!bind || !span) return;
  const [host, port] = addressOf(bind);
  if (port) listens(ctx, span, { call: row.bind, host: host ?? null, port, usual: null });
}

const settingsRows = tools.flatMap(({ imports }) => imports?.settings ?? []);

/** A framework imports the packages and the modules that its settings name, when it starts. */
function settingsImports(ctx: Context): void {
  const { own } = ctx.names;
  const row = settingsRows.find(({ packages }) => own.has(packages));
  if (!row) return;
  const later = (value: Value | undefined, parts: readonly string[]): void => {
    const name = text(value);
    if (!name || !value?.at) return;
    const module = name.replace(row.config, "");
    for (const part of parts)
      happens(
        ctx,
        value.at,
        { kind: "import", specifier: module + part, names: [], level: 0, dynamic: true },
        true,
      );
  };
  for (const one of own.get(row.packages)?.items ?? []) later(one, row.parts);
  later(own.get(row.module), [""]);
}

function valuesOf(module: Module, names: Map<string, Value>): SourceValue[] {
  const found: SourceValue[] = [];
  const add = (name: string, value: Value): void => {
    const draft = value.drafts?.[0];
    const event = draft && module.drafted.get(draft);
    const literal = value.literal ?? null;
    const variable = draft?.name ?? null;
    const same = value.local && value.local !== name && !variable ? value.local : undefined;
    const at = event?.at ?? (value.at ? module.lines.place(value.at.from, value.at.to) : null);
    const path = value.path && { path: value.path.path, base: value.path.base };
    const reader =
      value.origin?.endsWith("()") && isReader(value.origin, value.entries?.map(([key]) => key) ?? [])
        ? value.origin
        : undefined;
    const settings = settingsOf(module, value);
    const says = literal !== null || same || path || reader || settings;
    if (variable === null && !says && event?.kind !== "call") return;
    found.push({
      name,
      at: at ?? { file: module.file },
      variable,
      literal,
      ...(same ? { same } : {}),
      ...(path ? { path } : {}),
      ...(reader ? { reader } : {}),
      ...(settings ? { settings } : {}),
    });
  };
  for (const fn of module.functions.values())
    if (fn.property && fn.returnsRead)
      found.push({ name: fn.name, at: fn.returnsRead, variable: null, literal: null });
  for (const [name, value] of names) add(name, value);
  for (const [name, value] of module.attributes) if (!name.endsWith("()")) add(name, value);
  return found;
}
