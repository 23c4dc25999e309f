import type { Node } from "oxc-parser";
import { keptByHand } from "../kept-by-hand.ts";
import type { LoadEvent } from "../module.ts";
import { isEnvironment } from "./access.ts";
import { literalsOf } from "./literals.ts";
import { wordOf } from "./origin.ts";
import { pathOf } from "./paths.ts";
import { bare, eachChild, stringOf } from "./syntax.ts";
import type { Call, Unit } from "./unit.ts";

const reading = /^(fs(\/promises|\.promises)?\.)?readFile(Sync)?$/;

/**
 * The project's own lines bring a .env into the environment: names that only the file tells are assigned to `process.env`,
 * and the file is read here (or its path is told by a caller). How they read a line is not known.
 */
export function handLoadAt(unit: Unit, node: Node): LoadEvent | null {
  if (!fillsAt(unit, node)) return null;
  const files = filesRead(unit);
  if (files.length === 0) return null;
  const paths = files.flatMap((file) => {
    const path = pathOf(unit, file);
    return path ? [path] : [];
  });
  const base = paths[0]?.base;
  const told = base !== undefined && paths.length === files.length && paths.every((p) => p.base === base);
  return {
    kind: "load",
    dialect: "dotenv",
    how: "its own lines",
    paths: told ? paths.map((p) => p.path) : null,
    base: base ?? "cwd",
    override: false,
    own: false,
    package: null,
    byHand: true,
    ...keptByHand(unit.text, "javascript"),
  };
}

/** Somewhere in the file names that are no literals are given to the environment. */
export function fillsEnvironment(unit: Unit): boolean {
  const known = filling.get(unit);
  if (known !== undefined) return known;
  const search = (node: Node): boolean => {
    if (fillsAt(unit, node)) return true;
    let found = false;
    eachChild(node, (child) => {
      found ||= search(child);
    });
    return found;
  };
  const found = unit.text.includes("process") && search(unit.program);
  filling.set(unit, found);
  return found;
}

const filling = new WeakMap<Unit, boolean>();

/** `process.env[key] = …`, where the key is no literal; `Object.assign(process.env, …)` of what is no literal. */
function fillsAt(unit: Unit, node: Node): boolean {
  if (node.type === "AssignmentExpression") {
    const { left } = node;
    if (left.type !== "MemberExpression" || !left.computed || !isEnvironment(unit, left.object)) return false;
    const keys = literalsOf(unit, left.property);
    return keys.length === 0 || keys.some((key) => key.text === null);
  }
  if (node.type !== "CallExpression" || wordOf(unit, node.callee) !== "Object.assign") return false;
  const [first, second] = node.arguments as Node[];
  return (
    first !== undefined &&
    second !== undefined &&
    isEnvironment(unit, first) &&
    bare(second).type !== "ObjectExpression"
  );
}

/** What is read as text in the file: the expressions of the paths. A file whose name is not that of a .env does not count. */
function filesRead(unit: Unit): Node[] {
  const found: Node[] = [];
  const search = (node: Node): void => {
    const path = node.type === "CallExpression" ? pathRead(unit, node) : null;
    if (path) found.push(path);
    eachChild(node, search);
  };
  search(unit.program);
  return found;
}

function pathRead(unit: Unit, node: Call): Node | null {
  const [given] = node.arguments as Node[];
  // A function that is handed the path, and mostly is not: its default is what it reads.
  const binding = given?.type === "Identifier" ? unit.bindings.of(given) : null;
  const first = binding?.kind === "parameter" && binding.fallback ? binding.fallback : given;
  if (!first || !reading.test(wordOf(unit, node.callee) ?? "")) return null;
  const text = pathOf(unit, first)?.path ?? stringOf(bare(first));
  return text === null || /(^|[\\/.])env([.][\w.-]+)?$/i.test(text) ? first : null;
}
