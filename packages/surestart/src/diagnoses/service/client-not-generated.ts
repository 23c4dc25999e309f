import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import type { Generates } from "../../known/_made-files.ts";
import { tools } from "../../known/_tools.ts";
import { serverJs } from "../_serve.ts";
import { lastWords } from "../runtime/_crash-text.ts";

type Generator = Generates & { called: string };

const generators: readonly Generator[] = [
  ...tools.flatMap(({ name, called = name, generates }) => (generates ? [{ called, ...generates }] : [])),
  {
    says: /Cannot find module '[^']*(?:\/generated\/|\/__generated__\/|\/gen\/)[^']*'|No module named '[\w.]*_pb2'/,
    called: "a code generator",
    command: "npm run generate",
  },
];

export default defineDiagnosis({
  code: "service/client-not-generated",
  since: "0.1.0",
  stage: "DR",
  detect: (facts) => {
    const text = lastWords(facts);
    const said = text ? generators.find(({ says }) => says.test(text)) : undefined;
    const at = facts.source.imports.find((i) => i.reached && i.package === said?.into?.package)?.at ?? null;
    if (said) return [{ name: said.called, command: said.command, at: facts.run?.crash?.at ?? at }];
    const read = facts.runtime.generatedMissing;
    return !facts.run && read ? [{ name: read.tool, command: read.command, at: read.at }] : [];
  },
  finding: ({ name, at }, facts) => ({
    severity: "error",
    confidence: "certain",
    role: facts.run ? "crash" : "would",
    title: `The client that ${name} generates is missing`,
    detail: "The code imports a client that is generated from the schema and is not kept in git.",
    ...(at ? { at } : {}),
  }),
  fixes: ({ command }) => [
    { id: "generate", title: "Generate the client", safety: "manual", command, changes: [] },
  ],
  page: {
    what: "The code imports a client that is generated from a schema, and it has not been generated here.",
    why: "Generated code is in node_modules or in a folder that git ignores.",
    causes: ["A fresh install with install scripts switched off.", "The schema was changed or moved."],
    steps: [
      "Generate it: `npx prisma generate`, `prisma generate` for Prisma Client Python, or the command of the finding.",
      "Run it after each install, with the script `postinstall` in package.json.",
    ],
    examples: [
      {
        file: "package.json",
        wrong: '"scripts": { "start": "node server.js" }',
        right: '"scripts": {\n  "postinstall": "prisma generate",\n  "start": "node server.js"\n}',
      },
    ],
    not: "A package that is not installed is runtime/module-missing.",
  },
});

export function cases(): Cases {
  const files = { "server.js": serverJs };
  return {
    claims: [
      {
        name: "Prisma",
        files,
        run: {
          output: [
            'Error: @prisma/client did not initialize yet. Please run "prisma generate" and try to import it again.',
            "    at new PrismaClient (/srv/app/node_modules/.prisma/client/default.js:43:11)",
          ],
        },
      },
    ],
    leaves: [{ name: "healthy", files, run: { outcome: "healthy", ended: "healthy" } }],
  };
}
