import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import { named } from "../port/_holder.ts";
import { healthAt } from "./_answer.ts";
import { healthCases } from "./_cases.ts";

export default defineDiagnosis({
  code: "health/other-process",
  since: "0.1.0",
  stage: "R",
  detect: (facts) => {
    const { run } = facts;
    const health = run?.health;
    return health?.problem === "other-process" ? [{ health }] : [];
  },
  about: ({ health }) => [`answer ${health.path}`],
  finding: ({ health }, facts) => {
    const at = healthAt(facts, health);
    return {
      severity: facts.run?.outcome === "failed" ? "error" : "warning",
      confidence: "certain",
      role: facts.run?.outcome === "failed" ? "crash" : "none",
      title: `The answer at ${health.url} came from another process`,
      detail: `${health.holder ? named(health.holder) : "A process that this run did not start"} answered instead of the program that was started here: its answer proves nothing.`,
      ...(at ? { at } : {}),
    };
  },
  fixes: () => [
    {
      id: "other-process",
      title: "Stop that process, or give the program another port",
      safety: "manual",
      changes: [],
    },
  ],
  page: {
    what: "The health path was answered by a process that this run did not start.",
    why: "A check by address and port only is answered by whatever listens there, even by yesterday's server.",
    causes: [
      "An earlier run that still listens on the other loopback address.",
      "A container or a proxy on the same port.",
    ],
    steps: [
      "See who answers: `surestart ports 8000`.",
      "Stop that process: `surestart free 8000`. Or give your program another port: `surestart run --port 8001`.",
      "Check with 127.0.0.1 instead of localhost, which may lead to ::1.",
    ],
    not: "A port that another process uses is port/held-by-other.",
  },
});

export function cases(): Cases {
  return healthCases("a stranger answers", { problem: "other-process" });
}
