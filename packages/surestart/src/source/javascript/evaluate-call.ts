import type { Node } from "oxc-parser";
import { callFunction } from "./call-function.ts";
import { collectsFailure } from "./collected.ts";
import { inLiteral, libraryWordOf } from "./library-word.ts";
import { overList } from "./list-methods.ts";
import { wordOf } from "./origin.ts";
import { ofString, patternTest, pure } from "./pure-calls.ts";
import { demandedBy, isAssertion, neverReturns } from "./sinks.ts";
import { bare, keyName } from "./syntax.ts";
import type { Call, Outcome, World } from "./unit.ts";
import { evaluate, isKnown, something, throws, unknown, value } from "./world.ts";

/** The outcome of a call: pure functions of the language, demands of known libraries, and the file's own functions. */
export function callValue(world: World, node: Call, cut: Outcome): Outcome {
  const callee = bare(node.callee);
  const own = world.unit.functionAt(callee);
  const method = callee.type === "MemberExpression" ? keyName(callee) : null;
  if (callee.type === "MemberExpression") {
    if (collectsFailure(world, node)) return throws;
    const list = method === null ? null : overList(world, callee.object, method, node);
    if (list) return list;
    const object = evaluate(world, callee.object);
    if (object.is === "throws" || object === cut) return object;
    if (object.is === "value" && (object.value === undefined || object.value === null)) {
      return callee.optional ? cut : throws;
    }
    if (isKnown(object) && method !== null) {
      const found = ofString(world, object.value, method, node);
      if (found) return found;
    }
    const tested = method === "test" ? patternTest(world, callee.object, node) : null;
    if (tested) return tested;
  }
  if (own) return callFunction(world, own, node.arguments as Node[]);
  const given = node.arguments.map((a) => (a.type === "SpreadElement" ? unknown : evaluate(world, a)));
  if (given.some((g) => g.is === "throws")) return throws;
  const word = wordOf(world.unit, node.callee);
  if (refusesArguments(world, node)) return throws;
  if (word === null) return node.type === "NewExpression" ? something : unknown;
  if (neverReturns(word) || isImportedFailure(world, callee)) return throws;
  if (isAssertion(word) && given[0]?.is === "value" && !given[0].value) return throws;
  return pure(word, given, node) ?? (node.type === "NewExpression" ? something : unknown);
}

/** A library throws for what it is given here: nothing, or an empty text, where it needs a value. */
function refusesArguments(world: World, node: Call): boolean {
  return demandedBy(libraryWordOf(world.unit, node.callee) ?? "").some(({ place, path, empty }) => {
    const given = node.arguments[place] as Node | undefined;
    const part = path === "" ? given : inLiteral(given, path);
    // Options that are not written out here may have it.
    if (part === undefined && (path !== "" || node.arguments.some((one) => one.type === "SpreadElement")))
      return false;
    const one = part === undefined ? value(undefined) : evaluate(world, part);
    return one.is === "value" && (one.value == null || (empty && one.value === ""));
  });
}

/** A function of another file that is called what only failing is called. */
function isImportedFailure(world: World, callee: Node): boolean {
  if (
    callee.type !== "Identifier" ||
    !/^(fail|raise|panic|die|abort|bail|throw[A-Z]\w*|exitWith\w*)$/.test(callee.name)
  )
    return false;
  return world.unit.bindings.of(callee)?.kind === "import";
}
