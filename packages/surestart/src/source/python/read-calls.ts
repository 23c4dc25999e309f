import type { SourceRead } from "../../facts.ts";
import { loadAtFirstUse } from "../../known/_find-loads.ts";
import { argumentOf } from "../call.ts";
import { asOf, defaultParameter, libraryConversion, type Reader, readerOf } from "../readers.ts";
import { argument, type Call } from "./call.ts";
import { type Context, caught, mark } from "./context.ts";
import { fillsEnvironment } from "./hand-loads.ts";
import { firstUse } from "./loads.ts";
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
    default:
      return libraryCall(ctx, call, origin);
  }
}

interface How {
  unset?: "none" | "raises";
  name?: Value | undefined;
  default?: Value | undefined;
  settings?: string | null;
  as?: As;
}

function read(ctx: Context, call: Call, how: How): Value {
  return readVariable(ctx, call.node, how.name ?? {}, {
    store: { settings: how.settings ?? null },
    unset: how.unset ?? "raises",
    default: how.default,
    as: how.as,
  });
}

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

/** A library that reads variables, by its row: `env.int("X", default=1)`, `config("X", cast=bool)`. */
function libraryCall(ctx: Context, call: Call, origin: string): Value | undefined {
  const found = readerOf(origin);
  if (!found) return undefined;
  const { reader, method } = found;
  const load = loadAtFirstUse(origin);
  if (load) firstUse(ctx, load, call.node);
  if (reader.optional) return optionCall(ctx, call, reader);
  if (ctx.prefix === null && reader.prefixed) return {};
  const own = reader.variables?.[method];
  const env = method === "" ? call.callee : call.object;
  const given = argumentOf(call, reader.name) ?? (own === undefined ? undefined : { literal: own });
  const prefix = env?.entries?.find(([key]) => key === reader.prefix)?.[1];
  const name = prefix && given ? { literal: prefixed(text(prefix), text(given)) } : given;
  const scheme = reader.scheme ? env?.entries?.find(([key]) => key === text(name))?.[1] : undefined;
  const lenient = reader.lenient !== undefined && argumentOf(call, reader.lenient) !== undefined;
  const cast = reader.cast === undefined || method !== "" ? undefined : argumentOf(call, reader.cast);
  const as = asOf(reader, method) ?? castOf(cast) ?? castOf(scheme?.items?.[0]);
  const value = read(ctx, call, {
    name,
    default:
      argumentOf(call, defaultParameter(reader, method)) ?? scheme?.items?.[1] ?? (lenient ? {} : undefined),
    settings: reader.settings,
    as,
  });
  const made = converted(ctx, call, value, reader, as);
  const words = reader.choices === undefined ? null : choicesOf(call, reader.choices);
  if (words) mark(ctx, value, { choices: words, as: "enum" }, call.node);
  return made;
}

/** null: one of the two is not known. */
function prefixed(prefix: string | null, name: string | null): string | null {
  return prefix === null || name === null ? null : prefix + name;
}

/** What a conversion demands: a number is never empty, and a truth is one of its words. */
function converted(ctx: Context, call: Call, value: Value, reader: Reader, as: As): Value {
  const truths = as === "boolean" ? reader.truths?.split(" ") : undefined;
  if (truths && !caught(ctx, "ValueError")) mark(ctx, value, { choices: truths }, call.node);
  if (as === "int" || as === "float" || (truths && !reader.emptyIsFalse))
    mark(ctx, value, { refusesEmpty: true }, call.node);
  return as === "int" || as === "float" || as === "boolean" ? { ...value, converted: true } : value;
}

function castOf(type: Value | undefined): As {
  const origin = type?.origin ?? "";
  return conversions[origin] ?? libraryConversion(origin)?.as;
}

const conversions: Record<string, As> = {
  int: "int",
  float: "float",
  bool: "boolean",
  "decimal.Decimal": "float",
  "pathlib.Path": "path",
  "json.loads": "json",
};

/** `validate=OneOf(["a", "b"])`, whose literal list the call of OneOf has kept. */
function choicesOf(call: Call, parameter: string): string[] | null {
  const words = argumentOf(call, parameter)?.items?.map(text);
  return words?.length && words.every((w) => w !== null) ? (words as string[]) : null;
}

/** An option of a command line that a variable may give: `@click.option("--port", envvar="PORT")`. */
function optionCall(ctx: Context, call: Call, reader: Reader): Value | undefined {
  const given = argumentOf(call, reader.name);
  if (!given) return undefined;
  for (const name of given.items ?? [given])
    readVariable(ctx, call.node, name, {
      store: environment,
      unset: "none",
      default: argumentOf(call, reader.default) ?? {},
      as: castOf(reader.cast === undefined ? undefined : argumentOf(call, reader.cast)),
    });
  return {};
}
