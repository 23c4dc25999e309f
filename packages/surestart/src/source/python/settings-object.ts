import { tools } from "../../known/_tools.ts";
import type { SourceValue } from "../module.ts";
import type { Call } from "./call.ts";
import { type Context, caught, happens, type Module } from "./context.ts";
import type { Span } from "./syntax.ts";
import { text, type Value } from "./values.ts";

const rows = tools.flatMap(({ settingsObject }) => settingsObject ?? []);

/** A call that makes such an object, or one of its validators, keeps what it is told. */
export function settingsObjectCall(call: Call): Value | undefined {
  const origin = call.callee.origin ?? "";
  const row = rows.find(({ calls, validator }) => [...calls, ...validator.calls].includes(origin));
  if (!row || call.open) return undefined;
  return { origin: `${origin}()`, made: origin, entries: [...call.keywords], items: call.args };
}

/** What is known of an object, for those that ask it. */
export function settingsOf(module: Module, { origin, entries = [] }: Value): SourceValue["settings"] {
  const row = rows.find(({ calls }) => calls.some((word) => origin === `${word}()`));
  if (!row) return undefined;
  const given = (name: string): Value | undefined => entries.find(([key]) => key === name)?.[1];
  const prefix = given(row.prefix);
  const words = prefix === undefined ? row.usual : prefix.literal === false ? "" : text(prefix);
  if (words === null) return undefined;
  const lists = row.files.flatMap((name) => given(name) ?? []);
  const files = lists.flatMap((list) => list.items ?? [list]).map(text);
  const unsure = row.more.some((name) => given(name)) || files.includes(null);
  const { calls, demands, unless, default: usual } = row.validator;
  const validators = (given(row.validators)?.items ?? []).filter(({ origin: made }) =>
    calls.some((word) => made === `${word}()`),
  );
  const told = (validator: Value, key: string): Value | undefined =>
    validator.entries?.find(([name]) => name === key)?.[1];
  const demanding = validators.filter(
    (one) => demands.some((key) => told(one, key)?.literal === true) && !unless.some((key) => told(one, key)),
  );
  return {
    prefix: words === "" ? "" : `${words.toUpperCase()}_`,
    files: unsure ? null : (files as string[]),
    demands: demanding.flatMap(({ items = [] }) =>
      items.flatMap((item) => {
        const name = text(item);
        return name && item.at && /^\w+$/.test(name)
          ? [{ name, at: module.lines.place(item.at.from, item.at.to) }]
          : [];
      }),
    ),
    // `Dynaconf(LEVEL="info")`, and the default of a validator.
    given: [
      ...entries.map(([key]) => key),
      ...validators.flatMap((one) =>
        told(one, usual) ? (one.items ?? []).flatMap((item) => text(item) ?? []) : [],
      ),
    ].map((name) => name.toUpperCase()),
  };
}

/** `settings.STORE_URL`, `settings["STORE_URL"]`: of an object that another module may have made. */
export function asksSettings(ctx: Context, object: Value, name: string, span: Span): void {
  const holder = object.local;
  const made = rows.some(({ calls }) => calls.some((word) => object.origin === `${word}()`));
  if (!holder || !/^[A-Z][A-Z0-9_]*$/.test(name) || (object.origin?.includes("(") && !made)) return;
  // Anything else that has constants is asked for them as well.
  if (!made && !/(?:settings|config|conf|cfg|env)$/i.test(holder)) return;
  const guarded = caught(ctx, "AttributeError") || caught(ctx, "KeyError");
  happens(ctx, span, { kind: "use", value: `${holder}.${name}`, context: {}, asks: true }, guarded);
}

const methods =
  /^(lower|upper|strip|lstrip|rstrip|split|rsplit|splitlines|startswith|endswith|replace|format|encode|title|capitalize|removeprefix|removesuffix|join)$/;

/** `settings.STORE.URL`: a value of a value is another variable, or none. */
export function asksInside(ctx: Context, object: Value, name: string): void {
  const last = ctx.module.events.at(-1);
  if (last?.kind === "use" && last.value === object.local && !methods.test(name)) ctx.module.events.pop();
}
