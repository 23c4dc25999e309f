import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Change } from "../../src/finding.ts";
import { planFix, planFixes } from "../../src/fix/plan.ts";
import { applied, modeOf, project, read } from "./_project.ts";

/** The file behind the changes; the file's name is that of the row. */
function after(file: string, before: string, changes: Change[]): string {
  const dir = project({ [file]: before });
  applied(changes, dir);
  return read(dir, file);
}

const file = ".env";
describe("changes of a .env", () => {
  test.each<[what: string, before: string, change: Change, after: string]>([
    ["sets a value", "A=1\nB=2\n", { do: "env-set", file, key: "A", value: "3" }, "A=3\nB=2\n"],
    [
      "keeps quotes and a comment",
      "A='1' # one\r\nB=2",
      { do: "env-set", file, key: "A", value: "3" },
      "A='3' # one\r\nB=2",
    ],
    ["sets the last of two", "A=1\nA=2\n", { do: "env-set", file, key: "A", value: "3" }, "A=1\nA=3\n"],
    [
      "sets the one on the line",
      "A=1\nA=2\n",
      { do: "env-set", file, key: "A", value: "3", line: 1 },
      "A=3\nA=2\n",
    ],
    [
      "fills an empty value with a blank behind it",
      "A= \nB=2\n",
      { do: "env-set", file, key: "A", value: "3" },
      "A=3\nB=2\n",
    ],
    ["takes the blank away", "A= \nB=2\n", { do: "env-set", file, key: "A", value: "" }, "A=\nB=2\n"],
    [
      "adds a key with the file's line end",
      "A=1\r\nB=2",
      { do: "env-set", file, key: "C", value: "x y" },
      "A=1\r\nB=2\r\nC='x y'\r\n",
    ],
    ["quotes what needs it", "A=1\n", { do: "env-set", file, key: "A", value: "a#b" }, "A='a#b'\n"],
    [
      "renames a key",
      "export DSN = 'x' # y\n",
      { do: "env-rename-key", file, line: 1, from: "DSN", to: "DB_DSN" },
      "export DB_DSN = 'x' # y\n",
    ],
    [
      "respells for loaders that cut",
      "A=a#b\n",
      { do: "env-respell", file, line: 1, key: "A", value: "a#b", dialects: ["node", "python"] },
      "A='a#b'\n",
    ],
    [
      "respells a colon",
      "A: b\nB=1\n",
      { do: "env-respell", file, line: 1, key: "A", value: "b", dialects: ["node", "python"] },
      "A=b\nB=1\n",
    ],
    [
      "respells typographic quotes",
      "A=“b c”\n",
      { do: "env-respell", file, line: 1, key: "A", value: "b c", dialects: ["node"] },
      "A='b c'\n",
    ],
    [
      "respells what is no assignment",
      "A b\n",
      { do: "env-respell", file, line: 1, key: "A", value: "b", dialects: ["python"] },
      "A=b\n",
    ],
    ["recodes a byte order mark away", "\uFEFFA=1\r\n", { do: "recode", file, from: "utf-8" }, "A=1\r\n"],
    [
      "makes line ends LF",
      "A=1\r\nB=2\rC=3\n",
      { do: "recode", file, from: "utf-8", eol: true },
      "A=1\nB=2\nC=3\n",
    ],
  ])("%s", (_, before, change, expected) => {
    expect(after(file, before, [change])).toBe(expected);
  });

  test("UTF-16 becomes UTF-8", () => {
    const bytes = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from("A=ä\r\n", "utf16le")]);
    const dir = project({ ".env": bytes });
    applied([{ do: "recode", file, from: "utf-16le" }], dir);
    expect(read(dir, ".env")).toBe("A=ä\r\n");
  });

  test("several changes in one file, all by its lines as they are", () => {
    const before = "A=1\nB: 2\nC=3\nD=4";
    const changes: Change[] = [
      { do: "lines", file, from: 1, to: 1, with: [] },
      { do: "env-respell", file, line: 2, key: "B", value: "2", dialects: ["node"] },
      { do: "env-set", file, key: "E", value: "5" },
      { do: "env-set", file, key: "E", value: "5" },
      { do: "replace", file, line: 4, column: 3, old: "4", new: "44" },
    ];
    expect(after(file, before, changes)).toBe("B=2\nC=3\nD=44\nE=5\n");
  });

  test("a missing file is made for its owner alone, with a fresh secret", () => {
    const dir = project({});
    const plan = applied([{ do: "env-set", file, key: "APP_SECRET", value: { generate: "base64url" } }], dir);
    expect(read(dir, ".env")).toBe(`APP_SECRET=${plan.secrets[0]}\n`);
    expect(plan.secrets[0]).toMatch(/^[\w-]{43}$/);
    expect(modeOf(dir, ".env")).toBe(0o600);
  });

  test("an example becomes a .env: secrets are fresh, values set, everything else as it is written", () => {
    const dir = project({
      ".env.example": "# settings\nAPP_SECRET=change-me # generate\nURL= \nMODE='dev'\n",
    });
    const change: Change = {
      do: "env-from-example",
      example: ".env.example",
      file,
      secrets: { APP_SECRET: { generate: "hex", bytes: 16 }, NEW_TOKEN: { generate: "hex" } },
      values: { URL: "http://x" },
    };
    const { secrets } = applied([change], dir);
    expect(read(dir, ".env")).toBe(
      `# settings\nAPP_SECRET=${secrets[0]} # generate\nURL=http://x\nMODE='dev'\nNEW_TOKEN=${secrets[1]}\n`,
    );
    expect(modeOf(dir, ".env")).toBe(0o600);
  });
});

describe("changes of sources and manifests", () => {
  test.each<[what: string, file: string, before: string, change: Change, after: string]>([
    ["lines", "a.py", "a\nb\nc\n", { do: "lines", file: "a.py", from: 2, to: 3, with: ["x"] }, "a\nx\n"],
    [
      "lines at an open end",
      "a.py",
      "a\r\nb",
      { do: "lines", file: "a.py", from: 2, to: 2, with: ["x", "y"] },
      "a\r\nx\r\ny",
    ],
    [
      "insert",
      "a.py",
      "a\r\nb\r\n",
      { do: "insert", file: "a.py", line: 2, lines: ["x"] },
      "a\r\nx\r\nb\r\n",
    ],
    [
      "insert behind an open end",
      "a.py",
      "a",
      { do: "insert", file: "a.py", line: 2, lines: ["x"] },
      "a\nx\n",
    ],
    [
      "replace-near",
      "a.js",
      "from './x'\n",
      { do: "replace-near", file: "a.js", line: 1, old: "./x", new: "./x.js" },
      "from './x.js'\n",
    ],
    [
      "a command in package.json",
      "package.json",
      '{"scripts": {"start": "node \\"a b\\".js"}}',
      {
        do: "command",
        file: "package.json",
        line: 1,
        old: 'node "a b".js',
        new: 'node --env-file=.env "a b".js',
      },
      '{"scripts": {"start": "node --env-file=.env \\"a b\\".js"}}',
    ],
    [
      "a command in a Procfile",
      "Procfile",
      "web: uvicorn main:app\n",
      { do: "command", file: "Procfile", line: 1, old: "uvicorn main:app", new: "uvicorn src.main:app" },
      "web: uvicorn src.main:app\n",
    ],
    [
      "an import behind the others",
      "a.py",
      '"""Doc."""\nimport os\nfrom x import (\n    a,\n)\n\nb = 1\n',
      { do: "add-import", file: "a.py", line: "import y" },
      '"""Doc."""\nimport os\nfrom x import (\n    a,\n)\nimport y\n\nb = 1\n',
    ],
    [
      "an import where there is none",
      "a.py",
      '#!/usr/bin/python3\n"""Doc\nof two lines."""\nb = 1\n',
      { do: "add-import", file: "a.py", line: "import y" },
      '#!/usr/bin/python3\n"""Doc\nof two lines."""\nimport y\nb = 1\n',
    ],
    [
      "an import that is there",
      "a.mjs",
      "import 'x';\n",
      { do: "add-import", file: "a.mjs", line: 'import "x"' },
      "import 'x';\n",
    ],
    [
      "an import of a script",
      "a.mjs",
      "// head\n'use strict';\nimport a from 'a';\nimport {\n  b,\n} from 'b';\n\na();\n",
      { do: "add-import", file: "a.mjs", line: "import 'c';" },
      "// head\n'use strict';\nimport a from 'a';\nimport {\n  b,\n} from 'b';\nimport 'c';\n\na();\n",
    ],
    [
      "a requirement",
      "requirements.txt",
      "flask==3.0\n",
      { do: "add-dependency", manifest: "requirements.txt", name: "python-dotenv" },
      "flask==3.0\npython-dotenv\n",
    ],
    [
      "a requirement, sorted in",
      "requirements.txt",
      "fastapi\nuvicorn",
      { do: "add-dependency", manifest: "requirements.txt", name: "python-dotenv", version: "1.0" },
      "fastapi\npython-dotenv>=1.0\nuvicorn",
    ],
    [
      "a requirement by another spelling of its name",
      "requirements.txt",
      "Python_DotEnv[cli] >=1\n",
      { do: "add-dependency", manifest: "requirements.txt", name: "python-dotenv" },
      "Python_DotEnv[cli] >=1\n",
    ],
    [
      "PEP 621, several lines",
      "pyproject.toml",
      '[project]\nname = "x"\ndependencies = [\n  "flask", # web\n  "rich",\n]\n[tool.x]\n',
      { do: "add-dependency", manifest: "pyproject.toml", name: "python-dotenv" },
      '[project]\nname = "x"\ndependencies = [\n  "flask", # web\n  "rich",\n  "python-dotenv",\n]\n[tool.x]\n',
    ],
    [
      "PEP 621, one line",
      "pyproject.toml",
      '[project]\nname = "x"\ndependencies = ["flask"]\n',
      { do: "add-dependency", manifest: "pyproject.toml", name: "python-dotenv" },
      '[project]\nname = "x"\ndependencies = ["flask", "python-dotenv"]\n',
    ],
    [
      "PEP 621 without dependencies",
      "pyproject.toml",
      '[project]\nname = "x"\n\n[tool.x]\n',
      { do: "add-dependency", manifest: "pyproject.toml", name: "python-dotenv" },
      '[project]\nname = "x"\ndependencies = ["python-dotenv"]\n\n[tool.x]\n',
    ],
    [
      "Poetry",
      "pyproject.toml",
      '[tool.poetry.dependencies]\npython = "^3.11"\n\n[tool.x]\n',
      { do: "add-dependency", manifest: "pyproject.toml", name: "python-dotenv", version: "1.0" },
      '[tool.poetry.dependencies]\npython = "^3.11"\npython-dotenv = "^1.0"\n\n[tool.x]\n',
    ],
    [
      "package.json, sorted in",
      "package.json",
      '{\n    "dependencies": {\n        "a": "1",\n        "z": "2"\n    }\n}\n',
      { do: "add-dependency", manifest: "package.json", name: "dotenv", version: "^17.0.0" },
      '{\n    "dependencies": {\n        "a": "1",\n        "dotenv": "^17.0.0",\n        "z": "2"\n    }\n}\n',
    ],
    [
      "package.json, at the end",
      "package.json",
      '{ "dependencies": { "a": "1" } }',
      { do: "add-dependency", manifest: "package.json", name: "dotenv" },
      '{ "dependencies": { "a": "1", "dotenv": "*" } }',
    ],
    [
      "package.json without dependencies",
      "package.json",
      '{\n\t"name": "x"\n}\n',
      { do: "add-dependency", manifest: "package.json", name: "dotenv" },
      '{\n\t"name": "x",\n\t"dependencies": {\n\t\t"dotenv": "*"\n\t}\n}\n',
    ],
    [
      "package.json with empty dependencies",
      "package.json",
      '{\n  "dependencies": {}\n}\n',
      { do: "add-dependency", manifest: "package.json", name: "dotenv" },
      '{\n  "dependencies": { "dotenv": "*" }\n}\n',
    ],
  ])("%s", (_, name, before, change, expected) => {
    expect(after(name, before, [change])).toBe(expected);
  });

  test("create, mkdir, chmod and rename", () => {
    const dir = project({ ".env.txt": "A=1\n", ".env.local": "B=1\n" }, { ".env.local": 0o644 });
    applied(
      [
        { do: "create", file: "data/sub/x.txt", text: "x" },
        { do: "mkdir", dir: "logs" },
        { do: "chmod", file: ".env.local", mode: 0o600 },
        { do: "rename", from: ".env.txt", to: ".env" },
      ],
      dir,
    );
    expect(read(dir, "data/sub/x.txt")).toBe("x");
    expect(modeOf(dir, "logs") & 0o700).toBe(0o700);
    expect(modeOf(dir, ".env.local")).toBe(0o600);
    expect(read(dir, ".env")).toBe("A=1\n");
    expect(() => read(dir, ".env.txt")).toThrow("ENOENT");
  });
});

describe("refused, and nothing is planned", () => {
  test.each<[change: Change, why: RegExp]>([
    [{ do: "replace", file, line: 1, column: 3, old: "2", new: "3" }, /has changed since it was read/],
    [{ do: "replace", file, line: 9, column: 1, old: "A", new: "B" }, /has no line 9/],
    [{ do: "env-set", file, key: "B", value: "2", line: 1 }, /no longer sets B/],
    [{ do: "env-rename-key", file, line: 1, from: "A", to: "C" }, /already sets C/],
    [
      {
        do: "env-respell",
        file,
        line: 1,
        key: "A",
        value: "a$b'\"`#",
        dialects: ["dotenv-expand", "node", "bash", "docker"],
      },
      /there is no way to write A/,
    ],
    [{ do: "create", file, text: "x" }, /already exists/],
    [{ do: "rename", from: file, to: "package.json" }, /already exists/],
    [{ do: "create", file: "../outside.txt", text: "x" }, /outside the project/],
    [{ do: "create", file: "/etc/outside.txt", text: "x" }, /outside the project/],
    [{ do: "env-set", file: "linked.env", key: "A", value: "1" }, /outside the project/],
    [{ do: "create", file: "linked/x", text: "x" }, /outside the project/],
    [{ do: "env-set", file: "dangling.env", key: "A", value: "1" }, /link to something that does not exist/],
    [{ do: "create", file: ".git/hooks/x", text: "x" }, /belongs to git/],
    [{ do: "recode", file, from: "utf-16le" }, /, not utf-16le/],
    [
      { do: "add-dependency", manifest: "setup.py", name: "x" },
      /a kind of file that surestart does not edit/,
    ],
    [{ do: "add-dependency", manifest: "package.json", name: "x" }, /is not valid JSON/],
  ])("%j", (change, why) => {
    const dir = project({ ".env": "A=1\nC=2\n", "package.json": "{", "setup.py": "" });
    const outside = project({ "x.env": "A=0\n" });
    symlinkSync(join(outside, "x.env"), join(dir, "linked.env"));
    symlinkSync(outside, join(dir, "linked"));
    symlinkSync(join(dir, "nowhere"), join(dir, "dangling.env"));
    expect(() => planFix([change], dir)).toThrow(why);
  });

  test("a fix that meets another is left out whole", () => {
    const dir = project({ ".env": "A=1\n" });
    const fix = (id: string, changes: Change[]) => ({ id, title: id, safety: "safe" as const, changes });
    const { plan, taken, refused } = planFixes(
      [
        fix("first", [{ do: "replace", file, line: 1, column: 3, old: "1", new: "2" }]),
        fix("second", [
          { do: "create", file: "x", text: "x" },
          { do: "lines", file, from: 1, to: 1, with: [] },
        ]),
        fix("third", [{ do: "env-set", file, key: "B", value: "2" }]),
      ],
      dir,
    );
    expect(taken.map(({ id }) => id)).toEqual(["first", "third"]);
    expect(refused).toEqual([
      {
        fix: expect.objectContaining({ id: "second" }),
        reason: expect.stringContaining("two changes overlap"),
      },
    ]);
    expect(plan.edits.map((edit) => Buffer.from(edit.after!.bytes).toString())).toEqual(["A=2\nB=2\n"]);
  });
});

test("a link inside of the project stays a link, and its target is changed", () => {
  const dir = project({ "config/shared.env": "A=1\n" });
  symlinkSync("config/shared.env", join(dir, ".env"));
  applied([{ do: "env-set", file, key: "A", value: "2" }], dir);
  expect(read(dir, "config/shared.env")).toBe("A=2\n");
});
