import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import type { Facts } from "../../facts.ts";
import { importPy, servePy } from "../_serve.ts";
import { text } from "../_text.ts";
import { lastWords } from "../runtime/_crash-text.ts";
import { rightCommand } from "./_off-path.ts";

export default defineDiagnosis({
  code: "app/relative-import",
  since: "0.1.0",
  stage: "R",
  detect: (facts) =>
    /attempted relative import (with no known parent package|beyond top-level package)/.test(lastWords(facts))
      ? [{ file: facts.run?.crash?.at?.file ?? facts.command?.entry?.file ?? null }]
      : [],
  finding: ({ file }, facts) => {
    const { command, run } = facts;
    const at = run?.crash?.at ?? (file ? { file } : undefined);
    const script = command?.entry?.kind !== "module" && file === command?.entry?.file;
    return {
      severity: "error",
      confidence: "certain",
      role: "crash",
      title: script
        ? `${file ?? "A module of a package"} is run as a script`
        : `${file ?? "A module"} is imported without its package`,
      detail: script
        ? "It uses relative imports, and a script has no package that they could be relative to."
        : "It uses relative imports. They work only where the module is imported by its full name, from the folder above its package.",
      ...(at ? { at } : {}),
    };
  },
  fixes: ({ file }, facts) => {
    const folder = file === null ? null : aboveOf(file, facts);
    if (folder === null)
      return [
        {
          id: "import-by-name",
          title: "Write the import without the dots, or put the modules into a package",
          safety: "manual",
          changes: [],
        },
      ];
    return [rightCommand({ folder, module: file as string }, facts)];
  },
  page: {
    what: "A module of a package is run by its path as a script.",
    why: "Python gives a script the name __main__ and no package, so `from . import x` has no meaning.",
    causes: [
      "`python package/main.py` instead of `python -m package.main`.",
      "`uvicorn main:app` in the folder of the package, instead of `uvicorn package.main:app` in the folder above.",
      "A relative import in a module that is not in a package.",
    ],
    steps: [
      "Start the module by its name, in the folder above the package: `python -m package.main`, `uvicorn package.main:app`.",
      "If there is no package, write the import without the dots: `from db import connect`.",
    ],
    examples: [{ file: "shell", wrong: "python shop/main.py", right: "python -m shop.main" }],
    not: "A module that a server cannot find is app/import-path.",
  },
});

/** The folder above the outermost package in which a file is; null where it is in none. */
function aboveOf(file: string, { source }: Facts): string | null {
  const files = source.pythonFiles ?? [];
  let folder = parentOf(file);
  if (folder === "") return files.includes("__init__.py") ? ".." : null;
  do folder = parentOf(folder);
  while (folder !== "" && files.includes(`${folder}/__init__.py`));
  return folder;
}

const parentOf = (path: string): string => (path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : "");

export function cases(): Cases {
  const files = {
    "yard/__init__.py": "",
    "yard/parts.py": "A = 1\n",
    "yard/main.py": text`
      import os
      ${importPy}
      from .parts import A
      ${servePy}
    `,
  };
  return {
    claims: [
      {
        name: "by its path",
        files,
        command: ["/usr/bin/python3", "yard/main.py"],
        run: {
          output: [
            "Traceback (most recent call last):",
            '  File "yard/main.py", line 3, in <module>',
            "    from .parts import A",
            "ImportError: attempted relative import with no known parent package",
          ],
        },
      },
      {
        name: "a server in the folder of the package",
        files,
        command: ["/usr/bin/python3", "-m", "uvicorn", "main:app", "--app-dir", "yard"],
        run: {
          output: [
            "Traceback (most recent call last):",
            '  File "yard/main.py", line 3, in <module>',
            "    from .parts import A",
            "ImportError: attempted relative import with no known parent package",
          ],
        },
      },
    ],
    leaves: [{ name: "as a module", files, command: ["/usr/bin/python3", "-m", "yard.main"] }],
  };
}
