import type { Node } from "oxc-parser";
import type { Demand } from "../../demand.ts";
import { literalOf, propertyOf } from "../literals.ts";
import type { Unit } from "../unit.ts";
import { chainOf, defaultOf, type Field, fieldsIn, known, stringsOf } from "./field.ts";

const forms: Record<string, NonNullable<Demand["as"]>> = {
  bool: "boolean",
  num: "float",
  port: "int",
  url: "url",
  email: "email",
  json: "json",
};

/** The fields of `cleanEnv(process.env, { X: str({ … }) })`: what has no default is required, and it ends the process. */
export function envalidFields(unit: Unit, specs: Node | undefined): Field[] | null {
  return fieldsIn(unit, specs, (validator) => {
    const chain = chainOf(unit, validator);
    const step = chain?.module === "envalid" ? chain.steps.at(-1) : null;
    // A validator of the project's own has the same options.
    const at = literalOf(unit, validator);
    const args = step?.args ?? (at?.type === "CallExpression" ? (at.arguments as Node[]) : null);
    if (args === null) return {};
    const options = args[0] ? literalOf(unit, args[0]) : null;
    const demand: Demand = { required: true };
    const form = forms[step?.name ?? ""];
    if (form) demand.as = form;
    if (step && step.name !== "str") demand.refusesEmpty = true;
    if (options?.type !== "ObjectExpression") return demand;
    const fallback = propertyOf(options, "default") ?? propertyOf(options, "devDefault");
    if (fallback) {
      demand.required = false;
      Object.assign(demand, defaultOf(unit, fallback));
      // `default: undefined` lets it be missing.
      if (known(unit, fallback) === undefined && demand.fallback === null && fallback.type === "Identifier")
        delete demand.hasDefault;
    }
    if (propertyOf(options, "requiredWhen")) demand.required = false;
    const choices = stringsOf(unit, propertyOf(options, "choices") ?? undefined);
    if (choices) Object.assign(demand, { as: "enum", choices });
    return demand;
  });
}
