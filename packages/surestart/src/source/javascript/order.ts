import type { Node } from "oxc-parser";
import { tools } from "../../known/_tools.ts";
import type { Scope } from "../module.ts";
import { accessAt } from "./access.ts";
import { completion } from "./completion.ts";
import { runsAtOnce } from "./home.ts";
import { isMainTest } from "./main-test.ts";
import { wordOf } from "./origin.ts";
import { bare, eachChild, type FunctionNode, isFunction, keyName } from "./syntax.ts";
import type { Unit, World } from "./unit.ts";
import { budgetOf, evaluate, value } from "./world.ts";

/** Where a node is: who runs it, and whether its failure does harm. */
export interface Spot {
  scope: Scope;
  guarded: boolean;
  /** It is in a branch that need not be taken. */
  conditional: boolean;
  /** The function around it that has a scope of its own. */
  fn: FunctionNode | null;
}

/** Visits every node after its parts, in the order in which the file executes them. */
export function inOrder(unit: Unit, visit: (node: Node, spot: Spot) => void): void {
  const walk = (node: Node, spot: Spot): void => {
    if (isFunction(node) && !runsAtOnce(unit, node)) {
      const inner: Spot = {
        scope: { kind: "function", name: unit.labelOf(node) },
        guarded: false,
        conditional: false,
        fn: node,
      };
      eachChild(node, (child) => walk(child, inner));
      visit(node, spot);
      return;
    }
    if (node.type === "PropertyDefinition" && !node.static && node.value) {
      const name = unit.labelOf(node.parent?.parent as Node);
      walk(node.value, { scope: { kind: "function", name }, guarded: false, conditional: false, fn: null });
      return;
    }
    if (node.type === "IfStatement" && spot.scope.kind === "module" && isMainTest(unit, node.test)) {
      walk(node.consequent, { ...spot, scope: { kind: "main" } });
      if (node.alternate) walk(node.alternate, spot);
      return;
    }
    if (node.type === "IfStatement" || node.type === "ConditionalExpression") {
      const [then, otherwise] = branches(unit, node.test);
      walk(node.test, spot);
      walk(node.consequent, then ? spot : { ...spot, conditional: true });
      if (node.alternate) walk(node.alternate, otherwise ? spot : { ...spot, conditional: true });
      return;
    }
    if (node.type === "SwitchCase" || node.type === "CatchClause") {
      eachChild(node, (child) => walk(child, { ...spot, conditional: true }));
      return;
    }
    if (node.type === "LogicalExpression" && node.operator === "&&") {
      walk(node.left, spot);
      walk(node.right, branches(unit, node.left)[0] ? spot : { ...spot, conditional: true });
      visit(node, spot);
      return;
    }
    if (node.type === "TryStatement" && node.handler && !failsToo(unit, node.handler.body.body)) {
      walk(node.block, { ...spot, guarded: true });
      walk(node.handler, spot);
      if (node.finalizer) walk(node.finalizer, spot);
      return;
    }
    if (node.type === "CallExpression" && isCaught(unit, node)) {
      walk(node.callee, { ...spot, guarded: true });
      for (const argument of node.arguments) walk(argument, spot);
      visit(node, spot);
      return;
    }
    eachChild(node, (child) => walk(child, spot));
    visit(node, spot);
  };
  const start: Spot = { scope: { kind: "module" }, guarded: false, conditional: false, fn: null };
  // Imports of ES modules are executed before anything else of the file, wherever they stand.
  const body: Node[] = unit.program.body;
  for (const statement of body) if (isHoisted(statement)) walk(statement, start);
  for (const statement of body) if (!isHoisted(statement)) walk(statement, start);
}

/** Which branch is certain: by constants, by a file that is there, and when NODE_ENV says nothing. */
export function branches(unit: Unit, test: Node): [then: boolean, otherwise: boolean] {
  if (isMainTest(unit, test)) return [true, false];
  const world: World = {
    unit,
    aliases: new Map(),
    budget: budgetOf(300),
    assume: (node) => {
      const [read] = accessAt(unit, node)?.names ?? [];
      if (read?.name === "NODE_ENV") return value(undefined);
      if (read && given.has(read.name)) return value(given.get(read.name));
      const called = node.type === "CallExpression" ? wordOf(unit, node.callee) : null;
      return called === "fs.existsSync" ? value(true) : null;
    },
  };
  const found = evaluate(world, test);
  return found.is === "value" ? [Boolean(found.value), !found.value] : [false, false];
}

/** What tools set in the programs that they run. */
const given = new Map(tools.flatMap(({ gives = {} }) => Object.entries(gives)));

function isHoisted(node: Node): boolean {
  if (node.type === "ImportDeclaration" || node.type === "ExportAllDeclaration") return true;
  return node.type === "ExportNamedDeclaration" && node.source !== null;
}

/** A handler that itself throws or ends the process guards nothing. */
function failsToo(unit: Unit, handler: readonly Node[]): boolean {
  const world = { unit, assume: () => null, aliases: new Map(), budget: budgetOf(500) };
  return completion(world, handler).is === "throws";
}

/** `promise.catch(() => …)` with a handler that goes on. */
function isCaught(unit: Unit, node: Node & { type: "CallExpression" }): boolean {
  const callee = bare(node.callee);
  if (callee.type !== "MemberExpression" || keyName(callee) !== "catch" || !node.arguments[0]) return false;
  const handler = unit.functionAt(node.arguments[0]);
  return (
    handler?.body != null && !(handler.body.type === "BlockStatement" && failsToo(unit, handler.body.body))
  );
}
