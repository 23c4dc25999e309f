import { settingsLoad, settingsOption } from "../../known/_find-loads.ts";
import { isLibrary, settingsClassRow as row } from "../settings-rows.ts";
import { type Context, evaluate, happens, walk } from "./context.ts";
import { event, exactly } from "./loads.ts";
import { type Class, type Config, configOf, dictConfig, type Major } from "./settings-config.ts";
import { field, fieldCall, type Rules, variablesOf } from "./settings-field.ts";
import { typeOf } from "./settings-types.ts";
import { standardModules } from "./standard-modules.ts";
import type { Argument, Expression, Statement } from "./syntax.ts";
import { text, type Value } from "./values.ts";

/** A settings class, and of which kind. */
export function settingsKind(ctx: Context, s: Class, bases: Value[]): Major | null {
  for (const base of bases) {
    for (const major of [1, 2] as const)
      if (base.origin !== undefined && row.bases[major].includes(base.origin)) return major;
    const own = base.local ? ctx.module.classes.get(base.local)?.settings : null;
    if (own) return own;
  }
  // A base of another module of the project: its own configuration gives it away.
  return configOf(s)?.major ?? null;
}

/** A base is imported, and from no library that is known for other classes: it may be a settings class of the project. */
export function maySettings(ctx: Context, bases: Value[]): boolean {
  return bases.some((base) => {
    const own = base.local ? ctx.module.classes.get(base.local) : undefined;
    return own ? own.unsure : base.origin !== undefined && base.local !== undefined && !isOther(base.origin);
  });
}

/** Its module is Python's own, or a library's that is known for something else. */
function isOther(origin: string): boolean {
  const [module = ""] = origin.split(".");
  return module !== "" && (standardModules.has(module) || isLibrary(module));
}

/** The fields of a class that may be a settings class: nothing but a base of another module says so. */
export function inheritedFields(ctx: Context, s: Class, name: string): void {
  const inner: Context = { ...ctx, scope: { kind: "function", name } };
  // The body has been walked: what its expressions do must not happen twice.
  const muted: Context = { ...ctx, module: { ...ctx.module, events: [], drafted: new Map(), later: [] } };
  const rules: Rules = { name, major: 2, prefix: "", exact: true, unsure: true };
  for (const line of s.body) if (line.kind === "assign" && line.annotation) field(inner, muted, line, rules);
}

/** The fields are read when an instance is made, from the environment and from the class's own env_file. */
export function settingsClass(ctx: Context, s: Class, name: string, major: Major): void {
  const config = configOf(s, true) ?? dictConfig(s);
  const option = (key: string): Argument | undefined => config?.args.find((a) => a.name === key);
  const value = (key: string): Value | undefined => {
    const found = option(key);
    return found && evaluate(ctx, found.value);
  };
  const inner: Context = { ...ctx, scope: { kind: "function", name } };
  const file = option(settingsOption.inClass);
  const held = value(settingsOption.inClass);
  const prefix = option(row.prefix) ? text(value(row.prefix)) : inheritedPrefix(ctx, name);
  const exact = value(row.exact)?.literal === true;
  const delimiter = text(value(row.nested));
  const rules: Rules = { name, major, prefix, exact, unsure: false, ...(delimiter ? { delimiter } : {}) };
  const knows = config ? knownNames(ctx, s, config, rules) : null;
  if (file && held && held.literal !== null) {
    const span = { from: startOf(ctx, file), to: file.value.to };
    happens(inner, span, {
      ...event(ctx, span, exactly(held), file.value),
      package: settingsLoad.package,
      own: true,
      settings: name,
      ...(knows ? { knows } : {}),
    });
  }
  ctx.module.attributes.set(`${name}.prefix()`, { literal: prefix });
  const fn = ctx.module.functions.get(name);
  if (fn) fn.settings = { major, prefix, exact };
  for (const line of s.body) {
    if (line.kind === "assign" && line.annotation) field(inner, ctx, line, rules);
    else if (line.kind === "function") validator(inner, ctx, line);
    else if (line.kind === "class" && line.name !== row.configClass) walk(ctx, [line]);
  }
}

/** The variables of the fields, where the class takes no others from its file; null: it does, or that cannot be told. */
function knownNames(ctx: Context, s: Class, { args, major }: Config, rules: Rules): string[] | null {
  const extra = args.find(({ name }) => name === row.extra.option);
  const allowed = extra !== undefined && row.extra.allows.includes(text(evaluate(ctx, extra.value)) ?? "");
  const told = args.every(({ star, name }) => !star && name !== row.nested);
  const bases = s.bases.map((base) => evaluate(ctx, base.value).origin);
  const plain = bases.length === 1 && row.bases[2].includes(bases[0] ?? "");
  if (major !== 2 || allowed || !told || !plain) return null;
  const names = s.body.flatMap((line) => {
    const target = line.kind === "assign" && line.annotation ? line.targets[0] : undefined;
    if (line.kind !== "assign" || target?.kind !== "name") return [];
    const type = typeOf(ctx, line.annotation as Expression);
    const call = fieldCall(ctx, line.value) ?? fieldCall(ctx, type?.field);
    return [target.id, ...(variablesOf(call, target.id, rules) ?? [null])];
  });
  return names.includes(null) ? null : (names as string[]).map((one) => one.toUpperCase());
}

function inheritedPrefix(ctx: Context, name: string): string | null {
  for (const base of ctx.module.classes.get(name)?.bases ?? []) {
    const held = ctx.module.attributes.get(`${base}.prefix()`);
    if (held) return text(held);
  }
  return "";
}

/** Where `env_file = …` begins: the name is before the value on the same line. */
function startOf(ctx: Context, { name, value }: Argument): number {
  const before = ctx.module.text.lastIndexOf(name as string, value.from);
  return before < 0 ? value.from : before;
}

/** `@field_validator("key")`: what the function refuses is refused of the field. */
function validator(inner: Context, ctx: Context, s: Statement & { kind: "function" }): void {
  walk(ctx, [s]);
  const fields = s.decorators.flatMap((d) =>
    d.kind === "call" && d.callee.kind === "name" && row.validators.includes(d.callee.id)
      ? d.args.flatMap((a) => (a.name === null && a.value.kind === "string" ? [a.value.value] : []))
      : [],
  );
  const value = s.parameters[1]?.name;
  if (!fields.length || !value) return;
  ctx.module.later.push(() => {
    for (const name of fields) {
      const held = ctx.names.own.get(name);
      if (held)
        walk(
          { ...inner, names: { own: new Map([[value, held]]), parent: ctx.names, kind: "function" } },
          s.body,
        );
    }
  });
}
