import type { Cases } from "../../diagnose.ts";
import { importPy, servePy, serverJs } from "../_serve.ts";
import { text } from "../_text.ts";

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

/** The cases of app/import-path. */
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
        name: "a server whose program searches no folder of its own",
        files: { "desk.py": "def app(environ, start_response): return []\n" },
        command: ["cheroot", "desk:app"],
        run: {
          output: [
            "Traceback (most recent call last):",
            '  File "/srv/.venv/lib/python3.12/site-packages/cheroot/cli.py", line 81, in resolve',
            "    app = getattr(import_module(mod_path), app_path or 'application')",
            "ModuleNotFoundError: No module named 'desk'",
          ],
        },
      },
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
      {
        name: "a module to be loaded first that lies in another folder",
        files: {
          "package.json": '{"scripts":{"start":"NODE_OPTIONS=\'--require ./trace.cjs\' node src/tide.js"}}',
          "src/tide.js": "",
          "src/trace.cjs": "",
        },
        command: ["npm", "start"],
        run: {
          elsewhere: { asked: "./trace.cjs", lies: "src/trace.cjs" },
          output: [
            "Error: Cannot find module './trace.cjs'",
            "Require stack:",
            "- internal/preload",
            "    at Module._resolveFilename (node:internal/modules/cjs/loader:1212:15) {",
            "  code: 'MODULE_NOT_FOUND',",
            "  requireStack: [ 'internal/preload' ]",
            "}",
          ],
        },
      },
    ],
    leaves: [
      {
        name: "the same by python -m, which searches the working folder",
        files: { "desk.py": "def app(environ, start_response): return []\n" },
        command: ["/usr/bin/python3", "-m", "cheroot", "desk:app"],
        run: { outcome: "healthy", ended: "healthy" },
      },
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
