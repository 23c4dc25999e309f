import type { Node } from "oxc-parser";
import type { Demand } from "../../demand.ts";
import { memberText } from "../labels.ts";
import { literalOf, propertyOf } from "../literals.ts";
import { wordOf } from "../origin.ts";
import { bare, keyName, stringOf } from "../syntax.ts";
import type { Call, Unit } from "../unit.ts";
import { notNumbers } from "./coerced-number.ts";
import { chainOf, defaultOf, type Field, stringsOf } from "./field.ts";

/** `env.get("X").required().asPortNumber()` of env-var, asked at the end of the chain. */
export function envVarField(unit: Unit, call: Call): Field | null {
  const parent = call.parent as Node | null;
  if (parent?.type === "MemberExpression" && parent.object === call) return null;
  const chain = chainOf(unit, call);
  const get = chain?.module === "env-var" ? chain.steps.find((s) => s.name === "get") : undefined;
  const name = stringOf(get?.args?.[0]);
  if (!chain || !get || name === null) return null;
  const demand: Demand = {};
  for (const step of chain.steps.slice(chain.steps.indexOf(get) + 1)) {
    if (step.name === "required")
      Object.assign(demand, { required: !isFalse(step.args?.[0]), refusesEmpty: true });
    if (step.name === "default") Object.assign(demand, defaultOf(unit, step.args?.[0]), { required: false });
    const choices = step.name === "asEnum" ? stringsOf(unit, step.args?.[0]) : null;
    if (choices) Object.assign(demand, { as: "enum", choices });
    const as = conversions[step.name];
    if (as) demand.as = as;
  }
  if (demand.as === "int" || demand.as === "float")
    Object.assign(demand, notNumbers(unit, demand.as === "int"));
  return { name, at: get.args?.[0] as Node, demand };
}

const conversions: Record<string, NonNullable<Demand["as"]>> = {
  asInt: "int",
  asIntNegative: "int",
  asIntPositive: "int",
  asPortNumber: "int",
  asFloat: "float",
  asFloatPositive: "float",
  asBool: "boolean",
  asBoolStrict: "boolean",
  asJson: "json",
  asJsonObject: "json",
  asJsonArray: "json",
  asUrlString: "url",
  asUrlObject: "url",
  asEmailString: "email",
};

function isFalse(node: Node | undefined): boolean {
  return node?.type === "Literal" && node.value === false;
}

/** NestJS: `config.getOrThrow("X")`, `config.get("X", "default")` of a ConfigService. */
export function nestField(unit: Unit, call: Call): Field | null {
  const callee = bare(call.callee);
  if (callee.type !== "MemberExpression" || !unit.imports.has("@nestjs/config")) return null;
  const method = keyName(callee);
  const name = stringOf(call.arguments[0]);
  // Names with dots are keys of registered namespaces.
  if (name === null || !/^[A-Z][A-Z0-9_]*$/.test(name)) return null;
  if (method !== "getOrThrow" && method !== "get") return null;
  const holder = memberText(callee.object) ?? "";
  const fromApp =
    callee.object.type === "CallExpression" &&
    /ConfigService/.test(unit.text.slice(callee.object.start, callee.object.end));
  if (!fromApp && !/config|^(this\.)?(env|cs)$/i.test(holder)) return null;
  const fallback = call.arguments[1] as Node | undefined;
  const plain = fallback && fallback.type !== "ObjectExpression" ? defaultOf(unit, fallback) : {};
  return { name, at: call.arguments[0] as Node, demand: { required: method === "getOrThrow", ...plain } };
}

/** convict: every `{ env: "X", default, format }` of its literal, in any depth. */
export function convictFields(unit: Unit, node: Node | undefined, depth = 0): Field[] {
  const at = node ? literalOf(unit, node) : null;
  if (at?.type !== "ObjectExpression" || depth > 8) return [];
  const env = propertyOf(at, "env");
  const name = env && stringOf(env);
  if (env && typeof name === "string") {
    const demand: Demand = {};
    const fallback = propertyOf(at, "default");
    const isNull = fallback?.type === "Literal" && fallback.value === null && !("regex" in fallback);
    if (fallback && !isNull) Object.assign(demand, defaultOf(unit, fallback));
    const format = propertyOf(at, "format");
    const choices = stringsOf(unit, format ?? undefined);
    if (choices) Object.assign(demand, { as: "enum", choices });
    const word = format && (stringOf(format) ?? wordOf(unit, format));
    const as = formats[word ?? ""];
    if (as) demand.as = as;
    return [{ name, at: env, demand }];
  }
  return at.properties.flatMap((p) => (p.type === "Property" ? convictFields(unit, p.value, depth + 1) : []));
}

const formats: Record<string, NonNullable<Demand["as"]>> = {
  port: "int",
  nat: "int",
  int: "int",
  Number: "float",
  Boolean: "boolean",
  url: "url",
  email: "email",
  duration: "duration",
};
