import type { Node } from "oxc-parser";
import type { Validation } from "../../../known/_schemas.ts";
import { accessAt, isEnvironment } from "../access.ts";
import { literalOf } from "../literals.ts";
import { bare, keyName } from "../syntax.ts";
import type { Call, Unit } from "../unit.ts";
import type { Field } from "./field.ts";
import { placeOf } from "./place.ts";

/**
 * The fields with the variables that fill them. Where these are written out one by one (`runtimeEnv: { KEY: process.env.KEY }`),
 * the variable of a key is the one that is there.
 */
export function filledFields(unit: Unit, call: Call, validation: Validation, fields: Field[]): Field[] {
  const given = validation.fills?.flatMap((place) => placeOf(unit, call, place) ?? [])[0] ?? null;
  const empty = validation.emptyIsMissing ? placeOf(unit, call, validation.emptyIsMissing) : null;
  const refusesEmpty = empty?.type === "Literal" && empty.value === true;
  return fields
    .flatMap((field) => filled(unit, field, given))
    .map((f) => (refusesEmpty && f.demand.required ? { ...f, demand: { ...f.demand, refusesEmpty } } : f));
}

/** The field with the variable that fills it; none where what fills it is no variable as it is. */
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
