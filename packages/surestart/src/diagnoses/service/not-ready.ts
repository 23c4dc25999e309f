import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import type { Facts, ServiceFact } from "../../facts.ts";
import { tools } from "../../known/_tools.ts";
import { typed } from "../_typed.ts";
import { errorWords, lastWords } from "../runtime/_crash-text.ts";
import { clientCases } from "./_cases.ts";
import { called, serviceAt, serviceOfCrash, serviceReads } from "./_services.ts";

interface Evidence {
  words: string;
  service: ServiceFact | undefined;
  kind: string;
  /** The error that ended the program says it; otherwise only its log. */
  sure: boolean;
}

/** What services answer while they are starting, with the command that asks them. */
const starting = tools.flatMap(({ name, service }) =>
  service?.starting ? [{ name, says: service.starting, ready: service.ready }] : [],
);

export default defineDiagnosis({
  code: "service/not-ready",
  since: "0.1.0",
  stage: "R",
  detect: (facts): Evidence[] => {
    for (const { name, says } of starting) {
      const inError = says.exec(errorWords(facts))?.[0];
      const words = inError ?? (facts.run?.crash ? null : says.exec(lastWords(facts)))?.[0];
      if (words === undefined) continue;
      const own = facts.services.filter((s) => s.kind === name);
      const named = serviceOfCrash(facts);
      const service = named?.kind === name ? named : own.length === 1 ? own[0] : undefined;
      return [{ words, service, kind: name, sure: inError !== undefined }];
    }
    return [];
  },
  about: ({ service }) => (service ? [`service ${service.variable}`] : []),
  finding: ({ words, service, kind, sure }, facts) => {
    const at = (service ? serviceAt(facts, service) : undefined) ?? facts.run?.crash?.at;
    const who = called(service ?? { kind, host: "", port: null });
    return {
      severity: "error",
      confidence: sure ? "certain" : "likely",
      role: "crash",
      title: `${who} is still starting`,
      detail: `It answers: "${words}". ${asked(facts)}`,
      ...(at ? { at } : {}),
      also: service ? serviceReads(facts, service) : [],
    };
  },
  fixes: ({ service, kind }, facts) => [
    {
      id: "wait",
      title: service?.composeService
        ? `Start the program when it is ready: a healthcheck in ${service.composeService.file}, and depends_on with condition: service_healthy`
        : "Wait until it is ready, and start the program then",
      safety: "manual",
      ...readyCommand(kind, service, facts),
      changes: [],
    },
    {
      id: "retry",
      title: "Let the program try again for a while when the first connection fails",
      safety: "manual",
      changes: [],
    },
  ],
  page: {
    what: "A service answers that it is still starting, and the program does not wait for it.",
    why: "A container or a service counts as started when its process runs. A database then reads its log or its data first, and refuses clients until it has finished.",
    causes: [
      "The database was started a moment ago, together with the program.",
      "It is recovering after it was not shut down cleanly, which takes longer than usual.",
      "A compose file has depends_on without a condition: that waits for the process only.",
    ],
    steps: [
      "Wait until it is ready (`pg_isready -h HOST -p PORT`, `redis-cli ping`), and start again.",
      "Compose: give the service a healthcheck, and the program `depends_on` with `condition: service_healthy`.",
      "Let the program try the first connection several times, with a limit.",
    ],
    examples: [
      {
        file: "compose.yml",
        wrong: "depends_on:\n  - db",
        right: "depends_on:\n  db:\n    condition: service_healthy",
      },
    ],
    says: ["FATAL: the database system is starting up", "LOADING Redis is loading the dataset in memory"],
    not: "A service that refuses the connection, or does not answer at all, is service/unreachable.",
  },
});

function asked({ run }: Facts): string {
  if (!run) return "";
  const seconds = run.ms < 10_000 ? (run.ms / 1000).toFixed(1) : Math.round(run.ms / 1000);
  return run.ended === "timeout"
    ? `The program asked it again and again for ${seconds} s.`
    : `The program gave up ${seconds} s after its own start.`;
}

function readyCommand(kind: string, service: ServiceFact | undefined, facts: Facts): { command?: string } {
  const ready = starting.find(({ name }) => name === kind)?.ready;
  if (ready === undefined || !service) return {};
  const port = service.port === null ? "" : String(service.port);
  return typed(facts, ready.replace("{host}", service.host).replace("{port}", port));
}

export function cases(): Cases {
  const postgres = clientCases("the database was started a moment ago", [
    "error: the database system is starting up",
    "    at Parser.parseErrorMessage (/srv/app/node_modules/pg-protocol/dist/parser.js:285:98)",
    "  code: '57P03'",
  ]);
  const redis = clientCases("the cache loads its data", [
    "ReplyError: LOADING Redis is loading the dataset in memory",
    "    at parseError (/srv/app/node_modules/redis-parser/lib/parser.js:179:12)",
  ]);
  return {
    claims: [...postgres.claims, ...redis.claims],
    leaves: [
      ...postgres.leaves,
      {
        ...postgres.leaves[0],
        name: "it waited for the database, and is healthy",
        run: {
          outcome: "healthy",
          ended: "healthy",
          output: ["the database system is starting up, trying again"],
        },
      },
    ],
  };
}
