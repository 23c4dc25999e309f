import type { Node } from "oxc-parser";
import { wordOf } from "./origin.ts";
import { bare, keyName } from "./syntax.ts";
import type { Unit } from "./unit.ts";

type Class = Node & { type: "ClassDeclaration" | "ClassExpression" };

/**
 * What a call hands its arguments to, as a dotted word: a function or class of a library, also through a class of the file that
 * only inherits its constructor, and through `super(…)`. null where it cannot be told.
 */
export function libraryWordOf(unit: Unit, callee: Node): string | null {
  const at = bare(callee);
  if (at.type === "Super") return baseWord(unit, classAround(at));
  return wordOf(unit, at) ?? (at.type === "Identifier" ? inherited(unit, at) : null);
}

function inherited(unit: Unit, name: Node, depth = 0): string | null {
  const binding = name.type === "Identifier" ? unit.bindings.of(name) : null;
  const held = binding?.kind === "class" ? binding.node : (binding?.init ?? null);
  if (held?.type !== "ClassDeclaration" && held?.type !== "ClassExpression") return null;
  const own = held.body.body.some((one) => one.type === "MethodDefinition" && one.kind === "constructor");
  return own || depth > 4 ? null : baseWord(unit, held, depth);
}

function baseWord(unit: Unit, node: Class | null, depth = 0): string | null {
  const base = node?.superClass ? bare(node.superClass) : null;
  return base && (wordOf(unit, base) ?? inherited(unit, base, depth + 1));
}

function classAround(node: Node): Class | null {
  for (let at = node.parent as Node | null; at; at = at.parent as Node | null)
    if (at.type === "ClassDeclaration" || at.type === "ClassExpression") return at;
  return null;
}

/** What is in an object literal at a way into it: "a.b". undefined: nothing, as far as it is written there. */
export function inLiteral(node: Node | undefined, path: string): Node | undefined {
  let at: Node | undefined = node && bare(node);
  for (const key of path === "" ? [] : path.split(".")) {
    if (at?.type !== "ObjectExpression") return undefined;
    const found = at.properties.find((one) => one.type === "Property" && keyName(one) === key);
    at = found?.type === "Property" ? bare(found.value) : undefined;
  }
  return at;
}
