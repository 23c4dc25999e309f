import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import { stalled } from "../app/_watched.ts";
import { failedAlive, healthAt } from "./_answer.ts";
import { healthCases } from "./_cases.ts";

export default defineDiagnosis({
  code: "health/timeout",
  since: "0.1.0",
  stage: "R",
  detect: (facts) => {
    const { run } = facts;
    const health = run?.health;
    return run &&
      failedAlive(facts) &&
      run.listening.length > 0 &&
      health &&
      health.status === null &&
      (health.problem === "timeout" || health.problem === "reset" || health.problem === "protocol")
      ? [{ health }]
      : [];
  },
  // What the program says of an error comes first.
  about: ({ health }, facts) => [stalled(facts) ? "crash" : `answer ${health.path}`],
  finding: ({ health }, facts) => {
    const at = healthAt(facts, health);
    return {
      severity: "error",
      confidence: "certain",
      role: facts.run?.outcome === "failed" ? "crash" : "none",
      title: `The program listens, but ${health.path} does not answer`,
      detail: `${health.url} was asked and ${health.problem === "timeout" ? "did not answer in time" : health.problem === "reset" ? "closed the connection without an answer" : "answered something that is not HTTP"}.`,
      ...(at ? { at } : {}),
    };
  },
  fixes: ({ health }) => [
    {
      id: "timeout",
      title:
        health.problem === "protocol"
          ? "Check only whether it listens"
          : "Give it more time, or look at what the handler waits for",
      safety: "manual",
      command: health.problem === "protocol" ? "surestart run --health tcp" : "surestart run --timeout 120",
      changes: [],
    },
  ],
  page: {
    what: "The program listens, but its health path does not answer in time.",
    why: "The handler waits for something, or the process is busy.",
    causes: [
      "A check in the program waits for a service without a time limit.",
      "The program computes something before it can answer.",
      "TLS is expected on the port.",
    ],
    steps: [
      "Give it more time: `surestart run --timeout 120`.",
      "Set a time limit for every check of a service, and keep long computations out of the thread that answers.",
      "TLS on the port: `surestart run --health https://localhost:8000/health`. Another protocol than HTTP: `surestart run --health tcp`.",
    ],
    not: "A program that opens no port is app/never-listens.",
  },
});

export function cases(): Cases {
  return healthCases("the handler never answers", { status: null, problem: "timeout" });
}
