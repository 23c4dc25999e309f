import { type Load, loadAtFirstUse, loadOf } from "../../known/_find-loads.ts";
import { argumentOf } from "../call.ts";
import { type Found, loadOfCall, type Reading, shown } from "../load-of-call.ts";
import type { LoadEvent } from "../module.ts";
import type { Call } from "./call.ts";
import { type Context, caught, happens } from "./context.ts";
import { asPath, joined } from "./paths.ts";
import type { Span } from "./syntax.ts";
import type { Value } from "./values.ts";

/** Calls that load a .env file; undefined for any other call. */
export function loadCall(ctx: Context, call: Call): Value | undefined {
  const made = { origin: `${call.origin}()` };
  const load = loadOf("python", call.origin);
  if (!load) return toldFolder(ctx, call, made);
  if (load.gives === "path") return findFile(load, call);
  const event = loadOfCall(load, call, textOf(ctx, call.node), reading(ctx, call));
  const settings = settingsOf(ctx, load, call);
  if (event)
    happens(ctx, call.node, { ...event, ...(settings ? { settings } : {}) }, caught(ctx, "ImportError"));
  if (load.gives === "reader") return settings ? { ...made, made: settings } : made;
  return event && settings ? { store: { settings } } : {};
}

/** A reader that looks for its file later, in the folder that it is told here. */
function toldFolder(ctx: Context, call: Call, made: Value): Value | undefined {
  const load = loadAtFirstUse(made.origin as string);
  const folder = load?.folder === undefined ? undefined : argumentOf(call, load.folder);
  if (load && folder && folder.literal !== null) {
    const path = asPath(folder);
    firstUse(ctx, load, call.node, exactly(path ? joined(path, [{ literal: ".env" }]) : {}));
  }
  return load ? made : undefined;
}

/** The word that ties a read to the loads that fill what it asks: of a library one for the whole program. */
function settingsOf(ctx: Context, { gives, package: name }: Load, call: Call): string | null {
  if (gives === "reader") return `library:${name}`;
  return gives === "object" ? `object:${ctx.module.lines.line(call.node.from)}` : null;
}

function reading(ctx: Context, call: Call): Reading<Value> {
  return {
    literal: (value) => value.literal,
    paths: exactly,
    readFrom: () => null,
    isEnvironment: (value) => value.store?.settings === null || value.origin === "os.environ",
    written: (_value, parameter) => {
      const span = spanOf(call, parameter);
      return span && written(ctx, span);
    },
    imports: () => false,
    fillsEnvironment: () => false,
  };
}

/** Once in every scope: the file that a library looks for when its reader is called for the first time. */
export function firstUse(ctx: Context, load: Load, span: Span, told?: Found): void {
  const settings = `library:${load.package}`;
  const done = ctx.module.events.some(
    (e) =>
      e.kind === "load" && e.settings === settings && (e.scope === ctx.scope || e.scope.kind === "module"),
  );
  if (done || load.usual === "nothing" || load.usual === "convention") return;
  happens(ctx, span, {
    ...event(ctx, span, told ?? { paths: [".env"], base: load.usual }),
    dialect: load.dialect,
    ...(load.before === undefined ? {} : { before: load.before }),
    package: load.package,
    own: true,
    settings,
  });
}

/** @param given the expression of the path */
export function event(ctx: Context, span: Span, where: Found, given?: Span): LoadEvent {
  const path = given && written(ctx, given);
  return {
    kind: "load",
    dialect: "python",
    how: shown(textOf(ctx, span)),
    ...where,
    override: false,
    own: false,
    package: null,
    ...(path ? { path } : {}),
  };
}

function written(ctx: Context, { from, to }: Span): LoadEvent["path"] {
  const at = ctx.module.lines.place(from, to);
  return at.endColumn === undefined ? undefined : { at, text: ctx.module.text.slice(from, to) };
}

function textOf(ctx: Context, { from, to }: Span): string {
  return ctx.module.text.slice(from, to);
}

/** Where the argument of a parameter is. */
function spanOf({ node }: Call, parameter: string): Span | undefined {
  const words = parameter.split(" ");
  const named = node.args.find(({ name }) => name !== null && words.includes(name));
  const places = node.args.filter(({ name, star }) => name === null && !star);
  return (named ?? words.flatMap((word) => (/^\d+$/.test(word) ? (places[Number(word)] ?? []) : []))[0])
    ?.value;
}

/** The file that a path names, and nothing else. */
export function exactly(value: Value): Found {
  if (value.found) return value.found;
  if (value.items) return several(value.items);
  if (value.below) return { paths: null, base: "file", pathFrom: value.below };
  const path = asPath(value);
  if (!path && value.local && !value.drafts && value.literal === undefined)
    return { paths: null, base: "file", pathFrom: { name: value.local, below: "" } };
  return path ? { paths: [path.path], base: path.base } : { paths: null, base: "cwd" };
}

function several(items: Value[]): Found {
  const all = items.map(exactly);
  const bases = new Set(all.map((f) => f.base));
  if (!all.length || bases.size > 1 || all.some((f) => !f.paths)) return { paths: null, base: "cwd" };
  return { paths: all.flatMap((f) => f.paths ?? []), base: all[0]!.base };
}

/** `find_dotenv()` gives the path of the file that it finds. */
function findFile(load: Load, call: Call): Value {
  const name = argumentOf(call, load.path ?? "");
  const fromCwd = argumentOf(call, load.fromCwd ?? "")?.literal === true;
  const path = name === undefined ? ".env" : typeof name.literal === "string" ? name.literal : null;
  return { found: { paths: path === null ? null : [path], base: fromCwd ? "cwd-up" : "caller-up" } };
}
