import type { Node } from "oxc-parser";
import { completion } from "./completion.ts";
import { isMainTest } from "./main-test.ts";
import { bare, isFunction } from "./syntax.ts";
import type { World } from "./unit.ts";
import { evaluate } from "./world.ts";

/** The statement, or the expression body, that a node is in certainly throws or ends the process in this world. */
export function reachesThrow(world: World, node: Node): boolean {
  const whole = wholeOf(node);
  return whole !== null && statementThrows(world, whole);
}

/** The same of what `wholeOf` gave. */
export function statementThrows(world: World, whole: Node): boolean {
  if (whole.type === "ForOfStatement" || whole.type === "ForInStatement") {
    return evaluate(world, whole.right).is === "throws";
  }
  // What leaves when the value is there is followed by what is done without it: `if (x) return x; throw …`.
  if (whole.type === "IfStatement") return completion(world, [whole, ...behind(whole)]).is === "throws";
  if (/Statement$|^VariableDeclaration$/.test(whole.type)) return completion(world, [whole]).is === "throws";
  return evaluate(world, whole).is === "throws";
}

function behind(statement: Node): readonly Node[] {
  const around = statement.parent as Node | null;
  if (around?.type !== "BlockStatement") return [];
  return around.body.slice(around.body.indexOf(statement as never) + 1);
}

/**
 * The way from the start of the function (or file) to the node is certainly gone in this world: no condition that cannot
 * be told is around it or leaves before it, and nothing catches what it throws.
 */
export function reachable(world: World, node: Node): boolean {
  let at: Node = node;
  for (let around = node.parent as Node | null; around; at = around, around = around.parent as Node | null) {
    if (isFunction(around)) return true;
    if (!passes(world, around, at)) return false;
    if ((around.type === "BlockStatement" || around.type === "Program") && !goesOnTo(world, around.body, at))
      return false;
  }
  return true;
}

function passes(world: World, around: Node, from: Node): boolean {
  switch (around.type) {
    case "IfStatement":
    case "ConditionalExpression": {
      if (from === around.test || isMainTest(world.unit, around.test)) return true;
      const test = evaluate(world, around.test);
      return test.is === "value" && Boolean(test.value) === (from === around.consequent);
    }
    case "LogicalExpression": {
      if (from === around.left) return true;
      const left = evaluate(world, around.left);
      if (left.is !== "value") return false;
      if (around.operator === "??") return left.value === undefined || left.value === null;
      return Boolean(left.value) === (around.operator === "&&");
    }
    case "TryStatement":
      if (from !== around.block || !around.handler) return true;
      return completion(world, around.handler.body.body).is === "throws";
    case "SwitchCase":
    case "CatchClause":
      return false;
    default:
      return true;
  }
}

/** Nothing in front of a statement leaves its list, as far as it can be told. */
function goesOnTo(world: World, list: readonly Node[], statement: Node): boolean {
  const before = list.slice(0, list.indexOf(statement)).filter((one) => !isMemo(one));
  const done = completion(world, before);
  // What throws in front of it for the same reason makes it no less needed.
  return done.is === "normal" || done.is === "throws";
}

/** `if (client) return client`: the first call goes on. */
function isMemo(node: Node): boolean {
  if (node.type !== "IfStatement" || node.alternate) return false;
  const only = node.consequent.type === "BlockStatement" ? node.consequent.body : [node.consequent];
  const [back] = only;
  if (only.length !== 1 || back?.type !== "ReturnStatement" || !back.argument) return false;
  const [test, gives] = [bare(node.test), bare(back.argument)];
  return test.type === "Identifier" && gives.type === "Identifier" && test.name === gives.name;
}

/** The innermost statement around an expression whose evaluation includes it, or the outermost expression. */
export function wholeOf(node: Node): Node | null {
  let at = node;
  for (let around = node.parent as Node | null; around; around = around.parent as Node | null) {
    if (isFunction(around) || around.type === "BlockStatement" || around.type === "Program") return at;
    if (around.type === "PropertyDefinition" || around.type === "ExportDefaultDeclaration") return at;
    if (/^(If|Expression|Return|Switch|ForOf|ForIn|While|DoWhile|For)Statement$/.test(around.type))
      return around;
    if (around.type === "VariableDeclaration") return around;
    if (around.type === "ThrowStatement" || around.type === "ClassBody") return null;
    at = around;
  }
  return null;
}
