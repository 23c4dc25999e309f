import type { SourceRead } from "../../facts.ts";
import { libraryConversion } from "../readers.ts";
import type { Call } from "./call.ts";
import { type Context, caught, mark } from "./context.ts";
import { refuse } from "./refuse.ts";
import { text, type Value } from "./values.ts";

interface Conversion {
  as: SourceRead["as"];
  /** The class of error for None and for an empty text; null where it takes them. */
  none: "TypeError" | "ValueError" | "AttributeError" | null;
  empty: "ValueError" | null;
  /** The value is a text no more. */
  converted: boolean;
}

const number = (as: "int" | "float"): Conversion => ({
  as,
  none: "TypeError",
  empty: "ValueError",
  converted: true,
});
const conversions: Record<string, Conversion> = {
  int: number("int"),
  float: number("float"),
  "decimal.Decimal": number("float"),
  "fractions.Fraction": number("float"),
  "json.loads": { as: "json", none: "TypeError", empty: "ValueError", converted: true },
  "pathlib.Path": { as: "path", none: "TypeError", empty: null, converted: false },
  "pathlib.PurePath": { as: "path", none: "TypeError", empty: null, converted: false },
  "distutils.util.strtobool": { as: "boolean", none: "AttributeError", empty: "ValueError", converted: true },
  "base64.b64decode": { as: "bytes", none: "TypeError", empty: null, converted: false },
  "base64.urlsafe_b64decode": { as: "bytes", none: "TypeError", empty: null, converted: false },
  "bytes.fromhex": { as: "bytes", none: "TypeError", empty: null, converted: false },
  "urllib.parse.urlparse": { as: "url", none: null, empty: null, converted: true },
  "urllib.parse.urlsplit": { as: "url", none: null, empty: null, converted: true },
  "ipaddress.ip_address": { as: undefined, none: "ValueError", empty: "ValueError", converted: true },
  "uuid.UUID": { as: undefined, none: "TypeError", empty: "ValueError", converted: true },
  "zoneinfo.ZoneInfo": { as: undefined, none: "TypeError", empty: "ValueError", converted: true },
};

function ofLibrary(origin: string): Conversion | undefined {
  const row = libraryConversion(origin);
  if (!row) return undefined;
  return { as: row.as, none: row.none ?? null, empty: row.empty ?? null, converted: !row.text };
}

/** `int(os.getenv("X"))` and its like; undefined for a call that converts nothing. */
export function convert(ctx: Context, call: Call): Value | undefined {
  const { origin, local } = call.callee;
  const [value] = call.args;
  const choices = local ? ctx.module.classes.get(local)?.choices : null;
  if (choices && value) {
    if (!caught(ctx, "ValueError")) mark(ctx, value, { as: "enum", choices }, call.node);
    refuseUnset(ctx, call, value, { as: "enum", none: "ValueError", empty: "ValueError", converted: true });
    return { ...(value.drafts ? { drafts: value.drafts } : {}), converted: true };
  }
  const conversion = origin ? (conversions[origin] ?? ofLibrary(origin)) : undefined;
  if (!conversion || !value) return undefined;
  if (value.path) return undefined;
  if (typeof value.literal === "string") {
    const number = Number(value.literal);
    return (origin === "int" || origin === "float") && value.literal.trim() && !Number.isNaN(number)
      ? { ...value, literal: number }
      : undefined;
  }
  if (!value.drafts && !value.local) return undefined;
  // What is refused and caught here says nothing about what the value must be.
  if (conversion.as && !caught(ctx, "ValueError")) mark(ctx, value, { as: conversion.as }, call.node);
  refuseUnset(ctx, call, value, conversion);
  return {
    ...(value.drafts ? { drafts: value.drafts } : {}),
    ...(value.local ? { local: value.local } : {}),
    ...(value.filled ? { filled: true } : {}),
    ...(conversion.converted ? { converted: true } : {}),
  };
}

function refuseUnset(ctx: Context, call: Call, value: Value, { none, empty }: Conversion): void {
  // A read that raises by itself when unset is not asked for None.
  if (none) refuse(ctx, [{ value, why: { none: true } }], none, call.node);
  if (empty) refuse(ctx, [{ value, why: { empty: true } }], empty, call.node);
}

/** Methods of str that give the same text, cleaned. */
const same = new Set(
  "strip lstrip rstrip lower upper casefold title encode decode removesuffix removeprefix replace expandtabs".split(
    " ",
  ),
);
const other = new Set(
  "split rsplit splitlines partition rpartition startswith endswith isdigit isnumeric isalpha format count find index join".split(
    " ",
  ),
);

/** `os.getenv("X").split(",")`: a method of a text that None does not have. */
export function textMember(ctx: Context, call: Call): Value | undefined {
  const { object, member } = call;
  if (!object?.drafts?.length || !member || (!same.has(member) && !other.has(member))) return undefined;
  refuse(ctx, [{ value: object, why: { none: true } }], "AttributeError", call.node);
  // A URL that is cut at a sign of its own is another one; a text that is cut at commas is a list.
  const cuts = /^r?(split|partition)$/.test(member) && /[?#:/@]/.test(text(call.args[0]) ?? "");
  const edits = cuts || /^(replace|removeprefix|removesuffix)$/.test(member);
  if (edits) mark(ctx, object, { edited: true }, call.node);
  if (!same.has(member)) {
    // `if not X.startswith("https://")` refuses an empty one, too.
    const tests = /^(startswith|endswith|isdigit|isnumeric|isalpha)$/.test(member);
    const whenFalse = tests ? { whenFalse: [{ value: object, why: { empty: true } }] } : {};
    return { drafts: object.drafts, converted: true, ...whenFalse };
  }
  return {
    drafts: object.drafts,
    ...(object.filled ? { filled: true } : {}),
    ...(object.cased || /^(lower|upper|casefold|title)$/.test(member) ? { cased: true } : {}),
  };
}
