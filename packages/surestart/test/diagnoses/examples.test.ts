import { expect, test } from "vitest";
import { catalogue } from "../../src/diagnoses/index.ts";
import { dialects } from "../../src/env/dialects.ts";
import { readDocument } from "../../src/env/document.ts";
import { problemsOf } from "../../src/env/problems.ts";
import type { Dialect } from "../../src/facts.ts";

/** The loaders for which a text has this fault. */
function bitten(code: string, text: string): Dialect[] {
  return problemsOf(readDocument(text), dialects, {})
    .filter((problem) => problem.code === code)
    .flatMap((problem) => problem.dialects);
}

/** Those whose fault is visible in the text of a .env alone. */
const examples = catalogue.flatMap(({ code, page }) =>
  (page.examples ?? [])
    .filter(({ file, wrong }) => file === ".env" && bitten(code, wrong ?? "").length > 0)
    .map(({ wrong = "", right }) => [code, wrong, right] as const),
);

test("the examples of .env on the pages are wrong for some loader", () => {
  expect(examples.map(([code]) => code).toSorted()).toEqual([
    "env/colon-separator",
    "env/dollar-expands",
    "env/duplicate-key",
    "env/empty-value-swallows-next",
    "env/hash-cuts-value",
    "env/invalid-line",
    "env/quotes-kept",
    "env/smart-quotes",
    "env/unterminated-quote",
  ]);
});

/** Loaders for which a page says that they need another form. */
const others: Record<string, Dialect[]> = { "env/dollar-expands": ["dotenv-expand", "bun"] };

test.each(examples)("%s: what takes the place of %j is right for every loader", (code, _wrong, right) => {
  expect(bitten(code, right)).toEqual(others[code] ?? []);
});
