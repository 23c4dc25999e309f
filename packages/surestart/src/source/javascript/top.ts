import type { Node } from "oxc-parser";
import type { SourceTop } from "../module.ts";
import type { Unit } from "./unit.ts";

/** Where a new statement can be: after shebang and directives, and after the imports of the top of the file. */
export function topOf(unit: Unit): SourceTop {
  const lineOf = (offset: number): number => unit.place({ start: offset, end: offset }).line ?? 1;
  const body: Node[] = unit.program.body;
  const directives = body.filter((s) => s.type === "ExpressionStatement" && "directive" in s && s.directive);
  const hashbang = unit.program.hashbang;
  const before = directives.at(-1)?.end ?? hashbang?.end ?? null;
  const first = before === null ? 1 : lineOf(before) + 1;
  let afterImports = first;
  for (const statement of body.slice(directives.length)) {
    if (!isImport(unit, statement)) break;
    afterImports = lineOf(statement.end) + 1;
  }
  const crlf = unit.text.includes("\r\n");
  return { first, afterImports, eol: crlf ? "\r\n" : "\n", module: moduleKind(unit) };
}

function isImport(unit: Unit, node: Node): boolean {
  if (node.type === "ImportDeclaration" || node.type === "TSImportEqualsDeclaration") return true;
  if (node.type !== "VariableDeclaration") return false;
  return node.declarations.every((d) =>
    /^(await\s+import|require|module\.require)\s*\(/.test(
      unit.text.slice(d.init?.start ?? 0, d.init?.end ?? 0),
    ),
  );
}

function moduleKind(unit: Unit): SourceTop["module"] {
  if (unit.esm) return "esm";
  if (/\.c[jt]s$/.test(unit.file) || unit.imports.size > 0) return "cjs";
  const program = unit.text;
  return /\bmodule\.exports\b|\bexports\.\w/.test(program) ? "cjs" : null;
}
