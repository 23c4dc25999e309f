import type { Dialect, EnvProblem } from "../../facts.ts";
import { readEnv } from "../dialects.ts";
import { innerSpan, isInvisible, isTypographicQuote } from "../document.ts";
import { spellFor } from "../spell.ts";
import type { Inquiry, Meant } from "./inquiry.ts";
import { meantLines, plainLine } from "./meant-lines.ts";

/** Assignments that one of the dialects reads otherwise than they are meant. */
export function bindingProblems(inquiry: Inquiry): EnvProblem[] {
  return inquiry.meant.flatMap((meant) => [
    ...[formProblem(inquiry, meant)].filter((problem) => problem !== null),
    ...valueProblems(inquiry, meant),
  ]);
}

/** Faults of the form: of the key, the separator, the quotes. */
function formProblem(inquiry: Inquiry, meant: Meant): EnvProblem | null {
  const { binding, key } = meant;
  const { text } = inquiry.document;
  if (binding.fault === "key") {
    const invisible = firstOdd(text, binding.keyStart, binding.keyEnd);
    const span =
      invisible === -1
        ? { from: binding.keyStart, to: binding.keyEnd }
        : { from: invisible, to: invisible + 1 };
    return bites(inquiry, meant, invisible === -1 ? "env/invalid-line" : "env/smart-quotes", span, "key");
  }
  if (binding.fault === "after-quote")
    return bites(inquiry, meant, "env/invalid-line", lineOf(inquiry, meant), "after-quote");
  if (binding.fault === "unterminated") {
    const span = { from: binding.valueStart, to: binding.valueStart + 1 };
    return bites(inquiry, meant, "env/unterminated-quote", span, "unterminated");
  }
  if (text[binding.separator] === ":") {
    const span = { from: binding.separator, to: binding.separator + 1 };
    return bites(inquiry, meant, "env/colon-separator", span, "colon");
  }
  const second = secondAssignment(text.slice(binding.valueStart, binding.valueEnd));
  if (binding.quote === "" && second !== null && inquiry.dialects.some((dialect) => dialect !== "bash"))
    return {
      ...inquiry.problem("env/invalid-line", lineOf(inquiry, meant), {
        key,
        dialects: inquiry.dialects.filter((dialect) => dialect !== "bash"),
        loses: inquiry.sets(second) ? [] : [second],
        args: { reason: "two-assignments" },
      }),
      ...linesFor(inquiry, meant),
    };
  return headProblem(inquiry, meant);
}

/** A loader that cuts a line at its `=` takes `export` or a blank for a part of the name, or drops the line. */
function headProblem(inquiry: Inquiry, meant: Meant): EnvProblem | null {
  const { binding, key } = meant;
  const { text } = inquiry.document;
  const head = text.slice(binding.start, binding.separator);
  if (!meant.counts || binding.fault !== null || (head === key && text[binding.separator + 1] !== " "))
    return null;
  const line = text.slice(binding.start, binding.end);
  const dialects = inquiry.dialects.filter(
    (dialect) =>
      dialect !== "bash" &&
      !inquiry.reading(dialect).refused &&
      inquiry.value(inquiry.withoutDollars(dialect), key) === undefined &&
      !Object.hasOwn(readEnv(line, dialect).values, key),
  );
  if (dialects.length === 0 || inquiry.noted(inquiry.reading(dialects[0] as Dialect)).expanding.has(key))
    return null;
  const lines = plainLine(inquiry.document, binding, inquiry.dialects);
  return {
    ...inquiry.problem("env/invalid-line", lineOf(inquiry, meant), {
      key,
      dialects,
      loses: [key],
      args: { reason: binding.exported ? "export" : "head" },
    }),
    ...(lines ? { lines } : {}),
  };
}

/** The problem, if a dialect has another value than the one that is meant, or loses keys by this line. */
function bites(
  inquiry: Inquiry,
  meant: Meant,
  code: string,
  span: { from: number; to: number },
  reason: string,
): EnvProblem | null {
  const { binding, key } = meant;
  const loses = new Set<string>();
  const dialects = inquiry.dialects.filter((dialect) => {
    const reading = inquiry.withoutDollars(dialect);
    const value = inquiry.value(reading, key);
    const cost = inquiry.losesBy(binding, dialect);
    for (const name of cost) loses.add(name);
    if (value === undefined && meant.counts) loses.add(key);
    // An apostrophe that begins a value (`'tis`) and is kept may be meant.
    const kept = binding.quote === "'" && value === `'${meant.value}`;
    return cost.length > 0 || (meant.counts && value !== meant.value && !kept);
  });
  if (dialects.length === 0) return null;
  const hidden = reason === "after-quote" ? hiddenBehind(inquiry, meant) : [];
  for (const name of hidden) loses.add(name);
  const args = {
    reason: hidden.length > 0 ? "two-assignments" : reason,
    ...(code === "env/smart-quotes" ? oddAt(inquiry, span.from) : {}),
  };
  return {
    ...inquiry.problem(code, span, { key, dialects, loses: [...loses], args }),
    ...(reason === "colon" ? {} : linesFor(inquiry, meant)),
  };
}

function linesFor(inquiry: Inquiry, { binding }: Meant): Pick<EnvProblem, "lines"> {
  const lines = meantLines(inquiry.document, binding, inquiry.dialects);
  return lines ? { lines } : {};
}

/** `KEY="a"; OTHER="b"`: the keys that are after the first value. */
function hiddenBehind(inquiry: Inquiry, { binding }: Meant): string[] {
  const rest = inquiry.document.text.slice(binding.valueStart, binding.valueEnd);
  const names = [...rest.matchAll(/[;,\s]\s*(?:export\s+)?([A-Z_][A-Z0-9_]*)=/g)].map(
    (match) => match[1] as string,
  );
  return names.filter((name) => !inquiry.sets(name));
}

/** `A=1; B=2`. Not `Server=db; Database=x`, which is a value with such a form. */
function secondAssignment(raw: string): string | null {
  const match = /^[^=;"']*; *(?:export +)?([A-Z_][A-Z0-9_]{2,})=/.exec(raw);
  return match ? (match[1] as string) : null;
}

/** Faults of a value in a line of good form. */
function valueProblems(inquiry: Inquiry, meant: Meant): EnvProblem[] {
  const { binding, key } = meant;
  if (!meant.counts || binding.fault !== null) return [];
  const by = new Map<string, Dialect[]>();
  const note = (code: string, dialect: Dialect): void =>
    void by.set(code, [...(by.get(code) ?? []), dialect]);
  for (const dialect of inquiry.dialects) {
    if (inquiry.reading(dialect).refused && dialect !== "bash") continue;
    const cause = causeOf(inquiry, meant, dialect);
    if (cause !== null) note(cause, dialect);
    else if (meant.stray.length > 0 && expandsStray(inquiry, key, dialect))
      note("env/dollar-expands", dialect);
  }
  return [...by].map(([code, dialects]) =>
    inquiry.problem(code, placeOf(inquiry, meant, code), {
      key,
      dialects,
      loses:
        code === "env/empty-value-swallows-next"
          ? swallowed(inquiry, meant, dialects)
          : code === "env/invalid-line"
            ? [key]
            : [],
      args: {
        ...(code === "env/invalid-line" ? { reason: "shell-words" } : {}),
        ...(hasPortable(inquiry, meant) ? {} : { portable: false }),
        ...(code === "env/smart-quotes" ? oddAt(inquiry, placeOf(inquiry, meant, code).from) : {}),
      },
    }),
  );
}

/**
 * There is a spelling that every dialect in use reads as the meant value. A value that refers to another has none: it would
 * lose its reference.
 */
function hasPortable({ dialects }: Inquiry, { value, refers }: Meant): boolean {
  return !refers && spellFor(value, dialects).fails.length === 0;
}

/** Why this dialect's value is another than the meant one, leaving expansions aside. null: it is not, or for another reason. */
function causeOf(inquiry: Inquiry, meant: Meant, dialect: Dialect): string | null {
  const { binding, key, value } = meant;
  const { text } = inquiry.document;
  const reading = inquiry.withoutDollars(dialect);
  const actual = inquiry.value(reading, key);
  if (dialect === "bash" && actual !== value && isSeveralWords(inquiry, meant)) return "env/invalid-line";
  if (actual === undefined || actual === value) return null;
  if (value === "" && inquiry.noted(reading).swallowing.has(binding.line))
    return "env/empty-value-swallows-next";
  const raw = text.slice(binding.valueStart, binding.valueEnd);
  const { from, to } = innerSpan(inquiry.document, binding);
  const unclothed = binding.quote === "" && (from > binding.valueStart || to < binding.valueEnd);
  if (unclothed && actual === raw) return "env/smart-quotes";
  if (binding.quote !== "" && isKeptWithQuotes(actual, raw, binding.quote)) return "env/quotes-kept";
  if (binding.quote === "" && isCut(value, actual)) return "env/hash-cuts-value";
  return null;
}

/** A shell ends the value at a blank or an operator, and runs what is after it as a command. */
function isSeveralWords({ document }: Inquiry, { binding }: Meant): boolean {
  if (binding.quote !== "") return false;
  const raw = document.text.slice(binding.valueStart, binding.valueEnd).trim();
  // What is written for a shell is meant so: a substitution, a second assignment.
  if (/\$\(|`/.test(raw) || secondAssignment(raw) !== null) return false;
  return (
    /[\s;&|<>()]/.test(raw.replace(/\s+#.*$/, "")) || /\s/.test(document.text[binding.separator - 1] ?? "")
  );
}

/** The value as it is written, quotes and all; of one over several lines the first (docker). */
function isKeptWithQuotes(actual: string, raw: string, quote: string): boolean {
  return actual.startsWith(quote) && actual.length > 1 && (raw.startsWith(actual) || actual.startsWith(raw));
}

function isCut(value: string, actual: string): boolean {
  for (let at = value.indexOf("#"); at !== -1; at = value.indexOf("#", at + 1))
    if (value.slice(0, at).trimEnd() === actual) return true;
  return false;
}

function expandsStray(inquiry: Inquiry, key: string, dialect: Dialect): boolean {
  const reading = inquiry.reading(dialect);
  // What only the running shell knows (`$$`) is left as it is written, and reported.
  if (inquiry.noted(reading).expanding.has(key)) return true;
  const real = inquiry.value(reading, key);
  return real !== inquiry.value(inquiry.withoutStray(dialect), key);
}

function swallowed(inquiry: Inquiry, meant: Meant, dialects: readonly Dialect[]): string[] {
  return [...new Set(dialects.flatMap((dialect) => inquiry.losesBy(meant.binding, dialect)))];
}

function placeOf(inquiry: Inquiry, meant: Meant, code: string): { from: number; to: number } {
  const { binding } = meant;
  const { text } = inquiry.document;
  if (code === "env/hash-cuts-value") {
    const at = text.indexOf("#", binding.valueStart);
    return { from: at, to: at + 1 };
  }
  if (code === "env/dollar-expands") {
    const at = meant.stray[0] as number;
    return { from: at, to: at + 1 };
  }
  if (code === "env/smart-quotes") {
    const at = firstOdd(text, binding.valueStart, binding.valueEnd);
    return { from: at, to: at + 1 };
  }
  if (code === "env/empty-value-swallows-next")
    return { from: binding.separator + 1, to: binding.separator + 2 };
  return { from: binding.valueStart, to: binding.valueEnd };
}

/** The first typographic quote or invisible character; -1 where there is none. */
function firstOdd(text: string, from: number, to: number): number {
  for (let at = from; at < to; at++)
    if (isInvisible(text.charCodeAt(at)) || isTypographicQuote(text[at] as string)) return at;
  return -1;
}

function oddAt({ document }: Inquiry, at: number): { what: "quote" | "blank" } {
  return { what: isInvisible(document.text.charCodeAt(at)) ? "blank" : "quote" };
}

function lineOf(inquiry: Inquiry, { binding }: Meant): { from: number; to: number } {
  const raw = inquiry.document.text.slice(binding.start, binding.end);
  return {
    from: binding.start + (raw.length - raw.trimStart().length),
    to: binding.start + raw.trimEnd().length,
  };
}
