import type { Node } from "oxc-parser";
import type { Demand } from "../../demand.ts";
import { literalOf, propertyOf } from "../literals.ts";
import { wordOf } from "../origin.ts";
import { stringOf } from "../syntax.ts";
import type { Unit } from "../unit.ts";
import { notNumbers } from "./coerced-number.ts";
import { chainOf, defaultOf, type Field, fieldsIn, known, numberOf, stringsOf } from "./field.ts";
import { jsonSchema, type NotationRow, notationOf, wordsOf } from "./rows.ts";

/** What a validator with options demands: `str({ default: "x" })`; null for what is no call. One of the project's own has the same options. */
export function optionsDemand(unit: Unit, notation: NotationRow, node: Node): Demand | null {
  const chain = chainOf(unit, node);
  const step = chain && notationOf(chain.module) === notation ? chain.steps.at(-1) : undefined;
  const at = literalOf(unit, node);
  const args = step?.args ?? (at?.type === "CallExpression" ? (at.arguments as Node[]) : null);
  if (args === null) return null;
  const rule = step && notation.step(step.name);
  const demand: Demand = {
    ...(notation.demands ? { required: true } : {}),
    ...(rule?.as ? { as: rule.as } : {}),
    ...(rule?.refusesEmpty ? { refusesEmpty: true } : {}),
  };
  const options = args[0] ? literalOf(unit, args[0]) : null;
  return options ? told(unit, notation, options, demand) : demand;
}

/** With what the keys of an object say. */
function told(unit: Unit, { options = {}, numbers }: NotationRow, object: Node, demand: Demand): Demand {
  if (object.type !== "ObjectExpression") return demand;
  const first = (keys: string | undefined): Node | undefined =>
    [...wordsOf(keys)].flatMap((key) => propertyOf(object, key) ?? [])[0];
  for (const [key, words] of Object.entries(options.as ?? {})) {
    const given = first(key);
    const as = given && words[stringOf(given) ?? wordOf(unit, given) ?? ""];
    if (as) demand.as = as;
  }
  if (numbers && (demand.as === "int" || demand.as === "float"))
    Object.assign(demand, notNumbers(unit, demand.as === "int"));
  const fallback = first(options.default);
  const inTests =
    options.inTests !== undefined &&
    fallback?.type === "CallExpression" &&
    wordOf(unit, fallback.callee) === options.inTests &&
    !unit.candidates(["NODE_ENV"]).includes("test");
  if (fallback && !inTests && !(options.nullIsNone && isNull(fallback))) {
    if (demand.required) demand.required = false;
    Object.assign(demand, defaultOf(unit, fallback));
    // `default: undefined` lets it be missing.
    if (fallback.type === "Identifier" && demand.fallback === null && known(unit, fallback) === undefined)
      delete demand.hasDefault;
  }
  if (first(options.lenient)) demand.required = false;
  const choices = stringsOf(unit, first(options.choices));
  if (choices) Object.assign(demand, { as: "enum", choices });
  const least = options.minLength === undefined ? null : numberOf(unit, first(options.minLength));
  if (least !== null && least > 1) demand.minLength = least;
  if (least !== null && least > 0) demand.refusesEmpty = true;
  return demand;
}

/** Every object with the name of a variable in a literal, in any depth. */
export function namedOptions(unit: Unit, notation: NotationRow, node: Node | undefined, depth = 0): Field[] {
  const at = node ? literalOf(unit, node) : null;
  if (at?.type !== "ObjectExpression" || depth > 8) return [];
  const variable = propertyOf(at, notation.options?.variable ?? "");
  const name = variable && stringOf(variable);
  if (variable && typeof name === "string")
    return [{ name, at: variable, demand: told(unit, notation, at, {}) }];
  return at.properties.flatMap((p) =>
    p.type === "Property" ? namedOptions(unit, notation, p.value, depth + 1) : [],
  );
}

/** The fields of a JSON Schema that is a literal: `properties`, and `required` of it. */
export function jsonFields(unit: Unit, schema: Node | null): Field[] | null {
  const at = schema && literalOf(unit, schema);
  if (at?.type !== "ObjectExpression") return null;
  const required = new Set(stringsOf(unit, propertyOf(at, "required") ?? undefined) ?? []);
  const fields = fieldsIn(unit, propertyOf(at, "properties") ?? undefined, (one) => {
    const object = literalOf(unit, one);
    return object ? told(unit, jsonSchema, object, {}) : {};
  });
  return (
    fields?.map((field) =>
      required.has(field.name) && !field.demand.hasDefault
        ? { ...field, demand: { ...field.demand, required: true } }
        : field,
    ) ?? null
  );
}

function isNull(node: Node): boolean {
  return node.type === "Literal" && node.value === null && !("regex" in node);
}
