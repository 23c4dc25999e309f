import { settingsClassRow as row } from "../settings-rows.ts";
import { type Context, evaluate, mark } from "./context.ts";
import { readVariable } from "./reads.ts";
import type { Major } from "./settings-config.ts";
import { type SettingsType, typeOf } from "./settings-types.ts";
import type { Expression, Statement } from "./syntax.ts";
import { text, type Value } from "./values.ts";

export interface Rules {
  name: string;
  major: Major;
  prefix: string | null;
  /** Names of variables must be spelled as the field is. */
  exact: boolean;
  /** Whether it is a settings class is not known yet. */
  unsure: boolean;
  /** What is between the name of a field and that of a field of its own class. */
  delimiter?: string;
  /** The variables of the fields around it: each can bring all of this one's class as JSON. */
  around?: readonly string[];
  /** The outermost of these fields, which an error names first. */
  outermost?: string;
}

export function field(inner: Context, ctx: Context, s: Statement & { kind: "assign" }, rules: Rules): void {
  const target = s.targets[0];
  const annotation = s.annotation as Expression;
  if (target?.kind !== "name" || target.id.startsWith("_") || target.id === row.config.name) return;
  const type = typeOf(ctx, annotation) ?? memberOf(annotation, s.value);
  if (type === null) {
    nestedFields(inner, ctx, s, rules);
    return;
  }
  const call = fieldCall(ctx, s.value) ?? fieldCall(ctx, type.field);
  const names = variablesOf(call, target.id, rules);
  const { around = [] } = rules;
  // Below a field another name is one inside of its JSON.
  if (!names || (around.length > 0 && row.field.names.some((other) => call?.has(other)))) return;
  const given = defaultOf(ctx, s.value, call);
  const optional = type.optional && rules.major === 1;
  const drafts = names.map((name) =>
    readVariable(
      inner,
      s,
      { literal: name, at: s },
      {
        store: { settings: rules.name },
        unset: optional ? "none" : "raises",
        default: given,
        as: type.as,
        schema: true,
      },
    ),
  );
  for (const draft of drafts.flatMap((read) => read.drafts ?? [])) {
    const read = inner.module.drafted.get(draft);
    if (read?.kind !== "read") continue;
    read.assignedTo = rules.outermost ?? target.id;
    if (!rules.exact) read.anyCase = true;
    if (rules.unsure)
      read.field = { name: target.id, optional: type.optional, named: names[0] !== target.id };
  }
  for (const read of drafts) {
    const least = call?.get(row.field.minLength)?.literal ?? type.minLength;
    if (typeof least === "number" && least > 0) mark(inner, read, { minLength: least }, s);
    if (type.choices) mark(inner, read, { choices: type.choices, as: "enum" }, s);
    if (type.as && type.as !== "path") mark(inner, read, { refusesEmpty: true }, s);
    if (names.length + around.length > 1) mark(inner, read, { either: [...names, ...around] }, s);
  }
  if (around.length > 0) return;
  ctx.names.own.set(target.id, { ...drafts[0], local: `${rules.name}.${target.id}` });
}

/** `mode: Mode = Mode.LOCAL`: a class of another module whose member is the default is an enum of it. */
function memberOf(annotation: Expression, value: Expression | null): SettingsType | null {
  const owner = value?.kind === "attribute" && value.object.kind === "name" ? value.object.id : null;
  if (owner === null || annotation.kind !== "name" || annotation.id !== owner) return null;
  return { as: undefined, optional: false, choices: null, minLength: null, field: null };
}

/** `database: Database` without a default, under `env_nested_delimiter="__"`: what that class demands is in DATABASE__HOST. */
function nestedFields(
  inner: Context,
  ctx: Context,
  { targets: [target], annotation, value }: Statement & { kind: "assign" },
  rules: Rules,
): void {
  if (rules.delimiter === undefined || value || target?.kind !== "name" || annotation?.kind !== "name")
    return;
  const type = ctx.module.classes.get(annotation.id);
  const name = variablesOf(null, target.id, rules)?.[0];
  const around = rules.around ?? [];
  // A class that is the type of its own field ends somewhere.
  if (!type || type.settings !== null || name === undefined || around.length > 5) return;
  const below = {
    ...rules,
    prefix: name + rules.delimiter,
    around: [...around, name],
    outermost: rules.outermost ?? target.id,
  };
  for (const line of type.body) if (line.kind === "assign" && line.annotation) field(inner, ctx, line, below);
}

/** The arguments of `Field(…)`, evaluated; "" is the default in first place. */
export function fieldCall(ctx: Context, e: Expression | null | undefined): Map<string, Value> | null {
  if (e?.kind !== "call") return null;
  const callee = e.callee.kind === "name" ? e.callee.id : e.callee.kind === "attribute" ? e.callee.name : "";
  if (!callee.endsWith(row.field.maker)) return null;
  const args = new Map<string, Value>();
  e.args.forEach((a, i) => {
    const dots = a.value.kind === "name" && a.value.id === "...";
    const value = dots ? { origin: "..." } : aliases(ctx, a.value);
    args.set(a.name ?? (i === 0 ? "" : `${i}`), value);
  });
  return args;
}

/** `AliasChoices("A", "B")` as the list of its names. */
function aliases(ctx: Context, e: Expression): Value {
  const list = e.kind === "call" && e.callee.kind === "name" ? row.field.lists[e.callee.id] : undefined;
  if (e.kind === "call" && list)
    return { items: e.args.slice(0, list === "first" ? 1 : undefined).map((a) => evaluate(ctx, a.value)) };
  // A factory is made when it is called, and here it only says that there is a default.
  return e.kind === "lambda" ? {} : evaluate(ctx, e);
}

function defaultOf(
  ctx: Context,
  value: Expression | null,
  call: Map<string, Value> | null,
): Value | undefined {
  if (!value) return undefined;
  if (!call || value.kind !== "call") return call ? undefined : evaluate(ctx, value);
  if (call.has(row.field.factory)) return {};
  const given = call.get(row.field.default) ?? call.get("");
  return given?.origin === "..." ? undefined : given?.literal === null ? { literal: null } : given;
}

export function variablesOf(
  call: Map<string, Value> | null,
  name: string,
  { prefix, exact, major }: Rules,
): string[] | null {
  const { names: others, firstNames } = row.field;
  const asked = [...(major === 1 ? [firstNames] : []), ...others].flatMap((key) => call?.get(key) ?? [])[0];
  if (asked) {
    const names = (asked.items ?? [asked]).map(text);
    return names.some((n) => n === null)
      ? null
      : (names as string[]).map((n) => (exact ? n : n.toUpperCase()));
  }
  // Without case_sensitive the spelling does not matter; variables are written in capitals.
  return prefix === null ? null : [exact ? prefix + name : (prefix + name).toUpperCase()];
}
