import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import { importPy, servePy } from "../_serve.ts";
import { text } from "../_text.ts";
import { lastWords } from "../runtime/_crash-text.ts";

export default defineDiagnosis({
  code: "app/module-shadowed",
  since: "0.1.0",
  stage: "DR",
  detect: (facts) => {
    const seen = new Set<string>();
    return facts.runtime.packages.flatMap((p) => {
      if (!p.shadowedBy || seen.has(p.shadowedBy)) return [];
      seen.add(p.shadowedBy);
      const inTrace =
        facts.run?.crash?.frames.some((f) => f.file === p.shadowedBy) === true ||
        lastWords(facts).includes(`'${p.name}'`);
      if (facts.run && (facts.run.outcome === "healthy" || !inTrace)) return [];
      return [{ name: p.name, file: p.shadowedBy, at: p.at }];
    });
  },
  about: ({ name, file }) => [`package ${name}`, `file ${file}`],
  finding: ({ name, file, at }, facts) => ({
    severity: "error",
    confidence: facts.run ? "certain" : "likely",
    role: facts.run ? "crash" : "would",
    title: `${file} hides the module ${name}`,
    detail: `Its folder is searched first, so \`import ${name}\` (in libraries, too) gets this file instead of the module of that name.`,
    at: { file },
    also: at.file !== file ? [{ ...at, note: `${name} is imported here` }] : [],
  }),
  fixes: ({ name, file }) => [
    {
      id: "rename",
      title: `Rename ${file} and its imports`,
      safety: "manual",
      command: `git mv ${file} ${file.replace(new RegExp(`${name}(\\.py|/__init__\\.py)$`), `own_${name}$1`)}`,
      changes: [],
    },
  ],
  page: {
    what: "A file of the project has the name of a library or of a standard module, and is imported instead of it.",
    why: "Python searches the folder of the script first.",
    causes: ["email.py, random.py, types.py, token.py, jwt.py or redis.py next to the entry script."],
    steps: [
      "Rename the file and its imports: `git mv email.py own_email.py`.",
      "Delete the old `__pycache__` folder next to it.",
    ],
    examples: [
      {
        file: "main.py",
        wrong: "import email          # finds ./email.py",
        right: "import own_email      # ./own_email.py",
      },
    ],
    not: "A file of that name inside a package hides nothing.",
  },
});

export function cases(): Cases {
  const files = {
    "email.py": "def send():\n    pass\n",
    "main.py": text`
      import os
      ${importPy}
      ${servePy}
    `,
  };
  return {
    claims: [
      {
        name: "email.py beside a server that needs the standard one",
        files,
        facts: {
          runtime: {
            packages: [
              {
                name: "email",
                distribution: "email",
                installed: true,
                inVenv: null,
                declared: true,
                at: { file: "main.py", line: 2 },
                optional: false,
                shadowedBy: "email.py",
              },
            ],
          },
        },
      },
    ],
    leaves: [
      {
        name: "in a package",
        files: { "mails/__init__.py": "", "mails/email.py": "A = 1\n", "main.py": files["main.py"] },
      },
    ],
  };
}
