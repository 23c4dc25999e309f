import type { Subject } from "../../compete.ts";
import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import type { Facts } from "../../facts.ts";
import { listed } from "../_lookup.ts";
import { serverJs } from "../_serve.ts";
import { text } from "../_text.ts";
import { commandNotFound, moduleNotFound } from "./_crash-text.ts";
import { isMissing, subjectsOf, topOf } from "./_packages.ts";

export default defineDiagnosis({
  code: "runtime/node-modules-missing",
  since: "0.1.0",
  stage: "DR",
  detect: (facts) => {
    const at = facts.runtime.nodeModulesMissing;
    if (!at) return [];
    const names = facts.runtime.packages.filter((p) => !p.installed && !p.optional).map((p) => p.name);
    const tool = toolMissing(facts);
    const said = moduleNotFound(facts) !== null || (tool !== null && commandNotFound(facts) === tool);
    const server = (facts.command?.server ?? "node") !== "node";
    if (names.length > 0 || tool !== null || said || server || facts.command?.builds)
      return [{ at, names, tool, said, sure: true }];
    // The code cannot be followed: that it needs what it lists is all but certain.
    return facts.command?.entry?.missing ? [{ at, names, tool, said, sure: false }] : [];
  },
  about: ({ tool }, facts) => {
    const [module, program] = [moduleNotFound(facts), commandNotFound(facts)];
    const programs = [tool, program].filter((name) => name !== null);
    return [
      ...subjectsOf(facts.runtime.packages.filter(isMissing)),
      ...(module === null ? [] : ([`package ${topOf(module)}`] as const)),
      ...programs.map((name): Subject => `program ${name}`),
    ];
  },
  finding: ({ at, names, tool, said, sure }, facts) => ({
    severity: facts.run?.outcome === "healthy" ? "warning" : "error",
    confidence: sure ? "certain" : "likely",
    role: facts.run?.outcome === "failed" && said ? "crash" : "would",
    title: "The dependencies are not installed",
    detail: `${at.file} lists dependencies, but there is no node_modules here or above${needs(names, tool, facts.command?.builds)}.`,
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
    what: "package.json lists dependencies, but there is no node_modules.",
    why: "node_modules is not kept in git: a fresh checkout has none until the dependencies are installed.",
    causes: ["A fresh checkout.", "A folder of a monorepo that was copied out of it."],
    steps: [
      "Install with the package manager of the lock file: `npm ci`, `pnpm install`, `yarn install` or `bun install`.",
      "In a monorepo, install at its root.",
    ],
    not: "One package that is missing is runtime/module-missing.",
  },
});

/** The program that the start runs is one of a package, and does not exist. */
function toolMissing({ runtime, command, run }: Facts): string | null {
  if (runtime.program && runtime.program.path === null) return runtime.program.word;
  const said = run?.crash?.name === "command not found" ? run.crash.message : null;
  return said !== null && said !== command?.argv[0] ? said : null;
}

function needs(names: readonly string[], tool: string | null, builds: true | undefined): string {
  if (tool !== null) return `; the start command runs ${tool}`;
  if (names.length > 0) return `; the start needs ${listed(names, 4)}`;
  return builds ? "; the start command builds first" : "";
}

export function cases(): Cases {
  return {
    claims: [
      {
        name: "a fresh checkout",
        files: {
          "package.json": text`
            {
              "dependencies": { "express": "^5.0.0" }
            }
          `,
          "server.js": text`
            const express = require("express");
            express().listen(process.env.PORT);
          `,
        },
      },
    ],
    leaves: [
      {
        name: "no dependencies",
        files: {
          "package.json": "{}\n",
          "server.js": serverJs,
        },
      },
    ],
  };
}
