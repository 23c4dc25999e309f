import { utimesSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { surveySource } from "../../src/source/survey-source.ts";
import { type Command, commandOf, project, readLines, survey } from "./_project.ts";

const env = { ".env": "A=1\nB=2\n" };
const load = "from dotenv import load_dotenv\n";
const readA = 'import os\nA = os.environ["A"]\n';

interface Row {
  what: string;
  files: Record<string, string>;
  command: Command;
  reads: string[];
  reached?: string[];
}

const uvicorn = (module: string, file: string): Command => ({
  server: "uvicorn",
  module,
  file,
  attribute: "app",
});

const order: Row[] = [
  {
    what: "nothing loads",
    files: { ...env, "main.py": readA },
    command: { file: "main.py" },
    reads: ["A main.py:2 required import bare"],
  },
  {
    what: "the load stands before the import that reads",
    files: { ...env, "main.py": `${load}load_dotenv()\nimport config\n`, "config.py": readA },
    command: { file: "main.py" },
    reads: ["A config.py:2 required import loaded"],
  },
  {
    what: "the import that reads stands before the load",
    files: { ...env, "main.py": `import config\n${load}load_dotenv()\n`, "config.py": readA },
    command: { file: "main.py" },
    reads: ["A config.py:2 required import bare late main.py:3"],
  },
  {
    what: "gunicorn's raw_env sets it",
    files: { "gunicorn.conf.py": 'raw_env = ["A=1"]\n', "web.py": readA },
    command: { server: "gunicorn", module: "web", file: "web.py", attribute: "app" },
    reads: ["A web.py:2 import bare"],
  },
  {
    what: "a console script calls its function, and the file is not the script that is started",
    files: {
      ...env,
      "shop/__init__.py": "",
      "shop/cli.py":
        'import os\ndef main():\n    os.environ["A"]\ndef other():\n    os.environ["B"]\nif __name__ == "__main__":\n    os.environ["C"]\n',
    },
    command: {
      program: ["python", "-c", "from shop.cli import main; main()"],
      module: "shop.cli",
      file: "shop/cli.py",
      attribute: "main",
    },
    reads: [
      "A shop/cli.py:3 required start bare",
      "C shop/cli.py:7 required unreached unknown",
      "B shop/cli.py:5 required request bare",
    ],
  },
  {
    what: "a package's __init__ runs before its modules",
    files: { ...env, "app/__init__.py": `${load}load_dotenv()\n`, "app/main.py": readA },
    command: uvicorn("app.main", "app/main.py"),
    reads: ["A app/main.py:2 required import loaded"],
    reached: ["app/__init__.py", "app/main.py"],
  },
  {
    what: "a module is run once, where it is first imported",
    files: {
      ...env,
      "main.py": "import a\nimport b\n",
      "a.py": "import b\n",
      "b.py": readA,
    },
    command: { file: "main.py" },
    reads: ["A b.py:2 required import bare"],
    reached: ["main.py", "a.py", "b.py"],
  },
  {
    what: "gunicorn runs its configuration first",
    files: { ...env, "gunicorn.conf.py": `${load}load_dotenv()\n`, "web.py": readA },
    command: {
      server: "gunicorn",
      module: "web",
      file: "web.py",
      attribute: "app",
      program: ["gunicorn", "web:app"],
    },
    reads: ["A web.py:2 required import loaded"],
  },
  {
    what: "a factory that the command calls",
    files: {
      ...env,
      "web.py": `def create_app():\n    import conf\n    from dotenv import load_dotenv\n    load_dotenv()\n`,
      "conf.py": readA,
    },
    command: {
      server: "gunicorn",
      module: "web",
      file: "web.py",
      attribute: "create_app",
      program: ["gunicorn", "web:create_app()"],
    },
    reads: ["A conf.py:2 required start bare late web.py:4"],
  },
  {
    what: "modules that import each other",
    files: {
      ...env,
      "main.py": "import a\n",
      "a.py": `import b\n${readA}`,
      "b.py": `import a\nimport os\nB = os.getenv("B")\n`,
    },
    command: { file: "main.py" },
    reads: ["B b.py:3 import bare", "A a.py:3 required import bare"],
    reached: ["main.py", "a.py", "b.py"],
  },
  {
    what: "python -m pkg runs __init__, then __main__",
    files: {
      ...env,
      "bot/__init__.py": `${load}load_dotenv()\n`,
      "bot/__main__.py": `if __name__ == "__main__":\n    import os\n    A = os.environ["A"]\n`,
    },
    command: { module: "bot.__main__", file: "bot/__main__.py" },
    reads: ["A bot/__main__.py:3 required start loaded"],
  },
  {
    what: "what stands behind __main__ does not run when a server imports the module",
    files: { ...env, "main.py": `if __name__ == "__main__":\n    import os\n    A = os.environ["A"]\n` },
    command: uvicorn("main", "main.py"),
    reads: ["A main.py:3 required unreached unknown"],
  },
  {
    what: "a function of the project that loads, called before",
    files: {
      ...env,
      "main.py": "from boot import setup\nsetup()\nimport config\n",
      "boot.py": `${load}def setup():\n    load_dotenv()\n`,
      "config.py": readA,
    },
    command: { file: "main.py" },
    reads: ["A config.py:2 required import loaded"],
  },
  {
    what: "a request comes behind everything",
    files: {
      ...env,
      "main.py": `import routes\n${load}load_dotenv()\n`,
      "routes.py": 'import os\n@app.get("/")\ndef home():\n    return os.environ["A"]\n',
    },
    command: { file: "main.py" },
    reads: ["A routes.py:4 required request loaded"],
  },
  {
    what: "a startup hook comes behind the imports",
    files: {
      ...env,
      "main.py": `import os\nfrom fastapi import FastAPI\n${load}app = FastAPI()\n@app.on_event("startup")\ndef up():\n    os.environ["A"]\nload_dotenv()\n`,
    },
    command: uvicorn("main", "main.py"),
    reads: ["A main.py:7 required start loaded"],
  },
  {
    what: "a lifespan of another module",
    files: {
      ...env,
      "main.py": "from fastapi import FastAPI\nfrom life import lifespan\napp = FastAPI(lifespan=lifespan)\n",
      "life.py": 'import os\nasync def lifespan(app):\n    os.environ["A"]\n    yield\n',
    },
    command: uvicorn("main", "main.py"),
    reads: ["A life.py:3 required start bare"],
  },
  {
    what: "a factory that gunicorn calls",
    files: { ...env, "wsgi.py": "import os\ndef create_app():\n    os.environ['A']\n" },
    command: { server: "gunicorn", module: "wsgi", file: "wsgi.py", attribute: "create_app()" },
    reads: ["A wsgi.py:3 required start bare"],
  },
  {
    what: "a factory by uvicorn's flag",
    files: { ...env, "main.py": "import os\ndef make():\n    os.environ['A']\n" },
    command: {
      server: "uvicorn",
      program: ["uvicorn", "--factory", "main:make"],
      module: "main",
      file: "main.py",
      attribute: "make",
    },
    reads: ["A main.py:3 required start bare"],
  },
  {
    what: "a function that nobody calls at the start",
    files: { ...env, "main.py": "import os\ndef later():\n    os.environ['A']\n" },
    command: { file: "main.py" },
    reads: ["A main.py:3 required request bare"],
  },
  {
    what: "a load whose file is missing does not count where a later one has the variable",
    files: { ...env, "main.py": `${load}load_dotenv("missing.env")\n${readA}load_dotenv()\n` },
    command: { file: "main.py" },
    reads: ["A main.py:4 required import bare late main.py:5"],
  },
  {
    what: "a load whose file lacks the variable does not count where a later one has it",
    files: {
      ...env,
      "base.env": "C=1\n",
      "main.py": `${load}load_dotenv("base.env")\n${readA}load_dotenv()\n`,
    },
    command: { file: "main.py" },
    reads: ["A main.py:4 required import bare late main.py:5"],
  },
  {
    what: "a load that finds no file is a load all the same",
    files: { "main.py": `${load}load_dotenv()\n${readA}` },
    command: { file: "main.py" },
    reads: ["A main.py:4 required import loaded"],
  },
  {
    what: "a file of the command comes first",
    files: { ...env, "main.py": readA },
    command: { file: "main.py", envFiles: [".env"] },
    reads: ["A main.py:2 required import loaded"],
  },
  {
    what: "relative imports, with levels",
    files: {
      ...env,
      "app/__init__.py": "",
      "app/main.py": "from .core import config\n",
      "app/core/__init__.py": "",
      "app/core/config.py": "from ..env import A\n",
      "app/env.py": readA,
    },
    command: uvicorn("app.main", "app/main.py"),
    reads: ["A app/env.py:2 required import bare"],
    reached: ["app/__init__.py", "app/main.py", "app/core/__init__.py", "app/core/config.py", "app/env.py"],
  },
  {
    what: "folders without __init__ are packages, too",
    files: { ...env, "main.py": "import app.core.config\n", "app/core/config.py": readA },
    command: { file: "main.py" },
    reads: ["A app/core/config.py:2 required import bare"],
  },
  {
    what: "a name that the package itself defines is no submodule",
    files: {
      ...env,
      "main.py": "from app import views\n",
      "app/__init__.py": "views = 1\n",
      "app/views.py": readA,
    },
    command: { file: "main.py" },
    reads: ["A app/views.py:2 required unreached unknown"],
  },
  {
    what: "a script's own folder is searched, the working folder is not",
    files: {
      ...env,
      "src/main.py": "import config\n",
      "src/config.py": readA,
      "config.py": 'import os\nB = os.environ["B"]\n',
    },
    command: { file: "src/main.py" },
    reads: ["A src/config.py:2 required import bare", "B config.py:2 required unreached unknown"],
  },
  {
    what: "--app-dir",
    files: { ...env, "services/api/main.py": "import conf\n", "services/api/conf.py": readA },
    command: { ...uvicorn("main", "services/api/main.py"), importDirs: ["services/api"] },
    reads: ["A services/api/conf.py:2 required import bare"],
  },
  {
    what: "imports under TYPE_CHECKING are not run",
    files: {
      ...env,
      "main.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import config\n",
      "config.py": readA,
    },
    command: { file: "main.py" },
    reads: ["A config.py:2 required unreached unknown"],
  },
  {
    what: "an import in a function that is called",
    files: {
      ...env,
      "main.py": `${load}load_dotenv()\ndef create_app():\n    import config\ncreate_app()\n`,
      "config.py": readA,
    },
    command: { file: "main.py" },
    reads: ["A config.py:2 required import loaded"],
  },
  {
    what: "importlib and the import string of uvicorn.run",
    files: {
      ...env,
      "main.py": 'import importlib, uvicorn\nimportlib.import_module("plug")\nuvicorn.run("api:app")\n',
      "plug.py": readA,
      "api.py": 'import os\nB = os.getenv("B")\n',
    },
    command: { file: "main.py" },
    reads: ["A plug.py:2 required import bare", "B api.py:2 import bare"],
  },
  {
    what: "in a branch it is not required",
    files: {
      ...env,
      "main.py": "import os\nif os.getenv('MODE') == 'prod':\n    import config\n",
      "config.py": readA,
    },
    command: { file: "main.py" },
    reads: ["MODE main.py:2 import bare", "A config.py:2 import bare"],
  },
  {
    what: "a settings class is filled when an instance is made, by its own file",
    files: {
      ...env,
      "main.py": "from settings import get\ns = get()\n",
      "settings.py":
        'from pydantic_settings import BaseSettings, SettingsConfigDict\nclass Settings(BaseSettings):\n    model_config = SettingsConfigDict(env_file=".env")\n    a: str\ndef get():\n    return Settings()\n',
    },
    command: { file: "main.py" },
    reads: ["A settings.py:4 required import loaded"],
  },
  {
    what: "a settings class without a file, before the load",
    files: {
      ...env,
      "main.py": `from settings import s\n${load}load_dotenv()\n`,
      "settings.py":
        "from pydantic_settings import BaseSettings\nclass Settings(BaseSettings):\n    a: str\ns = Settings()\n",
    },
    command: { file: "main.py" },
    reads: ["A settings.py:3 required import bare late main.py:3"],
  },
  {
    what: "what the code sets itself is not required",
    files: { ...env, "main.py": 'import os\nos.environ["A"] = "1"\nprint(os.environ["A"])\n' },
    command: { file: "main.py" },
    reads: ["A main.py:3 import bare"],
  },
  {
    what: "Django's settings module",
    files: {
      ...env,
      "manage.py":
        'import os\ndef main():\n    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site1.settings")\nif __name__ == "__main__":\n    main()\n',
      "site1/__init__.py": "",
      "site1/settings.py": 'import os\nSECRET_KEY = os.environ["A"]\nINSTALLED_APPS = []\n',
    },
    command: { server: "django", file: "manage.py" },
    reads: ["A site1/settings.py:2 required start bare"],
  },
  {
    what: "Django's settings module, set whatever it was",
    files: {
      ...env,
      "manage.py":
        'import os\nos.environ["DJANGO_SETTINGS_MODULE"] = "site1.settings.local"\nfrom django.core.management import execute_from_command_line\n',
      "site1/__init__.py": "",
      "site1/settings/__init__.py": "",
      "site1/settings/base.py": 'import os\nSECRET_KEY = os.environ["A"]\n',
      "site1/settings/local.py": "from .base import *\nDEBUG = True\n",
    },
    command: { server: "django", file: "manage.py" },
    reads: ["A site1/settings/base.py:2 required import bare"],
  },
];

describe("the order of the start decides whether a load came first", () => {
  test.each(order)("$what", async ({ files, command, reads, reached }) => {
    const facts = await survey(files, command);
    expect(readLines(facts)).toEqual(reads);
    if (reached) expect(facts.reached).toEqual(reached);
  });
});

test("without a start command nothing is reached, and no order is known", async () => {
  const facts = await survey({ ...env, "main.py": `${load}load_dotenv()\n${readA}` }, null);
  expect(readLines(facts)).toEqual(["A main.py:4 required unreached unknown"]);
  expect(facts.reached).toEqual([]);
});

test("the chain of imports leads from the entry to the read", async () => {
  const facts = await survey(
    { ...env, "main.py": "import a\n", "a.py": "from b import x\n", "b.py": readA },
    { file: "main.py" },
  );
  expect(facts.reads[0]?.chain).toEqual(["main.py", "a.py", "b.py"]);
});

describe("flask run loads .env by itself when python-dotenv is there", () => {
  const files = { ...env, "app.py": readA };
  const command: Command = {
    server: "flask",
    program: ["flask", "run"],
    module: "app",
    file: "app.py",
    envFiles: [".env", ".flaskenv"],
    needs: "python-dotenv",
  };
  test.each([
    { installed: true, line: "A app.py:2 required import loaded" },
    { installed: false, line: "A app.py:2 required import bare" },
    { installed: null, line: "A app.py:2 required import unknown" },
  ])("installed: $installed", async ({ installed, line }) => {
    const facts = await survey(files, command, { hasPackage: () => installed });
    expect(readLines(facts)).toEqual([line]);
  });
});

describe("helpers of the project", () => {
  const helper =
    "import os\ndef need(name, default=None):\n    value = os.environ.get(name, default)\n    if not value:\n        raise RuntimeError(name)\n    return value\n";
  test.each([
    { what: "counts at the call", call: 'A = need("A")', reads: ["A main.py:2 required import bare"] },
    { what: "by keyword", call: 'A = need(name="A")', reads: ["A main.py:2 required import bare"] },
    { what: "with a default", call: 'A = need("A", "x")', reads: ["A main.py:2 import bare"] },
    {
      what: "in a loop over a literal list",
      call: 'for n in ["A", "B"]:\n    need(n)',
      reads: ["A main.py:2 required import bare", "B main.py:2 required import bare"],
    },
    {
      what: "through another helper",
      call: 'def number(name):\n    return int(need(name))\nA = number("A")',
      reads: ["A main.py:4 required import bare"],
    },
    { what: "a name that is not known", call: "A = need(other)", reads: [] },
    { what: "in a class", call: 'class C:\n    A = need("A")', reads: ["A main.py:3 required import bare"] },
    { what: "converted", call: 'A = int(need("A"))', reads: ["A main.py:2 required import bare"] },
    { what: "in a branch", call: 'if x:\n    need("A")', reads: ["A main.py:3 import bare"] },
  ])("$what", async ({ call, reads }) => {
    const facts = await survey(
      { ...env, "main.py": `from lib.env import need\n${call}\n`, "lib/env.py": helper },
      { file: "main.py" },
    );
    expect(readLines(facts)).toEqual(reads);
  });

  test("a method of an object that another module makes", async () => {
    const facts = await survey(
      {
        "main.py": 'from conf import env\nA = env.text("A")\n',
        "conf.py": "from lib import Env\nenv = Env()\n",
        "lib.py": "import os\nclass Env:\n    def text(self, name):\n        return os.environ[name]\n",
      },
      { file: "main.py" },
    );
    expect(readLines(facts)).toEqual(["A main.py:2 required import bare"]);
  });

  test("a prefix that the helper puts in front", async () => {
    const facts = await survey(
      { "main.py": 'import os\ndef get(name):\n    return os.environ[f"APP_{name}"]\nget("KEY")\n' },
      { file: "main.py" },
    );
    expect(facts.reads.map((r) => r.name)).toEqual(["APP_KEY"]);
  });

  test("a check that is handed the value", async () => {
    const facts = await survey(
      {
        "main.py":
          'import os\nfrom check import required\nA = required(os.getenv("A"), "A")\nB = os.getenv("B")\n',
        "check.py":
          "def required(value, name):\n    if not value:\n        raise ValueError(name)\n    return value\n",
      },
      { file: "main.py" },
    );
    expect(facts.reads.map((r) => [r.name, r.required])).toEqual([
      ["A", true],
      ["B", false],
    ]);
  });
});

describe("a function of another file that is given the environment", () => {
  const main = { server: "node", file: "main.ts" };
  const module = (options: string, imports = "import { check } from './check'") =>
    `import { ConfigModule } from '@nestjs/config'; ${imports}; ConfigModule.forRoot({ ${options} })`;
  const demands = "if (!env.DB_URL) throw new Error('DB_URL'); return env; }";
  test.each<[string, Record<string, string>, string[]]>([
    [
      "a declared function",
      {
        "main.ts": module("validate: check"),
        "check.ts": `export function check(env: Record<string, unknown>) { ${demands}`,
      },
      ["DB_URL check.ts:1 required import loaded"],
    ],
    [
      "a shorthand, and an arrow function",
      {
        "main.ts": module("validate", "import { validate } from './check'"),
        "check.ts": `export const validate = (env: Record<string, unknown>) => { ${demands}`,
      },
      ["DB_URL check.ts:1 required import loaded"],
    ],
    [
      "a default export under another name",
      {
        "main.ts": module("isGlobal: true, validate: check", "import check from './check'"),
        "check.ts": `export default function verify(env: Record<string, unknown>) { ${demands}`,
      },
      ["DB_URL check.ts:1 required import loaded"],
    ],
    [
      "a static method",
      {
        "main.ts": module("validate: Check.run", "import { Check } from './check'"),
        "check.ts": `export class Check { static run(env: Record<string, unknown>) { ${demands} }`,
      },
      ["DB_URL check.ts:1 required import loaded"],
    ],
    [
      "a function in place, which hands it on",
      {
        "main.ts": module("validate: (all) => check(all)"),
        "check.ts": `export function check(env: Record<string, unknown>) { ${demands}`,
      },
      ["DB_URL check.ts:1 required import loaded"],
    ],
    [
      "a parameter that is taken apart",
      {
        "main.ts": module("validate: check"),
        "check.ts":
          "export function check({ DB_URL, PORT = '1' }) { if (!DB_URL) throw new Error('DB_URL'); return { PORT }; }",
      },
      ["DB_URL check.ts:1 required import loaded", "PORT check.ts:1 import loaded"],
    ],
    [
      "names of a list",
      {
        "main.ts": module("validate: check"),
        "check.ts":
          "export function check(env) {\n for (const name of ['A_KEY', 'B_KEY']) if (!(name in env)) throw new Error(name);\n return env; }",
      },
      ["A_KEY check.ts:2 required import loaded", "B_KEY check.ts:2 required import loaded"],
    ],
    [
      "a schema of zod",
      {
        "main.ts": module("validate: check"),
        "check.ts":
          "import { z } from 'zod'; const all = z.object({ DB_URL: z.string(), PORT: z.coerce.number().default(1) }); export const check = (env: unknown) => all.parse(env)",
      },
      ["DB_URL check.ts:1 required import loaded", "PORT check.ts:1 import loaded"],
    ],
    [
      "a schema of Joi",
      {
        "main.ts": module("validate: check"),
        "check.ts":
          "import * as Joi from 'joi'; const all = Joi.object({ DB_URL: Joi.string().required(), B: Joi.string() }); export function check(env) { const { error, value } = all.validate(env); if (error) throw error; return value; }",
      },
      ["DB_URL check.ts:1 required import loaded", "B check.ts:1 import loaded"],
    ],
    [
      "a class of a third file, made of another",
      {
        "main.ts": module("validate: check"),
        "check.ts":
          "import { plainToInstance } from 'class-transformer'; import { validateSync } from 'class-validator'; import { Env } from './env'; export function check(all) { const made = plainToInstance(Env, all); if (validateSync(made).length) throw new Error('env'); return made; }",
        "env.ts":
          "import { IsOptional, IsString } from 'class-validator';\nclass Base { @IsString() A_KEY: string }\nexport class Env extends Base { @IsString() DB_URL: string; @IsOptional() @IsString() NICK?: string }",
      },
      [
        "A_KEY env.ts:2 required import loaded",
        "DB_URL env.ts:3 required import loaded",
        "NICK env.ts:3 import loaded",
      ],
    ],
    [
      "a class that a function is given, when the application starts",
      {
        "main.ts": module("load: [db]", "import db from './db'"),
        "db.ts":
          "import { registerAs } from '@nestjs/config'; import { IsString } from 'class-validator'; import check from './check';\nclass Db { @IsString() DB_URL: string }\nexport default registerAs('db', () => { check(process.env, Db); return { name: process.env.DB_NAME } })",
        "check.ts":
          "import { plainToClass } from 'class-transformer'; import { validateSync } from 'class-validator'; function check(all, kind) { const faults = validateSync(plainToClass(kind, all)); if (faults.length > 0) throw new Error('env') } export default check",
      },
      ["DB_URL db.ts:2 required start loaded", "DB_NAME db.ts:3 start loaded"],
    ],
    [
      "a call of the project's own",
      {
        "main.ts": "import 'dotenv/config'; import { check } from './check'; check(process.env)",
        "check.ts": `export function check(env: Record<string, unknown>) { ${demands}`,
      },
      ["DB_URL check.ts:1 required import loaded"],
    ],
    [
      "a function of the usual name that nobody is seen to be given",
      {
        "main.ts": "import './check'",
        "check.ts": `import { ConfigModule } from '@nestjs/config'; export function validate(env: Record<string, unknown>) { ${demands}`,
      },
      ["DB_URL check.ts:1 required request bare"],
    ],
    [
      "one of that name for something else",
      { "main.ts": "import './check'", "check.ts": `export function validate(env) { ${demands}` },
      [],
    ],
    [
      "what is given something else reads no variable",
      {
        "main.ts": module(
          "validate: (all) => all",
          "import { check } from './check'; check({ DB_URL: '1' })",
        ),
        "check.ts": `export function check(env: Record<string, unknown>) { ${demands}`,
      },
      [],
    ],
  ])("%s", async (_, files, expected) => {
    const facts = await survey({ ...files, ".env": "A=1\n" }, main);
    expect(readLines(facts).map((line) => line.replace(" late", ""))).toEqual(expected);
  });

  test("without a start command, too", async () => {
    const files = {
      "app.ts": module("validate: check"),
      "check.ts": `export function check(env: Record<string, unknown>) { ${demands}`,
    };
    const facts = await survey(files, null);
    expect(readLines(facts)).toEqual(["DB_URL check.ts:1 required unreached unknown"]);
  });
});

describe("what a library runs at the start", () => {
  const fails = (name: string) => `if (!process.env.${name}) throw new Error("${name}");`;
  const plugin = (name: string) =>
    `export default async function (app) { ${fails(name)} app.get("/", () => process.env.LATER.length) }`;
  const loads = (options: string) =>
    `import Autoload from "@fastify/autoload"; import Fastify from "fastify"; const app = Fastify(); app.register(Autoload, { dir: new URL("./routes", import.meta.url).pathname${options} });`;
  test.each<[string, Record<string, string>, string[]]>([
    [
      "a plugin of another file",
      {
        "main.mjs":
          'import Fastify from "fastify"; import users from "./users.mjs"; const app = Fastify(); app.register(users)',
        "users.mjs": plugin("A_KEY"),
      },
      ["A_KEY"],
    ],
    [
      "one that is imported on the spot",
      {
        "main.mjs":
          'import Fastify from "fastify"; const app = Fastify(); await app.register(import("./users.mjs"))',
        "users.mjs": plugin("A_KEY"),
      },
      ["A_KEY"],
    ],
    [
      "one that is required on the spot",
      {
        "main.mjs": 'import "./app.cjs"',
        "app.cjs": 'const fastify = require("fastify")(); fastify.register(require("./users.cjs"))',
        "users.cjs": `module.exports = async (app) => { ${fails("A_KEY")} }`,
      },
      ["A_KEY"],
    ],
    [
      "the scripts of a folder",
      {
        "main.mjs": loads(""),
        "routes/a.mjs": plugin("A_KEY"),
        "routes/b/index.mjs": plugin("B_KEY"),
        "routes/b/c.mjs": plugin("C_KEY"),
      },
      ["A_KEY", "B_KEY"],
    ],
    [
      "and of one whose pattern cannot be read, the rest of the file alone",
      {
        "main.mjs": `${loads(", ignorePattern: '('")} ${fails("M_KEY")}`,
        "routes/a.mjs": plugin("A_KEY"),
      },
      ["M_KEY"],
    ],
    [
      "but those that say they are none",
      {
        "main.mjs": loads(""),
        "routes/a.mjs": `${plugin("A_KEY")}; export const autoload = false;`,
        "routes/b.mjs": plugin("B_KEY"),
      },
      ["B_KEY"],
    ],
    [
      "but those that are left out",
      {
        "main.mjs": loads(", ignorePattern: /^a/"),
        "routes/a.mjs": plugin("A_KEY"),
        "routes/b.mjs": plugin("B_KEY"),
      },
      ["B_KEY"],
    ],
    [
      "and none for certain where the code chooses them",
      { "main.mjs": loads(", matchFilter: (file) => file.includes('a')"), "routes/a.mjs": plugin("A_KEY") },
      [],
    ],
    [
      "a container of another library registers no plugin",
      {
        "main.mjs":
          'import { container } from "tsyringe"; import { Users } from "./users.mjs"; container.register(Users)',
        "users.mjs": `export class Users { constructor() { ${fails("A_KEY")} } }`,
      },
      [],
    ],
  ])("%s", async (_, files, expected) => {
    const facts = await survey(files, { server: "node", file: "main.mjs" });
    const demanded = facts.reads.filter(
      ({ required, reached, when }) => required && reached && when !== "request",
    );
    expect(demanded.map(({ name }) => name)).toEqual(expected);
  });

  test("what a tool calls of the script that it is given", async () => {
    const files = { "app.mjs": plugin("A_KEY") };
    const facts = await survey(files, {
      server: "fastify",
      language: "javascript",
      file: "app.mjs",
      program: ["fastify", "start", "app.mjs"],
    });
    expect(readLines(facts)[0]).toBe("A_KEY app.mjs:1 required start bare");
  });
});

describe("a bundle, whose source map names its sources", () => {
  const sources = {
    "src/main.ts": 'import { need } from "./lib/need.ts";\nneed("A_KEY");\n',
    "src/lib/need.ts":
      "export const need = (name: string) => { if (!process.env[name]) throw new Error(name); };\n",
  };
  const bundle = {
    "dist/app.js": 'const need = (n) => { if (!process.env[n]) throw new Error(n); };\nneed("A_KEY");\n',
    "dist/app.js.map": JSON.stringify({
      sources: ["../node_modules/ms/index.js", "../src/main.ts", "../src/lib/need.ts"],
    }),
  };
  const command = { server: "node", language: "javascript", file: "dist/app.js" } as const;
  const bundled = ["A_KEY dist/app.js:2 required import bare"];
  test.each<[string, Record<string, string>, string[]]>([
    ["is read in its sources", { ...sources, ...bundle }, ["A_KEY src/main.ts:2 required import bare"]],
    ["that are newer is read itself", { ...bundle, ...sources }, bundled],
    ["that are not there is read itself", bundle, bundled],
    [
      "of which several are imported by no other is read itself",
      { ...sources, "src/main.ts": "", ...bundle },
      bundled,
    ],
    [
      "that look for a .env beside themselves is read itself",
      {
        ...sources,
        "src/lib/need.ts": `import { config } from "dotenv"; config({ path: new URL("../.env", import.meta.url).pathname });\n${sources["src/lib/need.ts"]}`,
        ...bundle,
      },
      bundled,
    ],
    [
      "has no read that its bundler put a value for",
      {
        ...sources,
        "src/main.ts": `${sources["src/main.ts"]}if (!process.env.WHICH_A_KEY) throw new Error("WHICH_A_KEY");\n`,
        ...bundle,
      },
      ["A_KEY src/main.ts:2 required import bare"],
    ],
    [
      "of one file is what the compiler made of it",
      { ...sources, ...bundle, "dist/app.js.map": JSON.stringify({ sources: ["../src/main.ts"] }) },
      bundled,
    ],
  ])("%s", async (_, files, expected) => {
    const dir = project(files);
    // Older files of the project: the clock may not tell apart two that are written one after the other.
    for (const [i, file] of Object.keys(files).entries()) utimesSync(join(dir, file), 1000 + i, 1000 + i);
    const facts = await surveySource({ dir, root: dir, command: commandOf(dir, command) });
    expect(readLines(facts).filter((line) => line.includes("A_KEY") && !line.includes("unreached"))).toEqual(
      expected,
    );
  });
});

describe("an object of dynaconf, whose attributes are variables or values of its files", () => {
  const made = (options: string) =>
    `from dynaconf import Dynaconf, Validator\nsettings = Dynaconf(${options})\n`;
  const use = "from conf import settings\nsettings.STORE_URL.lower()\n";
  const prefix = 'envvar_prefix="SHOP", ';
  const files = 'settings_files=["settings.toml", ".secrets.toml"]';
  test.each<[string, Record<string, string>, string[]]>([
    [
      "an attribute, with the prefix",
      { "main.py": use, "conf.py": made(prefix) },
      ["SHOP_STORE_URL main.py:2 required"],
    ],
    [
      "with the usual prefix",
      { "main.py": use, "conf.py": made("") },
      ["DYNACONF_STORE_URL main.py:2 required"],
    ],
    [
      "without one",
      { "main.py": use, "conf.py": made("envvar_prefix=False") },
      ["STORE_URL main.py:2 required"],
    ],
    [
      "nothing where the prefix is not known",
      { "main.py": use, "conf.py": `P = input()\n${made("envvar_prefix=P")}` },
      [],
    ],
    [
      "a key, and a name that is asked for without harm",
      { "main.py": 'from conf import settings\nsettings["A"]\nsettings.get("B")\n', "conf.py": made(prefix) },
      ["SHOP_A main.py:2 required", "SHOP_B main.py:3"],
    ],
    [
      "a value of its file",
      { "main.py": use, "conf.py": made(prefix + files), "settings.toml": 'store_url = "x"\n' },
      ["SHOP_STORE_URL main.py:2"],
    ],
    [
      "a table of its file",
      { "main.py": use, "conf.py": made(prefix + files), ".secrets.toml": "[default.STORE_URL]\nhost = 1\n" },
      ["SHOP_STORE_URL main.py:2"],
    ],
    [
      "a value of its file in config/, which it looks into as well",
      { "main.py": use, "conf.py": made(prefix + files), "config/settings.toml": 'STORE_URL = "x"\n' },
      ["SHOP_STORE_URL main.py:2"],
    ],
    [
      "a key of its file with a dot",
      { "main.py": use, "conf.py": made(prefix + files), "settings.toml": 'STORE_URL.host = "x"\n' },
      ["SHOP_STORE_URL main.py:2"],
    ],
    [
      "a value that a file may include",
      {
        "main.py": use,
        "conf.py": made(prefix + files),
        "settings.toml": 'dynaconf_include = ["more.toml"]\n',
      },
      ["SHOP_STORE_URL main.py:2"],
    ],
    [
      "names that it has itself",
      {
        "main.py": "from conf import settings\nsettings.ENV_FOR_DYNACONF\nsettings.SETTINGS_MODULE\n",
        "conf.py": made(prefix),
      },
      [],
    ],
    [
      "a value of the file next to it that is local",
      { "main.py": use, "conf.py": made(prefix + files), "settings.local.toml": 'STORE_URL = "x"\n' },
      ["SHOP_STORE_URL main.py:2"],
    ],
    [
      "a value of a file that nobody can name",
      { "main.py": use, "conf.py": made(`${prefix}settings_files=["conf/*.toml"]`) },
      ["SHOP_STORE_URL main.py:2"],
    ],
    [
      "one that is caught",
      {
        "main.py": "from conf import settings\ntry:\n    settings.A\nexcept AttributeError:\n    pass\n",
        "conf.py": made(prefix),
      },
      ["SHOP_A main.py:3"],
    ],
    [
      "an attribute of an attribute is another variable",
      { "main.py": "from conf import settings\nsettings.STORE.URL\n", "conf.py": made(prefix) },
      [],
    ],
    [
      "what its validators demand, when it is used",
      {
        "main.py": 'from conf import settings\nsettings.get("A")\n',
        "conf.py": made(
          `${prefix}validators=[Validator("B", "C", must_exist=True), Validator("D", default=1, must_exist=True), Validator("E", is_type_of=int)]`,
        ),
      },
      ["SHOP_A main.py:2", "SHOP_B conf.py:2 required", "SHOP_C conf.py:2 required"],
    ],
    [
      "what a validator or the code gives it is there",
      {
        "main.py": "from conf import settings\nsettings.A\nsettings.B\n",
        "conf.py": made(`${prefix}B=1, validators=[Validator("A", must_exist=True, default=1)]`),
      },
      ["SHOP_A main.py:2", "SHOP_B main.py:3"],
    ],
    [
      "nothing is missing where the code gives it more",
      {
        "main.py": 'from conf import settings\nsettings.update({"A": 1})\nsettings.A\n',
        "conf.py": made(prefix),
      },
      ["SHOP_A main.py:3"],
    ],
    [
      "and not before",
      {
        "main.py": "import conf\n",
        "conf.py": made(`${prefix}validators=[Validator("B", must_exist=True)]`),
      },
      [],
    ],
  ])("%s", async (_, given, expected) => {
    const facts = await survey(given, { file: "main.py" });
    const lines = facts.reads.map(
      ({ name, at, required }) => `${name} ${at.file}:${at.line}${required ? " required" : ""}`,
    );
    expect(lines.toSorted()).toEqual(expected);
  });

  test("a variable for a key of its value sets it", async () => {
    const dir = project({
      "main.py": "from conf import settings\nsettings.STORE\n",
      "conf.py": made(prefix),
    });
    const command = commandOf(dir, { file: "main.py" });
    const values = new Map([["SHOP_STORE__URL", ["x"]]]);
    const facts = await surveySource({ dir, root: dir, command, values });
    expect(facts.reads.map(({ name, required }) => [name, required])).toEqual([["SHOP_STORE", false]]);
  });
});

describe("what another module does with a value", () => {
  const settings = 'import os\nKEY = os.getenv("KEY")\nclass S:\n    PORT = int(os.getenv("PORT", "8000"))\n';
  test.each([
    {
      what: "checks it",
      main: "from settings import KEY\nif not KEY:\n    raise ValueError\n",
      read: { required: true, refusesEmpty: true },
    },
    {
      what: "checks it by the module's name",
      main: "import settings\nif settings.KEY is None:\n    raise ValueError\n",
      read: { required: true },
    },
    {
      what: "measures it",
      main: "import settings as s\nassert len(s.KEY) >= 32\n",
      read: { required: true, minLength: 32 },
    },
    {
      what: "hands it to a library",
      main: "from cryptography.fernet import Fernet\nfrom settings import KEY\nbox = Fernet(KEY)\n",
      read: { required: true, usedAs: "fernet" },
    },
    {
      what: "hands it to a library with a request",
      main: "import jwt\nfrom settings import KEY\ndef check(t):\n    return jwt.decode(t, KEY)\n",
      read: { required: false, usedAs: "jwt-hs256" },
    },
    {
      what: "checks it in a function that nobody calls",
      main: "from settings import KEY\ndef check():\n    if not KEY:\n        raise ValueError\n",
      read: { required: false },
    },
    {
      what: "checks it in a function that is called",
      main: "from settings import KEY\ndef check():\n    if not KEY:\n        raise ValueError\ncheck()\n",
      read: { required: true },
    },
  ])("$what", async ({ main, read }) => {
    const facts = await survey({ "main.py": main, "settings.py": settings }, { file: "main.py" });
    expect(facts.reads.find((r) => r.name === "KEY")).toMatchObject(read);
  });
});

describe("a variable that the code sets itself", () => {
  const settings =
    "from pydantic_settings import BaseSettings\nclass Settings(BaseSettings):\n    post_key: str\n";
  test.each([
    { what: "to what was read from it", set: "settings.post_key", required: true },
    { what: "to what was read from another one", set: "settings.mail_key", required: false },
    { what: "to what a file has", set: "config.post_key", required: false },
    { what: "to a text", set: '"x"', required: false },
  ])("$what", async ({ set, required }) => {
    const facts = await survey(
      {
        "main.py": `import os\nfrom conf import settings\nimport config\nos.environ["POST_KEY"] = ${set}\n`,
        "conf.py": `${settings}    mail_key: str\nsettings = Settings()\n`,
        "config.py": "import json\npost_key = json.load(open('keys.json'))['post']\n",
      },
      { file: "main.py" },
    );
    expect(facts.reads.find((r) => r.name === "POST_KEY")).toMatchObject({ required });
  });
});

describe("objects of libraries that another module makes", () => {
  test.each([
    {
      what: "environs",
      conf: "from environs import Env\nenv = Env()\n",
      main: 'from conf import env\nA = env("A")\nB = env.int("B", 5)\nC = env.bool("C", default=False)\nD = env.get_all("D")\n',
      reads: [
        { name: "A", required: true, hasDefault: false, fallback: null },
        { name: "B", required: false, hasDefault: true, as: "int" },
        { name: "C", required: false, hasDefault: true, as: "boolean" },
      ],
    },
    {
      what: "django-environ",
      conf: "import environ\nenv = environ.Env()\n",
      main: 'import conf\nD = conf.env.db()\nE = conf.env.str("E")\n',
      reads: [
        { name: "DATABASE_URL", required: true, as: "url" },
        { name: "E", required: true },
      ],
    },
    {
      what: "django-environ, by a star",
      conf: "import environ\nimport os\nenv = environ.Env()\n",
      main: 'from conf import *\nA = env("A")\nB = os.environ["B"]\nC = env.int("C", 5)\nD = max(1, 2)\n',
      reads: [
        { name: "A", required: true },
        { name: "B", required: true },
        { name: "C", required: false, as: "int" },
      ],
    },
    {
      what: "starlette",
      conf: 'from starlette.config import Config\nconfig = Config(".env")\n',
      main: 'from conf import config\nA = config("A", default="x")\n',
      reads: [{ name: "A", required: false, fallback: "x" }],
    },
  ])("$what", async ({ conf, main, reads }) => {
    const facts = await survey({ "conf.py": conf, "main.py": main }, { file: "main.py" });
    expect(facts.reads).toMatchObject(reads);
    expect(facts.reads).toHaveLength(reads.length);
  });
});

describe("decouple's settings.ini", () => {
  const code = { "app/main.py": 'from decouple import config\nA = config("A")\n' };
  test.each([
    ["beside the .env", { "app/settings.ini": "", "app/.env": "A=1\n" }, null],
    ["in a folder above", { "settings.ini": "" }, null],
    ["farther up than the .env", { "settings.ini": "", "app/.env": "A=1\n" }, ["app/.env", ".env"]],
    ["nowhere", {}, ["app/.env", ".env"]],
  ])("%s", async (_where, files, found) => {
    const { loads } = await survey({ ...code, ...files }, { file: "app/main.py" });
    expect(loads[0]?.files?.filter((file) => !file.startsWith("..")) ?? null).toEqual(found);
    expect(loads[0]?.byHand).toBe(found === null ? true : undefined);
    const ini = "app/settings.ini" in files ? "app/settings.ini" : "settings.ini";
    expect(loads[0]?.instead).toBe(found === null ? ini : undefined);
  });
});

describe("a load whose path another module knows", () => {
  test.each([
    { what: "a name", main: 'from app.paths import ROOT\nload_dotenv(ROOT / "conf" / ".env")\n' },
    {
      what: "the module's name",
      main: 'import os\nfrom app import paths\nload_dotenv(os.path.join(paths.ROOT, "conf/.env"))\n',
    },
    { what: "the whole path", main: "from app.paths import ENV\nload_dotenv(ENV)\n" },
  ])("$what", async ({ main }) => {
    const paths =
      'from pathlib import Path\nROOT = Path(__file__).resolve().parent.parent\nENV = ROOT / "conf" / ".env"\n';
    const facts = await survey(
      { "app/__init__.py": "", "app/paths.py": paths, "app/main.py": `${load}${main}` },
      uvicorn("app.main", "app/main.py"),
    );
    expect(facts.loads.map((l) => l.files)).toEqual([["conf/.env"]]);
  });
});

describe("settings classes of several modules", () => {
  const base =
    'from pydantic_settings import BaseSettings, SettingsConfigDict\nclass Base(BaseSettings):\n    model_config = SettingsConfigDict(env_file=".env")\n    a: str\n';
  test("a class takes the file of the class that it is made of", async () => {
    const facts = await survey(
      {
        ...env,
        "base.py": base,
        "main.py":
          'from pydantic_settings import SettingsConfigDict\nfrom base import Base\nclass S(Base):\n    model_config = SettingsConfigDict(extra="ignore")\n    b: str\ns = S()\n',
      },
      { file: "main.py" },
    );
    expect(readLines(facts)).toEqual([
      "A base.py:4 required import loaded",
      "B main.py:5 required import loaded",
    ]);
  });

  test.each([
    [
      "a field that the instance is handed is not looked for",
      'S(a="x")',
      ["A main.py:4 import bare", "B main.py:5 required import bare"],
    ],
    [
      "every instance must be handed it",
      'S(a="x")\nt = S()',
      ["A main.py:4 required import bare", "B main.py:5 required import bare"],
    ],
    [
      "what more it is handed is not seen",
      "S(**given)",
      ["A main.py:4 import bare", "B main.py:5 import bare"],
    ],
  ])("%s", async (_what, made, reads) => {
    const text = `from pydantic import BaseSettings\ngiven = {}\nclass S(BaseSettings):\n    a: str\n    b: str\ns = ${made}\n`;
    expect(readLines(await survey({ "main.py": text }, { file: "main.py" }))).toEqual(reads);
  });

  test("an instance with a file of its own", async () => {
    const facts = await survey(
      {
        ...env,
        "main.py":
          'from pydantic_settings import BaseSettings\nclass S(BaseSettings):\n    a: str\ns = S(_env_file=".env")\n',
      },
      { file: "main.py" },
    );
    expect(readLines(facts)).toEqual(["A main.py:3 required import loaded"]);
    expect(facts.loads).toMatchObject([{ own: true, files: [".env"], path: { text: '".env"' } }]);
  });
});

describe("where the program listens", () => {
  test.each([
    {
      what: "a setting of another module",
      files: {
        "main.py": "import uvicorn\nfrom conf import PORT, HOST\nuvicorn.run(None, port=PORT, host=HOST)\n",
        "conf.py": 'import os\nPORT = int(os.getenv("PORT", "8000"))\nHOST = "0.0.0.0"\n',
      },
      listen: { variable: "PORT", port: null, host: "0.0.0.0", portAt: { file: "conf.py", line: 2 } },
    },
    {
      what: "an attribute of an instance",
      files: {
        "main.py": "import uvicorn\nfrom conf import settings\nuvicorn.run(None, port=settings.port)\n",
        "conf.py":
          'import os\nclass S:\n    def __init__(self):\n        self.port = int(os.environ["APP_PORT"])\nsettings = S()\n',
      },
      listen: { variable: "APP_PORT", portAt: { file: "conf.py", line: 4 } },
    },
    {
      what: "a field of a settings class",
      files: {
        "main.py": "import uvicorn\nfrom conf import get\nuvicorn.run(None, port=get().port)\n",
        "conf.py":
          "from pydantic_settings import BaseSettings\nclass S(BaseSettings):\n    port: int = 8000\ndef get():\n    return S()\n",
      },
      listen: { variable: "PORT", portAt: { file: "conf.py", line: 3 } },
    },
    {
      what: "a literal of another module",
      files: {
        "main.py": "import uvicorn\nimport conf\nuvicorn.run(None, port=conf.PORT)\n",
        "conf.py": "PORT = 8123\n",
      },
      listen: { variable: null, port: 8123, portAt: { file: "conf.py", line: 1 } },
    },
    {
      what: "a helper of the project",
      files: {
        "main.py":
          'import os, uvicorn\ndef need(n):\n    return os.environ[n]\nuvicorn.run(None, port=int(need("PORT")))\n',
      },
      listen: { variable: "PORT", portAt: { file: "main.py", line: 4 } },
    },
  ])("$what", async ({ files, listen }) => {
    const facts = await survey(files, { file: "main.py" });
    expect(facts.listens).toMatchObject([{ ...listen, reached: true }]);
  });
});

describe("functions that give back what they have read", () => {
  const conf =
    'import os\ndef key():\n    value = os.environ.get("KEY")\n    return value\nclass S:\n    @property\n    def port(self):\n        return int(os.environ["PORT"])\ns = S()\n';
  test.each([
    {
      main: "from cryptography.fernet import Fernet\nfrom conf import key\nbox = Fernet(key())\n",
      read: { name: "KEY", usedAs: "fernet", required: true },
    },
    {
      main: "from conf import key\nif not key():\n    raise ValueError\n",
      read: { name: "KEY", required: true, refusesEmpty: true },
    },
    {
      main: "from conf import key\nif len(key()) < 32:\n    raise ValueError\n",
      read: { name: "KEY", minLength: 32 },
    },
  ])("$main", async ({ main, read }) => {
    const facts = await survey({ "main.py": main, "conf.py": conf }, { file: "main.py" });
    expect(facts.reads).toContainEqual(expect.objectContaining(read));
  });

  test.each([
    "from conf import s\nuvicorn.run(None, port=s.port)\n",
    "import conf\nuvicorn.run(None, port=conf.s.port)\n",
  ])("a port: %j", async (main) => {
    const facts = await survey(
      { "main.py": `import uvicorn\n${main}`, "conf.py": conf },
      { file: "main.py" },
    );
    expect(facts.listens).toMatchObject([{ variable: "PORT", portAt: { file: "conf.py", line: 8 } }]);
  });
});

describe("where modules are found", () => {
  test("folders that the entry adds to sys.path", async () => {
    const facts = await survey(
      {
        "scripts/run.py":
          "import sys\nfrom pathlib import Path\nsys.path.insert(0, str(Path(__file__).resolve().parent.parent))\nimport conf\n",
        "conf.py": readA,
      },
      { file: "scripts/run.py" },
    );
    expect(facts.reached).toEqual(["scripts/run.py", "conf.py"]);
  });

  test("a folder without __init__ gives way to an installed package of its name", async () => {
    const facts = await survey(
      {
        "main.py": "from alembic import context\nfrom alembic.config import Config\nimport alembic.env\n",
        "alembic/env.py": "",
      },
      { file: "main.py" },
    );
    expect(facts.imports.map((i) => [i.specifier, i.package, i.resolved, i.missing])).toEqual([
      ["alembic", "alembic", null, false],
      ["alembic.config", "alembic", null, false],
      ["alembic.env", null, "alembic/env.py", false],
    ]);
  });

  test("the settings object that Flask is given by name", async () => {
    const facts = await survey(
      {
        "main.py":
          'from flask import Flask\napp = Flask(__name__)\napp.config.from_object("conf.Production")\n',
        "conf.py": readA,
      },
      { file: "main.py" },
    );
    expect(facts.reached).toEqual(["main.py", "conf.py"]);
  });

  test("imports, as facts have them", async () => {
    const facts = await survey(
      {
        "main.py":
          "import fastapi\nimport gone.away\nfrom . import x\ntry:\n    import ujson\nexcept ImportError:\n    pass\ndef later():\n    import redis\nfrom typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import mypy_boto3\nfrom own import lost\nimport own.lost\n",
        "own/__init__.py": "",
      },
      { file: "main.py" },
    );
    const found = facts.imports.map((i) =>
      [
        i.specifier,
        ...(i.package ? [`package ${i.package}`] : []),
        ...(["optional", "typesOnly", "late", "missing"] as const).filter((k) => i[k]),
      ].join(", "),
    );
    expect(found).toEqual([
      "fastapi, package fastapi",
      "gone.away, package gone",
      "., missing",
      "ujson, package ujson, optional",
      "typing",
      "mypy_boto3, package mypy_boto3, optional, typesOnly",
      "own",
      "own.lost, missing",
      "redis, package redis, optional, late",
    ]);
  });
});
