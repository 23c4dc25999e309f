import type { Dialect, EnvProblem } from "../../facts.ts";
import { innerSpan } from "../document.ts";
import { spellFor } from "../spell.ts";
import type { Inquiry, Meant } from "./inquiry.ts";
import { firstOdd, oddAt, secondAssignment } from "./spans.ts";

/** Faults of a value in a line of good form. */
export function valueProblems(inquiry: Inquiry, meant: Meant): EnvProblem[] {
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
          : code === "env/invalid-line" && !dialects.every((dialect) => isRead(inquiry, key, dialect))
            ? [key]
            : [],
      args: {
        ...(code === "env/invalid-line"
          ? { reason: binding.quote === "" ? "shell-words" : "inner-quote" }
          : {}),
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
  if (actual !== value && hasInnerQuote(inquiry, meant)) return "env/invalid-line";
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

/** `'Ada's bakery'`: the quote that opens the value is inside it, too, and nothing escapes it there. */
function hasInnerQuote({ document }: Inquiry, { binding }: Meant): boolean {
  const { quote, valueStart, valueEnd } = binding;
  if (quote === "") return false;
  const inside = document.text.slice(valueStart + 1, valueEnd - 1);
  return inside.replace(/\\./g, "").includes(quote) && !inside.includes("\n");
}

/** The dialect has some value for the key: a shell leaves a line that it cannot read to its own error. */
function isRead(inquiry: Inquiry, key: string, dialect: Dialect): boolean {
  return dialect === "bash" ? false : inquiry.value(inquiry.withoutDollars(dialect), key) !== undefined;
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
