import type { Node } from "oxc-parser";
import type { Decorator, Decorators } from "../../../known/_schemas.ts";
import type { Demand } from "../../demand.ts";
import { literalOf, patternOf, propertyOf } from "../literals.ts";
import type { Unit } from "../unit.ts";
import { chosenBy } from "./choices.ts";
import { bounded, finished } from "./demand.ts";
import { numberOf, stringsOf } from "./field.ts";
import { wordsOf } from "./rows.ts";

/** What the text of a variable is made into before it is checked. */
export type Made = "text" | "number" | "boolean" | "anything";

/** A decorator that checks the field that it is on. */
export interface Check {
  rule: Decorator;
  args: readonly Node[];
}

/** The check that a decorator is; nothing where an option turns it into another one. */
export function checksOf(
  unit: Unit,
  { of, other, unless }: Decorators,
  name: string,
  args: readonly Node[],
): Check[] {
  const options = args.map((one) => literalOf(unit, one)).filter((one) => one?.type === "ObjectExpression");
  const turned = [...wordsOf(unless)].some((key) => options.some((one) => one && propertyOf(one, key)));
  return turned ? [] : [{ rule: ruleOf(of, name) ?? other, args }];
}

function ruleOf(of: Decorators["of"], name: string): Decorator | undefined {
  return Object.entries(of).find(([names]) => wordsOf(names).has(name))?.[1];
}

/**
 * What the checks of a field demand of a text, or of no text.
 *
 * @param skips what is missing is not checked, except where a check is always made
 */
export function decoratorDemand(
  unit: Unit,
  name: string,
  checks: readonly Check[],
  made: Made,
  skips: boolean,
): Demand {
  const demand: Demand = {};
  if (checks.some(({ rule }) => rule.lenient === "all")) return demand;
  const mayMiss = checks.some(({ rule }) => rule.lenient === "missing");
  if (!mayMiss && checks.some(({ rule }) => (skips ? rule.always : !rule.missing))) demand.required = true;
  for (const { rule, args } of checks) {
    if (made === "text" && (rule.takes === "text" || rule.takes === "any")) {
      if (rule.as) demand.as ??= rule.as;
      if (rule.choices) chosenBy(unit, demand, rule, args);
      if (rule.least) bounded(unit, demand, rule.least, args[rule.least.at ?? 0]);
    }
    if (made === "number" && rule.as) demand.as = rule.as === "int" ? "int" : (demand.as ?? rule.as);
  }
  const refused = (text: string): boolean => checks.some((check) => refuses(unit, check, made, text));
  if (refused("")) demand.refusesEmpty = true;
  // A check that no value can pass comes first.
  const unfit = checks.find(({ rule }) => cannotFit(rule, made));
  const values = [...new Set(unit.candidates([name]))].filter((text) => text !== "" && refused(text));
  if (values.length > 0) {
    demand.refuses = values;
    const hosts = values.map((text) =>
      checks.find(({ rule, args }) => refusesHost(unit, rule, args[0], text)),
    );
    const refusal = unfit
      ? misfit(unfit.rule, made, name)
      : hosts.every((one) => one)
        ? withoutDot(hosts[0])
        : null;
    if (refusal) demand.refusal = refusal;
  }
  return finished(demand);
}

/** The check refuses whatever is made of a text. */
function cannotFit({ takes }: Decorator, made: Made): boolean {
  if (made === "anything" || takes === "any") return false;
  return made !== (takes === "int" ? "number" : takes);
}

const called = { text: "text", number: "a number", int: "a whole number", boolean: "true or false", any: "" };

function misfit({ takes }: Decorator, made: Made, name: string): Demand["refusal"] {
  const wanted = called[takes];
  if (made === "text")
    return {
      why: `is still text when it is checked, and the check accepts only ${wanted}: it refuses every value`,
      todo: `Convert ${name} to ${wanted} before it is checked`,
    };
  return {
    why: `is converted to ${made === "number" ? "a number" : "true or false"}, and the check accepts only ${wanted}: it refuses every value`,
    todo: `Change the type of ${name} or its check: they do not fit each other`,
  };
}

/** The check refuses what is made of a text, as far as that is known. */
function refuses(unit: Unit, { rule, args }: Check, made: Made, text: string): boolean {
  if (cannotFit(rule, made)) return true;
  if (made === "number" && rule.takes !== "any") return refusesNumber(unit, rule, args[0], Number(text));
  if (made !== "text") return false;
  if (text === "" && (rule.refusesEmpty || (numberOf(unit, args[rule.least?.at ?? -1]) ?? 0) > 0))
    return true;
  const pattern = rule.pattern && args[0] ? patternOf(unit, args[0]) : null;
  return (
    (pattern !== null && !pattern.test(text)) ||
    (rule.url !== undefined && refusesUrl(unit, rule, args[0], text))
  );
}

function refusesNumber(unit: Unit, rule: Decorator, node: Node | undefined, number: number): boolean {
  if (!Number.isFinite(number) || (rule.takes === "int" && !Number.isInteger(number))) return true;
  if (rule.bound === "positive") return number <= 0;
  const bound = rule.bound === undefined ? null : numberOf(unit, node);
  if (bound === null) return false;
  return rule.bound === "least" ? number < bound : number > bound;
}

/** No URL at all, one of another protocol, or of a host that is refused. */
function refusesUrl(unit: Unit, rule: Decorator, node: Node | undefined, text: string): boolean {
  const options = node ? literalOf(unit, node) : null;
  if (!rule.url || (node && options?.type !== "ObjectExpression")) return false;
  const scheme = /^([a-z][a-z\d+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase();
  const list = options && propertyOf(options, rule.url.listed);
  const taken = list ? stringsOf(unit, list) : rule.url.protocols;
  if (/[\s<>]/.test(text) || (scheme !== undefined && taken && !taken.includes(scheme))) return true;
  return refusesHost(unit, rule, node, text);
}

/** The host of the URL has no dot, and one is needed. */
function refusesHost(unit: Unit, { url }: Decorator, node: Node | undefined, text: string): boolean {
  const options = node ? literalOf(unit, node) : null;
  if (!url || (node && options?.type !== "ObjectExpression")) return false;
  const any = options ? propertyOf(options, url.anyHost) : null;
  if (any && !(any.type === "Literal" && any.value === true)) return false;
  return /^[a-z][a-z\d+.-]*:\/\/(?:[^/?#@]*@)?[a-z\d-]+(?:[:/?#]|$)/i.test(text);
}

function withoutDot(check: Check | undefined): Demand["refusal"] {
  return {
    why: "is a URL whose host has no dot in it, which the check refuses",
    todo: `Use a host with a dot in it (127.0.0.1), or give the check the option ${check?.rule.url?.anyHost}: false`,
  };
}
