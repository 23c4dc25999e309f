import { isAbsolute, posix } from "node:path";
import type { Node } from "oxc-parser";
import { literalOf } from "./literals.ts";
import { branches } from "./order.ts";
import { wordOf } from "./origin.ts";
import { bare, keyName, stringOf } from "./syntax.ts";
import type { Unit } from "./unit.ts";

/** A path as far as the code tells it. file: relative to the folder of the source file. cwd: to the working folder. */
export interface CodePath {
  path: string;
  base: "cwd" | "file" | "absolute";
}

/** Reads a path: a literal, `path.join(__dirname, …)`, `new URL("…", import.meta.url)` and their like; null at run time. */
export function pathOf(unit: Unit, node: Node, depth = 0): CodePath | null {
  if (depth > 8) return null;
  const at = bare(node);
  const text = stringOf(at);
  if (text !== null) return literalPath(text);
  switch (at.type) {
    case "Identifier":
    case "MemberExpression":
      return named(unit, at, depth + 1);
    case "TemplateLiteral": {
      const parts = at.quasis.flatMap((quasi, i) => [
        { text: quasi.value.cooked ?? "", node: null },
        ...(at.expressions[i] ? [{ text: "", node: at.expressions[i] as Node }] : []),
      ]);
      return glued(unit, parts, depth);
    }
    case "BinaryExpression":
      if (at.operator !== "+") return null;
      return glued(
        unit,
        [
          { text: "", node: at.left },
          { text: "", node: at.right },
        ],
        depth,
      );
    case "CallExpression":
    case "NewExpression":
      return called(unit, at, depth + 1);
    case "ConditionalExpression": {
      const [then, otherwise] = branches(unit, at.test);
      if (then === otherwise) return null;
      return pathOf(unit, then ? at.consequent : at.alternate, depth + 1);
    }
    default:
      return null;
  }
}

function named(unit: Unit, at: Node, depth: number): CodePath | null {
  const word = wordOf(unit, at);
  if (word === "__dirname" || word === "import.meta.dirname" || word === "import.meta.dir")
    return { path: ".", base: "file" };
  if (
    word === "__filename" ||
    word === "import.meta.filename" ||
    word === "import.meta.path" ||
    word === "import.meta.url"
  ) {
    return { path: posix.basename(unit.file), base: "file" };
  }
  if (at.type === "MemberExpression" && /^(pathname|href)$/.test(keyName(at) ?? ""))
    return pathOf(unit, at.object, depth);
  const literal = literalOf(unit, at);
  if (literal && literal !== at) return pathOf(unit, literal, depth);
  return null;
}

function called(
  unit: Unit,
  at: Node & { type: "CallExpression" | "NewExpression" },
  depth: number,
): CodePath | null {
  const word = wordOf(unit, at.callee);
  const args = at.arguments as Node[];
  const [first, second] = args;
  switch (word) {
    case "process.cwd":
      return { path: ".", base: "cwd" };
    case "url.fileURLToPath":
    case "String":
      return first ? pathOf(unit, first, depth) : null;
    case "path.dirname": {
      const of = first && pathOf(unit, first, depth);
      return of ? { ...of, path: posix.dirname(of.path) } : null;
    }
    case "path.join":
    case "path.resolve":
    case "path.posix.join":
    case "path.posix.resolve":
      return joined(args.map((a) => pathOf(unit, a, depth)));
    case "URL":
    case "url.URL": {
      const base = second && pathOf(unit, second, depth);
      const path = first && stringOf(bare(first));
      if (base?.base !== "file" || typeof path !== "string") return null;
      return { base: "file", path: posix.join(posix.dirname(base.path), path) };
    }
    default:
      return null;
  }
}

function literalPath(text: string): CodePath | null {
  if (text.startsWith("~")) return null;
  return { path: text, base: isAbsolute(text) || /^[A-Za-z]:[\\/]/.test(text) ? "absolute" : "cwd" };
}

function joined(parts: (CodePath | null)[]): CodePath | null {
  let whole: CodePath | null = null;
  for (const part of parts) {
    if (part === null) return null;
    if (whole === null || part.base !== "cwd") whole = part;
    else whole = { base: whole.base, path: posix.join(whole.path, part.path.replaceAll("\\", "/")) };
  }
  return whole && { ...whole, path: posix.normalize(whole.path) };
}

function glued(unit: Unit, parts: { text: string; node: Node | null }[], depth: number): CodePath | null {
  let base: CodePath["base"] | null = null;
  let path = "";
  for (const part of parts) {
    if (part.node === null) {
      path += part.text;
      continue;
    }
    const text = stringOf(bare(part.node));
    if (text !== null) {
      path += text;
      continue;
    }
    const of = pathOf(unit, part.node, depth + 1);
    if (of === null) return null;
    // Only what is in front can say where the path begins.
    if (path === "" && base === null) base = of.base;
    else if (of.base !== "cwd") return null;
    path += of.path;
  }
  if (base === null || base === "cwd") return literalPath(path);
  return { base, path: posix.normalize(path) };
}
