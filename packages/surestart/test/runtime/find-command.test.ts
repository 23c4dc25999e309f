import { expect, test } from "vitest";
import { findCommand } from "../../src/runtime/find-command.ts";
import type { PythonEntry } from "../../src/runtime/found-command.ts";
import { project } from "./project.ts";

const scripts = '{\n  "scripts": {\n    "dev": "node --watch a.js",\n    "start": "node a.js"\n  }\n}';

// biome-ignore format: one row, one line
const rows: { name: string; files: Record<string, string>; entries?: Record<string, PythonEntry>; argv: string[] | null; at?: object; program?: string }[] = [
  { name: "package.json's start", files: { "package.json": scripts, "manage.py": "" }, argv: ["npm", "start"], at: { file: "package.json", line: 4 }, program: "node a.js" },
  { name: "package.json's dev, with pnpm", files: { "package.json": '{"scripts":{"dev":"vite"}}', "pnpm-lock.yaml": "" }, argv: ["pnpm", "run", "dev"], program: "vite" },
  { name: "dev in place of a start that was never built", files: { "package.json": '{"scripts":{"start":"node dist/main.js","dev":"tsx src/main.ts","build":"tsc"}}', "src/main.ts": "" }, argv: ["npm", "run", "dev"], program: "tsx src/main.ts" },
  { name: "start:dev in place of a start that was never built", files: { "package.json": '{"scripts":{"build":"nest build","start":"node dist/main","start:dev":"nest start --watch","start:prod":"node dist/main"}}', "src/main.ts": "" }, argv: ["npm", "run", "start:dev"] },
  { name: "a start that was built", files: { "package.json": '{"scripts":{"start":"node dist/main.js","dev":"tsx src/main.ts"}}', "src/main.ts": "", "dist/main.js": "" }, argv: ["npm", "start"] },
  { name: "a start that was never built, next to a dev that only builds", files: { "package.json": '{"scripts":{"start":"node dist/main.js","dev":"tsc --watch","build":"tsc"}}', "src/main.ts": "" }, argv: ["npm", "start"] },
  { name: "a start that was never built, next to one that starts nobody knows what", files: { "package.json": '{"scripts":{"start":"node dist/main.js","dev":"tilt up","build":"tsc"}}', "src/main.ts": "" }, argv: ["npm", "start"] },
  { name: "a start of which nobody knows what it starts", files: { "package.json": '{"scripts":{"start":"tilt up","dev":"node a.js"}}', "a.js": "" }, argv: ["npm", "start"] },
  { name: "the backend, and not the front end", files: { "package.json": '{"scripts":{"dev":"vite","build":"vite build","server":"node api/server.js"}}', "api/server.js": "" }, argv: ["npm", "run", "server"] },
  { name: "both at once, and not the front end", files: { "package.json": '{"scripts":{"start":"react-scripts start","dev":"concurrently \\"npm start\\" \\"node server.js\\""}}', "server.js": "" }, argv: ["npm", "run", "dev"] },
  { name: "a front end in the folder of a Django project", files: { "package.json": '{"scripts":{"dev":"vite"}}', "manage.py": "" }, argv: ["python3", "manage.py", "runserver"] },
  { name: "a front end alone", files: { "package.json": '{"main":"index.js","scripts":{"dev":"vite"}}', "index.js": "" }, argv: ["npm", "run", "dev"] },
  { name: "no start, only a script by another name", files: { "package.json": '{"scripts":{"start:dev":"nodemon src/app.js","start:prod":"node src/app.js"}}', "src/app.js": "" }, argv: ["npm", "run", "start:dev"] },
  { name: "a script by another name of which nobody knows what it starts", files: { "package.json": '{"scripts":{"server":"tilt up"}}', Procfile: "web: node a.js" }, argv: ["node", "a.js"] },
  { name: "deno.json's task", files: { "deno.json": '{\n  "tasks": {\n    "dev": "deno run -A --watch main.ts",\n    "start": "deno run -A main.ts"\n  }\n}', "main.ts": "" }, argv: ["deno", "task", "start"], at: { file: "deno.json", line: 4 }, program: "deno run -A main.ts" },
  { name: "deno.jsonc's task, with a comment", files: { "deno.jsonc": '{\n  // "dev": "no",\n  "tasks": { "dev": "deno run main.ts" }\n}' }, argv: ["deno", "task", "dev"], at: { file: "deno.jsonc", line: 3 } },
  { name: "deno.json without tasks", files: { "deno.json": '{"imports":{"start":"./x.ts"}}' }, argv: null },
  { name: "poe's task", files: { "pyproject.toml": '[tool.poe.tasks]\nlint = "ruff check"\nstart = "python app.py"\n' }, argv: ["poe", "start"], at: { file: "pyproject.toml", line: 3 }, program: "python app.py" },
  { name: "poe's task as a table", files: { "pyproject.toml": '[tool.poe.tasks.serve]\ncmd = "uvicorn main:app"\n' }, argv: ["poe", "serve"], program: "uvicorn main:app" },
  { name: "Procfile", files: { Procfile: "worker: x\nweb: uvicorn main:app --port $PORT\n", "manage.py": "" }, argv: ["sh", "-c", "uvicorn main:app --port $PORT"], at: { file: "Procfile", line: 2 }, program: "uvicorn main:app --port $PORT" },
  { name: "Procfile without a shell", files: { Procfile: "web: gunicorn wiki.wsgi:app" }, argv: ["gunicorn", "wiki.wsgi:app"] },
  { name: "Poetry's script", files: { "pyproject.toml": '[tool.poetry.scripts]\nserve = "shop.cli:main"\n' }, argv: ["poetry", "run", "serve"], at: { file: "pyproject.toml", line: 2 } },
  { name: "the project's own script", files: { "pyproject.toml": '[project]\nname = "shop"\n[project.scripts]\nshop = "shop.cli:main"\n', "shop/cli.py": "" }, argv: ["python3", "-c", "from shop.cli import main; main()"], at: { file: "pyproject.toml", line: 4 } },
  { name: "Django", files: { "manage.py": "" }, argv: ["python3", "manage.py", "runserver"], at: { file: "manage.py" } },
  { name: "FastAPI, by who reads Python", files: { "app/main.py": "" }, entries: { "app/main.py": { makes: "fastapi", attribute: "api" } }, argv: ["python3", "-m", "uvicorn", "app.main:api"], at: { file: "app/main.py" } },
  { name: "Flask", files: { "app.py": "", ".venv/pyvenv.cfg": "" }, entries: { "app.py": { makes: "flask", attribute: "app" } }, argv: [".venv/bin/python", "-m", "flask", "--app", "app:app", "run"] },
  { name: "an application before a script", files: { "main.py": "", "src/app.py": "" }, entries: { "main.py": { makes: "script", attribute: "" }, "src/app.py": { makes: "starlette", attribute: "app" } }, argv: ["python3", "-m", "uvicorn", "src.app:app"] },
  { name: "an application that opens its port itself", files: { "main.py": "", "app.py": "" }, entries: { "main.py": { makes: "fastapi", attribute: "app", listens: true } }, argv: ["python3", "main.py"] },
  { name: "one in a package, which a script cannot import", files: { "src/main.py": "" }, entries: { "src/main.py": { makes: "fastapi", attribute: "app", listens: true } }, argv: ["python3", "-m", "uvicorn", "src.main:app"] },
  { name: "one that is imported from its own folder", files: { "src/main.py": "" }, entries: { "src/main.py": { makes: "fastapi", attribute: "app", folder: "src" } }, argv: ["python3", "-m", "uvicorn", "--app-dir", "src", "main:app"], program: "python3 -m uvicorn --app-dir src main:app" },
  { name: "Flask from its own folder", files: { "src/app.py": "" }, entries: { "src/app.py": { makes: "flask", attribute: "app", folder: "src" } }, argv: ["python3", "-m", "flask", "--app", "src/app:app", "run"] },
  { name: "a package in src", files: { "src/shop/main.py": "" }, entries: { "src/shop/main.py": { makes: "fastapi", attribute: "app", folder: "src" } }, argv: ["python3", "-m", "uvicorn", "--app-dir", "src", "shop.main:app"] },
  { name: "a package of any name", files: { "shop/__init__.py": "", "shop/asgi.py": "", "tests/app.py": "" }, entries: { "shop/asgi.py": { makes: "starlette", attribute: "app" }, "tests/app.py": { makes: "flask", attribute: "app" } }, argv: ["python3", "-m", "uvicorn", "shop.asgi:app"] },
  { name: "two packages, of which either can be meant", files: { "shop/main.py": "", "desk/main.py": "" }, entries: { "shop/main.py": { makes: "fastapi", attribute: "app" }, "desk/main.py": { makes: "fastapi", attribute: "app" } }, argv: null },
  { name: "a function that makes the application", files: { "shop/app.py": "" }, entries: { "shop/app.py": { makes: "flask", attribute: "create_app", factory: true } }, argv: ["python3", "-m", "flask", "--app", "shop.app:create_app", "run"] },
  { name: "an application before a function that makes it", files: { "app/__init__.py": "", "wsgi.py": "" }, entries: { "app/__init__.py": { makes: "flask", attribute: "create_app", factory: true }, "wsgi.py": { makes: "flask", attribute: "app" } }, argv: ["python3", "-m", "flask", "--app", "wsgi:app", "run"] },
  { name: "a package that is started by its name", files: { "shop/__main__.py": "", "shop/web/app.py": "" }, entries: { "shop/__main__.py": { makes: "script", attribute: "", listens: true } }, argv: ["python3", "-m", "shop"], at: { file: "shop/__main__.py" } },
  { name: "a package with a command line", files: { "shop/__main__.py": "" }, argv: null },
  { name: "Django in a folder", files: { "site/manage.py": "" }, argv: ["python3", "site/manage.py", "runserver"], at: { file: "site/manage.py" } },
  { name: "two of Django's projects", files: { "site/manage.py": "", "shop/manage.py": "" }, argv: null },
  { name: "a script", files: { "main.py": "" }, entries: { "main.py": { makes: "script", attribute: "" } }, argv: ["python3", "main.py"] },
  { name: "a Python file that starts nothing", files: { "main.py": "" }, argv: null },
  { name: "package.json's main", files: { "package.json": '{"main":"lib/x.js"}', "lib/x.js": "", "server.js": "" }, argv: ["node", "lib/x.js"], at: { file: "package.json", line: 1 } },
  { name: "server.js", files: { "server.js": "" }, argv: ["node", "server.js"], at: { file: "server.js" } },
  { name: "an empty folder", files: {}, argv: null },
  { name: "files that cannot be read", files: { "package.json": "{", "pyproject.toml": "scripts = [", Procfile: "web:" }, argv: null },
];

test.each(rows)("$name", async ({ files, entries = {}, argv, at, program }) => {
  using here = project(files);
  const found = await findCommand(here.dir, {
    environment: {},
    pythonEntry: async (file) => entries[file] ?? null,
  });
  expect(found?.argv ?? null).toEqual(argv);
  if (at) expect(found?.from).toMatchObject(at);
  if (program) expect(found?.program.join(" ")).toBe(program);
});

test("a workspace is started by the manager of its root", async () => {
  using here = project({
    "pnpm-workspace.yaml": 'packages: ["apps/*"]',
    "pnpm-lock.yaml": "",
    "apps/api/package.json": '{"scripts":{"dev":"node a.js"}}',
  });
  const found = await findCommand(`${here.dir}/apps/api`, { environment: {} });
  expect(found?.argv).toEqual(["pnpm", "run", "dev"]);
});

test("the environment of a workspace is in a folder above", async () => {
  using here = project({ ".git/HEAD": "", ".venv/pyvenv.cfg": "", "apps/api/manage.py": "" });
  const found = await findCommand(`${here.dir}/apps/api`, { environment: {} });
  expect(found?.argv).toEqual(["../../.venv/bin/python", "manage.py", "runserver"]);
});

test("surestart's config comes first", async () => {
  using here = project({ "package.json": scripts });
  const at = { file: "surestart.config.ts", line: 2 };
  const found = await findCommand(here.dir, {
    environment: {},
    configured: { start: "node 'my server.js'", at },
  });
  expect(found).toMatchObject({ argv: ["node", "my server.js"], from: at });
});

test.each<[start: string, argv: string[]]>([
  ["node server.js --port {port} --host={host}", ["node", "server.js", "--port", "{port}", "--host={host}"]],
  ["node server.js --port $PORT", ["sh", "-c", "node server.js --port $PORT"]],
  ["node {a,b}.js", ["sh", "-c", "node {a,b}.js"]],
])("%s needs a shell, or not", async (start, argv) => {
  using here = project({});
  const configured = { start, at: { file: "surestart.config.ts" } };
  expect(await findCommand(here.dir, { environment: {}, configured })).toMatchObject({ argv });
});
