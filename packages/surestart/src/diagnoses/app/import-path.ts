import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import { importPy, servePy, serverJs } from "../_serve.ts";
import { text } from "../_text.ts";
import { alembicPath } from "./_alembic.ts";
import { notFound } from "./_app-not-found.ts";
import { wrongFile } from "./_missing-entry.ts";
import { offPath } from "./_off-path.ts";
import type { WrongStart } from "./_serve-objects.ts";
import { wrongSettings } from "./_settings-module.ts";
import { wrongModule } from "./_wrong-module.ts";

export default defineDiagnosis({
  code: "app/import-path",
  since: "0.1.0",
  stage: "DR",
  detect: (facts): WrongStart[] => {
    const found =
      wrongSettings(facts) ??
      wrongFile(facts) ??
      wrongModule(facts) ??
      alembicPath(facts) ??
      offPath(facts) ??
      notFound(facts);
    return found ? [found] : [];
  },
  about: ({ about }) => about,
  finding: ({ sentence }) => sentence,
  fixes: ({ fixes }) => fixes,
  page: {
    what: "The start command names a module or a file of the application that is not found.",
    why: "The name of a module is its path from the folder that is searched, which is the working folder (or --app-dir); a file is looked for in the working folder.",
    causes: [
      "The command is run in another folder than it was written for.",
      "The application was moved into a package: main:app became package.main:app.",
      "DJANGO_SETTINGS_MODULE names a package that was renamed.",
      "A module of a package is started as a script, or by a server in the package's own folder: Python searches that folder, and not the one above, where the name of the package begins.",
      "A module of a package imports its neighbour by its bare name, and the server is started in the folder above.",
      "A path is given instead of the name of a module: `uvicorn shop/main.py:app`, `python -m shop/main.py`.",
      "`python -m package` needs a `__main__.py` in the package.",
      "The program alembic runs migrations/env.py without searching the project's folder, because alembic.ini has no prepend_sys_path.",
    ],
    steps: [
      "Start in the folder above the package, with the dotted name: `uvicorn shop.main:app`, `python -m shop.main`.",
      "Or tell the server which folder to search: `uvicorn --app-dir src shop.main:app`, `gunicorn --pythonpath src shop.main:app`, `PYTHONPATH=src` for others.",
      "A file: correct its path in the start command. `surestart doctor --fix` does it where the command is in a file.",
      "Django: set DJANGO_SETTINGS_MODULE to the dotted path of the settings, such as `config.settings`.",
    ],
    examples: [
      { file: "shell", wrong: "uvicorn shop/main.py:app", right: "uvicorn shop.main:app" },
      { file: "shell", wrong: "cd shop && python main.py", right: "python -m shop.main" },
    ],
    says: [
      'Error loading ASGI app. Could not import module "…"',
      "Could not import '…'",
      "Could not locate a Flask application",
    ],
    not: "A module that is found, but lacks the attribute, is app/attribute-missing; an import inside the module that fails is runtime/module-missing or runtime/local-import-missing.",
  },
});

const django = (settings: string): Record<string, string> => ({
  "manage.py": text`
    import os
    import sys

    if __name__ == "__main__":
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "${settings}")
        from django.core.management import execute_from_command_line

        execute_from_command_line(sys.argv)
  `,
  "config/__init__.py": "",
  "config/settings.py": "DEBUG = True\n",
});

export function cases(): Cases {
  const files = {
    "shelf/__init__.py": "",
    "shelf/main.py": text`
      from fastapi import FastAPI

      app = FastAPI()
    `,
  };
  const insidePackage = {
    "shelf/__init__.py": "",
    "shelf/books.py": "A = 1\n",
    "shelf/main.py": text`
      import os
      from shelf.books import A
      ${importPy}
      ${servePy}
    `,
  };
  const runnable = {
    "shelf/__init__.py": "",
    "shelf/desk.py": text`
      import os
      ${importPy}

      if __name__ == "__main__":
          ${servePy}
    `,
  };
  return {
    claims: [
      {
        name: "alembic runs env.py without the project's folder",
        files: {
          "shelf/__init__.py": "",
          "shelf/books.py": "A = 1\n",
          "migrations/env.py": "from shelf.books import A\n",
          "alembic.ini": "[alembic]\nscript_location = migrations\n",
          "start.sh": "alembic upgrade head && exec python3 -m uvicorn shelf.main:app\n",
        },
        command: ["sh", "start.sh"],
        run: {
          outcome: "failed",
          ended: "exited",
          exit: { code: 1, signal: null },
          output: [
            "Traceback (most recent call last):",
            '  File "/srv/.venv/lib/python3.11/site-packages/alembic/script/base.py", line 550, in run_env',
            '    util.load_python_file(self.dir, "env.py")',
            '  File "migrations/env.py", line 1, in <module>',
            "    from shelf.books import A",
            "ModuleNotFoundError: No module named 'shelf'",
          ],
        },
      },
      {
        name: "a script of a package imports its package",
        files: insidePackage,
        command: ["/usr/bin/python3", "shelf/main.py"],
      },
      {
        name: "a script that is started in the folder of its package",
        files: insidePackage,
        command: ["sh", "-c", "cd shelf && exec /usr/bin/python3 main.py"],
      },
      {
        name: "a module of a package imports its neighbour by its bare name",
        files: {
          "shelf/books.py": "A = 1\n",
          "shelf/main.py": text`
            from books import A
            from fastapi import FastAPI

            app = FastAPI()
          `,
        },
        command: ["/usr/bin/python3", "-m", "uvicorn", "shelf.main:app"],
      },
      {
        name: "the program's own words name a package that is in src",
        files: { "src/shelf/__init__.py": "", "src/shelf/__main__.py": "print(1)\n" },
        command: ["/usr/bin/python3", "-m", "shelf"],
        run: {
          outcome: "failed",
          ended: "exited",
          exit: { code: 1, signal: null },
          output: ["/usr/bin/python3: No module named shelf"],
        },
      },
      {
        name: "a package without a __main__.py",
        files: runnable,
        command: ["/usr/bin/python3", "-m", "shelf"],
      },
      {
        name: "the path of a file in place of a module's name",
        files,
        command: ["/usr/bin/python3", "-m", "uvicorn", "shelf/main.py:app"],
      },
      {
        name: "a module's name with the ending of its file",
        files: runnable,
        command: ["/usr/bin/python3", "-m", "shelf.desk.py"],
      },
      {
        name: "a file that was moved",
        files: {
          "package.json": '{"scripts":{"start":"node server.js"}}',
          "lib/server.js": serverJs,
        },
        command: ["npm", "run", "start"],
      },
      {
        name: "a script that is not there, in the words of Python",
        files: { "shelf.py": "print(1)\n" },
        command: ["/usr/bin/python3", "shelve.py"],
        run: {
          outcome: "failed",
          ended: "exited",
          exit: { code: 2, signal: null },
          output: ["/usr/bin/python3: can't open file '/srv/shelve.py': [Errno 2] No such file or directory"],
        },
      },
      {
        name: "an application that is not there, in the words of fastapi",
        files,
        command: ["fastapi", "dev", "main.py"],
        facts: { runtime: { executable: "/usr/bin/fastapi", packages: [] } },
        run: {
          outcome: "failed",
          ended: "exited",
          exit: { code: 1, signal: null },
          output: ["Path does not exist main.py"],
        },
      },
      {
        name: "Django's settings were renamed",
        files: django("shelf.settings"),
        command: ["/usr/bin/python3", "manage.py", "runserver"],
      },
      {
        name: "the module lies in a package",
        files,
        command: ["/usr/bin/python3", "-m", "uvicorn", "main:app"],
      },
      {
        name: "the package lies in src",
        files: {
          "src/shelf/__init__.py": "",
          "src/shelf/main.py": text`
            from fastapi import FastAPI
            from shelf import books

            app = FastAPI()
          `,
          "src/shelf/books.py": "",
        },
        command: ["/usr/bin/python3", "-m", "uvicorn", "shelf.main:app"],
      },
    ],
    leaves: [
      {
        name: "a script of a package, with the folder above it on PYTHONPATH",
        files: insidePackage,
        command: ["sh", "-c", "PYTHONPATH=. /usr/bin/python3 shelf/main.py"],
      },
      {
        name: "a script of a package that adds the folder above it by itself",
        files: {
          ...insidePackage,
          "shelf/main.py": `import sys\nsys.path.insert(0, ".")\n${insidePackage["shelf/main.py"]}`,
        },
        command: ["/usr/bin/python3", "shelf/main.py"],
      },
      {
        name: "a configuration of the server that names the folder",
        files: {
          "gunicorn.conf.py": 'pythonpath = "shelf"\n',
          "shelf/books.py": "A = 1\n",
          "shelf/main.py": "from books import A\n\napplication = A\n",
        },
        command: ["gunicorn", "shelf.main"],
        facts: { runtime: { executable: "/usr/bin/gunicorn", packages: [] } },
      },
      {
        name: "a package without a main guard, by the name of its module",
        files: runnable,
        command: ["/usr/bin/python3", "-m", "shelf.desk"],
      },
      {
        name: "a file that an earlier step may make",
        files: { "package.json": '{"scripts":{"start":"node make.mjs && node served.js"}}', "make.mjs": "" },
        command: ["npm", "start"],
      },
      {
        name: "Django's settings by their right name",
        files: django("config.settings"),
        command: ["/usr/bin/python3", "manage.py", "runserver"],
      },
      { name: "the right path", files, command: ["/usr/bin/python3", "-m", "uvicorn", "shelf.main:app"] },
    ],
  };
}
