import type { Node } from "oxc-parser";
import type { Demand } from "../../demand.ts";
import { stringOf } from "../syntax.ts";
import type { Unit } from "../unit.ts";
import { notNumbers } from "./coerced-number.ts";
import { chainOf, defaultOf, type Field, fieldsIn, numberOf, stringsOf } from "./field.ts";

const modules = /^(joi|@hapi\/joi|yup)$/;

/** The fields of `Joi.object({ … })` and yup's `object({ … })`: keys are optional until they say otherwise. */
export function joiFields(unit: Unit, node: Node): Field[] | null {
  const chain = chainOf(unit, node);
  if (!chain || !modules.test(chain.module)) return null;
  const [first, ...rest] = chain.steps;
  if (first?.name !== "object") return null;
  const keys = [first, ...rest].filter((s) => /^(object|keys|shape|append)$/.test(s.name) && s.args?.[0]);
  const fields = keys.flatMap((s) => fieldsIn(unit, s.args?.[0], (schema) => joiDemand(unit, schema)) ?? []);
  return fields.length > 0 ? fields : null;
}

function joiDemand(unit: Unit, node: Node): Demand {
  const chain = chainOf(unit, node);
  const demand: Demand = {};
  if (!chain || !modules.test(chain.module)) return demand;
  for (const step of chain.steps) {
    const args = step.args ?? [];
    switch (step.name) {
      case "required":
      case "exist":
        demand.required = true;
        // Joi's strings and yup's required ones refuse "".
        demand.refusesEmpty ??= true;
        break;
      case "allow":
      case "empty":
        if (args.some((a) => stringOf(a) === "")) demand.refusesEmpty = false;
        break;
      case "default":
        demand.required = false;
        Object.assign(demand, defaultOf(unit, args[0]));
        break;
      case "number":
        demand.as = "float";
        break;
      case "integer":
      case "port":
        demand.as = "int";
        break;
      case "boolean":
      case "bool":
        demand.as = "boolean";
        break;
      case "uri":
      case "url":
        demand.as = "url";
        break;
      case "email":
        demand.as = "email";
        break;
      case "min": {
        const least = numberOf(unit, args[0]);
        if (least !== null && least > 1 && demand.as === undefined) demand.minLength = least;
        break;
      }
      case "valid":
      case "equal":
      case "oneOf": {
        const list =
          args.length === 1 && args[0] && stringOf(args[0]) === null
            ? stringsOf(unit, args[0])
            : args.map((a) => stringOf(a));
        if (list && list.length > 0 && list.every((l) => l !== null))
          Object.assign(demand, { as: "enum", choices: list });
        break;
      }
    }
  }
  if (demand.refusesEmpty === false) delete demand.refusesEmpty;
  const lenient = /^(allow|empty|valid|equal|when|failover|transform|try|alternatives|concat|cast)$/;
  if (chain.steps.some((s) => s.name === "number") && !chain.steps.some((s) => lenient.test(s.name)))
    Object.assign(demand, notNumbers(unit, demand.as === "int"));
  return demand;
}
