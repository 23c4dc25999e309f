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
    title: `The program runs, and ${unseen ? "was not seen to open a" : "opened no"} port in ${Math.round(ms / 1000)} seconds`,
    detail: unseen
      ? "There is no /proc here that would show its ports: only one that it is given can be asked."
      : connection
        ? `It has a connection to ${connection.address}:${connection.port} (${connection.state})${variable ? `, named by ${variable}` : ""}: it probably waits for an answer there.`
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
      title: "Give what it waits for a time limit of its own",
      safety: "manual",
      changes: [],
    },
  ],
  page: {
    what: "The program was still running and had opened no port when the time was over.",
    why: "It waits for something before it listens, or it is not a server.",
    causes: [
      "A startup hook that waits for another service without a time limit.",
      "A migration or a build that takes longer than the time.",
      "A worker that never listens (then --health and a port make no sense).",
    ],
    not: "A program that listens and does not answer is health/timeout.",
  },
});

const givePort: Fix = {
  id: "name-port",
  title: "Name the port that it listens on",
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
          outcome: "failed",
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
