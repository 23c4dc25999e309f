import { type Cases, defineDiagnosis } from "../../diagnose.ts";

export default defineDiagnosis({
  code: "runtime/build-missing",
  since: "0.1.0",
  stage: "DR",
  detect: (facts) => (facts.runtime.buildMissing ? [facts.runtime.buildMissing] : []),
  finding: ({ at, entry, buildCommand }, facts) => ({
    severity: "error",
    confidence: "certain",
    role: facts.run?.outcome === "failed" ? "crash" : "would",
    title: `${entry} was never built`,
    detail: `The start command runs ${entry}, which is made by a build and does not exist${buildCommand ? `; \`${buildCommand}\` makes it` : ""}.`,
    at,
  }),
  fixes: ({ buildCommand }) => [
    {
      id: "build",
      title: "Build first",
      safety: "manual",
      command: buildCommand ?? "npm run build",
      changes: [],
    },
  ],
  page: {
    what: "The start command runs a file in a build folder that does not exist.",
    why: "Built files are not kept in git.",
    causes: ["A fresh checkout.", "The build failed or writes to another folder."],
    not: "A source file that does not exist is runtime/local-import-missing.",
  },
});

const files = {
  "package.json": '{\n  "scripts": {\n    "build": "tsc",\n    "start": "node dist/server.js"\n  }\n}\n',
  "tsconfig.json": '{"compilerOptions":{"outDir":"dist","rootDir":"src"}}',
  "src/server.ts": 'import { createServer } from "node:http";\ncreateServer().listen(process.env.PORT);\n',
};

export const cases: Cases = {
  claims: [{ name: "a fresh checkout of a TypeScript project", files, command: ["npm", "start"] }],
  leaves: [
    {
      name: "built",
      files: {
        ...files,
        "dist/server.js":
          'import { createServer } from "node:http";\ncreateServer().listen(process.env.PORT);\n',
      },
      command: ["npm", "start"],
    },
  ],
};
