import type { Node } from "oxc-parser";
import { wordOf } from "./origin.ts";
import type { Binding } from "./scope.ts";
import { bare, type FunctionNode, functionAround, isFunction, keyName } from "./syntax.ts";
import type { Unit } from "./unit.ts";

const atOnce =
  /^(forEach|map|flatMap|filter|some|every|find|findIndex|findLast|reduce|then|catch|finally|listen|register|after|ready)$/;
const runners =
  /^(Promise|queueMicrotask|setImmediate|setTimeout|process\.nextTick|Array\.from|Object\.fromEntries|fastify-plugin)$/;

/** A function that is called where it is, or by the start itself: an IIFE, a callback of a list, of a promise, of listen. */
export function runsAtOnce(unit: Unit, fn: FunctionNode): boolean {
  const call = fn.parent as Node | null;
  if (call?.type !== "CallExpression" && call?.type !== "NewExpression") return false;
  if (call.callee === fn) return true;
  const callee = bare(call.callee);
  if (callee.type === "MemberExpression" && atOnce.test(keyName(callee) ?? "")) return true;
  return runners.test(wordOf(unit, call.callee) ?? "");
}

/** The function whose call runs a node: callbacks that are called where they are belong to what is around them. */
export function homeOf(unit: Unit, node: Node): FunctionNode | null {
  let fn = functionAround(node);
  while (fn && runsAtOnce(unit, fn)) fn = functionAround(fn);
  return fn;
}

/** The function in which a name is declared. */
export function homeOfBinding(unit: Unit, binding: Binding): FunctionNode | null {
  if (binding.kind !== "parameter" || !isFunction(binding.node)) return homeOf(unit, binding.node);
  return runsAtOnce(unit, binding.node) ? homeOf(unit, binding.node) : binding.node;
}
