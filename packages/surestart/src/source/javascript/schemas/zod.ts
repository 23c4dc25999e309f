import type { Node } from "oxc-parser";
import type { Demand } from "../../demand.ts";
import { keysOf, literalOf } from "../literals.ts";
import { stringOf } from "../syntax.ts";
import type { Unit } from "../unit.ts";
import { refusedByCoercion } from "./coerced-number.ts";
import { chainOf, defaultOf, type Field, fieldsIn, numberOf, type Step, stringsOf } from "./field.ts";

const modules = /^(zod|zod\/(v4|v3|mini|v4-mini)|@hono\/zod-openapi|astro\/zod|znv)$/;

/** The fields of `z.object({ … })` and what is chained to it; null for anything else. */
export function zodFields(unit: Unit, node: Node): Field[] | null {
  const chain = chainOf(unit, node);
  if (!chain || !modules.test(chain.module)) return null;
  const [first, ...rest] = chain.steps;
  if (first === undefined || !/^(object|strictObject|looseObject|intersection)$/.test(first.name))
    return null;
  let fields =
    first.name === "intersection"
      ? (first.args ?? []).flatMap((a) => zodFields(unit, a) ?? [])
      : fieldsIn(unit, first.args?.[0], (schema) => zodDemand(unit, schema));
  for (const step of rest) fields = changed(unit, fields ?? [], step);
  return fields;
}

function changed(unit: Unit, fields: Field[], step: Step): Field[] {
  const [argument] = step.args ?? [];
  switch (step.name) {
    case "extend":
    case "safeExtend":
    case "augment": {
      const more = fieldsIn(unit, argument, (schema) => zodDemand(unit, schema)) ?? [];
      return [...fields.filter((f) => !more.some((m) => m.name === f.name)), ...more];
    }
    case "merge":
    case "and":
      return [...fields, ...((argument && zodFields(unit, argument)) ?? [])];
    case "partial":
      return fields.map((f) => ({ ...f, demand: { ...f.demand, required: false } }));
    case "omit":
    case "pick": {
      const keys = new Set((argument ? keysOf(unit, argument) : null)?.map((k) => k.text));
      return fields.filter((f) => keys.has(f.name) === (step.name === "pick"));
    }
    default:
      return fields;
  }
}

/** What one schema demands of a string, or of no string, out of the environment. */
export function zodDemand(unit: Unit, node: Node): Demand {
  const chain = chainOf(unit, node);
  if (!chain || !modules.test(chain.module)) return {};
  const demand: Demand = { required: true };
  const coerced = chain.steps[0]?.name === "coerce";
  for (const step of chain.steps) applied(unit, demand, step, coerced);
  if (demand.as === "enum" && !demand.choices) delete demand.as;
  const refuses = refusedByCoercion(unit, chain.steps);
  if (refuses.length > 0) demand.refuses = refuses;
  return demand;
}

const forms: Record<string, NonNullable<Demand["as"]>> = {
  url: "url",
  httpUrl: "url",
  email: "email",
  int: "int",
  int32: "int",
  port: "int",
  stringbool: "boolean",
  json: "json",
};
const harmless = /^(any|unknown|undefined|void|optional|nullish|_default|catch|exactOptional)$/;
const filled =
  /^(nonempty|url|httpUrl|email|uuid|guid|cuid2?|ulid|nanoid|ipv[46]|ip|regex|datetime|jwt|base64(url)?|startsWith|endsWith|includes|hostname|stringbool)$/;

function applied(unit: Unit, demand: Demand, step: Step, coerced: boolean): void {
  const [first, second] = step.args ?? [];
  const form = forms[step.name];
  if (form) demand.as = form;
  if (filled.test(step.name)) demand.refusesEmpty = true;
  if (harmless.test(step.name)) demand.required = false;
  switch (step.name) {
    case "default":
    case "prefault":
    case "catch":
    case "_default":
      demand.required = false;
      Object.assign(demand, defaultOf(unit, step.name === "_default" ? second : first));
      break;
    case "string":
      // String(undefined) is a string.
      if (coerced) demand.required = false;
      break;
    case "boolean":
      if (coerced) demand.required = false;
      break;
    case "number":
    case "bigint":
      demand.as = step.name === "bigint" ? "int" : "float";
      break;
    case "min":
    case "length":
    case "gte":
    case "positive":
    case "gt": {
      const least = step.name === "positive" ? 1 : numberOf(unit, first);
      if (least === null) break;
      if (demand.as === undefined && step.name !== "gte" && least > 1) demand.minLength = least;
      if (least > 0) demand.refusesEmpty = true;
      break;
    }
    case "enum":
    case "nativeEnum": {
      const list = stringsOf(unit, first) ?? enumValues(unit, first);
      demand.refusesEmpty = list ? !list.includes("") : true;
      demand.as = "enum";
      if (list) demand.choices = list;
      break;
    }
    case "literal": {
      const text = stringOf(first);
      if (text !== null) Object.assign(demand, { as: "enum", choices: [text], refusesEmpty: text !== "" });
      break;
    }
    case "union":
    case "or":
      united(unit, demand, step.name === "or" ? first : undefined, step.name === "union" ? first : undefined);
      break;
    case "pipe":
    case "transform":
      if (step.name === "transform" && first && unit.text.slice(first.start, first.end) === "Number")
        demand.as = "float";
      else if (first) demand.as ??= zodDemand(unit, first).as ?? demand.as!;
      if (demand.as === undefined) delete demand.as;
      break;
    case "preprocess":
      // What the first function makes of a missing value is its own business.
      Object.assign(demand, second ? zodDemand(unit, second) : {}, { required: false });
      delete demand.refuses;
      break;
  }
}

/** One of several: missing is refused when all refuse it; literals together are the choices. */
function united(unit: Unit, demand: Demand, other: Node | undefined, list: Node | undefined): void {
  const at = list ? literalOf(unit, list) : null;
  const parts =
    at?.type === "ArrayExpression" ? at.elements.flatMap((e) => (e ? [zodDemand(unit, e as Node)] : [])) : [];
  if (other) parts.push(zodDemand(unit, other), { ...demand });
  if (parts.some((p) => !p.required)) demand.required = false;
  const choices = parts.flatMap((p) => p.choices ?? []);
  if (parts.length > 0 && parts.every((p) => p.choices))
    Object.assign(demand, { as: "enum", choices, refusesEmpty: true });
  else {
    delete demand.choices;
    delete demand.as;
    delete demand.refusesEmpty;
  }
}

/** The values of an object or a TypeScript enum that stands in the file. */
function enumValues(unit: Unit, node: Node | undefined): string[] | null {
  if (!node) return null;
  const at = literalOf(unit, node);
  if (at?.type === "ObjectExpression") {
    const values = at.properties.map((p) => (p.type === "Property" ? stringOf(p.value) : null));
    return values.every((v) => v !== null) ? values : null;
  }
  const binding = node.type === "Identifier" ? unit.bindings.of(node) : null;
  if (binding?.node.type !== "TSEnumDeclaration") return null;
  const values = binding.node.body.members.map((m) => stringOf(m.initializer));
  return values.every((v) => v !== null) ? values : null;
}
