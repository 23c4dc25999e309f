import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { moduleOf } from "./_reading.ts";

const program = `#!/usr/bin/env python3
"""Doc."""
from __future__ import annotations
import os, sys
from dotenv import load_dotenv
from .settings import need, config as c
load_dotenv(os.path.join(os.path.dirname(__file__), ".env"), override=True)
class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="P_", env_file=".env")
    key: str = Field(min_length=32)
    @field_validator("key")
    def check(cls, v):
        if len(v) < 40: raise ValueError
missing = [n for n in ("A", "B") if not os.getenv(n)]
if missing:
    sys.exit(f"missing: {', '.join(missing)}")
PORT = int(os.environ.get("PORT", "8000")) if not (x := os.getenv("X")) else None
async def lifespan(app):
    async with open(os.environ["C"]) as f, lock:
        yield
try:
    D = {**os.environ}["D"]
except (KeyError, ValueError) as e:
    raise SystemExit from e
match os.getenv("E"):
    case "a": pass
if __name__ == "__main__":
    uvicorn.run("app:app", host=c.HOST, port=PORT, **options)
`;

describe("no text makes it throw", () => {
  test("free text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => void moduleOf(text)),
      { numRuns: 300 },
    );
  });

  test("a program that is cut off anywhere", () => {
    fc.assert(
      fc.property(fc.nat({ max: program.length }), (end) => void moduleOf(program.slice(0, end))),
      { numRuns: 200 },
    );
  });

  test("a program with anything put into it", () => {
    const piece = fc.oneof(
      fc.string({ maxLength: 6 }),
      fc.constantFrom("(", ")", "[", '"', "'''", "\n", "\t", ":", "lambda", "\\", "f'{"),
    );
    fc.assert(
      fc.property(fc.nat({ max: program.length }), fc.nat({ max: 8 }), piece, (at, out, text) => {
        moduleOf(program.slice(0, at) + text + program.slice(at + out));
      }),
      { numRuns: 300 },
    );
  });

  test("deep nesting", () => {
    moduleOf(`x = ${"(".repeat(2000)}1${")".repeat(2000)}`);
    moduleOf(`x = ${"a + ".repeat(3000)}1`);
    moduleOf(Array.from({ length: 90 }, (_, i) => `${" ".repeat(i)}if x:`).join("\n"));
  });
});

test("the same names stand at the same places whatever stands before them", () => {
  const plain = moduleOf(program).events.filter((e) => e.kind === "read");
  const moved = moduleOf(`# ä 𝒳\n${program}`).events.filter((e) => e.kind === "read");
  expect(moved.map((e) => [e.name, e.at.line! - 1, e.at.column])).toEqual(
    plain.map((e) => [e.name, e.at.line, e.at.column]),
  );
  expect(plain.map((e) => e.name)).toEqual(["P_KEY", "A", "B", "X", "PORT", "D", "E", "C"]);
});

test("columns count UTF-16 units", () => {
  const read = moduleOf('import os\ns = "𝒳ä"; A = os.getenv("A")').events.find((e) => e.kind === "read");
  expect(read?.at).toEqual({ file: "pkg/config.py", line: 2, column: 16, endColumn: 30 });
});

test("what cannot be read is said, and the rest is read", () => {
  const module = moduleOf('import os\nA = os.environ["A"]\ndef f(:\n    pass\nB = os.environ["B"]');
  expect(module.broken).toMatchObject({ at: { line: 3 }, message: "invalid syntax" });
  expect(module.events.flatMap((e) => (e.kind === "read" ? [e.name] : []))).toContain("A");
  expect(moduleOf("x = 1").broken).toBeNull();
});

describe("imports", () => {
  const imports = (text: string) =>
    moduleOf(text).events.flatMap((e) =>
      e.kind === "import"
        ? [
            `${".".repeat(e.level)}${e.specifier} ${e.names.map((n) => (n.name === n.as ? n.name : `${n.name} as ${n.as}`)).join(",")}${e.guarded ? " guarded" : ""}${e.conditional ? " conditional" : ""}${e.dynamic ? " dynamic" : ""}${e.scope.kind === "module" ? "" : ` in ${e.scope.kind}`}`,
          ]
        : [],
    );
  test.each([
    ["import a", ["a * as a"]],
    ["import a.b, c as d", ["a.b * as a.b", "c * as d"]],
    ["from a.b import c as d, e", ["a.b c as d,e"]],
    ["from . import x", [". x"]],
    ["from ..a import *", ["..a *"]],
    ["try:\n    import a\nexcept ImportError:\n    import b", ["a * as a guarded", "b * as b conditional"]],
    ["try:\n    import a\nexcept ModuleNotFoundError:\n    raise SystemExit", ["a * as a"]],
    ["try:\n    import a\nexcept ValueError:\n    pass", ["a * as a"]],
    [
      "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import a",
      ["typing TYPE_CHECKING", "a * as a in types"],
    ],
    ["def f():\n    import a", ["a * as a in function"]],
    ["if x:\n    import a", ["a * as a conditional"]],
    [
      'import importlib\nimportlib.import_module("a.b")\nimportlib.import_module(name)',
      ["importlib * as importlib", "a.b  dynamic"],
    ],
    ['if __name__ == "__main__":\n    import a', ["a * as a in main"]],
    ["with contextlib.suppress(ImportError):\n    import a", ["a * as a"]],
    [
      "import contextlib\nwith contextlib.suppress(ImportError):\n    import a",
      ["contextlib * as contextlib", "a * as a guarded"],
    ],
  ])("%j", (text, expected) => {
    expect(imports(text)).toEqual(expected);
  });
});

test("top-level names, and what makes them", () => {
  const { names } = moduleOf(
    "from x import y as z\nimport a.b\napp: FastAPI = FastAPI()\napi = create_app(1)\nn, m = 1, 2\nclass C: pass\ndef f(): inner = 1\nfrom s import *",
  );
  expect(names.map((n) => `${n.name} ${n.at.line} ${n.makes}`)).toEqual([
    "z 1 null",
    "a 2 null",
    "app 3 FastAPI",
    "api 4 create_app",
    "n 5 null",
    "m 5 null",
    "C 6 null",
    "f 7 null",
    "* 8 null",
  ]);
});

test("routes, with the prefix of their router", () => {
  const { routes } = moduleOf(
    'router = APIRouter(prefix="/v1")\n@router.get("/health")\ndef h(): pass\n@app.route("/x", methods=["GET"])\ndef x(): pass\n@app.get(path)\ndef y(): pass',
  );
  expect(routes?.map((r) => `${r.path} ${r.at.line}`)).toEqual(["/v1/health 2", "/x 4"]);
});

describe("where a statement can stand first", () => {
  test.each([
    ["x = 1", 1, 1],
    ["import a\nimport b\n\nx = 1", 1, 3],
    ["#!/usr/bin/python3\n# coding: utf-8\nimport a", 3, 4],
    ['"""Doc."""\nimport a', 2, 3],
    ['"""Doc\nmore"""\nfrom __future__ import annotations\n\nimport a', 4, 6],
    ["from a import (\n    b,\n)\nx = 1", 1, 4],
  ])("%j", (text, first, afterImports) => {
    expect(moduleOf(text).top).toEqual({ first, afterImports, eol: "\n", module: null });
  });

  test("line ends", () => {
    expect(moduleOf("import a\r\nx = 1\r").top?.eol).toBe("\r\n");
  });
});
