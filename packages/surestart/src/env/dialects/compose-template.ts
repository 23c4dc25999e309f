import { DOLLAR, isNameStart, isWord } from "../../chars.ts";
import { LONGEST_VALUE, Refusal } from "../reading.ts";

type Lookup = (name: string) => string | undefined;

/** Defaults within defaults; nobody writes more, and each level costs a walk over the rest. */
const DEEPEST = 200;

/**
 * The templates of Compose: `$$`, `$NAME`, `${NAME}`, `${NAME:-default}`, `-`, `:+`, `+`, `:?`, `?`, nested. A `${` that is not
 * one of
 * these, and a required variable that is missing, refuse the file.
 *
 * @param at Where the value is, for the refusal.
 */
export function substitute(template: string, lookup: Lookup, at: number, depth: number = 0): string {
  if (!template.includes("$")) return template;
  if (depth > DEEPEST) throw new Refusal(at, "endless");
  let result = "";
  let done = 0;
  for (let dollar = template.indexOf("$"); dollar !== -1; dollar = template.indexOf("$", done)) {
    result += template.slice(done, dollar);
    const next = template.charCodeAt(dollar + 1);
    if (next === DOLLAR) {
      result += "$";
      done = dollar + 2;
    } else if (isNameStart(next)) {
      done = wordEnd(template, dollar + 1);
      result += lookup(template.slice(dollar + 1, done)) ?? "";
    } else if (template[dollar + 1] === "{") {
      done = bracedEnd(template, dollar);
      if (done === -1) throw new Refusal(at, "expansion");
      result += braced(template.slice(dollar, done), lookup, at, depth);
    } else {
      result += "$";
      done = dollar + 1;
    }
    if (result.length > LONGEST_VALUE) throw new Refusal(at, "endless");
  }
  return result + template.slice(done);
}

/** The offset after `${…}`: with an operator it reaches to the last brace of the line. -1: it is no template. */
function bracedEnd(template: string, dollar: number): number {
  if (!isNameStart(template.charCodeAt(dollar + 2))) return -1;
  const nameEnd = wordEnd(template, dollar + 2);
  if (template[nameEnd] === "}") return nameEnd + 1;
  const operator = template[nameEnd] === ":" ? nameEnd + 1 : nameEnd;
  if (!"-+?".includes(template[operator] ?? " ")) return -1;
  const newline = template.indexOf("\n", operator);
  const close = template.lastIndexOf("}", newline === -1 ? template.length : newline);
  return close > operator ? close + 1 : -1;
}

/** What `${…}` becomes; `whole` may have text after its own closing brace, which is a template again. */
function braced(whole: string, lookup: Lookup, at: number, depth: number): string {
  const operator = firstOperator(whole);
  const close = closingBrace(whole);
  const own = close === -1 ? whole : whole.slice(0, close + 1);
  const rest = close === -1 ? "" : whole.slice(close + 1);
  if (bracedEnd(own, 0) === -1) throw new Refusal(at, "expansion");
  const inner = own.slice(2, bracedEnd(own, 0) - 1);
  const mark = operator === null ? -1 : inner.indexOf(operator);
  if (operator === null || mark === -1) return lookup(inner) ?? "";
  const value = lookup(inner.slice(0, mark));
  const word = inner.slice(mark + operator.length);
  return (
    apply(operator, value, () => substitute(word, lookup, at, depth + 1), at) +
    substitute(rest, lookup, at, depth + 1)
  );
}

function apply(operator: string, value: string | undefined, word: () => string, at: number): string {
  const colon = operator.length === 2;
  const there = value !== undefined && !(colon && value === "");
  if (operator.endsWith("-")) return there ? (value as string) : word();
  if (operator.endsWith("+")) return there ? word() : (value ?? "");
  if (!there) throw new Refusal(at, "required");
  return value as string;
}

/** The operator that is first, anywhere in it. */
function firstOperator(whole: string): string | null {
  let first: string | null = null;
  let place = whole.length;
  for (const operator of [":?", "?", ":-", "-", ":+", "+"]) {
    const at = whole.indexOf(operator);
    if (at !== -1 && at < place) {
      first = operator;
      place = at;
    }
  }
  return first;
}

/** By counting braces; the character after an opening one is never looked at. */
function closingBrace(whole: string): number {
  let open = 0;
  for (let at = 0; at < whole.length; at++) {
    if (whole[at] === "}" && --open === 0) return at;
    if (whole[at] === "{") {
      open++;
      at++;
    }
  }
  return -1;
}

function wordEnd(template: string, from: number): number {
  let at = from;
  while (at < template.length && isWord(template.charCodeAt(at))) at++;
  return at;
}
