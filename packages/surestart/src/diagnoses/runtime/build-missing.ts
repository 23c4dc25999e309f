import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import type { Facts } from "../../facts.ts";
import { runsPlainNode } from "../_plain-node.ts";
import { text } from "../_text.ts";
import { lastWords } from "./_crash-text.ts";

export default defineDiagnosis({
  code: "runtime/build-missing",
  since: "0.1.0",
  stage: "DR",
  detect: (facts) => {
    const missing = facts.runtime.buildMissing;
    if (!missing) return [];
    // The start builds it by itself, or failed to: then that is what the program says.
    if (facts.command?.builds && !missing.package && !(facts.run && saysSo(facts, missing.entry))) return [];
    // A tool that transforms the program may take a package's sources, and an earlier step may build it.
    if (missing.package && !facts.run && facts.command?.alone === false) return [];
    if (missing.package && (!runsPlainNode(facts) || (facts.run && !saysSo(facts, missing.entry)))) return [];
    return [missing];
  },
  about: ({ entry, package: name }) => [`file ${entry}`, ...(name ? ([`package ${name}`] as const) : [])],
  finding: ({ at, entry, buildCommand, package: name }, facts) => ({
    severity: "error",
    confidence: "certain",
    role: facts.run?.outcome === "failed" ? "crash" : "would",
    title: `${entry} has not been built`,
    detail: `${name ? `${at.file} imports ${name}, a package of this workspace, whose entry is` : "The start command runs"} ${entry}, which a build creates and which does not exist${buildCommand ? `; \`${buildCommand}\` creates it` : ""}.`,
    at,
  }),
  fixes: ({ buildCommand, package: name }) => [
    {
      id: "build",
      title: name ? `Build ${name} first` : "Build first",
      safety: "manual",
      command: buildCommand ?? "npm run build",
      changes: [],
    },
  ],
  page: {
    what: "The start command runs a file in a build folder that does not exist, or the program imports a package of its workspace that has not been built.",
    why: "Built files are not kept in git.",
    causes: ["A fresh checkout.", "The build failed or writes to another folder."],
    steps: [
      "Build first: `npm run build` (or what the finding names), then start again. A package of the workspace is built in its own folder: `npm run build -w NAME`.",
      "If the build writes to another folder, correct the path in the start command, or the output folder of the build (`outDir` in tsconfig.json).",
    ],
    not: "A source file that does not exist is runtime/local-import-missing.",
  },
});

/** Node names the file that it did not find. */
function saysSo(facts: Facts, entry: string): boolean {
  const text = lastWords(facts).replaceAll("\\", "/");
  const end = entry
    .replace(/^(\.\.\/)+/, "")
    .split("/")
    .slice(-2)
    .join("/");
  return /Cannot find (package|module)/.test(text) && text.includes(end);
}

export function cases(): Cases {
  const files = {
    "package.json": text`
      {
        "scripts": {
          "build": "tsc",
          "start": "node dist/server.js"
        }
      }
    `,
    "tsconfig.json": '{"compilerOptions":{"outDir":"dist","rootDir":"src"}}',
    "src/server.ts": text`
      import { createServer } from "node:http";
      createServer().listen(process.env.PORT);
    `,
  };
  return {
    claims: [
      { name: "a fresh checkout of a TypeScript project", files, command: ["npm", "start"] },
      {
        name: "a package of the workspace",
        files: {
          "package.json": '{"workspaces":["parts/*"]}',
          "parts/fare/package.json": '{"name":"@ferry/fare","main":"dist/fare.js","scripts":{"build":"tsc"}}',
          "parts/fare/src/index.ts": "export const fare = 3;\n",
          "server.mjs": text`
            import { createServer } from "node:http";
            import { fare } from "@ferry/fare";
            createServer((q, r) => r.end(String(fare))).listen(process.env.PORT);
          `,
        },
        command: ["node", "server.mjs"],
        facts: {
          runtime: {
            buildMissing: {
              at: { file: "server.mjs", line: 2 },
              entry: "parts/fare/dist/fare.js",
              buildCommand: "npm run build --workspace @ferry/fare",
              package: "@ferry/fare",
            },
          },
        },
      },
    ],
    leaves: [
      {
        name: "built",
        files: {
          ...files,
          "dist/server.js": text`
            import { createServer } from "node:http";
            createServer().listen(process.env.PORT);
          `,
        },
        command: ["npm", "start"],
      },
    ],
  };
}
