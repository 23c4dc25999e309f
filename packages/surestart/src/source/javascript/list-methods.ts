import type { Node } from "oxc-parser";
import { callFunction } from "./call-function.ts";
import { listOf } from "./literals.ts";
import { wordOf } from "./origin.ts";
import { bare, type FunctionNode, stringOf } from "./syntax.ts";
import type { Call, Outcome, World } from "./unit.ts";
import { evaluate, isKnown, something, throws, unknown, value } from "./world.ts";

/** Methods of a list that is a literal, with what the assumption says about its elements. */
export function overList(world: World, object: Node, method: string, node: Call): Outcome | null {
  const argument = node.arguments[0];
  if (argument === undefined || argument.type === "SpreadElement") return null;
  if (method === "includes" || method === "has" || method === "indexOf") {
    const list = listOf(world.unit, object);
    const sought = evaluate(world, argument);
    if (list === null) {
      // undefined is in no list that anybody keeps, and has no place in it.
      const absent =
        sought.is === "value" && sought.value === undefined && evaluate(world, object).is === "unknown";
      return absent ? value(method === "indexOf" ? -1 : false) : null;
    }
    if (!isKnown(sought) || list.some((l) => l.text === null && l.node.type !== "Literal")) return null;
    const found = list.findIndex((l) => literalEquals(l.node, l.text, sought.value));
    return value(method === "indexOf" ? found : found >= 0);
  }
  const callback = world.unit.functionAt(argument);
  const truth = wordOf(world.unit, argument) === "Boolean";
  if ((callback === null && !truth) || !/^(some|every|filter|find)$/.test(method)) return null;
  const list = elements(world, object);
  if (list === null) return null;
  const tests = list.map((element) =>
    truth ? evaluate(world, element) : callFunction(world, callback as FunctionNode, [element]),
  );
  if (tests.some((t) => t.is === "throws")) return throws;
  const passes = tests.map((t) => (t.is === "value" ? Boolean(t.value) : null));
  if (method === "some")
    return passes.includes(true) ? value(true) : passes.every((p) => p === false) ? value(false) : unknown;
  if (method === "every")
    return passes.includes(false) ? value(false) : passes.every((p) => p === true) ? value(true) : unknown;
  const kept = list.filter((_, i) => passes[i] === true);
  if (method === "find")
    return kept.length > 0 ? something : passes.every((p) => p === false) ? value(undefined) : unknown;
  // Those that pass for certain; what is asked of such a list is whether it is empty.
  if (kept.length > 0) return value(kept.map((element) => stringOf(element) ?? {}));
  return passes.every((p) => p === false) ? value([]) : unknown;
}

function elements(world: World, object: Node): Node[] | null {
  const at = bare(object);
  const word = at.type === "CallExpression" ? wordOf(world.unit, at.callee) : null;
  if (at.type === "CallExpression" && (word === "Object.values" || word === "Object.entries")) {
    const of = at.arguments[0] && bare(at.arguments[0]);
    const binding = of?.type === "Identifier" ? world.unit.bindings.of(of) : null;
    const literal = of?.type === "ObjectExpression" ? of : binding?.init && bare(binding.init);
    if (literal?.type !== "ObjectExpression") return null;
    const entries = literal.properties.filter((p) => p.type === "Property");
    return word === "Object.entries" ? entries : entries.map((p) => p.value);
  }
  return listOf(world.unit, object)?.map((l) => l.node) ?? null;
}

function literalEquals(node: Node, text: string | null, sought: unknown): boolean {
  return node.type === "Literal" ? node.value === sought : text === sought;
}
