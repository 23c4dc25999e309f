import { builtinModules } from "node:module";
import type { Node } from "oxc-parser";
import type { Binding } from "./scope.ts";
import { bare, functionAround, isFunction, keyName, stringOf } from "./syntax.ts";
import type { Origin, Unit } from "./unit.ts";

const builtin: ReadonlySet<string> = new Set(builtinModules);

export function isBuiltin(specifier: string): boolean {
  return (
    specifier.startsWith("node:") ||
    specifier === "bun" ||
    specifier.startsWith("bun:") ||
    builtin.has(specifier)
  );
}

/**
 * Follows names, members, calls and simple constants back to a global or a module: `process.env`, `dotenv.config`,
 * `express()` … as a dotted word. A default import, a namespace and `require` of a module are the same word, as the
 * interoperation of the two module systems makes them.
 */
export function originOf(unit: Unit, node: Node, depth = 0): Origin | null {
  if (depth > 12) return null;
  const at = bare(node);
  const known = unit.words.get(at);
  if (known !== undefined) return known;
  const found = findOrigin(unit, at, depth);
  // What was given up for its depth may be found from nearer.
  if (depth < 6) unit.words.set(at, found);
  return found;
}

function findOrigin(unit: Unit, at: Node, depth: number): Origin | null {
  switch (at.type) {
    case "Identifier": {
      const binding = unit.bindings.of(at);
      if (binding === null) return globalOrigin(at.name);
      return originOfBinding(unit, binding, depth + 1);
    }
    case "MetaProperty":
      return at.meta.name === "import" ? { module: null, path: ["import.meta"] } : null;
    case "MemberExpression": {
      const key = keyName(at);
      const from = key === null ? null : originOf(unit, at.object, depth + 1);
      return from && key !== null ? step(from, key) : null;
    }
    case "ImportExpression": {
      const specifier = stringOf(at.source);
      return specifier === null ? null : moduleOrigin(specifier);
    }
    case "CallExpression": {
      const required = requiredModule(unit, at, depth + 1);
      if (required !== null) return moduleOrigin(required);
      const from = originOf(unit, at.callee, depth + 1);
      return from && { module: from.module, path: [...from.path, "()"] };
    }
    case "NewExpression": {
      const from = originOf(unit, at.callee, depth + 1);
      return from && { module: from.module, path: [...from.path, "()"] };
    }
    case "LogicalExpression":
      return at.operator === "&&" ? null : originOf(unit, at.left, depth + 1);
    default:
      return null;
  }
}

/** As one word: `process.env`, `dotenv.config`, `express().listen`; null where it cannot be told. */
export function wordOf(unit: Unit, node: Node): string | null {
  const origin = originOf(unit, node);
  return origin && spell(origin);
}

function spell(origin: Origin): string {
  let word = spelled.get(origin);
  if (word === undefined) {
    word = (origin.module === null ? origin.path : [origin.module, ...origin.path])
      .join(".")
      .replaceAll(".()", "()");
    spelled.set(origin, word);
  }
  return word;
}

const spelled = new WeakMap<Origin, string>();

/** The specifier of a `require("x")`, also by `createRequire` and `module.require`; null for any other call. */
export function requiredModule(unit: Unit, call: Node, depth = 0): string | null {
  if (call.type !== "CallExpression") return null;
  const specifier = stringOf(call.arguments[0]);
  if (specifier === null) return null;
  const callee = originOf(unit, call.callee, depth + 1);
  if (callee === null) return null;
  const word = spell(callee);
  return word === "require" || word === "module.require" || word === "module.createRequire()"
    ? specifier
    : null;
}

function originOfBinding(unit: Unit, binding: Binding, depth: number): Origin | null {
  if (binding.kind === "import") return importOrigin(binding);
  if (binding.writes.length > 0) return null;
  if (binding.rest) return restOrigin(unit, binding, depth);
  if (binding.kind === "parameter") return parameterOrigin(unit, binding, depth);
  if (binding.kind === "const" || binding.kind === "let" || binding.kind === "var") {
    if (binding.init === null || isLoopVariable(binding)) return null;
    const from = originOf(unit, binding.init, depth + 1);
    return from && binding.path.reduce<Origin>(step, from);
  }
  return null;
}

/** `const { PORT, ...rest } = process.env`: what is left of the environment is the environment. */
function restOrigin(unit: Unit, binding: Binding, depth: number): Origin | null {
  if (binding.kind === "parameter" || binding.init === null || isLoopVariable(binding)) return null;
  const from = originOf(unit, binding.init, depth + 1);
  return binding.path.length === 0 && isEnvironmentOrigin(from) ? from : null;
}

/** What `process.env` is. */
export const environment: Origin = { module: null, path: ["process", "env"] };

const environments: ReadonlySet<string> = new Set([
  "process.env",
  "import.meta.env",
  "Bun.env",
  "bun.env",
  "Deno.env.toObject()",
]);

export function isEnvironmentOrigin(origin: Origin | null): boolean {
  return origin !== null && environments.has(spell(origin));
}

/** A parameter that always gets the same thing: by its default, by its type, or in every call in this file. */
function parameterOrigin(unit: Unit, binding: Binding, depth: number): Origin | null {
  if (unit.handed(binding.node).has(binding.index)) return binding.path.reduce<Origin>(step, environment);
  if (binding.fallback) return originOf(unit, binding.fallback, depth + 1);
  if (!isFunction(binding.node)) return null;
  const type = unit.text.slice(binding.spot.start, binding.spot.end);
  if (/:\s*(NodeJS\.ProcessEnv|typeof process\.env)\b/.test(type)) return environment;
  const calls = unit.callsOf(binding.node);
  const first = calls[0]?.arguments[binding.index];
  if (first === undefined || !calls.every((c) => c.arguments[binding.index]?.type === first.type))
    return null;
  // A function that calls itself with its own parameter says nothing new.
  if (functionAround(calls[0] as Node) === binding.node) return null;
  const from = originOf(unit, first, depth + 1);
  return from && binding.path.reduce<Origin>(step, from);
}

function isLoopVariable(binding: Binding): boolean {
  const owner = binding.node.parent?.parent;
  return owner?.type === "ForOfStatement" || owner?.type === "ForInStatement";
}

function importOrigin(binding: Binding): Origin | null {
  const node = binding.node;
  if (node.type === "TSImportEqualsDeclaration") {
    if (node.moduleReference.type !== "TSExternalModuleReference") return null;
    return moduleOrigin(node.moduleReference.expression.value);
  }
  const declaration = node.parent;
  if (declaration?.type !== "ImportDeclaration") return null;
  const from = moduleOrigin(declaration.source.value);
  if (node.type !== "ImportSpecifier") return from;
  const name = node.imported.type === "Literal" ? node.imported.value : node.imported.name;
  return step(from, name);
}

function moduleOrigin(specifier: string): Origin {
  // Built-in modules that have no name without `node:` keep it: `sqlite` is a package.
  const short = specifier.replace(/^node:/, "");
  const name = builtin.has(short) ? short : specifier;
  // The module `process` is the global of the same name.
  if (name === "process") return { module: null, path: ["process"] };
  return { module: name, path: [] };
}

function globalOrigin(name: string): Origin {
  return { module: null, path: name === "globalThis" || name === "global" ? [] : [name] };
}

function step(from: Origin, key: string): Origin {
  // `.default` of a module is the module again; what it means depends on its kind, and both mean the same here.
  if (from.module !== null && from.path.length === 0 && key === "default") return from;
  if (from.path.length === 0 && from.module === null) return globalOrigin(key);
  return { module: from.module, path: [...from.path, key] };
}
