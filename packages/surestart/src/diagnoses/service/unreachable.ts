import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import type { Facts, ServiceFact } from "../../facts.ts";
import { serviceNamed } from "../../known/_tools.ts";
import { importPy, servePy } from "../_serve.ts";
import { text } from "../_text.ts";
import { lastWords } from "../runtime/_crash-text.ts";
import {
  awaitedService,
  called,
  onlyClosed,
  serviceAt,
  serviceOfCrash,
  serviceReads,
  startCommand,
} from "./_services.ts";
import { silentAbout } from "./_silent.ts";
import { usualAddress } from "./_usual-address.ts";

interface Evidence {
  service: ServiceFact;
  /** The start failed because of it. */
  failed: boolean;
  /** The program says nothing of it, and what it does is what such a program does: it waits, ends, or answers that it is ill. */
  awaited: boolean;
  /** The error does not say where it happened. */
  guessed?: true;
  /** Where the client has asked instead. */
  asked?: string;
}

export default defineDiagnosis({
  code: "service/unreachable",
  since: "0.1.0",
  stage: "DR",
  detect: (facts): Evidence[] => {
    const usual = usualAddress(facts);
    if (usual) return [{ ...usual, failed: true, awaited: false }];
    const closed = facts.services.filter(isClosed);
    const refused = refusedInWords(facts);
    const said = refused ? serviceOfCrash(facts) : undefined;
    const guessed = refused && !said ? onlyClosed(facts) : undefined;
    if (guessed)
      return [
        { service: guessed, failed: true, awaited: false, guessed: true },
        ...closed.filter((s) => s !== guessed).map((service) => ({ service, failed: false, awaited: false })),
      ];
    const awaited = said ? undefined : (awaitedService(facts) ?? silentAbout(facts));
    if (awaited)
      return [awaited, ...closed.filter((s) => s !== awaited)].map((service) => ({
        service,
        failed: service === awaited,
        awaited: service === awaited,
      }));
    const failed =
      said && (isClosed(said) || said.answer === "not-asked" || said.answer === "open") ? said : undefined;
    return [
      ...(failed && said?.answer !== "unknown-host"
        ? [{ service: failed, failed: true, awaited: false }]
        : []),
      ...closed.filter((s) => s !== failed).map((service) => ({ service, failed: false, awaited: false })),
    ];
  },
  about: ({ service }) => [`service ${service.variable}`],
  finding: ({ service, failed, awaited, guessed, asked }, facts) => {
    const at = serviceAt(facts, service);
    if (asked !== undefined)
      return {
        severity: "error",
        confidence: "likely",
        role: "crash",
        title: `The program asks for ${serviceNamed(service.kind)?.called ?? "its service"} at ${asked}, and not where ${service.variable} says`,
        detail: `Nothing listens at ${asked}, which is where the client asks when it is told nothing. ${service.variable} names port ${service.port}: the client is not given it, or in an option that it does not read.`,
        ...(at ? { at } : {}),
        also: serviceReads(facts, service),
      };
    const byDefault = facts.defaultServices?.includes(service) ?? false;
    const grave = failed;
    return {
      severity: grave ? "error" : "warning",
      confidence: service.answer === "not-asked" || awaited || guessed ? "likely" : "certain",
      role: failed ? "crash" : "none",
      title: `${called(service)} does not answer`,
      detail: `${byDefault ? `${service.variable} is not set, and its default` : service.variable} points to it, and ${service.answer === "timeout" ? "the connection timed out" : service.answer === "not-asked" ? "the program says that the connection failed" : "nothing listens there (connection refused)"}.${awaited ? silence(facts) : ""}${guessed ? " The error of the program does not say where it was refused; of its services, only this one does not answer." : ""}${service.atStart && !failed ? " The program reads it while it starts." : ""}${service.composeService ? ` ${service.composeService.file} has a service for it.` : ""}`,
      ...(at ? { at } : {}),
      also: [
        ...(byDefault ? [] : serviceReads(facts, service)),
        ...(service.composeService
          ? [{ ...service.composeService, note: "the service in the compose file" }]
          : []),
      ],
    };
  },
  fixes: ({ service, asked }, facts) => [
    asked !== undefined
      ? {
          id: "hand-over",
          title: `Give the client what ${service.variable} says, in the option that its version reads (its url, or socket: { host, port })`,
          safety: "manual",
          changes: [],
        }
      : {
          id: "start",
          title: `Start ${called(service)}, or ${facts.defaultServices?.includes(service) ? "set" : "correct"} ${service.variable}`,
          safety: "manual",
          ...startCommand(service, facts),
          changes: [],
        },
  ],
  page: {
    what: "A service that a variable names does not answer: the connection is refused, or times out.",
    why: "It is not running, listens elsewhere, or a firewall blocks it.",
    causes: [
      "The database or cache was not started on this machine.",
      "The compose file publishes it on another port.",
      "The value is that of another machine.",
      "The client is given the address in an option of an older version, and asks at its usual address.",
    ],
    steps: [
      "Start it: `docker compose up -d db`, `sudo systemctl start postgresql`, `brew services start redis`.",
      "See whether it listens, and where: `surestart ports 5432`.",
      "If host or port are wrong, correct the variable that the finding names.",
      "Inside a container, localhost is the container: use the name of the compose service, or host.docker.internal.",
    ],
    says: [
      "connect ECONNREFUSED …",
      "[Errno 111] Connection refused",
      "Connection refused",
      "[WinError 10061] No connection could be made because the target machine actively refused it",
      "connect ETIMEDOUT …",
      "Can't reach database server at …",
      "Is the server running on that host and accepting TCP/IP connections?",
      "Can't connect to MySQL server on …",
      "MongoServerSelectionError: …",
      "ServerSelectionTimeoutError: …",
    ],
    not: "A host name that does not resolve is service/host-unknown; a service that answers and refuses is service/authentication-failed.",
  },
});

/** What the program does instead of saying that it needs the service. */
function silence({ run }: Facts): string {
  if (run?.ended === "exited")
    return ` The program reads it while it starts, and ended with status ${run.exit?.code} without giving a reason.`;
  if (run?.health && (run.health.status ?? 0) >= 500)
    return ` ${run.health.path} answers ${run.health.status}, and the log has no other error.`;
  return " The program reads it while it starts, keeps running, and opens no port: it probably keeps trying to connect.";
}

function isClosed({ answer }: ServiceFact): boolean {
  return answer === "refused" || answer === "timeout";
}

function refusedInWords(facts: Facts): boolean {
  return /ECONNREFUSED|Connection refused|could not connect to server|ETIMEDOUT|timed out|TimeoutError|ServerSelectionTimeoutError|ConnectionRefusedError|Can't connect to|connect ECONN|Connection closed by server/i.test(
    lastWords(facts),
  );
}

export function cases(): Cases {
  const main = text`
    import os
    import socket
    ${importPy}
    from dotenv import load_dotenv
    load_dotenv()
    URL = os.environ["QUEUE_URL"]
    socket.create_connection(("127.0.0.1", 1))
    ${servePy}
  `;
  const queue: ServiceFact = {
    variable: "QUEUE_URL",
    at: { file: ".env", line: 1 },
    kind: "redis",
    scheme: "redis",
    host: "127.0.0.1",
    port: 1,
    near: true,
    answer: "refused",
    saw: null,
    composeService: null,
    atStart: true,
  };
  return {
    claims: [
      {
        name: "nobody listens, and the program needs it",
        files: { ".env": "QUEUE_URL=redis://127.0.0.1:1/0\n", "main.py": main },
        run: {
          output: [
            "Traceback (most recent call last):",
            '  File "main.py", line 7, in <module>',
            '    socket.create_connection(("127.0.0.1", 1))',
            "redis.exceptions.ConnectionError: Error 111 connecting to 127.0.0.1:1. Connection refused.",
          ],
        },
      },
      {
        name: "the client asks at its usual address, and a variable names another",
        files: { ".env": "QUEUE_URL=redis://127.0.0.1:7390/0\n", "main.py": main },
        run: {
          output: [
            "Traceback (most recent call last):",
            '  File "main.py", line 7, in <module>',
            '    socket.create_connection(("127.0.0.1", 6379))',
            "redis.exceptions.ConnectionError: Error 111 connecting to 127.0.0.1:6379. Connection refused.",
          ],
        },
        facts: { services: [{ ...queue, port: 7390, answer: "open" }] },
      },
      {
        name: "the program tries again and again, without a word",
        files: { ".env": "QUEUE_URL=redis://127.0.0.1:1/0\n", "main.py": main },
        run: { ended: "timeout", ms: 9000, output: [], connections: [] },
        facts: { services: [queue] },
      },
      {
        name: "the program ends with an error, and does not say why",
        files: { ".env": "QUEUE_URL=redis://127.0.0.1:1/0\n", "main.py": main },
        run: {
          output: ["INFO:     starting", "Fatal error: the application could not be started."],
        },
        facts: { services: [queue] },
      },
    ],
    leaves: [
      {
        name: "the service is not asked for",
        files: {
          ".env": "QUEUE=none\n",
          "main.py": text`
            import os
            ${importPy}
            from dotenv import load_dotenv
            load_dotenv()
            Q = os.environ["QUEUE"]
            ${servePy}
          `,
        },
      },
    ],
  };
}
