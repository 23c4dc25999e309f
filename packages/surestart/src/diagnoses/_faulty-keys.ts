import type { Facts } from "../facts.ts";
import { problemsOf } from "./_lookup.ts";

/** Keys whose value a fault of the text explains; one of the whole file is a fault of each of its keys. */
export function keysOfFaults(facts: Facts): Set<string | null> {
  const ofLines = textFaults.flatMap((code) => problemsOf(facts, code).map(({ problem }) => problem.key));
  const ofFiles = ["env/carriage-return", "env/encoding"].flatMap((code) =>
    problemsOf(facts, code).flatMap(({ file }) => file.bindings.map((b) => b.key)),
  );
  return new Set([...ofLines, ...ofFiles]);
}

/** Faults that explain a wrong value better than the value does. */
const textFaults = [
  "env/hash-cuts-value",
  "env/dollar-expands",
  "env/smart-quotes",
  "env/quotes-kept",
  "env/carriage-return",
  "env/unterminated-quote",
  "env/encoding",
  "env/dialects-disagree",
];
