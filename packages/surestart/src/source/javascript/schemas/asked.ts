import type { Node } from "oxc-parser";
import { memberText } from "../labels.ts";
import { bare, keyName, stringOf } from "../syntax.ts";
import type { Call, Unit } from "../unit.ts";
import { chainDemand } from "./demand.ts";
import { chainOf, defaultOf, type Field } from "./field.ts";
import { askings, notationOf } from "./rows.ts";

/** A library that is asked for one variable: `env.get("X").required()`, `config.getOrThrow("X")`. */
export function askedField(unit: Unit, call: Call): Field | null {
  return inChain(unit, call) ?? ofHolder(unit, call);
}

/** Asked at the end of the chain. */
function inChain(unit: Unit, call: Call): Field | null {
  const parent = call.parent as Node | null;
  if (parent?.type === "MemberExpression" && parent.object === call) return null;
  const chain = chainOf(unit, call);
  const notation = chain && notationOf(chain.module);
  const asks = chain && askings.find(({ modules }) => modules.includes(chain.module))?.asks;
  if (!chain || !notation || !asks) return null;
  const at = chain.steps.findIndex((step) => Object.hasOwn(asks.methods, step.name));
  const [named] = chain.steps[at]?.args ?? [];
  const name = stringOf(named);
  if (!named || name === null) return null;
  return { name, at: named, demand: chainDemand(unit, notation, chain.steps.slice(at + 1)) };
}

/** A method of an object that is known by its name, or by the type that it is got by. */
function ofHolder(unit: Unit, call: Call): Field | null {
  const callee = bare(call.callee);
  if (callee.type !== "MemberExpression") return null;
  const [named] = call.arguments as Node[];
  const name = stringOf(named);
  // Names with dots are keys of registered namespaces.
  if (!named || name === null || !/^[A-Z][A-Z0-9_]*$/.test(name)) return null;
  const { object } = callee;
  for (const { modules, asks } of askings) {
    const { holder } = asks;
    const rule = asks.methods[keyName(callee) ?? ""];
    if (!holder || !rule || !modules.some((module) => unit.imports.has(module))) continue;
    const fromApp =
      object.type === "CallExpression" && unit.text.slice(object.start, object.end).includes(holder.type);
    if (!fromApp && !holder.name.test(memberText(object) ?? "")) continue;
    const fallback =
      rule.default === undefined ? undefined : (call.arguments[rule.default] as Node | undefined);
    const plain = fallback && fallback.type !== "ObjectExpression" ? defaultOf(unit, fallback) : {};
    return { name, at: named, demand: { required: rule.required === true, ...plain } };
  }
  return null;
}
