import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import { importPy, servePy } from "../_serve.ts";
import { text } from "../_text.ts";
import { moduleNotFound } from "./_crash-text.ts";
import { subjectsOf } from "./_packages.ts";

export default defineDiagnosis({
  code: "runtime/wrong-interpreter",
  since: "0.1.0",
  stage: "DR",
  detect: (facts) => {
    const missing = moduleNotFound(facts)?.split(".")[0];
    const packs = facts.runtime.packages.filter(
      (p) =>
        !p.installed &&
        p.inVenv !== null &&
        !p.optional &&
        !p.shadowedBy &&
        (facts.run === null || missing === undefined || p.name === missing),
    );
    const [first] = packs;
    return first?.inVenv ? [{ first, venv: first.inVenv, packs, names: packs.map((p) => p.name) }] : [];
  },
  about: ({ packs }) => subjectsOf(packs),
  finding: ({ first, venv, names }, facts) => ({
    severity: facts.run?.outcome === "healthy" ? "warning" : "error",
    confidence: "certain",
    role:
      facts.run?.outcome === "failed"
        ? moduleNotFound(facts)?.split(".")[0] === first.name
          ? "crash"
          : "would"
        : "would",
    title: `${first.name} is installed in ${venv}, but another interpreter runs`,
    detail: `${facts.runtime.interpreter?.path ?? "The interpreter of the start command"} does not have ${names.join(", ")}; the project's virtual environment ${venv} does.`,
    at: first.at,
  }),
  fixes: ({ venv }, facts) => {
    const command = facts.command;
    const { windows } = facts.project;
    const python = windows ? `${venv.replaceAll("/", "\\")}\\Scripts\\python` : `${venv}/bin/python`;
    if (!command) return [];
    const [name = "", ...rest] = command.program;
    const program = name.split(/[\\/]/).at(-1) as string;
    // A server by its own name (gunicorn) is a module of the environment.
    const words = /^(?:python|pypy|py\b)/.test(program) ? rest : ["-m", program, ...rest];
    const fixed = [python, ...words].join(" ");
    // A path of Windows in a start command would be one that no other system reads.
    if (command.at?.line !== undefined && !windows)
      return [
        {
          id: "venv-python",
          title: `Start with ${python}`,
          safety: "review",
          command: fixed,
          changes: [
            {
              do: "command",
              file: command.at.file,
              line: command.at.line,
              old: command.program.join(" "),
              new: fixed,
            },
          ],
        },
      ];
    return [
      {
        id: "venv-python",
        title: `Start with ${python}, or activate ${venv} first`,
        safety: "manual",
        command: fixed,
        changes: [],
      },
    ];
  },
  page: {
    what: "A package is installed in the project's virtual environment, but the start command runs another interpreter.",
    why: "Each interpreter has its own packages.",
    causes: [
      "The virtual environment is not activated.",
      "The command names the system's interpreter by its path.",
      "An IDE that was set to another interpreter.",
    ],
    steps: [
      "Start with the interpreter of the virtual environment: `.venv/bin/python` (`.venv\\Scripts\\python` on Windows). `surestart doctor --fix` changes the start command where it is in a file.",
      "Or activate it first: `. .venv/bin/activate`.",
      "In an IDE, choose that interpreter for the project.",
    ],
    examples: [
      {
        file: "shell",
        wrong: "/usr/bin/python3 -m uvicorn main:app",
        right: ".venv/bin/python -m uvicorn main:app",
      },
    ],
    not: "A package that no environment of the project has is runtime/module-missing.",
  },
});

export function cases(): Cases {
  const files = {
    "main.py": text`
      import os
      import wordsmith
      ${importPy}
      ${servePy}
    `,
    "requirements.txt": "wordsmith\n",
  };
  const pack = {
    name: "wordsmith",
    distribution: "wordsmith",
    installed: false,
    inVenv: ".venv",
    declared: true,
    at: { file: "main.py", line: 2, column: 8 },
    optional: false,
    shadowedBy: null,
  };
  return {
    claims: [
      {
        name: "the system's interpreter instead of .venv",
        files,
        facts: { runtime: { packages: [pack], venvs: [".venv"] } },
      },
    ],
    leaves: [
      {
        name: "the right interpreter",
        files,
        facts: { runtime: { packages: [{ ...pack, installed: true }], venvs: [".venv"] } },
      },
    ],
  };
}
