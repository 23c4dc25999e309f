import fc from "fast-check";
import { expect, test } from "vitest";
import { requirementName, requirementRange } from "../../src/requirement.ts";
import { readManifests } from "../../src/runtime/manifests.ts";
import { project } from "./project.ts";

// biome-ignore format: one row, one line
const lines: [string, string | null][] = [
  ["fastapi", "fastapi"],
  ["uvicorn[standard]>=0.20 ; python_version > '3.8'  # server", "uvicorn"],
  ["ruamel.yaml==0.17", "ruamel.yaml"],
  ["Flask-Cors ~= 4.0", "Flask-Cors"],
  ["Django (>=4.2)", "Django"],
  ["shop @ https://example.org/shop.whl", "shop"],
  ["-e git+https://example.org/x.git#egg=shop-core", "shop-core"],
  ["-r base.txt", null],
  ["--index-url https://example.org", null],
  ["# nothing", null],
  ["", null],
];

test.each(lines)("%s is %s", (line, name) => {
  expect(requirementName(line)).toBe(name);
});

test("no line of text throws", () => {
  fc.assert(fc.property(fc.string(), (line) => void requirementName(line)));
});

test("extras are kept beside the names", async () => {
  using here = project({
    "requirements.txt": "uvicorn[standard, watch]>=0.2\nredis\n",
    "pyproject.toml":
      '[project]\ndependencies = ["fastapi[all]"]\n[tool.poetry.dependencies]\npydantic = { version = "*", extras = ["email"] }\n',
  });
  const manifests = await readManifests(here.dir);
  expect(manifests.map((m) => m.extras)).toEqual([
    { uvicorn: ["standard", "watch"] },
    { fastapi: ["all"], pydantic: ["email"] },
  ]);
});

test("every kind of manifest is read, and what a requirements file names", async () => {
  using here = project({
    "requirements.txt": "-r deps/base.txt\nflask\n",
    "requirements-dev.txt": "pytest\n",
    "deps/base.txt": "redis>=4\n",
    "pyproject.toml":
      '[project]\ndependencies = ["httpx[http2]>=0.2"]\n[project.optional-dependencies]\npg = ["asyncpg"]\n[dependency-groups]\ndev = ["ruff"]\n[tool.poetry.dependencies]\npython = "^3.9"\npydantic = "*"\n[tool.poetry.group.test.dependencies]\nmypy = "*"\n',
    Pipfile: '[packages]\nboto3 = "*"\n[dev-packages]\nblack = "*"\n',
    "setup.cfg": "[options]\ninstall_requires =\n    click>=8\n    rich\nzip_safe = no\n",
    "setup.py": "setup(install_requires=[\"attrs>=1\", 'six'])",
    "package.json": '{"dependencies":{"hono":"4"},"devDependencies":{"vitest":"5"}}',
  });
  const manifests = await readManifests(here.dir);
  const shown = Object.fromEntries(manifests.map((m) => [m.file, [m.packages, m.dev]]));
  expect(shown).toEqual({
    "package.json": [["hono"], ["vitest"]],
    "requirements-dev.txt": [[], ["pytest"]],
    "requirements.txt": [["flask"], []],
    "deps/base.txt": [["redis"], []],
    "pyproject.toml": [
      ["httpx", "asyncpg", "pydantic"],
      ["ruff", "mypy"],
    ],
    Pipfile: [["boto3"], ["black"]],
    "setup.py": [["attrs", "six"], []],
    "setup.cfg": [["click", "rich"], []],
  });
});

test.each([
  ["flask", null],
  ["flask[async] <3, >=2  # old", "<3,>=2"],
  ["pydantic == 1.10.* ; python_version < '3.12'", "==1.10.*"],
  ["SQLAlchemy (~=2.0)", "~=2.0"],
  ["quill @ https://example.org/quill.whl", null],
  ["-r base.txt", null],
])("the versions that %j asks for", (line, range) => {
  expect(requirementRange(line)).toBe(range);
});
