import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import { importPy, servePy } from "../_serve.ts";
import { text } from "../_text.ts";
import { lastWords } from "../runtime/_crash-text.ts";
import { moduleOf } from "./_serve-objects.ts";

export default defineDiagnosis({
  code: "app/relative-import",
  since: "0.1.0",
  stage: "R",
  detect: (facts) =>
    /attempted relative import (with no known parent package|beyond top-level package)/.test(lastWords(facts))
      ? [{ file: facts.command?.entry?.file ?? null }]
      : [],
  finding: ({ file }, facts) => {
    const at = facts.run?.crash?.at ?? (file ? { file } : undefined);
    return {
      severity: "error",
      confidence: "certain",
      role: "crash",
      title: `${file ?? "A module of a package"} is run as a script`,
      detail:
        "It imports its neighbours by relative imports, and a script has no package that they could be relative to.",
      ...(at ? { at } : {}),
    };
  },
  fixes: ({ file }, facts) => {
    if (!file || !facts.command)
      return [{ id: "run-module", title: "Run it as a module with -m", safety: "manual", changes: [] }];
    const { program, at } = facts.command;
    const index = program.findIndex((w) => w.replace(/^\.\//, "").endsWith(file.split("/").at(-1) as string));
    const fixed =
      index === -1
        ? `python3 -m ${moduleOf(file)}`
        : [...program.slice(0, index), "-m", moduleOf(file), ...program.slice(index + 1)].join(" ");
    if (at?.line === undefined)
      return [
        {
          id: "run-module",
          title: `Run it as the module ${moduleOf(file)}`,
          safety: "manual",
          command: fixed,
          changes: [],
        },
      ];
    return [
      {
        id: "run-module",
        title: `Run it as the module ${moduleOf(file)}`,
        safety: "review",
        command: fixed,
        changes: [{ do: "command", file: at.file, line: at.line, old: program.join(" "), new: fixed }],
      },
    ];
  },
  page: {
    what: "A module of a package is run by its path as a script.",
    why: "Python gives a script the name __main__ and no package; `from . import x` then means nothing.",
    causes: ["`python package/main.py` where `python -m package.main` is wanted."],
    not: "A module that a server cannot find is app/import-path.",
  },
});

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
          outcome: "failed",
          ended: "exited",
          exit: { code: 1, signal: null },
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
