import type { SourceRead } from "../../facts.ts";
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

const simple: Record<string, SourceRead["as"]> = {
  str: undefined,
  bytes: undefined,
  SecretStr: undefined,
  SecretBytes: undefined,
  Any: undefined,
  int: "int",
  PositiveInt: "int",
  NonNegativeInt: "int",
  StrictInt: "int",
  float: "float",
  PositiveFloat: "float",
  Decimal: "float",
  bool: "boolean",
  StrictBool: "boolean",
  Path: "path",
  FilePath: "path",
  DirectoryPath: "path",
  NewPath: "path",
  EmailStr: "email",
  timedelta: "duration",
  UUID: undefined,
  UUID4: undefined,
  IPvAnyAddress: undefined,
  datetime: undefined,
  date: undefined,
  Json: "json",
  list: "json",
  List: "json",
  dict: "json",
  Dict: "json",
  set: "json",
  Set: "json",
  tuple: "json",
  Tuple: "json",
};

/** What an annotation says of the text; null for what is no variable (ClassVar) or no type that is known. */
export function typeOf(ctx: Context, e: Expression): SettingsType | null {
  const base: SettingsType = { as: undefined, optional: false, choices: null, minLength: null, field: null };
  if (e.kind === "string") return base;
  if (e.kind === "constant" && e.value === null) return { ...base, optional: true };
  if (e.kind === "name" || e.kind === "attribute") {
    const name = e.kind === "name" ? e.id : e.name;
    if (name in simple) return { ...base, as: simple[name] };
    if (/(Url|Dsn)$/.test(name)) return { ...base, as: "url" };
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
  return outer in simple ? { ...base, as: simple[outer] } : null;
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
  const as = { conint: "int", confloat: "float", constr: undefined, conlist: "json" } as const;
  if (!(name in as)) return null;
  const least = e.args.find((a) => a.name === "min_length");
  const length = least ? evaluate(ctx, least.value).literal : null;
  return {
    as: as[name as keyof typeof as],
    optional: false,
    choices: null,
    minLength: typeof length === "number" ? length : null,
    field: null,
  };
}
