import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import { clientCases } from "./_cases.ts";
import { saidByClient } from "./_said.ts";
import { called, serviceAt, serviceReads } from "./_services.ts";

const signs = /database "([^"]+)" does not exist|Unknown database '([^']+)'|3D000|ER_BAD_DB_ERROR/i;

export default defineDiagnosis({
  code: "service/database-missing",
  since: "0.1.0",
  stage: "R",
  detect: (facts) => saidByClient(facts, signs),
  about: ({ service }) => (service ? [`service ${service.variable}`] : []),
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

export function cases(): Cases {
  return clientCases("no database of this name", [
    'error: database "shop" does not exist',
    "    at Parser.parseErrorMessage (/srv/app/node_modules/pg-protocol/dist/parser.js:285:98)",
    "  code: '3D000'",
  ]);
}
