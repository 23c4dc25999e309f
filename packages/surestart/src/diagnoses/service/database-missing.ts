import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import { lastWords } from "../runtime/_crash-text.ts";
import { called, serviceAt, serviceOfCrash, serviceReads } from "./_services.ts";

const signs = /database "([^"]+)" does not exist|Unknown database '([^']+)'|3D000|ER_BAD_DB_ERROR/i;

export default defineDiagnosis({
  code: "service/database-missing",
  since: "0.1.0",
  stage: "R",
  detect: (facts) => {
    const match = signs.exec(lastWords(facts));
    return match
      ? [{ words: match[0], named: match[1] ?? null, service: serviceOfCrash(facts) ?? null }]
      : [];
  },
  finding: ({ words, named, service }, facts) => {
    const at = (service ? serviceAt(facts, service) : undefined) ?? facts.run?.crash?.at;
    const who = service ? called(service) : "the service";
    return {
      severity: "error",
      confidence: service ? "certain" : "likely",
      role: "crash",
      title: `The database ${named ?? "of the URL"} does not exist`,
      detail: `${who} answers and says: "${words}".`,
      ...(at ? { at } : {}),
      also: service ? serviceReads(facts, service) : [],
    };
  },
  fixes: ({ named, service }) => [
    {
      id: "database-missing",
      title: `Make the database, or correct its name in ${service?.variable ?? "the settings"}`,
      safety: "manual",
      ...(named
        ? { command: service?.kind === "mysql" ? `mysqladmin create ${named}` : `createdb ${named}` }
        : {}),
      changes: [],
    },
  ],
  page: {
    what: "The server answers and has no database of the name in the URL.",
    why: "A database server starts empty: each database is made once.",
    causes: ["A new machine or a new volume.", "A typing mistake in the name."],
    not: "A database without its tables is service/schema-missing.",
  },
});

const files = {
  ".env": "STORE_URL=postgres://me:k8Jd0sLq2@127.0.0.1:5432/shop\n",
  "server.js":
    'const url = process.env.STORE_URL;\nif (!url) throw new Error("STORE_URL");\nrequire("node:http").createServer().listen(process.env.PORT);\n',
};

export const cases: Cases = {
  claims: [
    {
      name: "in the words of the client",
      files,
      command: ["node", "--env-file=.env", "server.js"],
      facts: {
        services: [
          {
            variable: "STORE_URL",
            at: { file: ".env", line: 1 },
            kind: "postgres",
            scheme: "postgres",
            host: "127.0.0.1",
            port: 5432,
            near: true,
            answer: "open",
            saw: null,
            composeService: null,
            atStart: true,
          },
        ],
      },
      run: {
        outcome: "failed",
        ended: "exited",
        exit: { code: 1, signal: null },
        output: [
          'error: database "shop" does not exist',
          "    at Parser.parseErrorMessage (/srv/app/node_modules/pg-protocol/dist/parser.js:285:98)",
          "  code: '3D000'",
        ],
      },
    },
  ],
  leaves: [
    {
      name: "healthy",
      files,
      command: ["node", "--env-file=.env", "server.js"],
      facts: { services: [] },
      run: { outcome: "healthy", ended: "healthy" },
    },
  ],
};
