import type { Node } from "oxc-parser";
import type { Demand } from "../../demand.ts";
import { stringOf } from "../syntax.ts";
import type { Unit } from "../unit.ts";
import { chainOf, defaultOf, type Field, fieldsIn, numberOf, stringsOf } from "./field.ts";

/** The fields of `v.object({ … })`; null for anything else. */
export function valibotFields(unit: Unit, node: Node): Field[] | null {
  const call = callOf(unit, node);
  if (call === null) return null;
  const [first] = call.args;
  if (/^(object|looseObject|strictObject)$/.test(call.name))
    return fieldsIn(unit, first, (s) => valibotDemand(unit, s));
  if (call.name === "pipe" && first) return valibotFields(unit, first);
  if (call.name === "partial" && first) {
    return (
      valibotFields(unit, first)?.map((f) => ({ ...f, demand: { ...f.demand, required: false } })) ?? null
    );
  }
  return null;
}

/** What one schema demands of a string, or of no string. */
export function valibotDemand(unit: Unit, node: Node): Demand {
  const call = callOf(unit, node);
  if (call === null) return {};
  const [first, second] = call.args;
  const inner = first ? valibotDemand(unit, first) : {};
  switch (call.name) {
    case "optional":
    case "nullish":
    case "undefinedable":
    case "exactOptional":
    case "fallback":
      return { ...inner, required: false, ...(second ? defaultOf(unit, second) : {}) };
    case "nullable":
      return inner;
    case "any":
    case "unknown":
      return {};
    case "picklist": {
      const list = stringsOf(unit, first);
      return { required: true, refusesEmpty: true, ...(list ? { as: "enum", choices: list } : {}) };
    }
    case "literal": {
      const text = stringOf(first);
      return text === null
        ? { required: true }
        : { required: true, as: "enum", choices: [text], refusesEmpty: true };
    }
    case "pipe":
      return call.args.slice(1).reduce<Demand>((demand, action) => acted(unit, demand, action), inner);
    case "union":
    case "custom":
      return {};
    default:
      return { required: true };
  }
}

function acted(unit: Unit, demand: Demand, node: Node): Demand {
  const call = callOf(unit, node);
  if (call === null) return demand;
  const [first] = call.args;
  switch (call.name) {
    case "minLength":
    case "length": {
      const least = numberOf(unit, first) ?? 0;
      return {
        ...demand,
        ...(least > 1 ? { minLength: least } : {}),
        ...(least > 0 ? { refusesEmpty: true } : {}),
      };
    }
    case "nonEmpty":
      return { ...demand, refusesEmpty: true };
    case "url":
      return { ...demand, as: "url", refusesEmpty: true };
    case "email":
      return { ...demand, as: "email", refusesEmpty: true };
    case "digits":
    case "integer":
      return { ...demand, as: "int" };
    case "decimal":
    case "toNumber":
      return { ...demand, as: "float" };
    case "parseJson":
      return { ...demand, as: "json", refusesEmpty: true };
    case "transform": {
      const by = first ? unit.text.slice(first.start, first.end) : "";
      return /^Number$|\bNumber\(|parseFloat/.test(by)
        ? { ...demand, as: "float" }
        : /parseInt/.test(by)
          ? { ...demand, as: "int" }
          : demand;
    }
    default:
      return demand;
  }
}

function callOf(unit: Unit, node: Node): { name: string; args: Node[] } | null {
  const chain = chainOf(unit, node);
  const step = chain?.module === "valibot" ? chain.steps.at(-1) : null;
  return step?.args ? { name: step.name, args: step.args } : null;
}
