import type { Node } from "oxc-parser";
import type { Step as Rule } from "../../../known/_schemas.ts";
import type { Demand } from "../../demand.ts";
import { literalOf } from "../literals.ts";
import { stringOf } from "../syntax.ts";
import type { Unit } from "../unit.ts";
import { chosenBy } from "./choices.ts";
import { notNumbers, refusedByCoercion } from "./coerced-number.ts";
import { chainOf, defaultOf, numberOf, type Step } from "./field.ts";
import { type NotationRow, notationOf, wordsOf } from "./rows.ts";

/** What one schema of a library demands of a text, or of no text, out of the environment; null for what is not a schema. */
export function schemaDemand(unit: Unit, node: Node): Demand | null {
  const chain = chainOf(unit, node);
  const notation = chain && notationOf(chain.module);
  if (!chain || !notation) return null;
  if (notation.form === "chain") return chainDemand(unit, notation, chain.steps);
  const last = chain.steps.at(-1);
  if (notation.form !== "nested" || !last?.args) return notation.form === "nested" ? {} : null;
  return finished(stepDemand(unit, notation, {}, last, false));
}

/** What all steps of a chain demand together. */
export function chainDemand(unit: Unit, notation: NotationRow, steps: readonly Step[]): Demand {
  let demand: Demand = notation.demands ? { required: true } : {};
  const coerced = steps[0]?.name === "coerce";
  for (const step of steps) demand = stepDemand(unit, notation, demand, step, coerced);
  demand = finished(demand);
  const { numbers } = notation;
  if (numbers === "coerced") {
    const refuses = refusedByCoercion(unit, steps);
    if (refuses.length > 0) demand.refuses = refuses;
  } else if (numbers && isNumber(demand)) {
    const lenient = wordsOf(numbers.unless);
    if (!steps.some(({ name }) => lenient.has(name)))
      Object.assign(demand, notNumbers(unit, demand.as === "int"));
  }
  return demand;
}

/** The demand with what one more step says. */
function stepDemand(
  unit: Unit,
  notation: NotationRow,
  before: Demand,
  { name, args }: Step,
  coerced: boolean,
): Demand {
  const rule = notation.step(name);
  if (!rule) return before;
  if (rule.unknown) return {};
  const at = (index: number | undefined): Node | undefined =>
    index === undefined ? undefined : args?.[index];
  const demand = rule.wraps === undefined ? { ...before } : { ...before, ...inside(unit, at(rule.wraps)) };
  if (rule.as) demand.as = rule.as;
  if (rule.refusesEmpty) demand.refusesEmpty ??= true;
  if (rule.required !== undefined) demand.required = rule.required && !isFalse(at(rule.unlessFalse));
  if (rule.coerces && coerced) demand.required = false;
  const fallback = at(rule.default);
  if (fallback) Object.assign(demand, defaultOf(unit, fallback));
  if (rule.mayTakeEmpty && args?.some((one) => stringOf(one) === "")) demand.refusesEmpty = false;
  if (rule.least) bounded(unit, demand, rule.least, at(rule.least.at));
  if (rule.choices) chosenBy(unit, demand, rule, args ?? []);
  if (rule.oneOf) united(unit, demand, rule.oneOf, args?.[0]);
  if (rule.becomes) becoming(unit, demand, rule.becomes, at(rule.becomes.at));
  if (!rule.pipe) return demand;
  return (args ?? []).slice(1).reduce<Demand>((so, action) => {
    const step = chainOf(unit, action)?.steps.at(-1);
    return step?.args && notation.step(step.name) !== notation.other
      ? stepDemand(unit, notation, so, step, false)
      : so;
  }, demand);
}

/** What the schema demands that another one holds; whether it refuses a number is not known any more. */
function inside(unit: Unit, node: Node | undefined): Demand {
  const { refuses: _, ...demand } = (node && schemaDemand(unit, node)) ?? {};
  return demand;
}

export function bounded(
  unit: Unit,
  demand: Demand,
  { is, only }: NonNullable<Rule["least"]>,
  node: Node | undefined,
): void {
  const least = is ?? numberOf(unit, node);
  if (least === null) return;
  if (only !== "number" && is === undefined && !isNumber(demand) && least > 1) demand.minLength = least;
  if (only !== "length" && least > 0) demand.refusesEmpty = true;
}

/** Missing is refused when all refuse it; literals together are the choices. */
function united(unit: Unit, demand: Demand, how: "list" | "more", node: Node | undefined): void {
  const list = how === "list" && node ? literalOf(unit, node) : null;
  const parts =
    list?.type === "ArrayExpression"
      ? list.elements.flatMap((e) => (e ? [schemaOf(unit, e as Node)] : []))
      : [];
  if (how === "more" && node) parts.push(schemaOf(unit, node), { ...demand });
  if (parts.some((part) => !part.required)) demand.required = false;
  const choices = parts.flatMap((part) => part.choices ?? []);
  if (parts.length > 0 && parts.every((part) => part.choices))
    Object.assign(demand, { as: "enum", choices, refusesEmpty: true });
  else {
    delete demand.choices;
    delete demand.as;
    delete demand.refusesEmpty;
  }
}

function schemaOf(unit: Unit, node: Node): Demand {
  return schemaDemand(unit, node) ?? {};
}

function becoming(
  unit: Unit,
  demand: Demand,
  { float, int }: NonNullable<Rule["becomes"]>,
  node: Node | undefined,
): void {
  if (!node) return;
  const by = unit.text.slice(node.start, node.end);
  const as = float?.test(by) ? "float" : int?.test(by) ? "int" : null;
  const inner = as === null ? schemaDemand(unit, node)?.as : undefined;
  if (as) demand.as = as;
  else if (inner) demand.as ??= inner;
}

export function finished(demand: Demand): Demand {
  if (demand.as === "enum" && !demand.choices) delete demand.as;
  if (demand.refusesEmpty === false) delete demand.refusesEmpty;
  return demand;
}

function isNumber({ as }: Demand): boolean {
  return as === "int" || as === "float";
}

function isFalse(node: Node | undefined): boolean {
  return node?.type === "Literal" && node.value === false;
}
