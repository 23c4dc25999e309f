import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import type { RelatedPlace } from "../../finding.ts";
import { listed } from "../_lookup.ts";
import { importPy, serveJs, servePy } from "../_serve.ts";
import { text } from "../_text.ts";
import { installCommand, missingPackages, saysMissing, subjectsOf, whereInstalled } from "./_packages.ts";

export default defineDiagnosis({
  code: "runtime/packages-missing",
  since: "0.1.0",
  stage: "DR",
  detect: (facts) => {
    const missing = missingPackages(facts);
    return missing ? [missing] : [];
  },
  about: ({ packages }) => subjectsOf(packages),
  finding: ({ packages, fresh }, facts) => {
    const names = packages.map((p) => p.distribution);
    const manifest = facts.runtime.install?.manifest ?? "A manifest of the project";
    const has =
      fresh && names.length > 1 ? "has none of them" : `does not have ${names.length > 1 ? "them" : "it"}`;
    const first = packages[0];
    const run = packages.find((p) => p.byCommand);
    return {
      severity: facts.run?.outcome === "healthy" ? "warning" : "error",
      confidence: "certain",
      role: packages.some((p) => saysMissing(facts, p)) ? "crash" : "would",
      title: fresh
        ? "The packages are not installed"
        : `${listed(names)} ${names.length > 1 ? "are" : "is"} not installed`,
      detail: `${manifest} lists ${listed(names, 4)}, but ${whereInstalled(facts)} ${has}.${run ? ` The start command runs ${run.name}.` : ""}`,
      at: { file: facts.runtime.install?.manifest ?? first?.at.file ?? "." },
      also: packages.slice(0, 3).flatMap((p): RelatedPlace[] => {
        const note = p.byCommand ? `the start command runs ${p.name}` : `${p.name} is imported here`;
        return p.at.line === undefined && p.byCommand ? [] : [{ ...p.at, note }];
      }),
    };
  },
  fixes: ({ packages: [first] }, facts) => {
    const python = facts.runtime.install?.python;
    const word = facts.command?.program[0] ?? "";
    const start = first?.byCommand && first.name === word ? python?.replace(/python[\d.]*$/, word) : python;
    return [
      {
        id: "install",
        title: start
          ? `Install them into a virtual environment, and start with ${start}`
          : "Install the packages",
        safety: "manual",
        command: installCommand(facts, first?.distribution ?? "", true),
        changes: [],
      },
    ];
  },
  page: {
    what: "Packages that the project's manifest lists are not installed for the interpreter in use, or in node_modules.",
    why: "A checkout has the list of its packages, but not the packages: the first import fails before anything else runs.",
    causes: [
      "A fresh checkout, a new machine, a new container.",
      "The manifest changed since the packages were installed.",
      "They were installed for another interpreter than the one that runs.",
    ],
    steps: [
      "Python: `python3 -m venv .venv && .venv/bin/pip install -r requirements.txt`, then start with `.venv/bin/python`; or `uv sync`, `poetry install`.",
      "Node: `npm ci`, `pnpm install`, `yarn install` or `bun install`, by the lock file.",
      "If they are installed, but for another interpreter, start with that one. The finding names the interpreter that runs.",
    ],
    not: "Packages that are in the project's virtual environment are runtime/wrong-interpreter; a package that no manifest lists, or the only one that is missing, is runtime/module-missing; no node_modules at all is runtime/node-modules-missing.",
  },
});

export function cases(): Cases {
  const files = {
    "main.py": text`
      import os
      import wordsmith
      import inkwell.pages
      ${importPy}
      ${servePy}
    `,
    "requirements.txt": "wordsmith\ninkwell>=2\n",
  };
  return {
    claims: [
      { name: "a fresh checkout", files },
      {
        name: "another that may come with them",
        files: { ...files, "main.py": `import slugify\n${files["main.py"]}` },
      },
      {
        name: "python -m says it",
        files: {
          ...files,
          "requirements.txt": text`
            wordsmith
            inkwell
            quillserver
          `,
        },
        command: ["/usr/bin/python3", "-m", "quillserver", "main:app"],
        run: {
          output: ["/usr/bin/python3: No module named quillserver"],
        },
      },
      {
        name: "two that package.json names are not in node_modules",
        files: {
          "package.json": '{"dependencies":{"inkwell":"1","wordsmith":"2","press":"3"}}',
          "node_modules/press/package.json": '{"name":"press","version":"3.0.0"}',
          "node_modules/press/index.js": "",
          "server.js": text`
            require("press");
            require("inkwell");
            require("wordsmith");
            ${serveJs}
          `,
        },
      },
      {
        name: "two that Yarn's Plug'n'Play does not have yet",
        files: {
          "package.json": '{"dependencies":{"inkwell":"1","wordsmith":"2"}}',
          ".pnp.cjs": `const data = '{"packageRegistryData": [["press", [["npm:1.0.0", {}]]]]}'`,
          "yarn.lock": "",
          "server.js": text`
            require("inkwell");
            require("wordsmith");
            ${serveJs}
          `,
        },
      },
    ],
    leaves: [
      {
        name: "Yarn's Plug'n'Play has both",
        files: {
          "package.json": '{"dependencies":{"inkwell":"1","wordsmith":"2"}}',
          ".pnp.cjs": `const data = '{"packageRegistryData": [["inkwell", [["npm:1.0.0", {}]]], ["wordsmith", [["npm:2.0.0", {}]]]]}'`,
          "server.js": text`
            require("inkwell");
            require("wordsmith");
            ${serveJs}
          `,
        },
      },
      {
        name: "one of them is optional, and the other is there",
        files: {
          "main.py": text`
            import os
            try:
                import wordsmith
            except ImportError:
                wordsmith = None
            ${importPy}
            ${servePy}
          `,
          "requirements.txt": "wordsmith\ninkwell\n",
        },
      },
    ],
  };
}
