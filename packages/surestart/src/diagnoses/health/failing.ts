import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import { failedAlive, healthAt } from "./_answer.ts";
import { healthCases } from "./_cases.ts";

export default defineDiagnosis({
  code: "health/failing",
  since: "0.1.0",
  stage: "R",
  detect: (facts) => {
    const { run } = facts;
    const health = run?.health;
    return failedAlive(facts) && health?.status != null && health.status >= 500 ? [{ health }] : [];
  },
  about: ({ health }) => [`answer ${health.path}`],
  finding: ({ health }, facts) => {
    const at = healthAt(facts, health);
    return {
      severity: "error",
      confidence: "certain",
      role: facts.run?.outcome === "failed" ? "crash" : "none",
      title: `${health.path} answers ${health.status}`,
      detail: `${health.url} answers ${health.status}${health.body ? `: ${health.body.slice(0, 300).replace(/\s+/g, " ")}` : ""}.`,
      ...(at ? { at } : {}),
    };
  },
  fixes: () => [
    {
      id: "failing",
      title: "Look at what the health check asks, and mend that",
      safety: "manual",
      changes: [],
    },
  ],
  page: {
    what: "The health path answers 5xx: the program runs and says that it is not well.",
    why: "A health check asks what the program needs: a database, a folder, another service.",
    causes: [
      "A service that the check asks does not answer.",
      "A variable that only the check reads is not set.",
    ],
    not: "A path that does not exist is health/not-found.",
  },
});

export function cases(): Cases {
  return healthCases("503, since its store is not open", {
    status: 503,
    body: "store: not open",
  });
}
