import path from "node:path";
import { expect, test } from "vitest";
import type { PythonInterpreter } from "../../src/runtime/interpreter.ts";
import { shadowedModules } from "../../src/runtime/shadowed.ts";
import { project } from "./project.ts";

const library = {
  "lib/email/__init__.py": "",
  "lib/random.py": "",
  "lib/http/__init__.py": "",
  "lib/http/client.py": "import socket\nimport email.parser\n",
  "lib/token.py": "",
  "lib/jwt/__init__.py": "",
  "lib/webby/__init__.py": "from .app import App\n\ndef late():\n    import random\n",
  "lib/webby/app.py": "from . import (\n    wire,\n)\nfrom . import wire as w\n",
  "lib/webby/wire.py": "from http import client\n",
};

function python(dir: string): PythonInterpreter {
  return {
    paths: [path.join(dir, "lib")],
    stdlib: new Set(["email", "random", "http", "token", "socket"]),
    fixed: new Set(["sys", "os"]),
    venv: null,
  };
}

const rows: {
  name: string;
  own: Record<string, string>;
  imports: [file: string, specifier: string, resolved: string | null][];
  is: object[];
}[] = [
  {
    name: "a library reaches the standard module through others",
    own: { "email.py": "", "main.py": "" },
    imports: [["main.py", "webby", null]],
    is: [{ name: "email", shadowedBy: "email.py", at: { file: "main.py", line: 1 } }],
  },
  {
    name: "a folder with __init__.py hides as well",
    own: { "email/__init__.py": "", "main.py": "" },
    imports: [["main.py", "http.client", null]],
    is: [{ shadowedBy: "email/__init__.py" }],
  },
  {
    name: "nobody imports it",
    own: { "token.py": "", "main.py": "" },
    imports: [["main.py", "webby", null]],
    is: [],
  },
  {
    name: "only a function imports it",
    own: { "random.py": "", "main.py": "" },
    imports: [["main.py", "webby", null]],
    is: [],
  },
  {
    name: "the project means its own file",
    own: { "token.py": "", "main.py": "" },
    imports: [["main.py", "token", "token.py"]],
    is: [],
  },
  {
    name: "a file that imports its own name meant the library",
    own: { "jwt.py": "", "main.py": "" },
    imports: [
      ["main.py", "jwt", "jwt.py"],
      ["jwt.py", "jwt", "jwt.py"],
    ],
    is: [{ name: "jwt", shadowedBy: "jwt.py", at: { file: "jwt.py", line: 1 } }],
  },
  {
    name: "the project itself, installed so that its own files are used",
    own: { "shop/__init__.py": "", "lib/shop.pth": "..\n", "main.py": "" },
    imports: [["shop/__init__.py", "shop", "shop/__init__.py"]],
    is: [],
  },
  {
    name: "a name that nothing else has",
    own: { "models.py": "", "main.py": "" },
    imports: [["main.py", "webby", null]],
    is: [],
  },
  {
    name: "a module that is loaded before the program",
    own: { "os.py": "", "main.py": "" },
    imports: [["main.py", "webby", null]],
    is: [],
  },
];

test.each(rows)("$name", ({ own, imports, is }) => {
  using here = project({ ...library, ...own });
  const found = shadowedModules({
    imports: imports.map(([file, specifier, resolved]) => ({
      at: { file, line: 1 },
      file,
      specifier,
      resolved,
      language: "python",
      optional: false,
      late: false,
      reached: true,
    })),
    python: python(here.dir),
    dir: here.dir,
    importDirs: [here.dir],
  });
  expect(found).toMatchObject(is);
  expect(found).toHaveLength(is.length);
});
