import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { withoutComments } from "../../../src/files.ts";
import {
  type Asking,
  javaScriptProject,
  moduleKindOf,
  resolveJavaScript,
} from "../../../src/source/javascript/index.ts";

const folders: string[] = [];
afterEach(() => {
  for (const dir of folders.splice(0)) rmSync(dir, { recursive: true, force: true });
});

/** Makes the files (their text by path, "" where it does not matter) and opens them. */
function project(files: Record<string, string>, inside = ".") {
  const root = mkdtempSync(join(tmpdir(), "resolve-"));
  folders.push(root);
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  return javaScriptProject(join(root, inside), root);
}

const list = (...files: string[]) => Object.fromEntries(files.map((f) => [f, ""]));
const esm = { "package.json": '{ "type": "module" }' };

describe("relative specifiers", () => {
  test.each<[string, Record<string, string>, string, string, Asking | undefined, string | null]>([
    ["import wants the exact file", { ...esm, ...list("a.js", "b.js") }, "a.js", "./b.js", undefined, "b.js"],
    ["import tries no extension", { ...esm, ...list("a.js", "b.js") }, "a.js", "./b", undefined, null],
    ["import takes no folder", { ...esm, ...list("a.js", "b/index.js") }, "a.js", "./b", undefined, null],
    ["import drops a query", { ...esm, ...list("a.js", "b.js") }, "a.js", "./b.js?x=1", undefined, "b.js"],
    ["import decodes", { ...esm, ...list("a.js", "b c.js") }, "a.js", "./b%20c.js", undefined, "b c.js"],
    [".mjs is a module without package.json", list("a.mjs", "b.js"), "a.mjs", "./b", undefined, null],
    ["require tries .js", list("a.js", "b.js"), "a.js", "./b", undefined, "b.js"],
    ["require tries .json", list("a.js", "b.json"), "a.js", "./b", undefined, "b.json"],
    ["require takes index.js", list("a.js", "b/index.js"), "a.js", "./b", undefined, "b/index.js"],
    [
      "require takes main",
      { ...list("a.js", "b/lib/x.js"), "b/package.json": '{ "main": "lib/x" }' },
      "a.js",
      "./b",
      undefined,
      "b/lib/x.js",
    ],
    ["require of the folder itself", list("lib/a.js", "index.js"), "lib/a.js", "..", undefined, "index.js"],
    ["a file goes before a folder", list("a.js", "b.js", "b/index.js"), "a.js", "./b", undefined, "b.js"],
    ["a slash means the folder", list("a.js", "b.js", "b/index.js"), "a.js", "./b/", undefined, "b/index.js"],
    ["require in an ES module", { ...esm, ...list("a.js", "b.json") }, "a.js", "./b", "require", "b.json"],
    ["import from CommonJS", list("a.js", "b.js"), "a.js", "./b", "import", null],
    ["from a bin without extension", list("bin/www", "app.js"), "bin/www", "../app", undefined, "app.js"],
    ["a tool tries extensions", { ...esm, ...list("a.js", "b.ts") }, "a.js", "./b", "loose", "b.ts"],
    ["JSX runs behind a tool", { ...esm, ...list("a.jsx", "b.jsx") }, "a.jsx", "./b", undefined, "b.jsx"],
    ["TypeScript means .ts by .js", { ...esm, ...list("a.ts", "b.ts") }, "a.ts", "./b.js", undefined, "b.ts"],
    ["TypeScript means .mts by .mjs", list("a.mts", "b.mts"), "a.mts", "./b.mjs", undefined, "b.mts"],
    ["TypeScript without extension", list("a.ts", "b.ts"), "a.ts", "./b", undefined, "b.ts"],
    ["TypeScript with a folder", list("a.ts", "b/index.ts"), "a.ts", "./b", undefined, "b/index.ts"],
    ["TypeScript with its own extension", list("a.ts", "b.ts"), "a.ts", "./b.ts", undefined, "b.ts"],
    ["the letter case counts", list("a.js", "Errors.js"), "a.js", "./errors", undefined, null],
    ["a name with dots", list("a.js", "b.service.js"), "a.js", "./b.service", undefined, "b.service.js"],
    ["above the project", list("x/a.js", "b.js"), "x/a.js", "../b", undefined, "b.js"],
    ["nothing there", list("a.js"), "a.js", "./b", undefined, null],
  ])("%s", (_, files, from, specifier, asking, expected) => {
    const found = resolveJavaScript(specifier, from, project(files), asking);
    expect(found).toMatchObject({ kind: "own", file: expected, package: null });
  });

  test("names the file that was probably meant", () => {
    const at = project({ ...esm, ...list("a.js", "utils/errors.js", "lib/Store.js") });
    expect(resolveJavaScript("./utils/errors", "a.js", at).near).toBe("utils/errors.js");
    expect(resolveJavaScript("./lib/store.js", "a.js", at).near).toBe("lib/Store.js");
    expect(resolveJavaScript("./nothing.js", "a.js", at).near).toBeNull();
  });

  test("a file: URL and an absolute path", () => {
    const at = project(list("a.mjs", "b.js"));
    expect(resolveJavaScript(join(at.dir, "b.js"), "a.mjs", at).file).toBe("b.js");
    expect(resolveJavaScript(`file://${join(at.dir, "b.js")}`, "a.mjs", at).file).toBe("b.js");
  });
});

describe("other specifiers", () => {
  test.each<[string, object]>([
    ["node:fs", { kind: "builtin", package: null }],
    ["fs/promises", { kind: "builtin" }],
    ["node:sqlite", { kind: "builtin" }],
    ["express", { kind: "package", package: "express" }],
    ["@hono/node-server/serve-static", { kind: "package", package: "@hono/node-server" }],
    ["lodash/get.js", { kind: "package", package: "lodash" }],
    ["https://esm.sh/x", { kind: "url", package: null }],
    ["data:text/javascript,1", { kind: "url" }],
  ])("%s", (specifier, expected) => {
    expect(resolveJavaScript(specifier, "a.js", project({}))).toMatchObject({
      file: null,
      near: null,
      ...expected,
    });
  });

  const imports = {
    type: "module",
    imports: {
      "#config": "./src/config.js",
      "#lib/*": "./src/lib/*.js",
      "#db": { node: "./src/pg.js", default: "./src/mem.js" },
      "#log": "pino",
    },
  };
  test.each<[string, object]>([
    ["#config", { kind: "own", file: "src/config.js" }],
    ["#lib/a", { kind: "own", file: "src/lib/a.js" }],
    ["#db", { kind: "own", file: "src/pg.js" }],
    ["#log", { kind: "package", package: "pino" }],
    ["#lib/missing", { kind: "own", file: null }],
    ["#unknown", { kind: "own", file: null }],
  ])("imports of package.json: %s", (specifier, expected) => {
    const at = project({
      "package.json": JSON.stringify(imports),
      ...list("src/config.js", "src/lib/a.js", "src/pg.js", "src/mem.js"),
    });
    expect(resolveJavaScript(specifier, "src/a.js", at)).toMatchObject(expected);
  });

  const tsconfig = `{
    // paths
    "compilerOptions": { "baseUrl": "./src", "paths": { "@/*": ["./*"], "~lib": ["lib/index.ts"], /* x */ "*": ["vendor/*"], } },
  }`;
  test.each<[string, object]>([
    ["@/config", { kind: "own", file: "src/config.ts" }],
    ["@/config.js", { kind: "own", file: "src/config.ts" }],
    ["~lib", { kind: "own", file: "src/lib/index.ts" }],
    ["lib", { kind: "own", file: "src/lib/index.ts" }],
    ["tool", { kind: "own", file: "src/vendor/tool.ts" }],
    ["express", { kind: "package", package: "express" }],
    ["@/missing", { kind: "own", file: null }],
  ])("paths and baseUrl of tsconfig.json: %s", (specifier, expected) => {
    const at = project({
      "tsconfig.json": tsconfig,
      ...list("src/config.ts", "src/lib/index.ts", "src/vendor/tool.ts"),
    });
    expect(resolveJavaScript(specifier, "src/a.ts", at)).toMatchObject(expected);
  });

  test("tsconfig.json takes over what it extends", () => {
    const at = project({
      "base.json": '{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }',
      "tsconfig.json": '{ "extends": "./base" }',
      ...list("src/b.ts"),
    });
    expect(resolveJavaScript("@/b", "src/a.ts", at).file).toBe("src/b.ts");
  });

  const member = (name: string, more: object = {}) => JSON.stringify({ name, ...more });
  test.each<[string, Record<string, string>]>([
    ["workspaces of package.json", { "package.json": '{ "workspaces": ["packages/*", "apps/api"] }' }],
    ["workspaces as an object", { "package.json": '{ "workspaces": { "packages": ["packages/**"] } }' }],
    ["pnpm-workspace.yaml", { "package.json": "{}", "pnpm-workspace.yaml": "packages:\n  - 'packages/*'\n" }],
  ])("own packages by %s", (_, root) => {
    const at = project(
      {
        ...root,
        "packages/env/package.json": member("@acme/env", {
          exports: { ".": "./src/index.ts", "./server": { types: "./x.d.ts", default: "./src/server.ts" } },
        }),
        "packages/old/package.json": member("old", { main: "lib/main" }),
        "packages/built/package.json": member("built", { main: "dist/index.js" }),
        "apps/api/package.json": member("api"),
        ...list(
          "packages/env/src/index.ts",
          "packages/env/src/server.ts",
          "packages/old/lib/main.js",
          "packages/built/src/index.ts",
          "apps/api/a.js",
        ),
      },
      "apps/api",
    );
    expect(at.root).toBe("../..");
    const file = (specifier: string) => resolveJavaScript(specifier, "a.js", at).file;
    expect(file("@acme/env")).toBe("../../packages/env/src/index.ts");
    expect(file("@acme/env/server")).toBe("../../packages/env/src/server.ts");
    expect(file("old")).toBe("../../packages/old/lib/main.js");
    expect(file("built")).toBe("../../packages/built/src/index.ts");
    expect(resolveJavaScript("express", "a.js", at)).toMatchObject({ kind: "package", package: "express" });
  });

  test("a package by its own name", () => {
    const at = project({
      "package.json": member("self", { exports: { "./env": "./src/env.js" } }),
      ...list("src/env.js"),
    });
    expect(resolveJavaScript("self/env", "src/a.js", at)).toMatchObject({ kind: "own", file: "src/env.js" });
  });
});

test.each<[string, string, string]>([
  ["a.mjs", "{}", "esm"],
  ["a.mts", "{}", "esm"],
  ["a.cjs", '{ "type": "module" }', "cjs"],
  ["a.js", '{ "type": "module" }', "esm"],
  ["a.ts", '{ "type": "module" }', "esm"],
  ["a.js", "{}", "cjs"],
  ["src/a.js", '{ "type": "commonjs" }', "cjs"],
])("the module system of %s with %s is %s", (file, manifest, expected) => {
  expect(moduleKindOf(file, project({ "package.json": manifest }))).toBe(expected);
});

test("the nearest package.json decides", () => {
  const at = project({ "package.json": '{ "type": "module" }', "old/package.json": "{}" });
  expect(moduleKindOf("old/deep/a.js", at)).toBe("cjs");
  expect(moduleKindOf("new/a.js", at)).toBe("esm");
});

test("comments and trailing commas leave strings alone", () => {
  const text = '{ // a\n "x": "//no", /* b */ "y": [1, 2,], "z": ",}" , }';
  expect(JSON.parse(withoutComments(text))).toEqual({ x: "//no", y: [1, 2], z: ",}" });
});
