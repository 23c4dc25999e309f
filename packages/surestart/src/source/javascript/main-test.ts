import type { Node } from "oxc-parser";
import { wordOf } from "./origin.ts";
import { bare } from "./syntax.ts";
import type { Unit } from "./unit.ts";

/** A test that is true in the file that was started: `require.main === module`, `import.meta.main`, argv[1] compared. */
export function isMainTest(unit: Unit, test: Node): boolean {
  const at = bare(test);
  if (at.type === "LogicalExpression") return isMainTest(unit, at.left) || isMainTest(unit, at.right);
  if (at.type === "UnaryExpression" && at.operator === "!")
    return wordOf(unit, at.argument) === "module.parent";
  if (at.type === "MemberExpression") return wordOf(unit, at) === "import.meta.main";
  if (at.type === "CallExpression") {
    const word = wordOf(unit, at.callee);
    return word === "es-main" || word === "is-main";
  }
  if (at.type !== "BinaryExpression" || !/^={2,3}$/.test(at.operator)) return false;
  const sides = [mark(unit, at.left), mark(unit, at.right)].sort().join(" ");
  return sides === "argv meta" || sides === "main module";
}

/** What a side of the comparison speaks of. */
function mark(unit: Unit, node: Node): string | null {
  const text = unit.text.slice(node.start, node.end);
  const word = wordOf(unit, node);
  if (word === "require.main") return "main";
  if (word === "module") return "module";
  if (word === "import.meta.path" || word === "Bun.main") return word === "Bun.main" ? "argv" : "meta";
  if (/\bprocess\.argv\[1\]|\bargv\[1\]/.test(text)) return "argv";
  return /\bimport\.meta\.(url|filename|dirname)\b|\b__filename\b/.test(text)
    ? "meta"
    : aliasMark(unit, node);
}

/** `const self = fileURLToPath(import.meta.url)` and its like, one step away. */
function aliasMark(unit: Unit, node: Node): string | null {
  const at = bare(node);
  const init = at.type === "Identifier" ? unit.bindings.of(at)?.init : null;
  return init ? mark(unit, init) : null;
}
