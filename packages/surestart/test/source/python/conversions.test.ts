import { describe, expect, test } from "vitest";
import { readsOf } from "./_reading.ts";

const rows: { code: string[]; reads: Record<string, unknown>[] }[] = [
  {
    code: ["import os, sys", 'A = os.getenv("A")', "if not A:", '    print("no A")', "    sys.exit(1)"],
    reads: [{ name: "A", refusesEmpty: true, required: true }],
  },
  {
    code: ['A = int(os.getenv("A"))'],
    reads: [{ name: "A", as: "int", refusesEmpty: true, required: true }],
  },
  {
    code: ['A = int(os.getenv("A", "5"))'],
    reads: [{ name: "A", as: "int", refusesEmpty: true, default: "5" }],
  },
  {
    code: ['A = int(os.getenv("A", 5))'],
    reads: [{ name: "A", as: "int", refusesEmpty: true, default: "5" }],
  },
  { code: ['A = int(os.getenv("A") or 5)'], reads: [{ name: "A", as: "int", default: "5" }] },
  {
    code: ["try:", '    A = int(os.getenv("A", "5"))', "except ValueError:", "    A = 5"],
    reads: [{ name: "A", default: "5" }],
  },
  {
    code: ['A = os.getenv("A", "false").lower() in ("1", "true", "yes")'],
    reads: [{ name: "A", as: "boolean", default: "false" }],
  },
  { code: ['A = os.getenv("A") == "true"'], reads: [{ name: "A", as: "boolean" }] },
  { code: ['A = os.getenv("A").split(",")'], reads: [{ name: "A", required: true }] },
  { code: ['A = os.getenv("A", "").split(",")'], reads: [{ name: "A", default: "" }] },
  {
    code: ["import os, json", 'A = json.loads(os.getenv("A", "{}"))'],
    reads: [{ name: "A", as: "json", refusesEmpty: true, default: "{}" }],
  },
  {
    code: ["from pathlib import Path", 'A = Path(os.environ["A"])'],
    reads: [{ name: "A", as: "path", required: true }],
  },
  {
    code: [
      "from enum import Enum",
      "class L(str, Enum):",
      '    A = "a"',
      '    B = "b"',
      'x = L(os.getenv("L", "a"))',
    ],
    reads: [{ name: "L", as: "enum", choices: ["a", "b"], refusesEmpty: true, default: "a" }],
  },
  { code: ['A = os.getenv("A")', "if A:", "    B = int(A)"], reads: [{ name: "A", as: "int" }] },
  { code: ['A = os.getenv("A")', "x = int(A) if A else None"], reads: [{ name: "A", as: "int" }] },
  { code: ["print(f\"{os.getenv('A')}\")"], reads: [{ name: "A" }] },
  {
    code: [
      "import os, sys",
      "def die(m):",
      "    print(m)",
      "    sys.exit(1)",
      'A = os.getenv("A") or die("A")',
      'B = os.getenv("B")',
      "if not B:",
      '    die("B")',
    ],
    reads: [
      { name: "A", refusesEmpty: true, required: true },
      { name: "B", refusesEmpty: true, required: true },
    ],
  },
];

describe("what a conversion makes of a text", () => {
  test.each(rows)("$code", ({ code, reads }) => {
    expect(readsOf(["import os", ...code].join("\n"))).toEqual(reads);
  });
});
