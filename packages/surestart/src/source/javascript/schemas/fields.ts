import type { Node } from "oxc-parser";
import { keysOf, literalOf } from "../literals.ts";
import { wordOf } from "../origin.ts";
import { keyName } from "../syntax.ts";
import type { Unit } from "../unit.ts";
import { schemaDemand } from "./demand.ts";
import { chainOf, type Field, fieldsIn, type Step } from "./field.ts";
import { optionsDemand } from "./options.ts";
import { type NotationRow, notationOf, wordsOf } from "./rows.ts";
import { textFields } from "./texts.ts";

/** The fields of an object of schemas, in whatever notation it is written; null for anything else. */
export function schemaFields(unit: Unit, node: Node): { fields: Field[]; notation: NotationRow } | null {
  const chain = chainOf(unit, node);
  const notation = (chain && notationOf(chain.module)) ?? notationOfText(unit, node);
  if (!notation?.objects) return null;
  const fields = fieldsOf(unit, notation, node, chain?.steps ?? []);
  return fields && { fields, notation };
}

function fieldsOf(unit: Unit, notation: NotationRow, node: Node, steps: readonly Step[]): Field[] | null {
  if (notation.form === "text") return textFields(unit, notation, node);
  if (notation.form === "nested") return nestedFields(unit, notation, steps.at(-1));
  const objects = notation.objects;
  const [first, ...rest] = steps;
  if (!objects || first === undefined || !wordsOf(objects.makes).has(first.name)) return null;
  const joined = wordsOf(objects.joins).has(first.name);
  let fields: Field[] | null = joined
    ? (first.args ?? []).flatMap((one) => schemaFields(unit, one)?.fields ?? [])
    : fieldsIn(unit, first.args?.[0], (schema) => schemaDemand(unit, schema) ?? {});
  for (const step of rest) fields = changed(unit, notation, fields, step);
  return fields;
}

/** The fields after one more step of the chain. */
function changed(unit: Unit, { objects }: NotationRow, fields: Field[] | null, step: Step): Field[] | null {
  const [argument] = step.args ?? [];
  const is = (names: string | undefined): boolean => wordsOf(names).has(step.name);
  if (is(objects?.extends)) {
    const more = fieldsIn(unit, argument, (schema) => schemaDemand(unit, schema) ?? {}) ?? [];
    return [...(fields ?? []).filter((f) => !more.some((m) => m.name === f.name)), ...more];
  }
  if (is(objects?.joins))
    return [...(fields ?? []), ...((argument && schemaFields(unit, argument)?.fields) ?? [])];
  if (is(objects?.partial)) return partial(fields);
  if (!is(objects?.omits) && !is(objects?.picks)) return fields;
  const keys = new Set((argument ? keysOf(unit, argument) : null)?.map((k) => k.text));
  return fields?.filter((f) => keys.has(f.name) === is(objects?.picks)) ?? null;
}

function nestedFields(unit: Unit, notation: NotationRow, step: Step | undefined): Field[] | null {
  const { objects } = notation;
  const [first] = step?.args ?? [];
  if (!step || !first) return null;
  if (wordsOf(objects?.makes).has(step.name))
    return fieldsIn(unit, first, (schema) => schemaDemand(unit, schema) ?? {});
  if (wordsOf(objects?.wraps).has(step.name)) return schemaFields(unit, first)?.fields ?? null;
  return wordsOf(objects?.partial).has(step.name) ? partial(schemaFields(unit, first)?.fields ?? null) : null;
}

function partial(fields: Field[] | null): Field[] | null {
  return fields?.map((f) => ({ ...f, demand: { ...f.demand, required: false } })) ?? null;
}

/** The call that makes an object of definitions that are texts. */
function notationOfText(unit: Unit, node: Node): NotationRow | null {
  const at = literalOf(unit, node);
  const word = at?.type === "CallExpression" ? (wordOf(unit, at.callee) ?? "") : "";
  const dot = word.lastIndexOf(".");
  const notation = dot > 0 ? notationOf(word.slice(0, dot)) : null;
  return notation?.form === "text" && wordsOf(notation.objects?.makes).has(word.slice(dot + 1))
    ? notation
    : null;
}

/** An object whose keys are variables and whose values are schemas of any library, or validators with options. */
export function shapeFields(
  unit: Unit,
  node: Node | undefined,
  notation: NotationRow | null,
): Field[] | null {
  if (notation?.form === "options")
    return fieldsIn(unit, node, (one) => optionsDemand(unit, notation, one) ?? {});
  const at = node ? literalOf(unit, node) : null;
  if (at?.type !== "ObjectExpression") return null;
  return at.properties.flatMap((p) => {
    const name = p.type === "Property" ? keyName(p) : null;
    if (name === null || p.type !== "Property") return [];
    return [{ name, at: p.key as Node, demand: schemaDemand(unit, p.value) ?? {} }];
  });
}
