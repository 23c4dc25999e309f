import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import { importPy, servePy } from "../_serve.ts";
import { text } from "../_text.ts";

export default defineDiagnosis({
  code: "runtime/module-undeclared",
  since: "0.1.0",
  stage: "D",
  detect: (facts) => {
    const manifest = facts.runtime.manifests.find((m) =>
      facts.command?.language === "python" ? m.kind !== "package.json" : m.kind === "package.json",
    );
    if (!manifest || (manifest.packages.length === 0 && manifest.dev.length === 0)) return [];
    return facts.runtime.packages
      .filter((p) => p.installed && !p.declared && !p.optional && !p.shadowedBy)
      .map((pack) => ({ pack, manifest }));
  },
  finding: ({ pack, manifest }) => ({
    severity: "warning",
    confidence: "certain",
    role: "none",
    title: `${pack.distribution} is imported, but not in the manifest`,
    detail: `${pack.at.file} imports ${pack.name}, which is installed here; ${manifest.file} does not list it, so a fresh install will not have it.`,
    at: pack.at,
    also: [{ file: manifest.file, note: "the manifest" }],
  }),
  fixes: ({ pack, manifest }) => [
    {
      id: "declare",
      title: `Add ${pack.distribution} to ${manifest.file}`,
      safety: "review",
      changes:
        manifest.kind === "Pipfile" || manifest.kind === "setup.py"
          ? []
          : [{ do: "add-dependency", manifest: manifest.file, name: pack.distribution }],
    },
  ],
  page: {
    what: "A package is imported and installed, but no manifest of the project lists it.",
    why: "A fresh install on another machine does not have it.",
    causes: ["`pip install` or `npm install --no-save` by hand.", "Another package brought it along."],
    steps: [
      "Add it to the manifest: `surestart doctor --fix`, or `npm install NAME`, `uv add NAME`, a line in requirements.txt.",
    ],
    not: "A package that is not installed here either is runtime/module-missing.",
  },
});

const pack = {
  name: "wordsmith",
  distribution: "wordsmith",
  installed: true,
  inVenv: null,
  declared: false,
  at: { file: "main.py", line: 2, column: 8 },
  optional: false,
  shadowedBy: null,
};

export function cases(): Cases {
  const files = {
    "main.py": text`
      import os
      import wordsmith
      ${importPy}
      ${servePy}
    `,
    "requirements.txt": "flask\n",
  };
  return {
    claims: [
      {
        name: "installed by hand",
        files,
        facts: { runtime: { packages: [pack] } },
      },
    ],
    leaves: [
      {
        name: "listed",
        files,
        facts: { runtime: { packages: [{ ...pack, declared: true }] } },
      },
    ],
  };
}
