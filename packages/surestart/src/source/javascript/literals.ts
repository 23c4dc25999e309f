import type { Node } from "oxc-parser";
import { wordOf } from "./origin.ts";
import type { Binding } from "./scope.ts";
import { bare, isFunction, keyName, stringOf } from "./syntax.ts";
import type { Unit } from "./unit.ts";

/** A literal, and where it is. */
export interface Literal {
  node: Node;
  text: string | null;
}

const limit = 200;

/**
 * What an expression may be when only literals of this file are followed: constants, members of literal objects, and the
 * variables of loops and callbacks that walk a literal list. Empty where anything else comes in.
 */
export function literalsOf(unit: Unit, node: Node, depth = 0): Literal[] {
  if (depth > 8) return [];
  const at = bare(node);
  if (at.type === "Identifier") {
    const binding = unit.bindings.of(at);
    return binding ? ofBinding(unit, binding, depth + 1) : [];
  }
  if (at.type === "MemberExpression") {
    const key = keyName(at);
    if (key === null) return [];
    return literalsOf(unit, at.object, depth + 1).flatMap((o) => member(unit, o.node, key, depth + 1));
  }
  if (at.type === "CallExpression" && wordOf(unit, at.callee) === "Object.freeze" && at.arguments[0]) {
    return literalsOf(unit, at.arguments[0], depth + 1);
  }
  return [{ node: at, text: stringOf(at) }];
}

/** The one thing that an expression is, through constants; itself where it is no name. */
export function literalOf(unit: Unit, node: Node, depth = 0): Node | null {
  const found = literalsOf(unit, node, depth);
  return found.length === 1 ? (found[0] as Literal).node : null;
}

/** The elements of a list that is a literal, also as the keys of a literal object or in a Set; null otherwise. */
export function listOf(unit: Unit, node: Node, depth = 0): Literal[] | null {
  if (depth > 6) return null;
  const at = literalOf(unit, node, depth) ?? givenTo(unit, node, depth);
  if (at?.type === "ArrayExpression") {
    const found: Literal[] = [];
    for (const element of at.elements.slice(0, limit)) {
      if (element === null) return null;
      if (element.type === "SpreadElement") {
        const more = listOf(unit, element.argument, depth + 1);
        if (more === null) return null;
        found.push(...more);
      } else {
        const one = literalOf(unit, element, depth + 1) ?? element;
        found.push({ node: one, text: stringOf(one) });
      }
    }
    return found;
  }
  if ((at?.type === "CallExpression" || at?.type === "NewExpression") && at.arguments.length === 1) {
    const word = wordOf(unit, at.callee);
    const argument = at.arguments[0] as Node;
    if (word === "Set" || word === "Array.from" || word === "Object.freeze")
      return listOf(unit, argument, depth + 1);
    if (word === "Object.keys") return keysOf(unit, argument, depth + 1);
  }
  return null;
}

/** What the only call of a function of the file gives for a parameter. */
function givenTo(unit: Unit, node: Node, depth: number): Node | null {
  const at = bare(node);
  const binding = at.type === "Identifier" ? unit.bindings.of(at) : null;
  if (binding?.kind !== "parameter" || binding.path.length > 0 || binding.rest || walkedBy(binding))
    return null;
  const calls = unit.callsOf(binding.node);
  const given = calls.length === 1 ? calls[0]?.arguments[binding.index] : undefined;
  return given && given.type !== "SpreadElement" ? literalOf(unit, given, depth + 1) : null;
}

/** The keys of a literal object. */
export function keysOf(unit: Unit, node: Node, depth = 0): Literal[] | null {
  const at = literalOf(unit, node, depth);
  if (at?.type !== "ObjectExpression") return null;
  const found: Literal[] = [];
  for (const property of at.properties.slice(0, limit)) {
    const key = property.type === "Property" ? keyName(property) : null;
    if (key === null || property.type !== "Property") return null;
    found.push({ node: property.key as Node, text: key });
  }
  return found;
}

/** The value of a key in a literal object; null when it has none, or a spread may hold it. */
export function propertyOf(object: Node, key: string): Node | null {
  if (object.type !== "ObjectExpression") return null;
  for (const property of [...object.properties].reverse()) {
    if (property.type !== "Property") return null;
    if (keyName(property) === key) return property.kind === "init" ? property.value : null;
  }
  return null;
}

/** A pattern of the program; not one that may take long: its repeats are in no other repeat. */
export function patternOf(unit: Unit, node: Node | undefined): RegExp | null {
  const at = node && literalOf(unit, node);
  if (at?.type !== "Literal" || !("regex" in at)) return null;
  const { pattern, flags } = at.regex;
  if (/[+*}]\)?[+*{]|\([^()]*[+*][^()]*\)[+*{]/.test(pattern)) return null;
  try {
    return new RegExp(pattern, flags.replace(/[gy]/g, ""));
  } catch {
    return null;
  }
}

function ofBinding(unit: Unit, binding: Binding, depth: number): Literal[] {
  if (binding.rest || binding.writes.length > 0) return [];
  const elements = elementsBehind(unit, binding, depth + 1);
  if (elements) return elements.flatMap((e) => into(unit, e, binding.path, depth));
  if (binding.kind !== "const" && binding.kind !== "let" && binding.kind !== "var") return [];
  if (binding.init === null) return [];
  return literalsOf(unit, binding.init, depth).flatMap((o) => into(unit, o, binding.path, depth));
}

function into(unit: Unit, from: Literal, path: string[], depth: number): Literal[] {
  const [key, ...rest] = path;
  if (key === undefined) return [from];
  return member(unit, from.node, key, depth).flatMap((o) => into(unit, o, rest, depth + 1));
}

function member(unit: Unit, object: Node, key: string, depth: number): Literal[] {
  if (object.type === "Property") {
    // An entry of Object.entries: [key, value].
    if (key === "0") return [{ node: object.key as Node, text: keyName(object) }];
    return key === "1" ? literalsOf(unit, object.value, depth + 1) : [];
  }
  if (object.type === "ArrayExpression" && /^\d+$/.test(key)) {
    const element = object.elements[Number(key)];
    return element && element.type !== "SpreadElement" ? literalsOf(unit, element, depth + 1) : [];
  }
  const value = propertyOf(object, key);
  return value ? literalsOf(unit, value, depth + 1) : [];
}

/** The list that a loop variable, or the first parameter of a callback of a list, walks. */
export function elementsBehind(unit: Unit, binding: Binding, depth: number): Literal[] | null {
  const walked = walkedBy(binding);
  if (walked === null) return null;
  if (walked.keys) return keysOf(unit, walked.list, depth);
  const list = bare(walked.list);
  if (list.type === "CallExpression" && wordOf(unit, list.callee) === "Object.entries" && list.arguments[0]) {
    const object = literalOf(unit, list.arguments[0], depth);
    if (object?.type !== "ObjectExpression") return [];
    return object.properties.flatMap((p) => (p.type === "Property" ? [{ node: p as Node, text: null }] : []));
  }
  return listOf(unit, list, depth) ?? [];
}

const callbacks: ReadonlySet<string> = new Set([
  "forEach",
  "map",
  "flatMap",
  "filter",
  "some",
  "every",
  "find",
  "findIndex",
]);

/** What a binding walks: the right side of its loop, or the list whose callback it is a parameter of. */
export function walkedBy(binding: Binding | null): { list: Node; keys: boolean } | null {
  if (binding === null) return null;
  const loop = binding.node.parent?.parent;
  if (binding.kind !== "parameter") {
    const declares = loop && (loop.type === "ForOfStatement" || loop.type === "ForInStatement");
    if (!declares || loop.left !== (binding.node.parent as Node)) return null;
    return { list: loop.right, keys: loop.type === "ForInStatement" };
  }
  const call = binding.node.parent;
  if (!isFunction(binding.node) || binding.index !== 0 || call?.type !== "CallExpression") return null;
  if (call.arguments[0] !== binding.node) return null;
  const callee = bare(call.callee);
  if (callee.type !== "MemberExpression" || !callbacks.has(keyName(callee) ?? "")) return null;
  return { list: callee.object, keys: false };
}
