import { describe, expect, test } from "vitest";
import { readsOf } from "./_reading.ts";

const rows: { code: string[]; reads: Record<string, unknown>[] }[] = [
  {
    code: [
      "class C:",
      '    A = os.getenv("A")',
      '    B = os.getenv("B")',
      'missing = [n for n in ("A", "B") if not getattr(C, n)]',
      "if missing:",
      "    raise ValueError(missing)",
    ],
    reads: [
      { name: "A", refusesEmpty: true, required: true },
      { name: "B", refusesEmpty: true, required: true },
    ],
  },
  {
    code: ['A = os.getenv("A", "")', 'if not A.startswith("https://"):', "    raise ValueError"],
    reads: [{ name: "A", refusesEmpty: true, required: true, default: "" }],
  },
  {
    code: [
      'A = os.getenv("A")',
      'B = os.getenv("B")',
      'for name, value in [("A", A), ("B", B)]:',
      "    if value is None:",
      "        raise ValueError(name)",
    ],
    reads: [
      { name: "A", required: true },
      { name: "B", required: true },
    ],
  },
  {
    code: [
      "errors = []",
      'if not os.getenv("A"):',
      '    errors.append("A")',
      "if len(errors) > 0:",
      "    raise ValueError",
    ],
    reads: [{ name: "A", refusesEmpty: true, required: true }],
  },
  {
    code: ['A = os.getenv("A")', "if A is None:", '    raise ValueError("A")'],
    reads: [{ name: "A", required: true }],
  },
  {
    code: ['A = os.getenv("A", "")', "if not A:", '    raise ValueError("A")'],
    reads: [{ name: "A", refusesEmpty: true, required: true, default: "" }],
  },
  {
    code: ['A = os.getenv("A", "dev")', "if not A:", '    raise ValueError("A")'],
    reads: [{ name: "A", refusesEmpty: true, default: "dev" }],
  },
  {
    code: ['A = os.getenv("A")', 'assert A, "A"'],
    reads: [{ name: "A", refusesEmpty: true, required: true }],
  },
  { code: ['A = os.getenv("A")', "assert A is not None"], reads: [{ name: "A", required: true }] },
  {
    code: ['if not (a := os.getenv("A")):', "    raise SystemExit(1)"],
    reads: [{ name: "A", refusesEmpty: true, required: true }],
  },
  {
    code: ['A = os.getenv("A")', 'B = os.getenv("B")', "if not A or not B:", "    raise ValueError"],
    reads: [
      { name: "A", refusesEmpty: true, required: true },
      { name: "B", refusesEmpty: true, required: true },
    ],
  },
  {
    code: ['A = os.getenv("A")', 'B = os.getenv("B")', "if not (A and B):", "    raise ValueError"],
    reads: [
      { name: "A", refusesEmpty: true, required: true },
      { name: "B", refusesEmpty: true, required: true },
    ],
  },
  {
    code: ['A = os.getenv("A")', 'B = os.getenv("B")', "if not A and not B:", "    raise ValueError"],
    reads: [
      { name: "A", refusesEmpty: true, either: ["A", "B"], required: true },
      { name: "B", refusesEmpty: true, either: ["A", "B"], required: true },
    ],
  },
  {
    code: ['A = os.getenv("A")', 'B = os.getenv("B")', "if not all([A, B]):", "    raise ValueError"],
    reads: [
      { name: "A", refusesEmpty: true, required: true },
      { name: "B", refusesEmpty: true, required: true },
    ],
  },
  {
    code: ['A = os.getenv("A")', 'B = os.getenv("B")', "if not any([A, B]):", "    raise ValueError"],
    reads: [
      { name: "A", refusesEmpty: true, either: ["A", "B"], required: true },
      { name: "B", refusesEmpty: true, either: ["A", "B"], required: true },
    ],
  },
  {
    code: ['A = os.getenv("A")', 'B = os.getenv("B")', "if None in (A, B):", "    raise ValueError"],
    reads: [
      { name: "A", required: true },
      { name: "B", required: true },
    ],
  },
  {
    code: ['if any(os.getenv(n) is None for n in ("A", "B")):', "    raise ValueError"],
    reads: [
      { name: "A", required: true },
      { name: "B", required: true },
    ],
  },
  {
    code: ['if not all(os.getenv(n) for n in ["A", "B"]):', "    raise ValueError"],
    reads: [
      { name: "A", refusesEmpty: true, required: true },
      { name: "B", refusesEmpty: true, required: true },
    ],
  },
  {
    code: [
      'REQUIRED = ["A", "B"]',
      "missing = [n for n in REQUIRED if n not in os.environ]",
      "if missing:",
      "    raise ValueError(missing)",
    ],
    reads: [
      { name: "A", required: true },
      { name: "B", required: true },
    ],
  },
  {
    code: [
      "missing = []",
      'for n in ("A", "B"):',
      "    if not os.getenv(n):",
      "        missing.append(n)",
      "if missing:",
      "    raise ValueError(missing)",
    ],
    reads: [
      { name: "A", refusesEmpty: true, required: true },
      { name: "B", refusesEmpty: true, required: true },
    ],
  },
  {
    code: [
      'REQUIRED = {"A": "what", "B": "why"}',
      "for n, w in REQUIRED.items():",
      "    if not os.environ.get(n):",
      "        raise ValueError(w)",
    ],
    reads: [
      { name: "A", refusesEmpty: true, required: true },
      { name: "B", refusesEmpty: true, required: true },
    ],
  },
  {
    code: ['missing = {"A", "B"} - os.environ.keys()', "if missing:", "    raise ValueError"],
    reads: [
      { name: "A", required: true },
      { name: "B", required: true },
    ],
  },
  {
    code: ['A = os.getenv("A") or os.getenv("B")', "if not A:", "    raise ValueError"],
    reads: [
      { name: "A", either: ["A", "B"], refusesEmpty: true, required: true },
      { name: "B", either: ["A", "B"], refusesEmpty: true, required: true },
    ],
  },
  {
    code: ['A = os.getenv("A", os.getenv("B"))', "if not A:", "    raise ValueError"],
    reads: [
      { name: "B", either: ["A", "B"], refusesEmpty: true, required: true },
      { name: "A", either: ["A", "B"], refusesEmpty: true, required: true },
    ],
  },
  {
    code: ['A = os.getenv("A") or "x"', "if not A:", "    raise ValueError"],
    reads: [{ name: "A", default: "x" }],
  },
  {
    code: ['A = os.getenv("A")', 'if A not in ("a", "b"):', "    raise ValueError"],
    reads: [{ name: "A", refusesEmpty: true, choices: ["a", "b"], as: "enum", required: true }],
  },
  {
    code: ['A = os.getenv("A", "a")', 'if A not in {"a", "b"}:', "    raise ValueError"],
    reads: [{ name: "A", refusesEmpty: true, choices: ["a", "b"], as: "enum", default: "a" }],
  },
  {
    code: ['A = os.getenv("A", "")', "if len(A) < 32:", "    raise ValueError"],
    reads: [{ name: "A", refusesEmpty: true, minLength: 32, required: true, default: "" }],
  },
  {
    code: ['A = os.environ["A"]', "assert len(A) >= 32"],
    reads: [{ name: "A", refusesEmpty: true, minLength: 32, required: true }],
  },
  {
    code: ['A = os.getenv("A")', "if not A or len(A) < 32:", "    raise ValueError"],
    reads: [{ name: "A", refusesEmpty: true, minLength: 32, required: true }],
  },
  {
    code: [
      "try:",
      '    A = os.environ["A"]',
      '    B = os.environ["B"]',
      "except KeyError as e:",
      "    raise RuntimeError(e)",
    ],
    reads: [
      { name: "A", required: true },
      { name: "B", required: true },
    ],
  },
  {
    code: ["class C:", '    A = os.getenv("A")', "    if not A:", '        raise ValueError("A")'],
    reads: [{ name: "A", refusesEmpty: true, required: true }],
  },
  {
    code: [
      "class C:",
      "    def __init__(self):",
      '        self.a = os.getenv("A")',
      "        if not self.a:",
      '            raise ValueError("A")',
      "c = C()",
    ],
    reads: [{ name: "A", refusesEmpty: true, required: true, in: "C" }],
  },
  {
    code: ["def f():", '    v = os.getenv("A")', "    if v:", "        return v", "    raise ValueError"],
    reads: [{ name: "A", refusesEmpty: true, required: true, in: "f" }],
  },
  {
    code: ['A, B = os.getenv("A"), os.getenv("B")', "if not A: raise ValueError"],
    reads: [{ name: "A", refusesEmpty: true, required: true }, { name: "B" }],
  },
  { code: ['if os.getenv("A") is None: raise ValueError'], reads: [{ name: "A", required: true }] },
  {
    code: ["def check(v):", "    if not v: raise ValueError", 'A = os.getenv("A")', "check(A)"],
    reads: [{ name: "A" }],
  },
  {
    code: ['A = os.getenv("A")', "if A:", "    pass", "else:", '    raise ValueError("A")'],
    reads: [{ name: "A", refusesEmpty: true, required: true }],
  },
  {
    code: [
      'log = os.getenv("LOG_LEVEL", "INFO").upper()',
      'if log not in ["DEBUG", "INFO"]:',
      "    raise ValueError(log)",
    ],
    reads: [{ name: "LOG_LEVEL", refusesEmpty: true, default: "INFO" }],
  },
];

describe("what a check refuses, whichever way it is written", () => {
  test.each(rows)("$code", ({ code, reads }) => {
    expect(readsOf(["import os", ...code].join("\n"))).toEqual(reads);
  });
});
