import { describe, expect, test } from "vitest";
import { readsOf } from "./_reading.ts";

const rows: { code: string[]; reads: Record<string, unknown>[] }[] = [
  { code: ['A = os.getenv("A")'], reads: [{ name: "A" }] },
  { code: ['A = os.environ["A"]'], reads: [{ name: "A", required: true }] },
  { code: ['A = os.environ.get("A", "x")'], reads: [{ name: "A", default: "x" }] },
  { code: ['A = os.environ.get("A", default=None)'], reads: [{ name: "A" }] },
  {
    code: ["from os import environ, getenv", 'A = environ["A"]', 'B = getenv("B")'],
    reads: [{ name: "A", required: true }, { name: "B" }],
  },
  { code: ["from os import environ as env", 'A = env.get("A")'], reads: [{ name: "A" }] },
  { code: ["import os as o", "get = o.environ.get", 'A = get("A")'], reads: [{ name: "A" }] },
  { code: ['NAME = "A"', "A = os.getenv(NAME)"], reads: [{ name: "A" }] },
  { code: ["A = os.getenv(name)"], reads: [] },
  {
    code: ['A = os.getenv("A") or os.getenv("B")'],
    reads: [
      { name: "A", either: ["A", "B"] },
      { name: "B", either: ["A", "B"] },
    ],
  },
  {
    code: ['A = os.getenv("A") or os.environ["B"]'],
    reads: [
      { name: "A", either: ["A", "B"], required: true },
      { name: "B", either: ["A", "B"], required: true },
    ],
  },
  { code: ['A = os.getenv("A")', "if not A:", '    A = "dev"'], reads: [{ name: "A", default: "dev" }] },
  {
    code: ["import os, secrets", 'A = os.getenv("A") or secrets.token_hex(32)'],
    reads: [{ name: "A", randomDefault: true, default: null }],
  },
  {
    code: ["import os, secrets", 'A = os.getenv("A", secrets.token_hex(32))'],
    reads: [{ name: "A", randomDefault: true, default: null }],
  },
  { code: ["try:", '    A = os.environ["A"]', "except KeyError:", "    A = None"], reads: [{ name: "A" }] },
  { code: ['if "A" in os.environ:', '    A = os.environ["A"]'], reads: [{ conditional: true, name: "A" }] },
  { code: ['A = os.environ["A"] if "A" in os.environ else "x"'], reads: [{ conditional: true, name: "A" }] },
  {
    code: ['if os.getenv("ENV") == "production":', '    A = os.environ["A"]', "else:", '    A = "dev"'],
    reads: [{ name: "ENV" }, { conditional: true, name: "A" }],
  },
  {
    code: [
      "from dataclasses import dataclass, field",
      "@dataclass",
      "class C:",
      '    a: str = field(default_factory=lambda: os.environ["A"])',
      '    b: str = os.getenv("B", "x")',
    ],
    reads: [
      { name: "B", default: "x" },
      { name: "A", required: true, in: "<lambda:106>" },
    ],
  },
  { code: ["def f():", '    return os.environ["A"]'], reads: [{ name: "A", required: true, in: "f" }] },
  { code: ['del os.environ["A"]', 'os.environ["B"] = "1"', 'os.environ.setdefault("C", "1")'], reads: [] },
  {
    code: ["env = os.environ", 'A = env["A"]', 'B = env.get("B", "")'],
    reads: [
      { name: "A", required: true },
      { name: "B", default: "" },
    ],
  },
  { code: ['A = os.environ["A"] = "x"'], reads: [] },
  {
    code: ["A = f\"{os.environ['A']}:{os.getenv('B', '1')}\""],
    reads: [
      { name: "A", required: true },
      { name: "B", default: "1" },
    ],
  },
  {
    code: ['A = os.getenv("A")', "match A:", '    case "x":', '        B = os.environ["B"]'],
    reads: [{ name: "A" }, { conditional: true, name: "B" }],
  },
  { code: ["from os import *", 'A = getenv("A")'], reads: [{ name: "A" }] },
  {
    code: ['if not os.getenv("A"):', "    pass", "else:", '    B = os.environ["B"]'],
    reads: [{ name: "A" }, { conditional: true, name: "B" }],
  },
  { code: ['with open(os.environ["A"]) as f:', "    pass"], reads: [{ name: "A", required: true }] },
  {
    code: ['user = os.getenv("A") or os.getenv("B") or os.environ["C"]'],
    reads: [
      { name: "A", either: ["A", "B", "C"], required: true },
      { name: "B", either: ["A", "B", "C"], required: true },
      { name: "C", either: ["A", "B", "C"], required: true },
    ],
  },
];

describe("what is read, and whether it may be missing", () => {
  test.each(rows)("$code", ({ code, reads }) => {
    expect(readsOf(["import os", ...code].join("\n"))).toEqual(reads);
  });
});
