import type { Node } from "oxc-parser";
import type { CallEvent } from "../module.ts";
import { isEnvironment, parameterAt } from "./access.ts";
import { follow } from "./follow.ts";
import { calleeName, memberText } from "./labels.ts";
import { type Literal, literalsOf } from "./literals.ts";
import type { Spot } from "./order.ts";
import { isBuiltin, originOf, wordOf } from "./origin.ts";
import { foreignInstance } from "./schemas/classes.ts";
import { placeOf } from "./schemas/place.ts";
import { validationByFunction, validationOf } from "./schemas/rows.ts";
import { bare, isTransparent, stringOf } from "./syntax.ts";
import { sourceOf } from "./trace.ts";
import type { Call, Unit } from "./unit.ts";

/**
 * A call of what may be a function of the project: declared here, or imported from what is not Node's own. One event for
 * each turn where a loop walks a literal list and gives its element.
 */
export function callsAt(unit: Unit, node: Call, spot: Spot): CallEvent[] {
  const callee = calleeName(unit, node.callee);
  if (callee === null) return [];
  const origin = originOf(unit, node.callee);
  if (origin && (origin.module === null || isBuiltin(origin.module))) return [];
  const args = node.arguments as Node[];
  const literals = args.map((a) => (a.type === "SpreadElement" ? [] : literalsOf(unit, a)));
  const turns = Math.max(1, ...literals.map((l) => l.length));
  const common = commonOf(unit, node, spot, callee, literals);
  return Array.from({ length: turns }, (_, turn): CallEvent => {
    const given = literals.map((l): Literal | null => (l.length === turns ? l[turn] : l[0]) ?? null);
    const event: CallEvent = { ...common, args: given.map((g) => g?.text ?? null) };
    const elsewhere = given.map((g, i) =>
      g && g.text !== null && g.node !== args[i] ? unit.place(g.node) : null,
    );
    if (elsewhere.some((place) => place !== null)) event.argsAt = elsewhere;
    return event;
  });
}

/** What validates the environment for a call: a function that it is given, or a class of another file whose instance it checks. */
export function validatingCallAt(unit: Unit, node: Call): CallEvent | null {
  const word = wordOf(unit, node.callee) ?? "";
  const validation = validationByFunction(word) ?? validationOf(word);
  if (validation?.of === "instance") {
    const filled = foreignInstance(unit, node, validation);
    if (!filled) return null;
    const event: CallEvent = { kind: "call", callee: filled.name ?? "", args: [], environment: [filled.how] };
    return filled.name === null ? { ...event, classOf: filled.parameter } : event;
  }
  const given =
    validation?.of === "function" ? placeOf(unit, node, [validation.schema].flat()[0] as string) : null;
  const fn = given && unit.functionAt(given);
  const callee = given && (fn ? unit.labelOf(fn) : calleeName(unit, given));
  return callee ? { kind: "call", callee, args: [], environment: [0] } : null;
}

function commonOf(unit: Unit, node: Call, spot: Spot, callee: string, literals: Literal[][]): CallEvent {
  const event: CallEvent = { kind: "call", callee, args: [] };
  const passes: Record<number, number> = {};
  node.arguments.forEach((argument, i) => {
    const parameter = argument.type === "SpreadElement" ? null : parameterAt(unit, argument);
    if (parameter && parameter.node === spot.fn) passes[i] = parameter.index;
  });
  const hands = handsOf(unit, node);
  if (hands.length > 0) event.hands = hands;
  const environment = node.arguments.flatMap((argument, i) =>
    argument.type !== "SpreadElement" && isEnvironment(unit, argument) ? [i] : [],
  );
  // Into a function of this file the environment is followed where it is called.
  if (environment.length > 0 && !unit.functionAt(node.callee)) {
    event.environment = environment;
    const classes = classesOf(unit, node);
    if (Object.keys(classes).length > 0) event.classes = classes;
  }
  const passesAny = Object.keys(passes).length > 0;
  if (passesAny) event.passes = passes;
  // What the caller makes of it matters only when the call may be a read: it names something, or passes a name on.
  const reader = /env|secret|config|setting|require|need|must|option|^get$/i.test(callee);
  const names = literals
    .flat()
    .some((l) => /^[A-Z][A-Z0-9_]+$/.test(l.text ?? "") || (reader && /^[a-z_]\w*$/i.test(l.text ?? "")));
  if (names || (passesAny && reader)) {
    const demand = follow(unit, { names: [], bindings: [], isIt: (one) => one === node }, [node]);
    if (Object.keys(demand).length > 0) event.context = demand;
  }
  const into = givenTo(node);
  if (into) event.into = into;
  return event;
}

/** Arguments that name a class of this file, or what may be one of another. */
function classesOf(unit: Unit, node: Call): Record<number, string> {
  const named = (node.arguments as Node[]).map((argument) => {
    const binding = argument.type === "Identifier" ? unit.bindings.of(argument) : null;
    const isClass = binding?.kind === "class" || (binding?.kind === "import" && /^[A-Z]/.test(binding.name));
    return isClass ? binding.name : null;
  });
  return Object.fromEntries(named.flatMap((name, index) => (name === null ? [] : [[index, name]])));
}

/** Values of variables that are handed to a function of another file; into those of this file they are followed. */
function handsOf(unit: Unit, node: Call): NonNullable<CallEvent["hands"]> {
  if (unit.functionAt(node.callee)) return [];
  return node.arguments.flatMap((argument, index) => {
    const at = bare(argument);
    if (at.type === "SpreadElement" || at.type === "CallExpression" || at.type === "NewExpression") return [];
    const from = sourceOf(unit, at);
    return from?.is === "variable" ? [{ index, at: unit.place(from.at) }] : [];
  });
}

/** The name that a call's value is given to. */
function givenTo(node: Node): string | null {
  let at = node;
  while (at.parent && isTransparent(at.parent as Node)) at = at.parent as Node;
  const parent = at.parent as Node | null;
  if (parent?.type === "VariableDeclarator" && parent.id.type === "Identifier") return parent.id.name;
  if (parent?.type === "AssignmentExpression" && parent.right === at) return memberText(parent.left);
  if (parent?.type === "Property" && (parent.value as Node) === at) {
    const owner = givenTo(parent.parent as Node);
    const key =
      parent.key.type === "Identifier" && !parent.computed ? parent.key.name : stringOf(parent.key as Node);
    return owner !== null && key !== null ? `${owner}.${key}` : null;
  }
  return null;
}
