import type { Node } from "oxc-parser";
import { collectsFailure } from "./collected.ts";
import { completion } from "./completion.ts";
import { inLiteral, libraryWordOf } from "./library-word.ts";
import { listOf, patternOf, propertyOf } from "./literals.ts";
import { wordOf } from "./origin.ts";
import type { Binding } from "./scope.ts";
import { demandedBy, isAssertion, neverReturns } from "./sinks.ts";
import { bare, type FunctionNode, keyName, stringOf } from "./syntax.ts";
import type { Call, Outcome, World } from "./unit.ts";
import { evaluate, isKnown, something, throws, unknown, value, withAliases } from "./world.ts";

/** The outcome of a call: pure functions of the language, demands of known libraries, and the file's own functions. */
export function callValue(world: World, node: Call, cut: Outcome): Outcome {
  const callee = bare(node.callee);
  const own = world.unit.functionAt(callee);
  const method = callee.type === "MemberExpression" ? keyName(callee) : null;
  if (callee.type === "MemberExpression") {
    if (collectsFailure(world, node)) return throws;
    const list = method === null ? null : overList(world, callee.object, method, node);
    if (list) return list;
    const object = evaluate(world, callee.object);
    if (object.is === "throws" || object === cut) return object;
    if (object.is === "value" && (object.value === undefined || object.value === null)) {
      return callee.optional ? cut : throws;
    }
    if (isKnown(object) && method !== null) {
      const found = ofString(world, object.value, method, node);
      if (found) return found;
    }
    const tested = method === "test" ? patternTest(world, callee.object, node) : null;
    if (tested) return tested;
  }
  if (own) return callFunction(world, own, node.arguments as Node[]);
  const given = node.arguments.map((a) => (a.type === "SpreadElement" ? unknown : evaluate(world, a)));
  if (given.some((g) => g.is === "throws")) return throws;
  const word = wordOf(world.unit, node.callee);
  if (refusesArguments(world, node)) return throws;
  if (word === null) return node.type === "NewExpression" ? something : unknown;
  if (neverReturns(word) || isImportedFailure(world, callee)) return throws;
  if (isAssertion(word) && given[0]?.is === "value" && !given[0].value) return throws;
  return pure(word, given, node) ?? (node.type === "NewExpression" ? something : unknown);
}

/** A library throws for what it is given here: nothing, or an empty text, where it needs a value. */
function refusesArguments(world: World, node: Call): boolean {
  return demandedBy(libraryWordOf(world.unit, node.callee) ?? "").some(({ place, path, empty }) => {
    const given = node.arguments[place] as Node | undefined;
    const part = path === "" ? given : inLiteral(given, path);
    // Options that are not written out here may have it.
    if (part === undefined && (path !== "" || node.arguments.some((one) => one.type === "SpreadElement")))
      return false;
    const one = part === undefined ? value(undefined) : evaluate(world, part);
    return one.is === "value" && (one.value == null || (empty && one.value === ""));
  });
}

/** A function of another file that is called what only failing is called. */
function isImportedFailure(world: World, callee: Node): boolean {
  if (
    callee.type !== "Identifier" ||
    !/^(fail|raise|panic|die|abort|bail|throw[A-Z]\w*|exitWith\w*)$/.test(callee.name)
  )
    return false;
  return world.unit.bindings.of(callee)?.kind === "import";
}

/** Enters a function of the file with these arguments; a parameter without an argument is undefined, or its default. */
function callFunction(world: World, fn: FunctionNode, args: readonly Node[]): Outcome {
  if (fn.generator || world.budget.steps <= 0) return unknown;
  const aliases: [Binding, Node | Outcome][] = [];
  for (const binding of args.some((a) => a.type === "SpreadElement") ? [] : world.unit.declaredBy(fn)) {
    if (binding.kind !== "parameter" || binding.rest) continue;
    const given = args[binding.index];
    if (binding.path.length > 0) {
      // An entry of Object.entries, taken apart: [name, value].
      if (given?.type === "Property")
        aliases.push([binding, binding.path[0] === "1" ? given.value : value(keyName(given))]);
      else if (given?.type === "ObjectExpression") {
        const part = binding.path.reduce<Node | null>((o, key) => o && propertyOf(o, key), given);
        aliases.push([binding, part ?? binding.fallback ?? value(undefined)]);
      }
      continue;
    }
    if (given?.type === "ObjectExpression") {
      aliases.push([binding, given]);
      continue;
    }
    const outcome = given ? evaluate(world, given) : value(undefined);
    const absent = outcome.is === "value" && outcome.value === undefined;
    aliases.push([binding, absent && binding.fallback ? binding.fallback : outcome]);
  }
  return bodyOutcome(withAliases(world, aliases), fn);
}

/** What a function gives back in a world that has its parameters as aliases. */
/** What a function gives back, in a world that says what its parameters stand for. */
export function bodyOutcome(world: World, fn: FunctionNode): Outcome {
  if (fn.body === null) return unknown;
  if (fn.body.type !== "BlockStatement") return evaluate(world, fn.body);
  const done = completion(world, fn.body.body);
  if (done.is === "returns") return done.outcome;
  return done.is === "throws" ? throws : done.is === "normal" ? value(undefined) : unknown;
}

/** Methods of a list that is a literal, with what the assumption says about its elements. */
function overList(world: World, object: Node, method: string, node: Call): Outcome | null {
  const argument = node.arguments[0];
  if (argument === undefined || argument.type === "SpreadElement") return null;
  if (method === "includes" || method === "has" || method === "indexOf") {
    const list = listOf(world.unit, object);
    const sought = evaluate(world, argument);
    if (list === null) {
      // undefined is in no list that anybody keeps, and has no place in it.
      const absent =
        sought.is === "value" && sought.value === undefined && evaluate(world, object).is === "unknown";
      return absent ? value(method === "indexOf" ? -1 : false) : null;
    }
    if (!isKnown(sought) || list.some((l) => l.text === null && l.node.type !== "Literal")) return null;
    const found = list.findIndex((l) => literalEquals(l.node, l.text, sought.value));
    return value(method === "indexOf" ? found : found >= 0);
  }
  const callback = world.unit.functionAt(argument);
  const truth = wordOf(world.unit, argument) === "Boolean";
  if ((callback === null && !truth) || !/^(some|every|filter|find)$/.test(method)) return null;
  const list = elements(world, object);
  if (list === null) return null;
  const tests = list.map((element) =>
    truth ? evaluate(world, element) : callFunction(world, callback as FunctionNode, [element]),
  );
  if (tests.some((t) => t.is === "throws")) return throws;
  const passes = tests.map((t) => (t.is === "value" ? Boolean(t.value) : null));
  if (method === "some")
    return passes.includes(true) ? value(true) : passes.every((p) => p === false) ? value(false) : unknown;
  if (method === "every")
    return passes.includes(false) ? value(false) : passes.every((p) => p === true) ? value(true) : unknown;
  const kept = list.filter((_, i) => passes[i] === true);
  if (method === "find")
    return kept.length > 0 ? something : passes.every((p) => p === false) ? value(undefined) : unknown;
  // Those that pass for certain; what is asked of such a list is whether it is empty.
  if (kept.length > 0) return value(kept.map((element) => stringOf(element) ?? {}));
  return passes.every((p) => p === false) ? value([]) : unknown;
}

function elements(world: World, object: Node): Node[] | null {
  const at = bare(object);
  const word = at.type === "CallExpression" ? wordOf(world.unit, at.callee) : null;
  if (at.type === "CallExpression" && (word === "Object.values" || word === "Object.entries")) {
    const of = at.arguments[0] && bare(at.arguments[0]);
    const binding = of?.type === "Identifier" ? world.unit.bindings.of(of) : null;
    const literal = of?.type === "ObjectExpression" ? of : binding?.init && bare(binding.init);
    if (literal?.type !== "ObjectExpression") return null;
    const entries = literal.properties.filter((p) => p.type === "Property");
    return word === "Object.entries" ? entries : entries.map((p) => p.value);
  }
  return listOf(world.unit, object)?.map((l) => l.node) ?? null;
}

function literalEquals(node: Node, text: string | null, sought: unknown): boolean {
  return node.type === "Literal" ? node.value === sought : text === sought;
}

/** `/…/.test(value)`, where the pattern is a literal. */
function patternTest(world: World, object: Node, node: Call): Outcome | null {
  const pattern = patternOf(world.unit, object);
  const [argument] = node.arguments;
  if (!pattern || !argument || argument.type === "SpreadElement") return null;
  const given = evaluate(world, argument);
  return isKnown(given) ? value(pattern.test(String(given.value))) : null;
}

function ofString(world: World, of: unknown, method: string, node: Call): Outcome | null {
  if (typeof of !== "string") return null;
  const given = node.arguments.map((a) => (a.type === "SpreadElement" ? unknown : evaluate(world, a)));
  if (given.some((g) => g.is === "throws")) return throws;
  const [first] = given;
  const text = first && isKnown(first) && typeof first.value === "string" ? first.value : null;
  switch (method) {
    case "trim":
      return value(of.trim());
    case "toLowerCase":
      return value(of.toLowerCase());
    case "toUpperCase":
      return value(of.toUpperCase());
    case "toString":
      return value(of);
    case "startsWith":
      return text === null ? unknown : value(of.startsWith(text));
    case "endsWith":
      return text === null ? unknown : value(of.endsWith(text));
    case "includes":
      return text === null ? unknown : value(of.includes(text));
    case "split":
      return text === null ? unknown : value(of.split(text));
    case "match": {
      const [argument] = node.arguments;
      const pattern = argument?.type === "SpreadElement" ? null : patternOf(world.unit, argument);
      return pattern ? (pattern.test(of) ? something : value(null)) : unknown;
    }
    default:
      return null;
  }
}

/** Pure functions of the language, for values that are known. null: none of them. */
function pure(word: string, given: Outcome[], node: Call): Outcome | null {
  const first = given[0] ?? value(undefined);
  if (word === "Boolean" && first.is === "value") return value(Boolean(first.value));
  if (!isKnown(first) || (typeof first.value === "object" && first.value !== null)) return null;
  const of = first.value as never;
  switch (word) {
    case "Number":
      return value(Number(of));
    case "String":
      return value(String(of));
    case "parseInt":
    case "Number.parseInt":
      return value(Number.parseInt(of, 10));
    case "parseFloat":
    case "Number.parseFloat":
      return value(Number.parseFloat(of));
    case "isNaN":
      return value(Number.isNaN(Number(of)));
    case "isFinite":
      return value(Number.isFinite(Number(of)));
    case "Number.isNaN":
      return value(Number.isNaN(of));
    case "Number.isFinite":
      return value(Number.isFinite(of));
    case "Number.isInteger":
    case "Number.isSafeInteger":
      return value(Number.isInteger(of));
    case "Buffer.from":
    case "buffer.Buffer.from":
      return typeof of === "string" ? bytesOf(of, given[1]) : null;
    case "Buffer.byteLength":
      return typeof of === "string" ? value(Buffer.byteLength(of)) : throws;
    case "decodeURIComponent":
      return attempt(() => decodeURIComponent(of));
    case "JSON.parse":
      return attempt(() => JSON.parse(of));
    case "URL":
    case "url.URL":
      return node.type === "NewExpression" && given.length === 1 ? attempt(() => new URL(of)) : something;
    case "URL.canParse":
      return given.length === 1 ? value(URL.canParse(of)) : null;
    default:
      return null;
  }
}

function bytesOf(text: string, encoding: Outcome | undefined): Outcome {
  if (encoding === undefined) return value(Buffer.from(text));
  const name = isKnown(encoding) ? String(encoding.value) : "";
  return Buffer.isEncoding(name) ? value(Buffer.from(text, name)) : something;
}

function attempt(run: () => unknown): Outcome {
  try {
    const found = run();
    return typeof found === "object" && found !== null ? something : value(found);
  } catch {
    return throws;
  }
}
