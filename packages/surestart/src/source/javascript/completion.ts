import type { Node } from "oxc-parser";
import { isMainTest } from "./main-test.ts";
import { eachChild, isFunction } from "./syntax.ts";
import type { Outcome, World } from "./unit.ts";
import { evaluate, throws as thrown, unknown } from "./world.ts";

/** How a list of statements ends. open: it cannot be told whether it goes on. */
export type Completion =
  | { is: "normal" }
  | { is: "throws" }
  | { is: "returns"; outcome: Outcome }
  | { is: "leaves" }
  | { is: "open" };

const normal: Completion = { is: "normal" };
const open: Completion = { is: "open" };

/** Follows statements in a world until one of them ends them. Throwing and ending the process are the same. */
export function completion(world: World, statements: readonly Node[]): Completion {
  let uncertain = false;
  for (const statement of statements) {
    if (world.budget.steps-- <= 0) return open;
    const done = one(world, statement);
    if (done.is === "open") uncertain = true;
    else if (done.is !== "normal") return uncertain ? open : done;
  }
  return uncertain ? open : normal;
}

function one(world: World, node: Node): Completion {
  switch (node.type) {
    case "BlockStatement":
      return completion(world, node.body);
    case "ExpressionStatement":
      return evaluate(world, node.expression).is === "throws" ? { is: "throws" } : normal;
    case "VariableDeclaration":
      return node.declarations.some((d) => declares(world, d)) ? { is: "throws" } : normal;
    case "ThrowStatement":
      return { is: "throws" };
    case "ReturnStatement": {
      const outcome = node.argument
        ? evaluate(world, node.argument)
        : { is: "value" as const, value: undefined };
      return outcome === thrown || outcome.is === "throws" ? { is: "throws" } : { is: "returns", outcome };
    }
    case "BreakStatement":
    case "ContinueStatement":
      return { is: "leaves" };
    case "IfStatement":
      return ifStatement(world, node);
    case "TryStatement":
      return tryStatement(world, node);
    case "SwitchStatement":
      return switchStatement(world, node);
    case "ForOfStatement":
    case "ForInStatement":
    case "ForStatement":
    case "WhileStatement":
    case "DoWhileStatement":
      return mentionsReturn(node) ? open : normal;
    case "LabeledStatement":
      return one(world, node.body);
    default:
      return normal;
  }
}

/** A declaration throws with its expression, or when nothing is taken apart. */
function declares(world: World, node: Node & { type: "VariableDeclarator" }): boolean {
  const from = evaluate(world, node.init);
  if (from.is !== "value") return from.is === "throws";
  return (
    node.init !== null && node.id.type !== "Identifier" && (from.value === undefined || from.value === null)
  );
}

function ifStatement(world: World, node: Node & { type: "IfStatement" }): Completion {
  const test = evaluate(world, node.test);
  if (test.is === "throws") return { is: "throws" };
  if (test.is === "value") {
    const branch = test.value ? node.consequent : node.alternate;
    return branch ? one(world, branch) : normal;
  }
  if (isMainTest(world.unit, node.test)) return normal;
  const then = one(world, node.consequent);
  const otherwise = node.alternate ? one(world, node.alternate) : normal;
  if (then.is === otherwise.is) return then.is === "returns" ? { is: "returns", outcome: unknown } : then;
  // A branch that throws only under another condition does not count; one that returns keeps the rest from being sure.
  return [then, otherwise].every((c) => c.is === "normal" || c.is === "throws") ? normal : open;
}

function tryStatement(world: World, node: Node & { type: "TryStatement" }): Completion {
  const tried = completion(world, node.block.body);
  if (tried.is !== "throws" || !node.handler) return tried;
  return completion(world, node.handler.body.body);
}

function switchStatement(world: World, node: Node & { type: "SwitchStatement" }): Completion {
  const on = evaluate(world, node.discriminant);
  if (on.is !== "value") return on.is === "throws" ? { is: "throws" } : mentionsReturn(node) ? open : normal;
  const tests = node.cases.map((c) => (c.test ? evaluate(world, c.test) : null));
  if (tests.some((t) => t !== null && t.is !== "value")) return open;
  let at = tests.findIndex((t) => t?.is === "value" && t.value === on.value);
  if (at === -1) at = tests.indexOf(null);
  if (at === -1) return normal;
  const done = completion(
    world,
    node.cases.slice(at).flatMap((c) => c.consequent),
  );
  return done.is === "leaves" ? normal : done;
}

const returning = new WeakMap<Node, boolean>();

/** A `return` of the same function is in it. */
function mentionsReturn(node: Node): boolean {
  if (node.type === "ReturnStatement") return true;
  if (isFunction(node) || node.type === "ClassDeclaration" || /Expression$|Literal$/.test(node.type))
    return false;
  const known = returning.get(node);
  if (known !== undefined) return known;
  let found = false;
  eachChild(node, (child) => {
    found ||= mentionsReturn(child);
  });
  returning.set(node, found);
  return found;
}
