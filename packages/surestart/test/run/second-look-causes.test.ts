import { spawnSync } from "node:child_process";
import { afterEach, describe, expect, test } from "vitest";
import { cleanUp, project, ran } from "../cli/run-surestart.ts";

afterEach(cleanUp);

const node = process.execPath;
const python = "/usr/bin/python3";
const hasPython = spawnSync(python, ["-c", "import dotenv"]).status === 0;

interface Row {
  files: Record<string, string>;
  env?: Record<string, string>;
  /** The finding of a run, and its place; the same without a second look. */
  code: string;
  at: string;
  confidence?: "certain" | "likely";
  detail?: string;
}

// The names come from data, so that no reading of the sources can know them.
const namesJs = { "names.json": '["VAULT_ADDRESS", "VAULT_KEY"]\n' };
const readerJs = `const [address, key] = require("./names.json");
exports.vault = { address: process.env[address], key: process.env[key] };
`;
const vaultJs = `exports.open = ({ address, key }) => {
  if (!key) throw new Error("the vault stays shut");
  return new URL(address);
};
`;
const loadJs = `require("node:fs").readFileSync(".env", "utf8").split("\\n").forEach((line) => {
  const [name, value] = line.split("=");
  if (value !== undefined) process.env[name] ??= value;
});
`;
const serveJs = 'require("node:http").createServer((q, r) => r.end("up")).listen(process.env.PORT);\n';
const filesJs = { ...namesJs, "reader.js": readerJs, "vault.js": vaultJs, "load.js": loadJs };
const startJs = (...before: string[]): string =>
  `${before.join("")}const { vault } = require("./reader.js");\nrequire("./vault.js").open(vault);\n${serveJs}`;

const javascript: [string, Row][] = [
  [
    "set nowhere",
    {
      files: {
        ...filesJs,
        ".env": "VAULT_ADDRESS=https://vault\n",
        "server.js": startJs('require("./load.js");\n'),
      },
      code: "env/missing-variable",
      at: "reader.js:2",
    },
  ],
  [
    "misspelled",
    {
      files: {
        ...filesJs,
        ".env": "VAULT_ADDRESS=https://vault\nVAULT_KYE=abc\n",
        "server.js": startJs("process.loadEnvFile();\n"),
      },
      code: "env/misspelled-variable",
      at: ".env:2",
    },
  ],
  [
    "empty",
    {
      files: {
        ...filesJs,
        ".env": "VAULT_ADDRESS=https://vault\nVAULT_KEY=\n",
        "server.js": startJs("process.loadEnvFile();\n"),
      },
      code: "env/empty-variable",
      at: ".env:2",
    },
  ],
  [
    "a value that a library refuses, after it went through an object",
    {
      files: {
        ...filesJs,
        ".env": "VAULT_ADDRESS=vault.example\nVAULT_KEY=abc\n",
        "server.js": startJs("process.loadEnvFile();\n"),
      },
      code: "env/invalid-value",
      at: ".env:1",
    },
  ],
  [
    "a value of the environment, which hides the one of the .env",
    {
      files: {
        ...filesJs,
        ".env": "VAULT_ADDRESS=https://vault\nVAULT_KEY=abc\n",
        "server.js": startJs("process.loadEnvFile();\n"),
      },
      env: { VAULT_ADDRESS: "vault.example" },
      code: "env/shell-overrides-file",
      at: ".env:1",
    },
  ],
  [
    "words and no exception",
    {
      files: {
        ...namesJs,
        "server.js": `const key = process.env[require("./names.json")[1]];
if (!key) {
  console.error("the vault stays shut");
  process.exit(1);
}
`,
      },
      code: "env/missing-variable",
      at: "server.js:1",
      confidence: "likely",
    },
  ],
  [
    "an error that nobody knows",
    {
      files: {
        ...namesJs,
        "reader.js": readerJs,
        ".env": "VAULT_ADDRESS=https://vault\nVAULT_KEY=abc-of-the-vault\n",
        "vault.js": `exports.open = ({ key }) => turn(key);
function turn(word) {
  const lock = undefined;
  return lock.turn(word);
}
`,
        "server.js": startJs("process.loadEnvFile();\n"),
      },
      code: "app/crashed",
      at: "vault.js:4",
      detail: "The value of VAULT_KEY (.env:2) was passed to turn(word) at vault.js:1.",
    },
  ],
];

const namesPy = { "names.txt": "VAULT_ADDRESS VAULT_KEY\n" };
const readerPy = `import os

ADDRESS, KEY = open("names.txt").read().split()


class Vault:
    def __init__(self):
        self.address = os.environ.get(ADDRESS)
        self.key = os.environ.get(KEY)
`;
const openPy = `import json


def unlock(key):
    if not key:
        raise RuntimeError("the vault stays shut")


def connect(vault):
    unlock(vault.key)
    return json.loads(vault.address)
`;
const filesPy = { ...namesPy, "reader.py": readerPy, "vault.py": openPy };
const startPy = (before: string): string => `${before}from reader import Vault
from vault import connect

connect(Vault())
`;
const loadPy = "from dotenv import load_dotenv\n\nload_dotenv()\n";

const inPython: [string, Row][] = [
  [
    "set nowhere",
    {
      files: { ...filesPy, ".env": "VAULT_ADDRESS=[]\n", "main.py": startPy(loadPy) },
      code: "env/missing-variable",
      at: "reader.py:9",
    },
  ],
  [
    "a load that comes too late",
    {
      files: {
        ...filesPy,
        ".env": "VAULT_ADDRESS=[]\nVAULT_KEY=abc\n",
        "main.py": `from reader import Vault
from vault import connect

vault = Vault()
from dotenv import load_dotenv

load_dotenv()
connect(vault)
`,
      },
      code: "source/env-read-before-load",
      at: "reader.py:9",
    },
  ],
  [
    "empty",
    {
      files: { ...filesPy, ".env": "VAULT_ADDRESS=[]\nVAULT_KEY=\n", "main.py": startPy(loadPy) },
      code: "env/empty-variable",
      at: ".env:2",
    },
  ],
  [
    "a value that a library refuses, after it went through an object",
    {
      files: { ...filesPy, ".env": "VAULT_ADDRESS=no json\nVAULT_KEY=abc\n", "main.py": startPy(loadPy) },
      code: "env/invalid-value",
      at: ".env:1",
    },
  ],
  [
    "an error that nobody knows",
    {
      files: {
        ...filesPy,
        "vault.py": "def turn(word):\n    return word.turn()\n\n\ndef connect(vault):\n    turn(vault.key)\n",
        ".env": "VAULT_ADDRESS=[]\nVAULT_KEY=abc-of-the-vault\n",
        "main.py": startPy(loadPy),
      },
      code: "app/crashed",
      at: "vault.py:2",
      detail: "The value of VAULT_KEY (.env:2) was passed to turn(word) at vault.py:6.",
    },
  ],
];

const written: [string, Row][] = [
  [
    "a value of a .env that only run loads, refused by a library",
    {
      files: { ".env": "DOCKS=['north']\n", "main.py": "import json, os\njson.loads(os.environ['DOCKS'])\n" },
      code: "env/invalid-value",
      at: ".env:1",
    },
  ],
  [
    "a variable with a default that is not empty: the default was given",
    {
      files: {
        "main.py": "import os, sqlite3\nsqlite3.connect(os.environ.get('LEDGER', 'vault/ledger.db'))\n",
      },
      code: "resource/path-missing",
      at: "main.py:2",
    },
  ],
  [
    "a variable with a default that is empty",
    {
      files: {
        "main.py":
          "import os\nkey = os.environ.get('LEDGER_KEY', '')\nif not key:\n    raise RuntimeError('shut')\n",
      },
      code: "env/missing-variable",
      at: "main.py:2",
    },
  ],
  [
    "a line that fails for itself, below one that reads a variable",
    {
      files: { "main.py": "import os\nprint(os.environ.get('LEDGER'))\nfrom random import dice\n" },
      code: "app/crashed",
      at: "main.py:3",
    },
  ],
];

test.skipIf(!hasPython)("what was seen from inside heals as well", async () => {
  const dir = project({
    "names.txt": "VAULT_KEY\n",
    ".env": "VAULT_KEY=abc\n",
    "reader.py": `import os

KEY = os.environ.get(open("names.txt").read().strip())


def check():
    if not KEY:
        raise RuntimeError("the vault stays shut")
`,
    "main.py": `import os
from reader import check
from dotenv import load_dotenv
from http.server import HTTPServer, SimpleHTTPRequestHandler

load_dotenv()
check()
HTTPServer(("127.0.0.1", 0), SimpleHTTPRequestHandler).serve_forever()
`,
  });
  const { status, stderr, report } = await ran(
    ["run", "--exit-when-healthy", "--format", "json", python, "main.py"],
    { dir },
  );
  expect(status, stderr).toBe(0);
  expect(report?.findings[0]).toMatchObject({ code: "source/env-read-before-load", resolved: true });
});

describe("a command that sets what tells the interpreter about the witness", () => {
  const inJs = {
    ...filesJs,
    ".env": "VAULT_ADDRESS=https://vault\n",
    "server.js": startJs('require("./load.js");\n'),
  };
  const inPy = { ...filesPy, ".env": "VAULT_ADDRESS=[]\n", "main.py": startPy(loadPy) };
  const rows: [string, Record<string, string>, string[], boolean][] = [
    ["env", inJs, ["env", "NODE_OPTIONS=--no-warnings", node, "server.js"], true],
    ["the shell", inJs, ["sh", "-c", `NODE_OPTIONS=--no-warnings '${node}' server.js`], true],
    ["env, Python", inPy, ["env", "PYTHONPATH=lib", python, "main.py"], hasPython],
    ["the shell, Python", inPy, ["sh", "-c", `export PYTHONPATH=lib && ${python} main.py`], hasPython],
    ["a Procfile", { ...inPy, Procfile: `web: PYTHONPATH=lib ${python} main.py\n` }, [], hasPython],
  ];
  test.each(rows)("%s", async (_what, files, command, here) => {
    if (!here) return;
    const { stderr, report } = await ran(["run", "--format", "json", ...command], { dir: project(files) });
    expect(report?.findings[0], stderr).toMatchObject({
      code: "env/missing-variable",
      title: "VAULT_KEY is not set",
    });
  });
});

describe.each([
  ["Node", [node, "server.js"], javascript, true],
  ["Python", [python, "main.py"], inPython, hasPython],
  ["a few lines of Python", [python, "main.py"], written, hasPython],
] as const)("a failure of which only the inside tells the cause, in %s", (_language, command, rows, here) => {
  test.skipIf(!here).each(rows)("%s", async (_what, { files, env = {}, code, at, confidence, detail }) => {
    const dir = project(files);
    const { stderr, report } = await ran(["run", "--format", "json", ...command], { dir, env });
    const [first] = report!.findings;
    expect([first?.code, `${first?.at?.file}:${first?.at?.line}`], stderr).toEqual([code, at]);
    if (confidence) expect(first?.confidence).toBe(confidence);
    if (detail) expect(first?.detail).toContain(detail);
  });
});

describe.each([
  ["server.js", "const ledger = {;\n", node, true],
  ["main.py", "def ledger():\n    return 1\n  return 2\n", python, hasPython],
])("a source that cannot be parsed: %s", (file, source, program, here) => {
  test.skipIf(!here)("is not looked at once more", async () => {
    const dir = project({ [file]: source });
    const { stderr, report } = await ran(["run", "--format", "json", program, file], { dir });
    expect(report?.findings[0]).toMatchObject({ code: "app/crashed", at: { file } });
    expect(stderr).not.toContain("witness");
  });
});
