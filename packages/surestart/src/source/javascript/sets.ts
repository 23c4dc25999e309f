import type { Node } from "oxc-parser";
import { isEnvironment } from "./access.ts";
import { keysOf } from "./literals.ts";
import { wordOf } from "./origin.ts";
import { keyName } from "./syntax.ts";
import type { Unit } from "./unit.ts";

/** The variables that a node sets: `process.env.X = …`, `??=`, `Object.assign(process.env, { X: … })`. */
export function setsAt(unit: Unit, node: Node): string[] {
  if (node.type === "AssignmentExpression" && node.left.type === "MemberExpression") {
    const name = keyName(node.left);
    return name !== null && isEnvironment(unit, node.left.object) ? [name] : [];
  }
  if (node.type !== "CallExpression" || wordOf(unit, node.callee) !== "Object.assign") return [];
  const [target, ...sources] = node.arguments as Node[];
  if (!target || !isEnvironment(unit, target)) return [];
  return sources.flatMap((source) => keysOf(unit, source)?.flatMap((k) => k.text ?? []) ?? []);
}
