import type { Node } from "oxc-parser";
import { accessAt, isEnvironment } from "../access.ts";
import { literalOf, propertyOf } from "../literals.ts";
import { bare, keyName } from "../syntax.ts";
import type { Unit } from "../unit.ts";
import type { Field } from "./field.ts";

/**
 * t3-env: `server`, `client` and `shared` of its options; it throws. Where the variables are written out one by one
 * (`runtimeEnv: { KEY: process.env.KEY }`), the variable of a key is the one that stands there.
 *
 * @param shapeOf the fields of an object of schemas
 */
export function t3Fields(
  unit: Unit,
  options: Node | undefined,
  shapeOf: (node: Node | undefined) => Field[] | null,
): Field[] | null {
  const at = options ? literalOf(unit, options) : null;
  if (at?.type !== "ObjectExpression") return null;
  const empty = propertyOf(at, "emptyStringAsUndefined");
  const refusesEmpty = empty?.type === "Literal" && empty.value === true;
  const fields = ["server", "client", "shared"].flatMap(
    (part) => shapeOf(propertyOf(at, part) ?? undefined) ?? [],
  );
  const given =
    propertyOf(at, "runtimeEnvStrict") ??
    propertyOf(at, "runtimeEnv") ??
    propertyOf(at, "experimental__runtimeEnv");
  return fields
    .flatMap((field) => filled(unit, field, given))
    .map((f) => (refusesEmpty && f.demand.required ? { ...f, demand: { ...f.demand, refusesEmpty } } : f));
}

/** The field with the variable that fills it; none where what fills it is no variable as it stands. */
function filled(unit: Unit, field: Field, given: Node | null): Field[] {
  const object = given && literalOf(unit, given);
  if (object?.type !== "ObjectExpression") return [field];
  const property = object.properties.find((p) => p.type === "Property" && keyName(p) === field.name);
  // Next.js fills what is not written out; otherwise `...process.env` does, or nothing.
  if (property?.type !== "Property") return [field];
  const value = bare(property.value);
  if (value.type === "MemberExpression" && isEnvironment(unit, value.object)) {
    const access = accessAt(unit, value);
    const name = access?.names.length === 1 ? access.names[0]?.name : undefined;
    if (name === undefined || access?.parameter) return [];
    return name === field.name ? [field] : [{ ...field, name, key: field.name, at: value }];
  }
  // A value that is converted or has another to fall back on: its own read tells what the code makes of it.
  return [];
}
