import path from "node:path";
import { expect, test } from "vitest";
import type { PackageFact, SourceImport } from "../../src/facts.ts";
import { distributionName, isKnownPackage } from "../../src/known/_distributions.ts";
import { normalName } from "../../src/requirement.ts";
import { readCommand } from "../../src/runtime/command.ts";
import { installedVersion } from "../../src/runtime/distributions.ts";
import type { PythonInterpreter } from "../../src/runtime/interpreter.ts";
import { readManifests } from "../../src/runtime/manifests.ts";
import { findNodePackage, nodeModulesMissing } from "../../src/runtime/node-packages.ts";
import { commandPackage, packageFacts } from "../../src/runtime/packages.ts";
import { findPythonModule } from "../../src/runtime/python-modules.ts";
import { findVenvs } from "../../src/runtime/venvs.ts";
import { project } from "./project.ts";

function imported(specifier: string, more: Partial<SourceImport> = {}): SourceImport {
  const python = more.language !== "javascript";
  return {
    at: { file: python ? "main.py" : "src/a.js", line: 1 },
    file: python ? "main.py" : "src/a.js",
    language: "python",
    specifier,
    resolved: null,
    package: python ? (specifier.split(".")[0] as string) : specifier,
    optional: false,
    late: false,
    reached: true,
    missing: false,
    ...more,
  };
}

const site = "lib/site-packages";
const files = {
  [`${site}/fastapi/__init__.py`]: "",
  [`${site}/fastapi-0.100.0.dist-info/METADATA`]:
    "Metadata-Version: 2.1\nName: fastapi\nVersion: 0.100.0\nRequires-Dist: starlette (>=0.27)\nRequires-Dist: httpx ; extra == 'all'\n\nRequires-Dist: not-a-field\n",
  [`${site}/fastapi-0.100.0.dist-info/RECORD`]:
    "fastapi/__init__.py,,\nfastapi-0.100.0.dist-info/METADATA,,\n",
  [`${site}/starlette/__init__.py`]: "",
  [`${site}/starlette-0.27.0.dist-info/METADATA`]: "Name: starlette\nVersion: 0.27.0\n",
  [`${site}/httpx/__init__.py`]: "",
  [`${site}/yaml/__init__.py`]: "",
  [`${site}/PyYAML-6.0.egg-info/PKG-INFO`]: "Name: PyYAML\nVersion: 6.0\n",
  [`${site}/PyYAML-6.0.egg-info/top_level.txt`]: "_yaml\nyaml\n",
  [`${site}/single.py`]: "",
  [`${site}/_speed.cpython-311-x86_64-linux-gnu.so`]: "",
  [`${site}/plain.abi3.so`]: "",
  [`${site}/space/inner.py`]: "",
  [`${site}/shop.pth`]: "# a comment\nimport nothing\n../../editable\n",
  "editable/edited/__init__.py": "",
  [`${site}/__editable___core_1_0_finder.py`]: "MAPPING: dict[str, str] = {'core': '/somewhere/core'}\n",
  ".venv/pyvenv.cfg": "",
  ".venv/lib/python3.11/site-packages/numwords/__init__.py": "",
  "requirements.txt": "fastapi\npyserial\nPyYAML\n",
};

function python(dir: string): PythonInterpreter {
  return {
    paths: ["/usr/lib/python311.zip", path.join(dir, site)],
    stdlib: new Set(["email", "json"]),
    fixed: new Set(["sys"]),
    venv: null,
  };
}

async function ask(dir: string, imports: SourceImport[]): Promise<PackageFact[]> {
  const manifests = await readManifests(dir);
  return packageFacts({
    imports,
    python: python(dir),
    dir,
    importDirs: [dir],
    venvs: findVenvs(dir),
    manifests,
  });
}

// biome-ignore format: one row, one line
const rows: [specifier: string, distribution: string, installed: boolean, declared: boolean, inVenv: string | null, version?: string][] = [
  ["fastapi", "fastapi", true, true, null, "0.100.0"],
  ["starlette.requests", "starlette", true, true, null, "0.27.0"],
  ["httpx", "httpx", true, false, null],
  ["serial", "pyserial", false, true, null],
  ["yaml", "PyYAML", true, true, null, "6.0"],
  ["numwords", "numwords", false, false, ".venv"],
  ["single", "single", true, false, null],
  ["_speed", "speed", true, false, null],
  ["plain", "plain", true, false, null],
  ["space.inner", "space", true, false, null],
  ["edited", "edited", true, false, null],
  ["core", "core", true, false, null],
  ["google.cloud.storage", "google-cloud-storage", false, false, null],
];

test.each(rows)("import %s", async (specifier, distribution, installed, declared, inVenv, version) => {
  using here = project(files);
  const [fact, ...more] = await ask(here.dir, [imported(specifier)]);
  expect(more).toEqual([]);
  expect(fact).toEqual({
    name: specifier.split(".")[0],
    distribution,
    installed,
    declared,
    inVenv,
    at: { file: "main.py", line: 1 },
    optional: false,
    shadowedBy: null,
    ...(version === undefined ? {} : { version }),
  });
});

test("the standard library, own files and what is not reached are no packages", async () => {
  using here = project(files);
  const own = [
    imported("json.decoder"),
    imported("sys"),
    imported(".config", { package: null }),
    imported("redis", { reached: false }),
  ];
  expect(await ask(here.dir, own)).toEqual([]);
});

test("the import that fails first stands for its package", async () => {
  using here = project(files);
  const at = (line: number, more: Partial<SourceImport>): SourceImport =>
    imported("redis", { at: { file: "main.py", line }, ...more });
  expect(await ask(here.dir, [at(1, { optional: true }), at(2, { late: true }), at(3, {})])).toMatchObject([
    { at: { line: 3 }, optional: false },
  ]);
  expect(await ask(here.dir, [at(1, { optional: true }), at(2, { late: true })])).toMatchObject([
    { at: { line: 2 }, optional: false, late: true },
  ]);
  expect(await ask(here.dir, [at(1, { optional: true })])).toMatchObject([
    { at: { line: 1 }, optional: true },
  ]);
});

test("what an extra that is asked for brings is declared", async () => {
  using here = project({ ...files, "requirements.txt": "fastapi[all]\n" });
  expect(await ask(here.dir, [imported("httpx")])).toMatchObject([{ name: "httpx", declared: true }]);
});

test("a module of the project in another folder is no package that is missing", async () => {
  using here = project({ ...files, "backend/core/settings.py": "", "lib/tools/helper/__init__.py": "" });
  expect(await ask(here.dir, [imported("settings"), imported("helper")])).toEqual([]);
  using declared = project({ ...files, "backend/serial.py": "" });
  expect(await ask(declared.dir, [imported("serial")])).toMatchObject([
    { distribution: "pyserial", installed: false },
  ]);
});

test("the module that the command names counts as a package", async () => {
  using here = project({ ...files, "main.py": "", "app/__main__.py": "" });
  const question = {
    python: python(here.dir),
    dir: here.dir,
    importDirs: [here.dir],
    venvs: findVenvs(here.dir),
    manifests: [],
  };
  const named = async (run: string): Promise<PackageFact | null> =>
    commandPackage(await readCommand(run.split(" "), { cwd: here.dir, environment: {} }), question);
  expect(await named("python3 -m uvicorn main:app")).toMatchObject({
    name: "uvicorn",
    installed: false,
    byCommand: true,
    at: { file: "main.py" },
  });
  expect(await named("python3 -m app")).toBeNull();
  expect(await named("python3 -m json.tool")).toBeNull();
  expect(await named("python3 main.py")).toBeNull();
});

test("without an interpreter nothing is said of Python packages", () => {
  using here = project(files);
  const question = { imports: [imported("redis")], dir: here.dir, importDirs: [], venvs: [], manifests: [] };
  expect(packageFacts({ ...question, python: null })).toEqual([]);
});

test("npm packages are looked up from the importing file", async () => {
  using here = project({
    "package.json": '{"dependencies":{"hono":"4","pino":"9"}}',
    "package-lock.json": '{"packages":{"":{},"node_modules/hono":{},"node_modules/depth":{}}}',
    "node_modules/hono/package.json": "{}",
    "src/node_modules/inner/package.json": "{}",
    "node_modules/depth/package.json": "{}",
    "node_modules/@a/b/package.json": "{}",
  });
  const names = [
    "hono",
    "pino",
    "inner",
    "depth",
    "@a/b",
    "dotenv",
    "node:fs",
    "fs",
    "fs/promises",
    "@/lib",
    "~/db",
    "#x",
    "bun:test",
  ];
  const facts = await ask(
    here.dir,
    names.map((name) => imported(name, { language: "javascript" })),
  );
  expect(facts.map((f) => [f.name, f.installed, f.declared])).toEqual([
    ["hono", true, true],
    ["pino", false, true],
    ["inner", true, false],
    ["depth", true, true],
    ["@a/b", true, false],
    ["dotenv", false, false],
  ]);
  expect(findNodePackage("hono", path.join(here.dir, "src"))).toBe(path.join(here.dir, "node_modules/hono"));
});

// biome-ignore format: one row, one line
const missing: { name: string; files: Record<string, string>; cwd?: string; tool?: boolean; is: object | null }[] = [
  { name: "never installed", files: { "package.json": '{\n  "name": "x",\n  "dependencies": { "hono": "4" }\n}' }, is: { file: "package.json", line: 3, column: 4, endColumn: 16 } },
  { name: "installed above", files: { "api/package.json": '{"dependencies":{"hono":"4"}}', "node_modules/hono/package.json": "{}" }, cwd: "api", is: null },
  { name: "a workspace", files: { "api/package.json": '{"dependencies":{"hono":"4"}}' }, cwd: "api", is: { file: "api/package.json", line: 1, column: 3, endColumn: 15 } },
  { name: "only development", files: { "package.json": '{"devDependencies":{"vitest":"5"}}' }, is: null },
  { name: "only development, for a tool", files: { "package.json": '{"devDependencies":{"tsx":"5"}}' }, tool: true, is: { file: "package.json", line: 1, column: 3, endColumn: 18 } },
  { name: "no dependencies", files: { "package.json": '{"dependencies":{}}' }, is: null },
  { name: "Plug'n'Play", files: { "package.json": '{"dependencies":{"hono":"4"}}', ".pnp.cjs": "" }, is: null },
  { name: "no package.json", files: { "a.js": "" }, is: null },
];

test.each(missing)("node_modules: $name", ({ files: tree, cwd = ".", tool = false, is }) => {
  using here = project(tree);
  expect(nodeModulesMissing(here.dir, path.join(here.dir, cwd), tool)).toEqual(is);
});

test("names of distributions", () => {
  expect(normalName("Flask_SQLAlchemy[async]")).toBe("flask-sqlalchemy");
  expect(distributionName("dotenv")).toBe("python-dotenv");
  expect(distributionName("some_thing")).toBe("some-thing");
  expect(distributionName("constructor")).toBe("constructor");
});

test("the version of an installed distribution is read from its metadata's name", () => {
  using here = project(files);
  expect(installedVersion("pyyaml", [path.join(here.dir, site)])).toBe("6.0");
  expect(installedVersion("FastAPI", [path.join(here.dir, site)])).toBe("0.100.0");
  expect(installedVersion("redis", [path.join(here.dir, site)])).toBeNull();
});

test("a module whose name begins with another's is another", () => {
  using here = project({ "a/serial_tool.py": "", "a/serial.txt": "" });
  expect(findPythonModule("serial", [path.join(here.dir, "a")])).toBeNull();
});

test.each([
  ["yaml", "python", true],
  ["Flask_Login", "python", true],
  ["database", "python", false],
  ["express", "node", true],
  ["expres", "node", false],
  ["constructor", "python", false],
] as const)("%s of %s is known as a package: %s", (name, language, known) => {
  expect(isKnownPackage(name, language)).toBe(known);
});
