import type { Node } from "oxc-parser";
import type { Demand } from "../demand.ts";
import { accessAt, accessOfBinding } from "./access.ts";
import { carriersOf } from "./carry.ts";
import { giveDefault, usesOf } from "./carry-names.ts";
import { reachable, statementThrows, wholeOf } from "./reach.ts";
import type { Binding } from "./scope.ts";
import { type Carrier, carrier, type Subject, type Trail } from "./trail.ts";
import type { Access, Outcome, Unit, World } from "./unit.ts";
import { budgetOf, evaluate, isKnown, unknown, value } from "./world.ts";

/**
 * Follows a value from where it is read through constants, objects, functions and tests of the file, and says what is
 * demanded of it: `required` when the code certainly throws or ends without it, what it is converted to, and the like.
 */
export function follow(unit: Unit, subject: Subject, starts: readonly Node[]): Demand {
  const trail: Trail = {
    unit,
    subject,
    demand: {},
    names: new Set(subject.names),
    lengths: new Set(),
    lists: [],
    equals: new Set(),
    same: new Map(),
    refused: false,
  };
  const held = subject.bindings.flatMap((binding) =>
    usesOf(unit, binding).map((use) => (binding.fallback ? { ...use, filled: "missing" as const } : use)),
  );
  const queue: Carrier[] = starts.map((node) => carrier(node, subject.aliases));
  queue.push(...held.map((use) => ({ ...carrier(use.node, subject.aliases), ...use })));
  for (const binding of subject.bindings) if (binding.fallback) giveDefault(trail, binding.fallback);
  const seen = new Set<Node>();
  const visited: Carrier[] = [];
  while (queue.length > 0 && visited.length < (subject.near ? 12 : 150)) {
    const next = queue.shift() as Carrier;
    if (seen.has(next.node)) continue;
    seen.add(next.node);
    visited.push(next);
    queue.push(...carriersOf(trail, next));
  }
  judge(trail, visited);
  return trail.demand;
}

/** The world in which the subject is missing, empty, or any other value. */
function worldOf(trail: Trail, assumed: Outcome, aliases: World["aliases"]): World {
  const { unit, subject, names } = trail;
  return {
    unit,
    aliases,
    budget: budgetOf(subject.near ? 150 : 1500),
    assume: (node, world) => {
      if (subject.isIt?.(node)) return assumed;
      const same = trail.same.get(node);
      // It was put there only where the code comes to that.
      if (same) return reachable(world, same) ? evaluate(world, same) : unknown;
      const binding = node.type === "Identifier" ? unit.bindings.of(node) : null;
      if (binding && (subject.bindings.includes(binding) || holds(unit, binding, names))) {
        const absent = assumed.is === "value" && assumed.value === undefined;
        return absent && binding.fallback ? evaluate(world, binding.fallback) : assumed;
      }
      const yields = names.size > 0 ? yieldsOneOf(world, node, names) : null;
      if (yields === null) return null;
      return yields === "presence" && assumed.is === "value" ? value(assumed.value !== undefined) : assumed;
    },
  };
}

function yieldsOneOf(world: World, node: Node, names: ReadonlySet<string>): Access["yields"] | null {
  const access = accessAt(world.unit, node);
  if (!access) return null;
  if (access.parameter || access.names.length > 1) {
    // In a loop over names, or in a function that is entered with a name, it is the name of this turn.
    const key = evaluate(world, keyOf(node));
    if (isKnown(key)) return names.has(String(key.value)) ? access.yields : null;
  }
  return access.names.some((n) => names.has(n.name)) ? access.yields : null;
}

function holds(unit: Unit, binding: Binding, names: ReadonlySet<string>): boolean {
  return names.size > 0 && (accessOfBinding(unit, binding)?.names.some((n) => names.has(n.name)) ?? false);
}

/** The expression that names the variable of an access. */
export function keyOf(node: Node): Node | null {
  if (node.type === "MemberExpression") return node.computed ? node.property : null;
  if (node.type === "BinaryExpression") return node.left;
  return node.type === "CallExpression" ? (node.arguments.at(-1) ?? null) : null;
}

/** Carriers in the same statement fail together; what names stand for may differ from call to call. */
function byStatement(visited: readonly Carrier[]): [whole: Node, group: Carrier[]][] {
  const groups: [Node, Carrier[]][] = [];
  for (const one of visited) {
    const whole = wholeOf(one.node);
    if (whole === null) continue;
    const same = groups.find(([other, group]) => other === whole && group[0]?.aliases === one.aliases);
    if (same) same[1].push(one);
    else groups.push([whole, [one]]);
  }
  return groups;
}

/** Tries the assumptions on everything the value reaches. */
function judge(trail: Trail, visited: readonly Carrier[]): void {
  const { demand, subject } = trail;
  for (const { node, inner, path, changed } of visited) {
    if (inner && inner !== node && path.length === 0 && !changed) trail.same.set(node, inner);
  }
  const suspects = byStatement(visited.filter((one) => !one.captured));
  const fails = (assumed: Outcome) =>
    suspects.some(([whole, group]) => {
      const { aliases } = group[0] as Carrier;
      const world = worldOf(trail, assumed, aliases);
      if (!statementThrows(world, whole)) return false;
      // What fails whatever the value is does not fail for the value.
      if (statementThrows(worldOf(trail, unknown, aliases), whole)) return false;
      // Inside a function that was entered, the calls on the way to it must be reached as well.
      return group.some((one) =>
        [one.node, ...one.via].every((node) => reachable(worldOf(trail, assumed, aliases), node)),
      );
    });
  const together = trail.names;
  trail.names = new Set(subject.names);
  demand.required = trail.refused || fails(value(undefined));
  if (!demand.required && together.size > trail.names.size) {
    trail.names = together;
    demand.required = fails(value(undefined));
    if (demand.required) demand.either = [...together];
  }
  if (!demand.required) delete demand.required;
  if (fails(value(""))) demand.refusesEmpty = true;
  else if (trail.subject.names.some((name) => /(?:^|_)PORT$/.test(name))) {
    const port = portOfEmpty(trail, visited);
    if (port !== undefined) demand.portOfEmpty = port;
  }
  for (const length of [...trail.lengths].sort((a, b) => b - a)) {
    if (
      length > 1 &&
      length < 5000 &&
      fails(value("x".repeat(length - 1))) &&
      !fails(value("x".repeat(length)))
    ) {
      demand.minLength = length;
      break;
    }
  }
  const lists = [...trail.lists, [...trail.equals]].filter((list) => list.length > 0);
  const refusesAny = fails(value(nonsense));
  if ((demand.as === undefined || demand.as === "boolean") && lists.length > 0 && refusesAny) {
    const accepted = lists.find((list) => list.every((one) => !fails(value(one))));
    if (accepted) {
      demand.choices = accepted;
      demand.as ??= "enum";
    }
  }
  if (refusesAny || trail.lengths.size > 0 || demand.required || demand.refusesEmpty) {
    const refused = candidatesOf(trail).filter((one) => fails(value(one)));
    if (refused.length > 0) demand.refuses = refused;
  }
}

/** What an empty value becomes where a missing one becomes a port: the default is for a missing one only. */
function portOfEmpty(trail: Trail, visited: readonly Carrier[]): Demand["portOfEmpty"] {
  for (const { node, aliases } of visited.toReversed()) {
    const outcome = (assumed: unknown): Outcome => evaluate(worldOf(trail, value(assumed), aliases), node);
    const [missing, empty] = [outcome(undefined), outcome("")];
    if (!isKnown(missing) || !isKnown(empty) || !/^[1-9]\d{0,4}$/.test(String(missing.value))) continue;
    if (empty.value === "" || empty.value === 0 || Number.isNaN(empty.value))
      return String(empty.value) as "0";
    return undefined;
  }
  return undefined;
}

/** What no list, number, URL or pattern that anybody asks for accepts. */
const nonsense = "\u0000surestart";

/** The values to follow the code with; of a helper or a name of another file those of every variable. */
function candidatesOf({ unit, subject }: Trail): string[] {
  const all = new Set(unit.candidates([...subject.names]).filter((one) => one !== "" && one.length <= 4096));
  return [...all].slice(0, subject.names.length > 0 ? 8 : 48);
}
