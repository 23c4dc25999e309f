import { spawnSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { cleanUp, freePort, project, ran } from "../cli/run-surestart.ts";
import { serversCache } from "./servers/cache.ts";

afterAll(cleanUp);

const todays = join(serversCache, "python", "bin");
const scripts = join(serversCache, "node_modules", ".bin");
const debians = "/usr/bin";
const system = "/usr/bin/python3";
const venvScript = ".venv/bin/serve-vault";

// Which variable it is stands in a file of data: only the inside can tell.
const inPython: Record<string, string> = {
  "pyproject.toml": '[project]\nname = "vault"\nversion = "1"\n',
  ".env": "OTHER=1\n",
  "names.txt": "VAULT_KEY\n",
  "vault.py": `import os

KEY = os.environ.get(open("names.txt").read().strip())


def unlock():
    if not KEY:
        raise RuntimeError("the vault stays shut")
`,
  "bare.py": "from vault import unlock\n\nunlock()\n\n\nasync def app(scope, receive, send):\n    pass\n",
  "late.py": `from contextlib import asynccontextmanager
from fastapi import FastAPI
from vault import unlock


@asynccontextmanager
async def lifespan(app):
    unlock()
    yield


app = FastAPI(lifespan=lifespan)
`,
  "web.py": "from flask import Flask\nfrom vault import unlock\n\nunlock()\napp = Flask(__name__)\n",
  "manage.py": `import os, sys
from django.core.management import execute_from_command_line

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_settings")
execute_from_command_line(sys.argv)
`,
  "site_settings.py": `from vault import unlock

unlock()
SECRET_KEY = "only-for-this-test"
ROOT_URLCONF = __name__
urlpatterns = []
`,
};
const inNode: Record<string, string> = {
  "package.json": '{ "type": "module", "scripts": { "start": "node server.js" } }',
  ".env": "OTHER=1\n",
  "names.json": '["VAULT_KEY"]\n',
  ...Object.fromEntries(
    ["js", "ts"].flatMap((ending) => [
      [
        `vault.${ending}`,
        `import { readFileSync } from "node:fs";
const [name] = JSON.parse(readFileSync("names.json", "utf8"));
const key = process.env[name];
export function unlock() {
  if (!key) throw new Error("the vault stays shut");
}
`,
      ],
      [
        `server.${ending}`,
        `import { unlock } from "./vault.${ending}";
unlock();
`,
      ],
    ]),
  ),
  "idle.js": "setInterval(() => {}, 1000);\n",
};

type Row = [name: string, at: string, command: string[], place: string];
const p = "{port}";
const python: Row[] = [
  ["uvicorn", todays, ["uvicorn", "bare:app", "--port", p], "bare.py:3"],
  ["uvicorn --reload", todays, ["uvicorn", "late:app", "--reload", "--port", p], "late.py:8"],
  ["uvicorn --workers", todays, ["uvicorn", "bare:app", "--workers", "2", "--port", p], "bare.py:3"],
  ["uvicorn", debians, ["python3", "-m", "uvicorn", "bare:app", "--port", p], "bare.py:3"],
  [
    "uvicorn --reload",
    debians,
    ["python3", "-m", "uvicorn", "bare:app", "--reload", "--port", p],
    "bare.py:3",
  ],
  [
    "uvicorn --workers",
    debians,
    ["python3", "-m", "uvicorn", "bare:app", "--workers", "2", "--port", p],
    "bare.py:3",
  ],
  ["gunicorn", todays, ["gunicorn", "bare:app", "-b", `127.0.0.1:${p}`], "bare.py:3"],
  ["gunicorn", debians, ["gunicorn", "bare:app", "-b", `127.0.0.1:${p}`], "bare.py:3"],
  ...(["uvicorn.workers.UvicornWorker", "asgi"] as const).map(
    (kind): Row => [
      `gunicorn, two workers of the kind ${kind}`,
      todays,
      ["gunicorn", "late:app", "-w", "2", "-k", kind, "-b", `127.0.0.1:${p}`],
      "late.py:8",
    ],
  ),
  [
    "gunicorn, two workers of uvicorn's",
    debians,
    ["gunicorn", "bare:app", "-w", "2", "-k", "uvicorn.workers.UvicornWorker", "-b", `127.0.0.1:${p}`],
    "bare.py:3",
  ],
  ["flask run", todays, ["flask", "--app", "web", "run", "-p", p], "web.py:4"],
  ["flask --debug run", todays, ["flask", "--app", "web", "--debug", "run", "-p", p], "web.py:4"],
  ["flask run", debians, ["flask", "--app", "web", "run", "-p", p], "web.py:4"],
  ["manage.py runserver", todays, ["python3", "manage.py", "runserver", p], "site_settings.py:3"],
  ["manage.py runserver", debians, ["python3", "manage.py", "runserver", p], "site_settings.py:3"],
  ["fastapi dev", todays, ["fastapi", "dev", "late.py", "--port", p], "late.py:8"],
  ["fastapi run", todays, ["fastapi", "run", "late.py", "--port", p], "late.py:8"],
  ["python -m", debians, ["python3", "-m", "bare"], "bare.py:3"],
  ["a script of a venv", debians, [venvScript], "bare.py:3"],
  ["poetry run", todays, ["poetry", "run", "python", "bare.py"], "bare.py:3"],
  ["uv run", todays, ["uv", "run", "--no-project", "--offline", "bare.py"], "bare.py:3"],
];
const node: Row[] = [
  ["tsx", scripts, ["tsx", "server.ts"], "server.ts:2"],
  ["tsx watch", scripts, ["tsx", "watch", "server.ts"], "server.ts:2"],
  ["nodemon", scripts, ["nodemon", "server.js"], "server.js:2"],
  ["nodemon and tsx", scripts, ["nodemon", "--exec", "tsx", "server.ts"], "server.ts:2"],
  [
    "concurrently",
    scripts,
    ["concurrently", "-n", "api,web", "node server.js", "node idle.js"],
    "server.js:2",
  ],
  ["npm start", scripts, ["npm", "start"], "server.js:2"],
  ["pnpm start", scripts, ["pnpm", "start"], "server.js:2"],
  ["pnpm exec", scripts, ["pnpm", "exec", "tsx", "server.ts"], "server.ts:2"],
  ["yarn start", scripts, ["yarn", "start"], "server.js:2"],
];

const origin = (at: string): string => (at === debians ? "Debian's" : "today's");
const rows = [...python, ...node].map((row): [string, Row] => [`${row[0]} (${origin(row[1])})`, row]);

describe.concurrent("only the inside can tell which variable it is", () => {
  test.for(rows)("%s", async ([_name, [_row, at, command, place]], { skip }) => {
    const lacks = lackOf(at, command);
    if (lacks !== null && process.env["CI"]) throw new Error(lacks);
    if (lacks !== null) skip(lacks);
    const dir = project(at === scripts ? inNode : inPython);
    if (command[0] === venvScript) makeVenv(dir);
    const port = await freePort();
    const argv = command.map((word) => word.replace(p, `${port}`));
    const env = {
      PATH: `${at}:${process.env["PATH"]}`,
      POETRY_VIRTUALENVS_CREATE: "false",
      UV_PYTHON: system,
    };
    const { stderr, report } = await ran(["run", "--format", "json", ...argv], { dir, env });
    const [first] = report?.findings ?? [];
    const seen = [first?.code, first?.confidence, first?.title, `${first?.at?.file}:${first?.at?.line}`];
    expect(seen, stderr).toEqual(["env/missing-variable", "certain", "VAULT_KEY is not set", place]);
  });
});

/** Why a row cannot be tried here; null where it can. */
function lackOf(at: string, command: readonly string[]): string | null {
  const [first = "", , module = ""] = command;
  if (at !== debians)
    return existsSync(join(at, first)) || first === "npm" ? null : "`npm run servers` brings it";
  const wanted = {
    flask: "flask",
    gunicorn: "gunicorn",
    python3: module === "runserver" ? "django" : module,
  }[first];
  if (wanted === undefined || wanted === "bare")
    return existsSync(system) ? null : "python3 must be installed";
  const needed = command.some((word) => word.startsWith("uvicorn.")) ? ["uvicorn", wanted] : [wanted];
  const missing = needed.filter((name) => !existsSync(`/usr/lib/python3/dist-packages/${name}`));
  return missing.length === 0 ? null : `Debian's ${missing.join(" and ")} must be installed`;
}

function makeVenv(dir: string): void {
  const { status } = spawnSync(system, ["-m", "venv", "--without-pip", join(dir, ".venv")]);
  expect(status, "python3-venv must be installed").toBe(0);
  const lines = [
    `#!${join(dir, ".venv/bin/python")}`,
    "import sys",
    `sys.path.insert(0, "${dir}")`,
    "import bare",
  ];
  writeFileSync(join(dir, venvScript), `${lines.join("\n")}\n`, { mode: 0o755 });
}
