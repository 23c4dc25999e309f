import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { PythonEntry } from "../../src/runtime/found-command.ts";
import { findStartCommand, pythonEntry } from "../../src/survey/start-command.ts";

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), "surestart-start-command-"));
});
afterEach(() => rmSync(dir, { recursive: true }));

function write(files: Record<string, string>): void {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(dir, file)), { recursive: true });
    writeFileSync(path.join(dir, file), text);
  }
}

const main = 'if __name__ == "__main__":\n    ';

// biome-ignore format: one row, one line
const entries: { name: string; file?: string; text: string; more?: Record<string, string>; entry: Partial<PythonEntry> | null }[] = [
  { name: "FastAPI", text: "from fastapi import FastAPI\napi = FastAPI(title='x')\n", entry: { makes: "fastapi", attribute: "api", listens: false, folder: "" } },
  { name: "by the module's name", text: "import fastapi\napp = fastapi.FastAPI()\n", entry: { makes: "fastapi", attribute: "app" } },
  { name: "under another name", text: "from flask import Flask as F\nweb = F(__name__)\n", entry: { makes: "flask", attribute: "web" } },
  { name: "Starlette", text: "from starlette.applications import Starlette\napp = Starlette()\n", entry: { makes: "starlette", attribute: "app" } },
  { name: "Quart", text: "import quart as q\napp = q.Quart(__name__)\n", entry: { makes: "quart", attribute: "app" } },
  { name: "one that listens as well", text: `from fastapi import FastAPI\nimport uvicorn\napp = FastAPI()\n${main}uvicorn.run(app, port=9000)\n`, entry: { makes: "fastapi", listens: true } },
  { name: "a script", text: `from http.server import HTTPServer, BaseHTTPRequestHandler\n${main}HTTPServer(("", 8000), BaseHTTPRequestHandler).serve_forever()\n`, entry: { makes: "script", listens: true } },
  { name: "a script with a main function", text: `import uvicorn\ndef run():\n    uvicorn.run("web:app")\n${main}run()\n`, entry: { makes: "script", listens: true } },
  { name: "a function that nobody calls", text: 'import uvicorn\ndef run():\n    uvicorn.run("web:app")\n', entry: null },
  { name: "a class of the project's own with the same name", text: "from web import Flask\napp = Flask()\n", entry: null },
  { name: "made by a function", text: "from fastapi import FastAPI\ndef build() -> FastAPI:\n    made = FastAPI()\n    return made\napp = build()\n", entry: { makes: "fastapi", attribute: "app" } },
  { name: "made by a function of another module", file: "shop/main.py", text: "from .core.setup import create\nfrom .core.config import settings\napp = create(settings=settings)\n", more: { "shop/core/setup.py": "from fastapi import FastAPI\ndef create(settings):\n    application = FastAPI()\n    return application\n", "shop/core/config.py": "def get():\n    return 1\nsettings = get()\n" }, entry: { makes: "fastapi", attribute: "app", folder: "" } },
  { name: "made by a function, in a package in src", file: "src/shop/main.py", text: "from fastapi import FastAPI\nfrom .routes import router\napp = FastAPI()\n", more: { "src/shop/__init__.py": "", "src/shop/routes.py": "router = None\n" }, entry: { makes: "fastapi", folder: "src" } },
  { name: "a function alone", text: "from flask import Flask\ndef create_app(settings=None):\n    app = Flask(__name__)\n    return app\n", entry: { makes: "flask", attribute: "create_app", factory: true } },
  { name: "a function that asks for something", text: "from flask import Flask\ndef create_app(settings):\n    app = Flask(__name__)\n    return app\n", entry: null },
  { name: "a function that makes something else", text: "from client import Client\ndef build():\n    return Client()\napp = build()\n", entry: null },
  { name: "a package's main module, which calls a function that listens", file: "shop/__main__.py", text: "from .main import start\nstart([])\n", more: { "shop/__init__.py": "", "shop/main.py": "from aiohttp import web\ndef start(argv):\n    web.run_app(web.Application(), port=8080)\n" }, entry: { makes: "script", listens: true } },
  { name: "a package's main module with a command line", file: "shop/__main__.py", text: "from .main import start\nstart([])\n", more: { "shop/__init__.py": "", "shop/main.py": "def start(argv):\n    print(argv)\n" }, entry: null },
  { name: "nothing to start", text: "import flask\nprint(flask)\n", entry: null },
  { name: "an empty file", text: "\n", entry: null },
  { name: "no Python", text: "def (\0", entry: null },
  { name: "from its own folder", file: "src/main.py", text: "from fastapi import FastAPI\nfrom config.auth import secret\napp = FastAPI()\n", more: { "src/config/auth.py": "" }, entry: { makes: "fastapi", folder: "src" } },
  { name: "from the project's folder", file: "src/main.py", text: "from fastapi import FastAPI\nfrom src.config.auth import secret\napp = FastAPI()\n", more: { "src/config/auth.py": "" }, entry: { makes: "fastapi", folder: "" } },
];

test.each(entries)(
  "what a Python file makes: $name",
  async ({ file = "main.py", text, more = {}, entry }) => {
    write({ [file]: text, ...more });
    const found = await pythonEntry(dir, file);
    if (entry === null) expect(found).toBeNull();
    else expect(found).toMatchObject(entry);
  },
);

test("a FastAPI project says by itself how it is started", async () => {
  write({
    "src/main.py": "from fastapi import FastAPI\nfrom .config import secret\napp = FastAPI()\n",
    "src/config.py": "secret = 1\n",
  });
  const found = await findStartCommand(dir, { environment: {} });
  expect(found?.argv).toEqual(["python3", "-m", "uvicorn", "src.main:app"]);
  expect(found?.from).toMatchObject({ file: "src/main.py" });
});

const script = '[project]\nname = "shop"\n[project.scripts]\nshop = "shop.cli:main"\n';
const web = {
  "web.py": "",
  "shop/main.py": "from fastapi import FastAPI\napp = FastAPI()\n",
  "shop/__init__.py": "",
};

test.each<[string, Record<string, string>, string]>([
  [
    "opens its port in a function that it calls",
    {
      "shop/cli.py": "from .serving import serve\ndef main():\n    serve()\n",
      "shop/serving.py": "import uvicorn\ndef serve():\n    uvicorn.run('shop.main:app', port=1)\n",
    },
    "python3 -c from shop.cli import main; main()",
  ],
  [
    "opens none, beside an application",
    { "shop/cli.py": "def main():\n    print(1)\n" },
    "python3 -m uvicorn shop.main:app",
  ],
  [
    "opens none, and there is nothing else",
    { "shop/cli.py": "def main():\n    print(1)\n", "shop/main.py": "" },
    "python3 -c from shop.cli import main; main()",
  ],
])("a console script that %s", async (_, files, expected) => {
  write({ "pyproject.toml": script, ...web, ...files });
  const found = await findStartCommand(dir, { environment: {} });
  expect(found?.program.join(" ")).toBe(expected);
});
