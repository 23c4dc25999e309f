import type { SourceRead } from "../../facts.ts";
import { loadAtFirstUse } from "../../known/_find-loads.ts";
import { argument, type Call } from "./call.ts";
import { type Context, caught, mark } from "./context.ts";
import { fillsEnvironment } from "./hand-loads.ts";
import { firstUse } from "./loads.ts";
import { readerMethod, readers } from "./reader-objects.ts";
import { readVariable } from "./reads.ts";
import { text, type Value } from "./values.ts";

type As = SourceRead["as"];
const environment = { settings: null };

/** Calls that read a variable by name; undefined for any other call. */
export function readCall(ctx: Context, call: Call): Value | undefined {
  const { origin } = call.callee;
  const object = call.object;
  if (object?.store) return storeCall(ctx, call, object.store);
  if (!origin) return undefined;
  if (/^os\.environb?\.\w+$/.test(origin)) return storeCall(ctx, call, environment);
  switch (origin) {
    case "os.getenv":
    case "os.getenvb":
      return read(ctx, call, {
        unset: "none",
        default: argument(call, 1, "default"),
        name: argument(call, 0, "key"),
      });
    case "os.putenv": {
      const name = text(argument(call, 0, "key"));
      if (name) ctx.module.sets.add(name);
      return {};
    }
    case "dict":
    case "set":
    case "list": {
      const from = call.args[0];
      if (from?.store) return { store: from.store };
      return from?.origin === "os.environ" ? { store: environment } : undefined;
    }
    case "decouple.config":
    case "decouple.Config()":
    case "decouple.AutoConfig()": {
      const load = loadAtFirstUse(origin);
      if (load) firstUse(ctx, load, call.node);
      return read(ctx, call, { settings: "library:python-decouple", words: [...truths, ""] });
    }
    case "starlette.config.Config()":
      return read(ctx, call, { settings: "library:starlette", words: truths.slice(0, 4) });
    case "click.option":
    case "click.argument":
    case "typer.Option":
    case "typer.Argument":
      return optionCall(ctx, call);
    default:
      return libraryCall(ctx, call, origin);
  }
}

interface How {
  unset?: "none" | "raises";
  name?: Value | undefined;
  default?: Value | undefined;
  settings?: string;
  as?: As;
  /** The words that the library takes for true or false, in any case; without them it takes every text. */
  words?: string[];
}

/** decouple and environs (marshmallow) know these; starlette only the first four. */
const truths = "true false 1 0 yes no on off t f y n".split(" ");

/** A read whose arguments are spelled as decouple, environs and starlette spell them: name, `default=`, `cast=`. */
function read(ctx: Context, call: Call, how: How): Value {
  const cast = call.keywords.get("cast");
  const as = how.as ?? conversions[cast?.origin ?? ""];
  const given = "default" in how ? how.default : argument(call, 1, "default");
  const value = readVariable(ctx, call.node, how.name ?? argument(call, 0, "name") ?? {}, {
    store: { settings: how.settings ?? null },
    unset: how.unset ?? "raises",
    default: given,
    as,
  });
  if (as === "boolean") {
    if (how.words && !caught(ctx, "ValueError"))
      mark(ctx, value, { choices: how.words.filter(Boolean) }, call.node);
    if (how.words?.includes("") === false) mark(ctx, value, { refusesEmpty: true }, call.node);
    return { ...value, converted: true };
  }
  if (as === "int" || as === "float") {
    mark(ctx, value, { refusesEmpty: true }, call.node);
    return { ...value, converted: true };
  }
  return value;
}

const conversions: Record<string, As> = {
  int: "int",
  float: "float",
  bool: "boolean",
  "decimal.Decimal": "float",
  "starlette.datastructures.URL": "url",
  "pathlib.Path": "path",
  "json.loads": "json",
};

function storeCall(ctx: Context, call: Call, store: { settings: string | null }): Value | undefined {
  // `get = os.environ.get` is called by its own name.
  const name = call.member ?? call.callee.origin?.split(".").at(-1);
  const key = argument(call, 0, "key");
  switch (name) {
    case "get":
    case "pop":
      return readVariable(ctx, call.node, key ?? {}, {
        store,
        unset: name === "get" ? "none" : "raises",
        default: argument(call, 1, "default"),
      });
    case "__getitem__":
      return readVariable(ctx, call.node, key ?? {}, { store, unset: "raises" });
    case "copy":
    case "keys":
      return { store };
    case "setdefault": {
      const named = text(key);
      if (named) ctx.module.sets.add(named);
      else if (store.settings === null) fillsEnvironment(ctx, call.node, false);
      return {};
    }
    case "update":
      for (const word of [...call.keywords.keys(), ...(call.args[0]?.entries ?? []).map(([k]) => k)])
        ctx.module.sets.add(word);
      if (store.settings === null && call.args.length > 0 && !call.args[0]?.entries)
        fillsEnvironment(ctx, call.node, true);
      return {};
    default:
      return undefined;
  }
}

/** environs and django-environ: `env("X")`, `env.int("X", default=1)`, `env.str("X", 1)`. */
function libraryCall(ctx: Context, call: Call, origin: string): Value | undefined {
  const [, made = "", method = ""] = /^(\w+\.\w+\(\))(?:\.(\w+))?$/.exec(origin) ?? [];
  const library = readers[made];
  const reads = library ? readerMethod(library, method) : null;
  if (!library || !reads) return undefined;
  if (ctx.prefix === null) return {};
  const env = call.member ? call.object : call.callee;
  const named = argument(call, 0, library === "django-environ" ? "var" : "name");
  const name = named ?? (reads.variable ? { literal: reads.variable } : undefined);
  const scheme = env?.entries?.find(([key]) => key === text(name))?.[1];
  // django-environ's second place is the cast, environs' the default.
  const given = library === "django-environ" ? call.keywords.get("default") : argument(call, 1, "default");
  const value = read(ctx, call, {
    name,
    default: given ?? scheme?.items?.[1] ?? (call.keywords.has("required") ? {} : undefined),
    as: reads.as ?? conversions[scheme?.items?.[0]?.origin ?? ""],
    ...(library === "environs" ? { words: truths } : {}),
  });
  const words = choicesOf(call);
  if (words) mark(ctx, value, { choices: words, as: "enum" }, call.node);
  return value;
}

/** `validate=OneOf(["a", "b"])`, whose literal list the call of OneOf has kept. */
function choicesOf(call: Call): string[] | null {
  const items = call.keywords.get("validate")?.items ?? call.keywords.get("choices")?.items;
  const words = items?.map(text);
  return words?.length && words.every((w) => w !== null) ? (words as string[]) : null;
}

/** click and typer: `@click.option("--port", envvar="PORT")`. */
function optionCall(ctx: Context, call: Call): Value | undefined {
  const given = call.keywords.get("envvar");
  if (!given) return undefined;
  for (const name of given.items ?? [given])
    readVariable(ctx, call.node, name, {
      store: environment,
      unset: "none",
      default: call.keywords.get("default") ?? {},
      as: conversions[call.keywords.get("type")?.origin ?? ""],
    });
  return {};
}
