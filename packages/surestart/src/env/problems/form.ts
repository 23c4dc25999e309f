import type { Dialect, EnvProblem } from "../../facts.ts";
import { readEnv } from "../dialects.ts";
import type { Inquiry, Meant } from "./inquiry.ts";
import { meantLines, plainLine } from "./meant-lines.ts";
import { firstOdd, lineOf, oddAt, secondAssignment } from "./spans.ts";

/** Faults of the form: of the key, the separator, the quotes. */
export function formProblem(inquiry: Inquiry, meant: Meant): EnvProblem | null {
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
