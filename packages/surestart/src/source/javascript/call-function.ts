import type { Node } from "oxc-parser";
import { completion } from "./completion.ts";
import { propertyOf } from "./literals.ts";
import type { Binding } from "./scope.ts";
import { type FunctionNode, keyName } from "./syntax.ts";
import type { Outcome, World } from "./unit.ts";
import { evaluate, throws, unknown, value, withAliases } from "./world.ts";

/** Enters a function of the file with these arguments; a parameter without an argument is undefined, or its default. */
export function callFunction(world: World, fn: FunctionNode, args: readonly Node[]): Outcome {
  if (fn.generator || world.budget.steps <= 0) return unknown;
  const aliases: [Binding, Node | Outcome][] = [];
  for (const binding of args.some((a) => a.type === "SpreadElement") ? [] : world.unit.declaredBy(fn)) {
    if (binding.kind !== "parameter" || binding.rest) continue;
    const given = args[binding.index];
    if (binding.path.length > 0) {
      // An entry of Object.entries, taken apart: [name, value].
      if (given?.type === "Property")
        aliases.push([binding, binding.path[0] === "1" ? given.value : value(keyName(given))]);
      else if (given?.type === "ObjectExpression") {
        const part = binding.path.reduce<Node | null>((o, key) => o && propertyOf(o, key), given);
        aliases.push([binding, part ?? binding.fallback ?? value(undefined)]);
      }
      continue;
    }
    if (given?.type === "ObjectExpression") {
      aliases.push([binding, given]);
      continue;
    }
    const outcome = given ? evaluate(world, given) : value(undefined);
    const absent = outcome.is === "value" && outcome.value === undefined;
    aliases.push([binding, absent && binding.fallback ? binding.fallback : outcome]);
  }
  return bodyOutcome(withAliases(world, aliases), fn);
}

/** What a function gives back, in a world that says what its parameters stand for. */
export function bodyOutcome(world: World, fn: FunctionNode): Outcome {
  if (fn.body === null) return unknown;
  if (fn.body.type !== "BlockStatement") return evaluate(world, fn.body);
  const done = completion(world, fn.body.body);
  if (done.is === "returns") return done.outcome;
  return done.is === "throws" ? throws : done.is === "normal" ? value(undefined) : unknown;
}
