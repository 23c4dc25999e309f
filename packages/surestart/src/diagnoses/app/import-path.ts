import { defineDiagnosis } from "../../diagnose.ts";
import { notFound } from "./_app-not-found.ts";
import { wrongFile } from "./_missing-entry.ts";
import { offPath } from "./_off-path.ts";
import { ownPath } from "./_own-path.ts";
import { wrongPreload } from "./_preload.ts";
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
      wrongPreload(facts) ??
      wrongModule(facts) ??
      ownPath(facts) ??
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
      "`node --require ./tracing.js`, also in NODE_OPTIONS: the path is looked for from the working folder.",
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

export { cases } from "./_import-path-cases.ts";
