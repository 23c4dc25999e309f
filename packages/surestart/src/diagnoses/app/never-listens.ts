import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import type { Fix } from "../../finding.ts";
import { serverJs } from "../_serve.ts";

export default defineDiagnosis({
  code: "app/never-listens",
  since: "0.1.0",
  stage: "R",
  fallback: true,
  detect: (facts) => {
    const { run } = facts;
    if (run?.ended !== "timeout" || run.listening.length > 0) return [];
    const [connection] = run.connections;
    const variable = connection ? facts.services.find((s) => s.port === connection.port) : undefined;
    return [
      {
        ms: run.ms,
        unseen: run.unseen === true,
        connections: run.connections,
        variable: variable?.variable ?? null,
        entry: facts.command?.entry?.file ?? null,
      },
    ];
  },
  finding: ({ ms, unseen, connections: [connection], variable, entry }) => ({
    severity: "error",
    confidence: unseen ? "likely" : "certain",
    role: "crash",
    title: `The program runs, but ${unseen ? "was not seen to open a" : "opened no"} port in ${Math.round(ms / 1000)} seconds`,
    detail: unseen
      ? "There is no /proc here to show its ports, so only a port that is given can be checked."
      : connection
        ? `It has a connection to ${connection.address}:${connection.port} (${connection.state})${variable ? `, from ${variable}` : ""}: it probably waits for an answer there.`
        : "It has no open connection to another service either.",
    ...(entry ? { at: { file: entry } } : {}),
  }),
  fixes: ({ unseen }) => [
    ...(unseen ? [givePort] : []),
    {
      id: "longer",
      title: "Give it more time",
      safety: "manual",
      command: "surestart run --timeout 120",
      changes: [],
    },
    {
      id: "time-limit",
      title: "Set a time limit for what it waits for",
      safety: "manual",
      changes: [],
    },
  ],
  page: {
    what: "The program was still running at the end of the time limit, and had not opened a port.",
    why: "It waits for something before it listens, or it is not a server.",
    causes: [
      "A startup hook that waits for another service without a time limit.",
      "A migration or a build that takes longer than the limit.",
      "A worker that never listens (then a port and --health make no sense).",
    ],
    steps: [
      "Give it more time: `surestart run --timeout 120`.",
      "If it waits for a service, start that service, and set a time limit for the connection, so that the start fails with an error instead of waiting.",
      "If it is a worker, start it without surestart.",
    ],
    not: "A program that listens, but does not answer, is health/timeout.",
  },
});

const givePort: Fix = {
  id: "name-port",
  title: "Say on which port it listens",
  safety: "manual",
  command: "surestart run --port 8000",
  changes: [],
};

export function cases(): Cases {
  const files = { "server.js": 'require("node:net").connect(5001, "127.0.0.1");\n' };
  return {
    claims: [
      {
        name: "waits for another service",
        files,
        run: {
          ended: "timeout",
          ms: 12_000,
          connections: [{ address: "127.0.0.1", port: 5001, state: "ESTABLISHED", pid: 9 }],
        },
      },
    ],
    leaves: [
      {
        name: "listens",
        files: { "server.js": serverJs },
        run: { outcome: "healthy", ended: "healthy", listening: [{ address: "::", port: 1, pid: 2 }] },
      },
    ],
  };
}
