import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { type Case, diagnose } from "../../src/diagnose.ts";
import { catalogue } from "../../src/diagnoses/index.ts";
import type { Finding } from "../../src/finding.ts";
import { factsOf } from "./in-small.ts";

async function found(one: Omit<Case, "name">): Promise<Finding[]> {
  return diagnose(await factsOf({ name: "one", ...one }), catalogue).findings;
}
const root = async (one: Omit<Case, "name">): Promise<Finding> => (await found(one))[0] as Finding;

const flask = "from flask import Flask\n\ndef create_app():\n    return Flask(__name__)\n";
const inSrc = {
  "src/shelf/__init__.py": "",
  "src/shelf/main.py": "from fastapi import FastAPI\nfrom shelf import books\n\napp = FastAPI()\n",
  "src/shelf/books.py": "",
};

test.each<[string, Record<string, string>, string, string]>([
  ["uvicorn searches the folder", inSrc, "uvicorn shelf.main:app", "uvicorn shelf.main:app --app-dir src"],
  ["gunicorn searches it", inSrc, "gunicorn shelf.main:app", "gunicorn shelf.main:app --pythonpath src"],
  ["Python searches it", inSrc, "hypercorn shelf.main:app", "PYTHONPATH=src hypercorn shelf.main:app"],
  ["gunicorn calls the factory", { "m.py": flask }, "gunicorn m:app", "gunicorn 'm:create_app()'"],
  ["uvicorn calls it", { "m.py": flask }, "uvicorn m:app", "uvicorn m:create_app --factory"],
])("a server that cannot find the application: %s", async (_name, files, command, right) => {
  // Beside it stands what this machine has not installed.
  const fixes = (await found({ files, command: command.split(" ") })).flatMap((f) => f.fixes);
  expect(fixes.find((fix) => fix.id === "right-path")).toMatchObject({ command: right });
});

/** A gunicorn that was installed for everybody. */
const shared = mkdtempSync(path.join(tmpdir(), "surestart-shared-"));
const gunicorn = path.join(shared, "gunicorn");
writeFileSync(gunicorn, "#!/usr/bin/env python3\n", { mode: 0o755 });
afterAll(() => rmSync(shared, { recursive: true }));

test.each([
  ["gunicorn desk:app", ".venv/bin/python -m gunicorn desk:app"],
  [`${gunicorn} desk:app`, ".venv/bin/python -m gunicorn desk:app"],
  ["python3 desk.py", ".venv/bin/python desk.py"],
  ["python3 -m uvicorn desk:app", ".venv/bin/python -m uvicorn desk:app"],
])("the interpreter of the project's environment: %s", async (command, right) => {
  const pack = {
    name: "wordsmith",
    distribution: "wordsmith",
    installed: false,
    inVenv: ".venv",
    declared: true,
  };
  const { code, fixes } = await root({
    files: { "desk.py": "import wordsmith\n" },
    command: command.split(" "),
    facts: {
      runtime: {
        packages: [{ ...pack, at: { file: "desk.py", line: 1 }, optional: false, shadowedBy: null }],
        version: [{ at: { file: ".python-version", line: 1 }, demands: "3.7", has: "3.11.2", met: false }],
      },
    },
  });
  expect({ code, command: fixes[0]?.command }).toEqual({ code: "runtime/wrong-interpreter", command: right });
});

test.each([
  ["a path stays a path", 'load_dotenv(BASE / ".env")', 'Path(__file__).resolve().parents[0] / ".env"'],
  ["a text a text", 'load_dotenv(str(BASE / ".env"))', 'str(Path(__file__).resolve().parents[0] / ".env")'],
])("the path of a load, corrected: %s", async (_name, load, right) => {
  const { fixes } = await root({
    files: {
      "shop/.env": "SHELF=3\n",
      "shop/__init__.py": "",
      "shop/conf.py": `import os\nfrom pathlib import Path\nfrom dotenv import load_dotenv\nBASE = Path(__file__).resolve().parent.parent\n${load}\nSHELF = os.environ["SHELF"]\n`,
      "main.py": "import shop.conf\n",
    },
    command: ["/usr/bin/python3", "main.py"],
  });
  expect(fixes[0]?.changes[0]).toMatchObject({ do: "replace", new: right });
});

test.each([
  ['load_dotenv(".env.local")', '".env"'],
  ['load_dotenv(Path(__file__).parent / ".env.local")', 'Path(__file__).parent / ".env"'],
])("a load that names another file than is there: %s", async (load, right) => {
  const { code, at, fixes } = await root({
    files: {
      ".env": "SHELF=3\n",
      "main.py": `import os\nfrom pathlib import Path\nfrom dotenv import load_dotenv\n${load}\nSHELF = os.environ["SHELF"]\n`,
    },
    command: ["/usr/bin/python3", "main.py"],
  });
  expect({ code, line: at?.line }).toEqual({ code: "env/file-misnamed", line: 4 });
  expect(fixes[0]?.changes[0]).toMatchObject({ do: "replace", new: right });
});

test("a file that the command demands, and nothing that is known to belong into it", async () => {
  const { code, fixes } = await root({
    files: { "server.js": 'require("node:http").createServer().listen(process.env.PORT);\n' },
    command: ["node", "--env-file=config/local.env", "server.js"],
  });
  expect([code, fixes[0]?.title]).toEqual([
    "env/file-missing",
    "Create config/local.env, or correct its name",
  ]);
});

test("the last line of a program is only named where it is known", async () => {
  const { code, detail } = await root({
    files: { "server.js": 'import "./lost";\n', "package.json": '{ "type": "module" }' },
    run: {
      outcome: "failed",
      ended: "exited",
      exit: { code: 1, signal: null },
      crash: {
        language: "node",
        name: "Error",
        message: "the moon is full",
        code: null,
        frames: [],
        at: { file: "server.js" },
        causes: [],
        lines: [],
      },
    },
  });
  expect([code, detail]).toEqual(["app/crashed", "The program ended with status 1."]);
});
