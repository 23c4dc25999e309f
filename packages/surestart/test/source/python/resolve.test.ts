import { describe, expect, test } from "vitest";
import { type Files, resolvePython } from "../../../src/source/python/resolve.ts";

function tree(...paths: string[]): Files {
  const folders = new Set(paths.flatMap((p) => p.split("/").map((_, i, all) => all.slice(0, i).join("/"))));
  return { file: (path) => paths.includes(path), folder: (path) => folders.has(path) };
}

const files = tree(
  "main.py",
  "config.py",
  "email.py",
  "app/__init__.py",
  "app/main.py",
  "app/core/__init__.py",
  "app/core/config.py",
  "plain/part.py",
  "lib/util.py",
);
const at = (specifier: string, level = 0, ...names: string[]) => ({
  specifier,
  level,
  names: names.map((name) => ({ name, as: name })),
});

describe("what a Python import means", () => {
  test.each([
    ["a module", at("config"), "main.py", [""], { file: "config.py", runs: ["config.py"] }],
    ["a package", at("app"), "main.py", [""], { file: "app/__init__.py", runs: ["app/__init__.py"] }],
    [
      "a module of a package: the packages around it run first",
      at("app.core.config"),
      "main.py",
      [""],
      { file: "app/core/config.py", runs: ["app/__init__.py", "app/core/__init__.py", "app/core/config.py"] },
    ],
    [
      "a folder without __init__",
      at("plain.part"),
      "main.py",
      [""],
      { file: "plain/part.py", runs: ["plain/part.py"] },
    ],
    ["a folder that is searched", at("util"), "main.py", ["", "lib"], { file: "lib/util.py" }],
    ["one dot: the own folder", at("config", 1), "app/core/x.py", [""], { file: "app/core/config.py" }],
    ["two dots: the folder above", at("main", 2), "app/core/x.py", [""], { file: "app/main.py" }],
    ["only dots: the package itself", at("", 1), "app/main.py", [""], { file: "app/__init__.py" }],
    [
      "the own file hides the standard module",
      at("email"),
      "main.py",
      [""],
      { file: "email.py", package: null },
    ],
    ["a standard module", at("json"), "main.py", [""], { file: null, package: null, missing: false }],
    [
      "an installed package",
      at("fastapi.responses"),
      "main.py",
      [""],
      { file: null, package: "fastapi", missing: false },
    ],
    [
      "a missing module of an own package",
      at("app.none"),
      "main.py",
      [""],
      { file: null, package: null, missing: true },
    ],
    [
      "a missing relative module",
      at("none", 1),
      "app/main.py",
      [""],
      { file: null, package: null, missing: true },
    ],
    ["a module has no modules below it", at("config.deep"), "main.py", [""], { file: null, missing: true }],
  ] as const)("%s", (_, event, from, dirs, expected) => {
    expect(resolvePython(event, from, dirs, files)).toMatchObject(expected);
  });

  test("names of a package that are modules", () => {
    const found = resolvePython(at("app", 0, "main", "core", "other"), "main.py", [""], files);
    expect([...found.submodules]).toEqual([
      ["main", "app/main.py"],
      ["core", "app/core/__init__.py"],
    ]);
    expect(resolvePython(at("plain", 0, "part"), "main.py", [""], files).file).toBe("plain/part.py");
    expect([...resolvePython(at("config", 0, "main"), "main.py", [""], files).submodules]).toEqual([]);
  });
});
