import type { Node } from "oxc-parser";
import { callValue } from "./evaluate-call.ts";
import { keysOf, listOf, literalOf, propertyOf } from "./literals.ts";
import { functionOf } from "./scope.ts";
import { bare, isFunction, keyName } from "./syntax.ts";
import type { Outcome, World } from "./unit.ts";
import { evaluate, isKnown, something, throws, unknown, value } from "./world.ts";

/** An optional chain ended early: the whole chain is undefined. */
const cut: Outcome = { is: "value", value: Symbol("cut") };

/**
 * The outcome of an expression as far as the assumption and the literals of the file carry. It runs nothing of the program:
 * only operators, constants, a few pure functions, and the bodies of the file's own functions, step by step.
 */
export function outcomeOf(world: World, node: Node): Outcome {
  switch (node.type) {
    case "Literal":
      return node.value instanceof RegExp || node.value === null ? literalValue(node) : value(node.value);
    case "TemplateLiteral":
      return template(world, node);
    case "Identifier":
      return identifier(world, node);
    case "ChainExpression": {
      const found = evaluate(world, node.expression);
      return found === cut ? value(undefined) : found;
    }
    case "TSAsExpression":
    case "TSSatisfiesExpression":
    case "TSTypeAssertion":
    case "TSNonNullExpression":
    case "TSInstantiationExpression":
    case "ParenthesizedExpression":
      return evaluate(world, node.expression);
    case "AwaitExpression":
      return evaluate(world, node.argument);
    case "MemberExpression":
      return member(world, node);
    case "UnaryExpression":
      return unary(node.operator, evaluate(world, node.argument));
    case "BinaryExpression":
      return binary(world, node);
    case "LogicalExpression":
      return logical(world, node);
    case "ConditionalExpression": {
      const test = evaluate(world, node.test);
      if (test.is === "value") return evaluate(world, test.value ? node.consequent : node.alternate);
      return test;
    }
    case "SequenceExpression":
      return evaluate(world, node.expressions.at(-1));
    case "AssignmentExpression":
      return node.operator === "=" ? evaluate(world, node.right) : unknown;
    case "ArrayExpression": {
      const elements = node.elements.map((e) => (e === null ? value(undefined) : evaluate(world, e)));
      if (elements.some((e) => e.is === "throws")) return throws;
      const known = elements.flatMap((e) => (e.is === "value" ? [e.value] : []));
      return known.length === elements.length ? value(known) : something;
    }
    case "ObjectExpression":
      return node.properties.some((p) => p.type === "Property" && evaluate(world, p.value).is === "throws")
        ? throws
        : something;
    case "CallExpression":
    case "NewExpression":
      return callValue(world, node, cut);
    default:
      return isFunction(node) || node.type === "ClassExpression" ? something : unknown;
  }
}

function literalValue(node: Node & { type: "Literal" }): Outcome {
  return "regex" in node ? something : value(null);
}

function template(world: World, node: Node & { type: "TemplateLiteral" }): Outcome {
  let text = node.quasis[0]?.value.cooked ?? "";
  let complete = true;
  for (const [i, part] of node.expressions.entries()) {
    const found = evaluate(world, part);
    if (found.is === "throws") return throws;
    complete &&= isKnown(found);
    if (isKnown(found)) text += String(found.value) + (node.quasis[i + 1]?.value.cooked ?? "");
  }
  return complete ? value(text) : unknown;
}

function identifier(world: World, node: Node & { type: "Identifier" }): Outcome {
  const binding = world.unit.bindings.of(node);
  if (binding === null) {
    if (node.name === "undefined") return value(undefined);
    if (node.name === "NaN") return value(Number.NaN);
    return node.name === "Infinity" ? value(Number.POSITIVE_INFINITY) : unknown;
  }
  const alias = world.aliases.get(binding);
  if (alias) return "is" in alias ? alias : evaluate(world, alias);
  if (functionOf(binding) || binding.kind === "class") return something;
  if (binding.kind === "parameter" || binding.kind === "import" || binding.kind === "catch") return unknown;
  if (binding.init === null && binding.writes.length === 1) return evaluate(world, binding.writes[0]);
  if (binding.writes.length > 0 || binding.rest || binding.init === null) return unknown;
  if (binding.path.length === 0) return evaluate(world, binding.init);
  // A loop's variable has no single value.
  if (binding.node.parent?.parent?.type === "ForOfStatement") return unknown;
  const whole = literalOf(world.unit, binding.init);
  const part = whole && binding.path.reduce<Node | null>((o, key) => o && propertyOf(o, key), whole);
  const found = part ? evaluate(world, part) : unknown;
  if (found.is === "value" && found.value === undefined && binding.fallback)
    return evaluate(world, binding.fallback);
  return found;
}

function member(world: World, node: Node & { type: "MemberExpression" }): Outcome {
  const object = evaluate(world, node.object);
  if (object === cut || object.is === "throws") return object;
  if (object.is === "value" && (object.value === undefined || object.value === null)) {
    return node.optional ? cut : throws;
  }
  const computed = node.computed ? evaluate(world, node.property) : null;
  const key = keyName(node) ?? (computed && isKnown(computed) ? String(computed.value) : null);
  if (key === null) return unknown;
  if (isKnown(object)) {
    if (typeof object.value === "string" && key === "length") return value(object.value.length);
    if (Buffer.isBuffer(object.value) && (key === "length" || key === "byteLength"))
      return value(object.value.length);
    if (Array.isArray(object.value)) {
      if (key === "length") return value(object.value.length);
      if (/^\d+$/.test(key)) return value(object.value[Number(key)]);
    }
    return unknown;
  }
  const literal = aliased(world, node.object) ?? literalOf(world.unit, node.object);
  if (literal?.type !== "ObjectExpression") return unknown;
  const found = propertyOf(literal, key);
  if (found) return evaluate(world, found);
  return keysOf(world.unit, literal)?.every((k) => k.text !== key) ? value(undefined) : unknown;
}

/** The literal that a name stands for in this world: the element of the turn, the argument of the call. */
function aliased(world: World, node: Node): Node | null {
  const at = bare(node);
  const binding = at.type === "Identifier" ? world.unit.bindings.of(at) : null;
  const alias = binding && world.aliases.get(binding);
  return alias && !("is" in alias) ? literalOf(world.unit, alias) : null;
}

function unary(operator: string, of: Outcome): Outcome {
  if (of.is !== "value") return operator === "typeof" && of.is === "throws" ? throws : of;
  if (operator === "!") return value(!of.value);
  if (operator === "void") return value(undefined);
  if (!isKnown(of)) return unknown;
  const known = of.value;
  if (operator === "typeof") return value(typeof known);
  if (typeof known === "object" && known !== null) return unknown;
  if (operator === "-") return value(-Number(known));
  return operator === "+" ? value(Number(known)) : unknown;
}

function binary(world: World, node: Node & { type: "BinaryExpression" }): Outcome {
  const left = evaluate(world, node.left);
  const right = evaluate(world, node.right);
  if (left.is === "throws" || right.is === "throws") return throws;
  if (node.operator === "in") return isIn(world, left, node.right);
  if (left.is !== "value" || right.is !== "value") return unknown;
  const [a, b] = [left.value, right.value];
  const nothing = (x: unknown) => x === undefined || x === null;
  // Something that exists differs from undefined and null; beyond that, nothing is known of it.
  if (!isKnown(left) || !isKnown(right)) {
    const decided = nothing(a) !== nothing(b);
    if (!decided) return unknown;
    if (node.operator === "===" || node.operator === "==") return value(false);
    return node.operator === "!==" || node.operator === "!=" ? value(true) : unknown;
  }
  return compare(node.operator, a as never, b as never);
}

function compare(operator: string, a: never, b: never): Outcome {
  switch (operator) {
    case "===":
      return value(a === b);
    case "!==":
      return value(a !== b);
    case "==":
      // biome-ignore lint/suspicious/noDoubleEquals: it evaluates the program's own operator
      return value(a == b);
    case "!=":
      // biome-ignore lint/suspicious/noDoubleEquals: it evaluates the program's own operator
      return value(a != b);
    case "<":
      return value(a < b);
    case "<=":
      return value(a <= b);
    case ">":
      return value(a > b);
    case ">=":
      return value(a >= b);
    case "+":
      return typeof a === "object" || typeof b === "object" ? unknown : value((a as string) + (b as string));
    case "-":
      return value((a as number) - (b as number));
    case "*":
      return value((a as number) * (b as number));
    case "/":
      return value((a as number) / (b as number));
    default:
      return unknown;
  }
}

/** undefined is a key of no object that anybody keeps; a string is looked up where the keys are literals. */
function isIn(world: World, left: Outcome, right: Node): Outcome {
  if (!isKnown(left)) return unknown;
  if (left.value === undefined) return value(false);
  const keys = keysOf(world.unit, right) ?? (listOf(world.unit, right) ? [] : null);
  return keys ? value(keys.some((k) => k.text === String(left.value))) : unknown;
}

function logical(world: World, node: Node & { type: "LogicalExpression" }): Outcome {
  const left = evaluate(world, node.left);
  if (left.is === "throws") return throws;
  if (left.is === "value") {
    const goesOn =
      node.operator === "??"
        ? left.value === undefined || left.value === null
        : node.operator === "||"
          ? !left.value
          : Boolean(left.value);
    return goesOn ? evaluate(world, node.right) : left;
  }
  const right = evaluate(world, node.right);
  if (right.is !== "value" || node.operator === "??") return unknown;
  // Whatever the left side is, the whole is as true (`a || true`) or as false (`a && false`) as the right side.
  if (node.operator === "||" && right.value) return something;
  return node.operator === "&&" && !right.value ? value(false) : unknown;
}
