import type { Node } from "oxc-parser";
import type { Demand } from "../../demand.ts";
import { literalOf, propertyOf } from "../literals.ts";
import { stringOf } from "../syntax.ts";
import type { Unit } from "../unit.ts";
import { notNumbers } from "./coerced-number.ts";
import { defaultOf, type Field, fieldsIn, numberOf, stringsOf } from "./field.ts";

const forms: Record<string, NonNullable<Demand["as"]>> = {
  number: "float",
  integer: "int",
  boolean: "boolean",
};

/** The fields of a JSON Schema that stands as a literal: `properties`, and `required` of it. */
export function jsonSchemaFields(unit: Unit, schema: Node | null): Field[] | null {
  const at = schema && literalOf(unit, schema);
  if (at?.type !== "ObjectExpression") return null;
  const required = new Set(stringsOf(unit, propertyOf(at, "required") ?? undefined) ?? []);
  const fields = fieldsIn(unit, propertyOf(at, "properties") ?? undefined, (one) =>
    propertyDemand(unit, one),
  );
  return (
    fields?.map((field) =>
      required.has(field.name) && !field.demand.hasDefault
        ? { ...field, demand: { ...field.demand, required: true } }
        : field,
    ) ?? null
  );
}

function propertyDemand(unit: Unit, node: Node): Demand {
  const at = literalOf(unit, node);
  if (at?.type !== "ObjectExpression") return {};
  const demand: Demand = {};
  const form = forms[stringOf(propertyOf(at, "type")) ?? ""];
  if (form) demand.as = form;
  if (form === "int" || form === "float") Object.assign(demand, notNumbers(unit, form === "int"));
  if (stringOf(propertyOf(at, "format")) === "uri") demand.as = "url";
  const fallback = propertyOf(at, "default");
  if (fallback) Object.assign(demand, defaultOf(unit, fallback));
  const choices = stringsOf(unit, propertyOf(at, "enum") ?? undefined);
  if (choices) Object.assign(demand, { as: "enum", choices });
  const least = numberOf(unit, propertyOf(at, "minLength") ?? undefined);
  if (least !== null && least > 1) demand.minLength = least;
  if (least !== null && least > 0) demand.refusesEmpty = true;
  return demand;
}
