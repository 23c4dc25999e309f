import type { SourceRead } from "../../facts.ts";
import { settingsClassRow as row } from "../settings-rows.ts";
import { type Context, evaluate } from "./context.ts";
import type { Expression } from "./syntax.ts";

/** What an annotation of a settings class says of the variable. */
export interface SettingsType {
  as: SourceRead["as"];
  optional: boolean;
  choices: string[] | null;
  minLength: number | null;
  field: Expression | null;
}

/** What an annotation says of the text; null for what is no variable (ClassVar) or no type that is known. */
export function typeOf(ctx: Context, e: Expression): SettingsType | null {
  const base: SettingsType = { as: undefined, optional: false, choices: null, minLength: null, field: null };
  if (e.kind === "string") return base;
  if (e.kind === "constant" && e.value === null) return { ...base, optional: true };
  if (e.kind === "name" || e.kind === "attribute") {
    const name = e.kind === "name" ? e.id : e.name;
    if (isSimple(name)) return { ...base, as: asOf(row.types[name]) };
    if (row.urls.some((end) => name.endsWith(end))) return { ...base, as: "url" };
    const choices = ctx.module.classes.get(name)?.choices;
    return choices ? { ...base, choices, as: "enum" } : null;
  }
  if (e.kind === "binary" && e.operator === "|") return union(ctx, [e.left, e.right]);
  if (e.kind === "call") return constrained(ctx, e);
  if (e.kind !== "subscript") return null;
  const outer = e.object.kind === "name" ? e.object.id : e.object.kind === "attribute" ? e.object.name : "";
  const inner = e.index.kind === "sequence" ? e.index.items : [e.index];
  if (outer === "Optional") {
    const type = typeOf(ctx, e.index);
    return type && { ...type, optional: true };
  }
  if (outer === "Union") return union(ctx, inner);
  if (outer === "Literal") {
    const words = inner.map((i) => (i.kind === "string" || i.kind === "number" ? String(i.value) : null));
    return words.includes(null) ? base : { ...base, choices: words as string[], as: "enum" };
  }
  if (outer === "Annotated") {
    const type = inner[0] ? typeOf(ctx, inner[0]) : null;
    return type && { ...type, field: inner.slice(1).find((i) => i.kind === "call") ?? null };
  }
  return isSimple(outer) ? { ...base, as: asOf(row.types[outer]) } : null;
}

function union(ctx: Context, members: Expression[]): SettingsType | null {
  const types = members.map((m) => typeOf(ctx, m));
  if (types.some((t) => t === null)) return null;
  const held = (types as SettingsType[]).filter((t) => !(t.optional && t.as === undefined && !t.choices));
  const optional = held.length < types.length || held.some((t) => t.optional);
  const [only, more] = held;
  return only && !more
    ? { ...only, optional }
    : { as: undefined, optional, choices: null, minLength: null, field: null };
}

/** `conint(gt=0)`, `constr(min_length=32)` */
function constrained(ctx: Context, e: Expression & { kind: "call" }): SettingsType | null {
  const name = e.callee.kind === "name" ? e.callee.id : e.callee.kind === "attribute" ? e.callee.name : "";
  if (!Object.hasOwn(row.constrained, name)) return null;
  const least = e.args.find((a) => a.name === row.field.minLength);
  const length = least ? evaluate(ctx, least.value).literal : null;
  return {
    as: asOf(row.constrained[name]),
    optional: false,
    choices: null,
    minLength: typeof length === "number" ? length : null,
    field: null,
  };
}

function isSimple(name: string): boolean {
  return Object.hasOwn(row.types, name);
}

function asOf(type: (typeof row.types)[string] | undefined): SourceRead["as"] {
  return type === "text" ? undefined : type;
}
