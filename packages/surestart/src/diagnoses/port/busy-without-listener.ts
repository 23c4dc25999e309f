import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import { serverJs } from "../_serve.ts";
import { saysTaken } from "./_held.ts";

export default defineDiagnosis({
  code: "port/busy-without-listener",
  since: "0.1.0",
  stage: "DR",
  detect: (facts) =>
    facts.port.busy && facts.port.wanted && !facts.port.holders?.length
      ? [{ busy: facts.port.busy, wanted: facts.port.wanted }]
      : [],
  about: ({ wanted }) => [`port ${wanted.value}`],
  finding: ({ busy, wanted }, facts) => ({
    severity: facts.run?.outcome === "healthy" ? "info" : "error",
    confidence: busy.kind === "unknown" ? "likely" : "certain",
    role: facts.run?.outcome === "failed" ? "crash" : facts.run ? "met" : "would",
    ...(facts.run?.outcome === "healthy" ? { resolved: true } : {}),
    title: `Port ${wanted.value} is not available, although no process listens on it`,
    detail: `${words[busy.kind]} ${busy.evidence}`,
    ...(wanted.at ? { at: wanted.at } : {}),
  }),
  fixes: ({ busy }) => [
    {
      id: "next",
      title: "Start on the next free port",
      safety: "manual",
      command: "surestart run --on-conflict next",
      changes: [],
    },
    ...(busy.kind === "time-wait"
      ? [
          {
            id: "wait",
            title: "Wait a minute: the system then releases the port",
            safety: "manual" as const,
            changes: [],
          },
        ]
      : []),
  ],
  page: {
    what: "The port is not available, although no process listens on it.",
    why: "A port is also in use by an outgoing connection, by a socket that is bound and not listening yet, and for a minute after a connection was closed.",
    causes: [
      "The port is in the range that the system uses for outgoing connections (32768 to 60999 on Linux).",
      "A reloader that has bound the port while its worker is still starting.",
      "TIME_WAIT after a server that did not set SO_REUSEADDR.",
      "WSL in mirrored mode: the process is in Windows.",
    ],
    steps: [
      "Start on the next free port: `surestart run --on-conflict next`.",
      "TIME_WAIT: wait a minute, and start again.",
      "For good, choose a port below 32768, outside the range for outgoing connections.",
      "WSL in mirrored mode: look in Windows, with `netstat -ano | findstr :8000`.",
    ],
    says: saysTaken,
    not: "A port on which a process listens is port/held-by-other.",
  },
});

const words = {
  "client-port": "It is the local end of an outgoing connection.",
  "bound-not-listening": "A process has bound it without listening.",
  "time-wait": "The system keeps it for a while after a connection was closed.",
  unknown: "The system refuses it without giving a reason.",
} as const;

export function cases(): Cases {
  const server = serverJs;
  return {
    claims: [
      {
        name: "an outgoing connection has it",
        files: { "server.js": server },
        environment: { PORT: "40001" },
        facts: {
          port: {
            holders: null,
            busy: {
              kind: "client-port",
              evidence: "127.0.0.1:40001 is connected to 127.0.0.1:5432.",
              pid: 12,
            },
          },
        },
      },
    ],
    leaves: [
      {
        name: "free",
        files: { "server.js": server },
        environment: { PORT: "40001" },
        facts: { port: { holders: null, busy: null } },
      },
    ],
  };
}
