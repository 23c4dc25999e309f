import { describe, expect, test } from "vitest";
import { placeForLoad } from "../../src/source/place-for-load.ts";
import { type Command, readLines, survey } from "./_project.ts";

const readA = 'import os\n\nA = os.environ["A"]\n';
const script: Command = { file: "main.py" };
const server: Command = { server: "uvicorn", module: "app.main", file: "app/main.py", attribute: "app" };

interface Row {
  what: string;
  files: Record<string, string>;
  command: Command;
  place: { file: string; line: number; indent?: string };
}

const rows: Row[] = [
  {
    what: "one module reads: behind its imports",
    files: {
      "main.py": "import config\n",
      "config.py": `"""Doc."""\nfrom __future__ import annotations\n\nimport sys\n${readA}`,
    },
    command: script,
    place: { file: "config.py", line: 6 },
  },
  {
    what: "one module reads, before an import of it",
    files: { "main.py": 'import os\nA = os.environ["A"]\nimport sys\n' },
    command: script,
    place: { file: "main.py", line: 2 },
  },
  {
    what: "two modules read: before the first import that leads to one of them",
    files: {
      "main.py": "import sys\nimport one\nimport two\n",
      "one.py": readA,
      "two.py": readA.replaceAll("A", "B"),
    },
    command: script,
    place: { file: "main.py", line: 2 },
  },
  {
    what: "through a module that does not read",
    files: {
      "main.py": "import sys\nimport routes\n\nx = 1\n",
      "routes.py": "import one\nimport two\n",
      "one.py": readA,
      "two.py": readA.replaceAll("A", "B"),
    },
    command: script,
    place: { file: "main.py", line: 2 },
  },
  {
    what: "a package's __init__ comes first",
    files: {
      "app/__init__.py": "from app.one import A\n",
      "app/main.py": "from app.two import B\n",
      "app/one.py": readA,
      "app/two.py": readA.replaceAll("A", "B"),
    },
    command: server,
    place: { file: "app/__init__.py", line: 1 },
  },
  {
    what: "behind docstring and __future__",
    files: {
      "main.py":
        '#!/usr/bin/env python3\n"""Doc\nin two lines."""\nfrom __future__ import annotations\nimport one, two\n',
      "one.py": readA,
      "two.py": readA.replaceAll("A", "B"),
    },
    command: script,
    place: { file: "main.py", line: 5 },
  },
  {
    what: "the first read stands in the entry itself",
    files: {
      "main.py": 'import os\nimport sys\nA = os.environ["A"]\nimport two\n',
      "two.py": readA.replaceAll("A", "B"),
    },
    command: script,
    place: { file: "main.py", line: 3 },
  },
  {
    what: "in the block of the import",
    files: {
      "main.py": 'if __name__ == "__main__":\n    import one\n    import two\n',
      "one.py": readA,
      "two.py": readA.replaceAll("A", "B"),
    },
    command: script,
    place: { file: "main.py", line: 2, indent: "    " },
  },
  {
    what: "in a function that the start calls",
    files: {
      "main.py": "def create_app():\n    import one\n    import two\ncreate_app()\n",
      "one.py": readA,
      "two.py": readA.replaceAll("A", "B"),
    },
    command: script,
    place: { file: "main.py", line: 2, indent: "    " },
  },
];

describe("a load at its place comes before every read", () => {
  test.each(rows)("$what", async ({ files, command, place }) => {
    const before = await survey(files, command);
    expect(placeForLoad(before)).toEqual({ language: "python", module: "python", ...place });
    expect(before.reads.map((r) => r.loaded)).toEqual(before.reads.map(() => false));

    const lines = (files[place.file] as string).split("\n");
    const load = ["from dotenv import load_dotenv", "load_dotenv()"].map((l) => (place.indent ?? "") + l);
    lines.splice(place.line - 1, 0, ...load);
    const after = await survey({ ...files, [place.file]: lines.join("\n") }, command);
    expect(after.broken).toEqual([]);
    expect(after.reads.map((r) => r.loaded)).toEqual(before.reads.map(() => true));
  });
});

test("reads of requests only: behind the imports of their file", async () => {
  const facts = await survey(
    { "main.py": 'import os\n@app.get("/")\ndef home():\n    return os.environ["A"]\n' },
    script,
  );
  expect(placeForLoad(facts)).toMatchObject({ file: "main.py", line: 2 });
});

test("no read, no place", async () => {
  expect(placeForLoad(await survey({ "main.py": "x = 1\n" }, script))).toBeNull();
});

describe("JavaScript", () => {
  const read = (name: string) => `export const ${name} = process.env.${name};\n`;
  test.each([
    {
      what: "an ES module: at the top, since imports run before all statements",
      files: {
        "package.json": '{"type":"module"}',
        "main.js": 'import "./one.js";\nimport "./two.js";\n',
        "one.js": read("A"),
        "two.js": read("B"),
      },
      place: { file: "main.js", line: 1, module: "esm" },
    },
    {
      what: "CommonJS: before the require that leads to a read",
      files: {
        "main.js": '"use strict";\nrequire("node:fs");\nrequire("./one");\nrequire("./two");\n',
        "one.js": "exports.A = process.env.A;\n",
        "two.js": "exports.B = process.env.B;\n",
      },
      place: { file: "main.js", line: 3, module: "cjs" },
    },
  ])("$what", async ({ files, place }) => {
    const facts = await survey(files, { server: "node", file: "main.js", program: ["node", "main.js"] });
    expect(placeForLoad(facts)).toMatchObject(place);
    expect(readLines(facts)).toHaveLength(2);
  });
});
