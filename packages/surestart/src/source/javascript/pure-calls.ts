import type { Node } from "oxc-parser";
import { patternOf } from "./literals.ts";
import type { Call, Outcome, World } from "./unit.ts";
import { evaluate, isKnown, something, throws, unknown, value } from "./world.ts";

/** `/…/.test(value)`, where the pattern is a literal. */
export function patternTest(world: World, object: Node, node: Call): Outcome | null {
  const pattern = patternOf(world.unit, object);
  const [argument] = node.arguments;
  if (!pattern || !argument || argument.type === "SpreadElement") return null;
  const given = evaluate(world, argument);
  return isKnown(given) ? value(pattern.test(String(given.value))) : null;
}

export function ofString(world: World, of: unknown, method: string, node: Call): Outcome | null {
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
export function pure(word: string, given: Outcome[], node: Call): Outcome | null {
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
