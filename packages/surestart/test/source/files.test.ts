import { expect, test } from "vitest";
import { languageOf, sourceFiles } from "../../src/source/files.ts";
import { project } from "./_project.ts";

test("sources of the project, without packages, builds, caches and virtual environments", () => {
  const dir = project({
    "main.py": "",
    "src/app.ts": "",
    "src/app.d.ts": "",
    "src/view.tsx": "",
    "src/old.min.js": "",
    "README.md": "",
    "migrations/0001.py": "",
    "build/__init__.py": "",
    "dist/server.js": "",
    "node_modules/a/index.js": "",
    ".venv/lib/a.py": "",
    "env/pyvenv.cfg": "",
    "env/lib/a.py": "",
    ".git/hooks/a.py": "",
    "__pycache__/a.py": "",
  });
  expect(sourceFiles(dir).sort()).toEqual([
    "build/__init__.py",
    "main.py",
    "migrations/0001.py",
    "src/app.ts",
    "src/view.tsx",
  ]);
});

test("a folder that is not there has no sources", () => {
  expect(sourceFiles("/none/such")).toEqual([]);
});

test.each([
  ["a.py", "python"],
  ["a.mjs", "javascript"],
  ["a.cts", "typescript"],
  ["a.d.mts", null],
  ["a.pyc", null],
  ["a.json", null],
] as const)("%s is %s", (file, language) => {
  expect(languageOf(file)).toBe(language);
});
