import { settingsLoad, settingsOption } from "../../known/_find-loads.ts";
import { isLibrary, settingsClassRow as row } from "../settings-rows.ts";
import { type Context, evaluate, happens, mark, walk } from "./context.ts";
import { event, exactly } from "./loads.ts";
import { readVariable } from "./reads.ts";
import { type SettingsType, typeOf } from "./settings-types.ts";
import { standardModules } from "./standard-modules.ts";
import type { Argument, Expression, Span, Statement } from "./syntax.ts";
import { text, type Value } from "./values.ts";

type Major = 1 | 2;
type Class = Statement & { kind: "class" };

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

interface Config {
  major: Major;
  args: Argument[];
  span: Span;
}

/** @param known it is a settings class in any case */
function configOf(s: Class, known = false): Config | null {
  for (const line of s.body) {
    if (line.kind === "assign" && line.value?.kind === "call" && isName(line.targets[0], row.config.name)) {
      const callee = line.value.callee;
      const name = callee.kind === "name" ? callee.id : callee.kind === "attribute" ? callee.name : "";
      if (name === row.config.maker || (known && row.config.makers.includes(name)))
        return { major: 2, args: line.value.args, span: line };
    }
    if (line.kind === "class" && line.name === row.configClass) {
      const args = line.body.flatMap((l): Argument[] => {
        const target = l.kind === "assign" ? l.targets[0] : undefined;
        return l.kind === "assign" && l.value && target?.kind === "name"
          ? [{ name: target.id, star: false, value: l.value }]
          : [];
      });
      if (args.some((a) => a.name === settingsOption.inClass || a.name === row.prefix))
        return { major: 1, args, span: line };
    }
  }
  return null;
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

/** `model_config = {"env_file": ".env"}` */
function dictConfig(s: Class): Config | null {
  for (const line of s.body)
    if (line.kind === "assign" && line.value?.kind === "dict" && isName(line.targets[0], row.config.name)) {
      const args = line.value.items.flatMap(({ key, value }): Argument[] =>
        key?.kind === "string" ? [{ name: key.value, star: false, value }] : [],
      );
      return { major: 2, args, span: line };
    }
  return null;
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

interface Rules {
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

function field(inner: Context, ctx: Context, s: Statement & { kind: "assign" }, rules: Rules): void {
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
function fieldCall(ctx: Context, e: Expression | null | undefined): Map<string, Value> | null {
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

function variablesOf(
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

function isName(e: Expression | undefined, name: string): boolean {
  return e?.kind === "name" && e.id === name;
}
