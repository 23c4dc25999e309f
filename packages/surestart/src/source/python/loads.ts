import type { LoadEvent } from "../module.ts";
import { argument, type Call } from "./calls.ts";
import { type Context, caught, happens } from "./context.ts";
import { isLoaderCall } from "./loader-table.ts";
import { asPath } from "./paths.ts";
import type { Span } from "./syntax.ts";
import type { Value } from "./values.ts";

/** Where a load looks: the paths as LoadEvent has them. */
export interface Found {
  paths: string[] | null;
  base: LoadEvent["base"];
  pathFrom?: { name: string; below: string };
}

/** Calls that load a .env file; undefined for any other call. */
export function loadCall(ctx: Context, call: Call): Value | undefined {
  const { origin } = call.callee;
  if (!isLoaderCall(origin)) return undefined;
  switch (origin) {
    case "dotenv.load_dotenv":
    case "dotenv.main.load_dotenv":
      if (call.keywords.has("stream")) return {};
      load(ctx, call, {
        where: whereOf(call, argument(call, 0, "dotenv_path")),
        package: "python-dotenv",
        override: isTrue(argument(call, 3, "override")),
      });
      return {};
    case "dotenv.dotenv_values":
    case "dotenv.main.dotenv_values": {
      if (call.keywords.has("stream")) return {};
      const settings = `dotenv_values:${ctx.module.lines.line(call.node.from)}`;
      load(ctx, call, {
        where: whereOf(call, argument(call, 0, "dotenv_path")),
        package: "python-dotenv",
        own: true,
        settings,
      });
      return { store: { settings } };
    }
    case "dotenv.find_dotenv":
    case "dotenv.main.find_dotenv":
      return findDotenv(call);
    case "environs.Env().read_env":
    case "environs.Env.read_env":
      load(ctx, call, {
        where: whereOf(call, argument(call, 0, "path")),
        package: "environs",
        override: isTrue(call.keywords.get("override")),
      });
      return {};
    case "environ.Env.read_env":
    case "environ.Env().read_env":
      load(ctx, call, {
        where: djangoEnviron(call),
        package: "django-environ",
        override: isTrue(call.keywords.get("overwrite")),
      });
      return {};
    case "starlette.config.Config": {
      const file = argument(call, 0, "env_file");
      if (file && file.literal !== null)
        load(ctx, call, {
          where: exactly(file),
          package: "starlette",
          own: true,
          settings: "library:starlette",
        });
      return { origin: "starlette.config.Config()", made: "library:starlette" };
    }
    case "decouple.RepositoryEnv":
      load(ctx, call, {
        where: exactly(call.args[0] ?? {}),
        package: "python-decouple",
        own: true,
        settings: "library:decouple",
      });
      return { origin: "decouple.RepositoryEnv()" };
    case "decouple.AutoConfig":
      return { origin: "decouple.AutoConfig()" };
  }
}

/** Once in every scope: decouple's own settings.ini or else .env, searched upward from the folder of the caller. */
export function decoupleLoad(ctx: Context, span: Span): void {
  const done = ctx.module.events.some(
    (e) =>
      e.kind === "load" &&
      e.settings === "library:decouple" &&
      (e.scope === ctx.scope || e.scope.kind === "module"),
  );
  if (done) return;
  happens(ctx, span, {
    ...event(ctx, span, { paths: [".env"], base: "caller-up" }),
    before: "settings.ini",
    package: "python-decouple",
    own: true,
    settings: "library:decouple",
  });
}

interface Load {
  where: Found;
  package: string;
  override?: boolean;
  own?: boolean;
  settings?: string;
}

function load(ctx: Context, call: Call, { where, ...rest }: Load): void {
  const given = call.node.args.find((a) => a.name === null || /path|file/.test(a.name))?.value;
  happens(ctx, call.node, { ...event(ctx, call.node, where, given), ...rest }, caught(ctx, "ImportError"));
}

/** @param given the expression of the path */
export function event(ctx: Context, span: Span, where: Found, given?: Span): LoadEvent {
  const at = given && ctx.module.lines.place(given.from, given.to);
  const how = ctx.module.text.slice(span.from, span.to).replace(/\s+/g, " ");
  return {
    kind: "load",
    dialect: "python",
    how: how.length > 120 ? `${how.slice(0, 119)}…` : how,
    ...where,
    override: false,
    own: false,
    package: null,
    ...(at?.endColumn === undefined || !given
      ? {}
      : { path: { at, text: ctx.module.text.slice(given.from, given.to) } }),
  };
}

/** Without a path the file is searched upward from the folder of the calling file. */
function whereOf(call: Call, path: Value | undefined): Found {
  if (!path || path.literal === null) return { paths: [".env"], base: "caller-up" };
  if (path.found) return path.found;
  const found = exactly(path);
  // environs searches upward for a relative path, too.
  if (
    call.member === "read_env" &&
    found.paths &&
    found.base === "cwd" &&
    call.keywords.get("recurse")?.literal !== false
  )
    return { paths: found.paths, base: "caller-up" };
  return found;
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

function findDotenv(call: Call): Value {
  const name = argument(call, 0, "filename");
  const usesCwd = isTrue(argument(call, 2, "usecwd"));
  const path = name === undefined ? ".env" : typeof name.literal === "string" ? name.literal : null;
  return { found: { paths: path === null ? null : [path], base: usesCwd ? "cwd-up" : "caller-up" } };
}

/** Without a path django-environ takes the .env in the folder of the caller, and does not search. */
function djangoEnviron(call: Call): Found {
  const path = argument(call, 0, "env_file");
  return path && path.literal !== null ? exactly(path) : { paths: [".env"], base: "file" };
}

function isTrue(value: Value | undefined): boolean {
  return value?.literal === true;
}
