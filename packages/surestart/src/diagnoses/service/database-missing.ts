import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import type { Facts, Variable } from "../../facts.ts";
import { countingBinding, valueHad, valuePlace } from "../_lookup.ts";
import { serveJs } from "../_serve.ts";
import { text } from "../_text.ts";
import { clientCases } from "./_cases.ts";
import { creates, noDatabase, type Said, saidByClient } from "./_said.ts";
import { called, serviceAt, serviceReads } from "./_services.ts";

interface Evidence extends Said {
  /** The variable that holds the name, and nothing else (`DB_NAME=shop`). */
  holder: Variable | null;
}

export default defineDiagnosis({
  code: "service/database-missing",
  since: "0.1.0",
  stage: "R",
  detect: (facts): Evidence[] =>
    saidByClient(facts, noDatabase).map((said) => ({ ...said, holder: holderOf(facts, said) })),
  about: ({ service, holder }) => [
    ...(service ? ([`service ${service.variable}`] as const) : []),
    ...(holder ? ([`value ${holder.name}`] as const) : []),
  ],
  finding: ({ words, named, service, holder }, facts) => {
    const binding = holder ? countingBinding(facts, holder) : undefined;
    const at =
      (binding ? valuePlace(binding.file, binding.binding) : undefined) ??
      (service ? serviceAt(facts, service) : undefined) ??
      facts.run?.crash?.at;
    const who = service ? called(service) : "The database server";
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
  fixes: ({ words, named, service, holder }) => [
    {
      id: "database-missing",
      title: `Create the database, or correct its name in ${holder?.name ?? service?.variable ?? "the settings"}`,
      safety: "manual",
      ...commandOf(words, named),
      changes: [],
    },
  ],
  page: {
    what: "The server answers, but has no database with the name in the URL.",
    why: "A database server starts empty: each database has to be created once.",
    causes: ["A new machine or a new volume.", "A typing mistake in the name."],
    steps: [
      "Create it: `createdb shop` (PostgreSQL), `mysqladmin create shop` (MySQL).",
      "Then create its tables with the migrations of the project: `surestart explain service/schema-missing`.",
      "If it exists under another name, correct the name in the URL: it follows the last slash.",
    ],
    not: "A database without its tables is service/schema-missing.",
  },
});

function holderOf(facts: Facts, { named }: Said): Variable | null {
  if (named === null) return null;
  return facts.env.variables.find((v) => /DB|DATABASE/i.test(v.name) && valueHad(facts, v) === named) ?? null;
}

function commandOf(words: string, named: string | null): { command?: string } {
  const command = named === null ? undefined : creates(words, named);
  return command === undefined ? {} : { command };
}

export function cases(): Cases {
  const words = [
    'error: database "shopfront" does not exist',
    "    at Parser.parseErrorMessage (/srv/app/node_modules/pg-protocol/dist/parser.js:285:98)",
    "  code: '3D000'",
  ];
  const { claims, leaves } = clientCases("no database of this name", words);
  return {
    claims: [
      ...claims,
      {
        name: "the name is a variable of its own, which a value of the error repeats",
        files: {
          ".env": "DB_HOST=127.0.0.1\nDB_NAME=shopfront\n",
          "server.js": text`
            const [host, name] = [process.env.DB_HOST, process.env.DB_NAME];
            if (!host || !name) throw new Error("no database");
            ${serveJs}
          `,
        },
        command: ["node", "--env-file=.env", "server.js"],
        facts: { services: [] },
        run: { output: words },
      },
    ],
    leaves,
  };
}
