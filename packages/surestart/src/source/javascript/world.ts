import type { Node } from "oxc-parser";
import type { Binding } from "./scope.ts";
import type { Budget, Outcome, World } from "./unit.ts";

export const budgetOf = (steps: number): Budget => ({ steps, depth: 0 });

export const unknown: Outcome = { is: "unknown" };
export const throws: Outcome = { is: "throws" };
export const value = (of: unknown): Outcome => ({ is: "value", value: of });

const opaque = Object.freeze({});

/** Something that exists, of which nothing else is known. */
export const something: Outcome = value(opaque);

/**
 * Evaluates an expression as far as the assumption and the literals of the file carry. It runs nothing of the program:
 * only operators, constants, a few pure functions, and the bodies of the file's own functions, step by step.
 */
export function evaluate(world: World, node: Node | null | undefined): Outcome {
  const { budget } = world;
  if (!node || budget.steps-- <= 0 || budget.depth >= deepest) return unknown;
  budget.depth += 1;
  const found = world.assume(node, world) ?? world.unit.outcomeOf(world, node);
  budget.depth -= 1;
  return found;
}

/** Names that go round in circles end here. */
const deepest = 100;

export function isKnown(outcome: Outcome): outcome is { is: "value"; value: unknown } {
  return outcome.is === "value" && outcome.value !== opaque;
}

/** The same world in which some names stand for something. */
export function withAliases(world: World, aliases: Iterable<[Binding, Node | Outcome]>): World {
  return { ...world, aliases: new Map([...world.aliases, ...aliases]) };
}
