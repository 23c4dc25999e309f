import path from "node:path";
import { expect, test } from "vitest";
import type { SourceImport } from "../../src/facts.ts";
import type { PythonInterpreter } from "../../src/runtime/interpreter.ts";
import { offPath } from "../../src/runtime/off-path.ts";
import { project } from "./project.ts";

const python: PythonInterpreter = { paths: [], stdlib: new Set(["os"]), fixed: new Set(), venv: null };
const files = { "src/shop/main.py": "from shop.books import A\n", "src/shop/books.py": "A = 1\n" };
const plain = '[project]\nname = "shop"\n';
const packaged = `${plain}[build-system]\nrequires = ["hatchling"]\n`;
const installed = { "site/shop-1.0.dist-info/METADATA": "Name: shop\nVersion: 1.0\n" };

test.each<[string, string[], Record<string, string>, boolean]>([
  ["by itself", [], {}, true],
  ["behind uv, which does not install such a project", ["uv"], { "pyproject.toml": plain }, true],
  ["behind uv, which will install the project", ["uv"], { "pyproject.toml": packaged }, false],
  ["behind uv, which has installed the project", ["uv"], { "pyproject.toml": packaged, ...installed }, true],
  ["behind poetry and pdm, which install nothing", ["poetry"], { "pyproject.toml": packaged }, true],
  ["behind pdm", ["pdm"], { "pyproject.toml": packaged }, true],
  [
    "behind hatch, which makes its environment with the project in it",
    ["hatch"],
    { "pyproject.toml": plain },
    false,
  ],
])("a module of the project in a folder that is not searched, %s", (_, through, more, told) => {
  using here = project({ ...files, ...more });
  const at = { file: "src/shop/main.py", line: 1 };
  const imports = [
    { language: "python", specifier: "shop.books", file: at.file, at, reached: true } as SourceImport,
  ];
  const command = { through, server: "python", cwd: here.dir };
  const searched = { ...python, paths: [path.join(here.dir, "site")] };
  const found = offPath({
    imports,
    python: searched,
    command,
    dir: here.dir,
    importDirs: [path.join(here.dir, "src/shop")],
    venvs: [],
  });
  expect(found).toEqual(told ? { offPath: { at, specifier: "shop.books" } } : {});
});
