import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import { moduleNotFound } from "./_crash-text.ts";

export default defineDiagnosis({
  code: "runtime/node-modules-missing",
  since: "0.1.0",
  stage: "DR",
  detect: (facts) => {
    const at = facts.runtime.nodeModulesMissing;
    if (!at) return [];
    const names = facts.runtime.packages.filter((p) => !p.installed && !p.optional).map((p) => p.name);
    return names.length > 0 || (facts.command?.server ?? "node") !== "node" || moduleNotFound(facts)
      ? [{ at, names }]
      : [];
  },
  finding: ({ at, names }, facts) => ({
    severity: facts.run?.outcome === "healthy" ? "warning" : "error",
    confidence: "certain",
    role: facts.run?.outcome === "failed" ? "crash" : "would",
    title: "The dependencies are not installed",
    detail: `${at.file} lists dependencies, and there is no node_modules here or above${names.length > 0 ? `; the start needs ${names.slice(0, 4).join(", ")}` : ""}.`,
    at,
  }),
  fixes: (_evidence, facts) => [
    {
      id: "install",
      title: "Install the dependencies",
      safety: "manual",
      command: facts.runtime.install?.command ?? "npm install",
      changes: [],
    },
  ],
  page: {
    what: "package.json has dependencies, and there is no node_modules.",
    why: "node_modules is not kept in git: a fresh checkout has none until somebody installs.",
    causes: ["A fresh checkout.", "A folder of a monorepo that was copied out of it."],
    not: "One package that is missing is runtime/module-missing.",
  },
});

export const cases: Cases = {
  claims: [
    {
      name: "a fresh checkout",
      files: {
        "package.json": '{\n  "dependencies": { "express": "^5.0.0" }\n}\n',
        "server.js": 'const express = require("express");\nexpress().listen(process.env.PORT);\n',
      },
    },
  ],
  leaves: [
    {
      name: "no dependencies",
      files: {
        "package.json": "{}\n",
        "server.js": 'require("node:http").createServer().listen(process.env.PORT);\n',
      },
    },
  ],
};
