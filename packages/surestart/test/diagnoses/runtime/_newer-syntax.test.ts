import { expect, test } from "vitest";
import { newerSyntax } from "../../../src/diagnoses/runtime/_newer-syntax.ts";
import type { Facts } from "../../../src/facts.ts";

test.each([
  ["3.11.2", "def first[T](items: list[T]) -> T:", ">=3.12"],
  ["3.11.2", "    async def first[T: int](self):", ">=3.12"],
  ["3.11.2", "class Box[T]:", ">=3.12"],
  ["3.11.2", "type Point = tuple[int, int]", ">=3.12"],
  ["3.10.13", "except* OSError as group:", ">=3.11"],
  ["3.13.0", "except OSError, ValueError:", ">=3.14"],
  ["3.13.0", "except OSError, errors.Missing, KeyError:", ">=3.14"],
  ["3.13.0", "except OSError, error:", null],
  ["3.9.18", "match kind:", ">=3.10"],
  ["3.9.18", "    match command.split():  # words", ">=3.10"],
  ["3.7.16", "if (size := len(items)) > 3:", ">=3.8"],
  // It knows them: the line is wrong for another reason.
  ["3.12.1", "def first[T](items: list[T] -> T:", null],
  ["3.10.13", "match kind:", null],
  ["3.11.2", "def first(items: list:", null],
  ["3.11.2", "type = 3 +", null],
  ["3.9.18", "match = {'a': 1,, }", null],
  ["2.7.18", "match kind:", null],
])("Python %s on %s: %s", (version, text, demands) => {
  const at = { file: "tools.py", line: 1 };
  const frames = [{ ...at, function: null, own: true, text }];
  const crash = { language: "python", name: "SyntaxError", frames, at };
  const facts = { run: { outcome: "failed", crash }, runtime: { interpreter: { path: null, version } } };
  expect(newerSyntax(facts as unknown as Facts)?.demands ?? null).toBe(demands);
});
