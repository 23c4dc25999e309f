import type { Node } from "oxc-parser";
import type { Demand } from "../../demand.ts";
import { literalOf } from "../literals.ts";
import { stringOf } from "../syntax.ts";
import type { Unit } from "../unit.ts";
import { type Field, fieldsIn } from "./field.ts";
import type { NotationRow } from "./rows.ts";

/** The fields of `type({ … })` whose definitions are texts. */
export function textFields(unit: Unit, notation: NotationRow, node: Node): Field[] | null {
  const at = literalOf(unit, node);
  if (at?.type !== "CallExpression") return null;
  const fields = fieldsIn(unit, at.arguments[0] as Node | undefined, (definition) =>
    definitionDemand(notation, stringOf(definition)),
  );
  return (
    fields?.flatMap((field) => {
      // Keys in quotes say what the whole object does ("+": "delete") or that a key may be missing ("X?").
      if (/^[+.[]/.test(field.name)) return [];
      if (!field.name.endsWith("?")) return [field];
      return [{ ...field, name: field.name.slice(0, -1), demand: { ...field.demand, required: false } }];
    }) ?? null
  );
}

/** Plain definitions only: words, literals in quotes, bounds, a default. */
function definitionDemand({ step }: NotationRow, text: string | null): Demand {
  if (text === null) return {};
  const [definition = "", fallback] = text.split(/\s+=\s+/);
  const demand: Demand = { required: fallback === undefined };
  if (fallback !== undefined)
    Object.assign(demand, { hasDefault: true, fallback: fallback.replace(/^(['"])(.*)\1$/, "$2") });
  const choices = definition.split("|").map((part) => /^\s*(['"])(.*)\1\s*$/.exec(part)?.[2]);
  if (choices.every((c) => c !== undefined))
    return { ...demand, as: "enum", choices: choices as string[], refusesEmpty: true };
  const words = definition.match(/[a-z]+(?:\.[a-z]+)?/gi) ?? [];
  for (const [index, word] of words.entries()) {
    const rule = step(word);
    if (rule?.required === false) demand.required = false;
    // Of several, the first says what it is made into.
    if (index === 0 && rule?.as) Object.assign(demand, { as: rule.as, refusesEmpty: true });
  }
  const least = /^string\s*(>=?)\s*(\d+)/.exec(definition);
  if (least) {
    const length = Number(least[2]) + (least[1] === ">" ? 1 : 0);
    if (length > 1) demand.minLength = length;
    if (length > 0) demand.refusesEmpty = true;
  }
  return demand;
}
