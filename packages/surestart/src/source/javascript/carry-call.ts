import type { Node } from "oxc-parser";
import type { Take } from "../../known/_takes.ts";
import { type Demand, join } from "../demand.ts";
import { bindingsFrom, convert, looped } from "./carry-names.ts";
import { libraryWordOf } from "./library-word.ts";
import { keysOf, listOf } from "./literals.ts";
import { wordOf } from "./origin.ts";
import { demandOfField } from "./schemas/index.ts";
import { sinksOf } from "./sinks.ts";
import { bare, isFunction, keyName, stringOf } from "./syntax.ts";
import type { Carrier, Trail } from "./trail.ts";
import type { Call } from "./unit.ts";

const numbers: Record<string, "int" | "float"> = {
  Number: "float",
  parseInt: "int",
  "Number.parseInt": "int",
  parseFloat: "float",
  "Number.parseFloat": "float",
};

/** Functions that give back what they are given in another dress: a secret as bytes is still the secret. */
const dresses =
  /^(TextEncoder\(\)\.encode|(buffer\.)?Buffer\.from|crypto\.createSecretKey|String|Object\.freeze|structuredClone|(zod\.)?Promise\.resolve)$/;

/** A member of what holds the value, a method of it, or the value as a key. */
export function carryMember(
  trail: Trail,
  from: Carrier,
  parent: Node & { type: "MemberExpression" },
): Carrier[] {
  if (parent.object !== from.node) {
    // OBJECT[value]: the object's keys are what is accepted.
    const keys = from.path.length === 0 && !from.changed ? keysOf(trail.unit, parent.object) : null;
    if (keys) trail.lists.push(keys.map((k) => k.text ?? ""));
    return [{ ...from, node: parent, changed: true }];
  }
  const key = keyName(parent);
  if (from.path.length > 0) {
    return key === from.path[0] ? [{ ...from, node: parent, path: from.path.slice(1) }] : [];
  }
  const call = parent.parent;
  if (call?.type === "CallExpression" && call.callee === parent) {
    const same =
      key !== null &&
      /^(trim|toString|toLowerCase|toUpperCase|trimEnd|trimStart|replace|replaceAll)$/.test(key);
    const edited = key?.startsWith("replace") ? { edited: true as const } : {};
    return [{ ...from, ...edited, node: call, changed: from.changed || !same }];
  }
  return [{ ...from, node: parent, changed: true }];
}

/** The value is an argument. */
export function carryCall(trail: Trail, from: Carrier, call: Call): Carrier[] {
  const { unit } = trail;
  const position = (call.arguments as Node[]).indexOf(from.node);
  const word = wordOf(unit, call.callee) ?? "";
  const taker = libraryWordOf(unit, call.callee) ?? "";
  for (const { take, path } of from.changed ? [] : sinksOf(taker, position)) {
    if (path !== from.path.join(".")) continue;
    const usedAs = take.exact && from.edited ? undefined : (formOf(take, call) ?? take.usedAs);
    if (usedAs) trail.demand.usedAs ??= usedAs;
    if (take.as) trail.demand.as ??= take.as;
    if (take.schemes) trail.demand.schemes ??= take.schemes;
  }
  const field =
    from.path.length === 1 && !from.changed
      ? demandOfField(unit, call, position, from.path[0] as string)
      : null;
  if (field) fill(trail, field, from.filled);
  if (position === 0 && from.path.length === 0 && memberName(call) === "listen") trail.demand.as = "int";
  const number = position === 0 ? numbers[word] : undefined;
  if (number) convert(trail, from, number);
  if (dresses.test(word)) {
    if (from.path.length === 0 && !from.changed && position === 0) decode(trail, call, word);
    return [{ ...from, node: call }];
  }
  const walked = position === 0 ? walks(trail, from, call, word) : null;
  if (walked) return walked;
  const fn = unit.functionAt(call.callee);
  if (fn && from.via.length < (trail.subject.near ? 0 : 4)) {
    const parameters = unit.declaredBy(fn).filter((b) => b.kind === "parameter" && b.index === position);
    const plain = from.path.length === 0 ? from.node : null;
    return [
      ...bindingsFrom({ ...from, via: [...from.via, call] }, parameters, trail, plain),
      ...(from.path.length === 0 ? [{ ...from, node: call as Node, changed: true }] : []),
    ];
  }
  const callee = bare(call.callee);
  const method = memberName(call);
  if (callee.type === "MemberExpression" && from.path.length === 0 && !from.changed) {
    const list = /^(includes|has|indexOf)$/.test(method ?? "") ? listOf(unit, callee.object) : null;
    if (list)
      look(
        trail,
        list.map((l) => l.text ?? ""),
        from,
      );
  }
  return from.path.length === 0 ? [{ ...from, node: call as Node, changed: true }] : [];
}

/** `Buffer.from(value, "hex")`: the bytes that the text stands for are used, and not those of the text. */
function decode(trail: Trail, call: Call, word: string): void {
  const encoding = call.arguments[1] && stringOf(call.arguments[1] as Node);
  if (/Buffer\.from$/.test(word) && (encoding === "hex" || encoding === "base64" || encoding === "base64url"))
    trail.demand.decodedFrom ??= encoding;
}

/** "aes-256" of `createCipheriv("aes-256-gcm", …)`: the algorithm says how long its key must be. */
function formOf({ form }: Take, call: Call): string | null {
  const given = form && (call.arguments[Number(form.parameter)] as Node | undefined);
  const found = form && given ? form.is.exec(stringOf(given) ?? "") : null;
  return found && form ? form.usedAs.replace("$1", found[1] ?? "") : null;
}

function memberName(call: Call): string | null {
  const callee = bare(call.callee);
  return callee.type === "MemberExpression" ? keyName(callee) : null;
}

/** What a schema says of the value, where nothing said it before. */
function fill(trail: Trail, field: Demand, filled: Carrier["filled"]): void {
  const { required, refusesEmpty, ...rest } = field;
  if (required && !filled) trail.refused = true;
  join(trail.demand, { ...rest, ...(refusesEmpty && filled !== "empty" ? { refusesEmpty } : {}) });
}

function look(trail: Trail, list: string[], from: Carrier): void {
  if (list.every((one) => /^(true|false|1|0|yes|no|y|n|t|f|on|off)$/i.test(one)))
    convert(trail, from, "boolean");
  else trail.lists.push(list);
}

/** Object.entries(o), Object.values(o): the loop or the callback after it meets the value. */
function walks(trail: Trail, from: Carrier, call: Call, word: string): Carrier[] | null {
  if (from.path.length === 0 || (word !== "Object.entries" && word !== "Object.values")) return null;
  const inside = word === "Object.entries" ? { ...from, path: ["", "1", ...from.path.slice(1)] } : from;
  const around = call.parent;
  if (around?.type === "ForOfStatement" && around.right === call)
    return looped(trail, inside, around.left, 0);
  if (around?.type !== "MemberExpression") return [];
  const outer = around.parent;
  const callback = outer?.type === "CallExpression" && outer.callee === around ? outer.arguments[0] : null;
  const fn = callback ? trail.unit.functionAt(callback) : null;
  const whole: Carrier[] = outer ? [{ ...from, node: outer as Node, path: [], changed: true }] : [];
  return isFunction(fn) ? [...looped(trail, inside, fn, 0), ...whole] : whole;
}
