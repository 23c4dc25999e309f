import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import { failedAlive, healthAt } from "./_answer.ts";
import { healthCases } from "./_cases.ts";

export default defineDiagnosis({
  code: "health/not-found",
  since: "0.1.0",
  stage: "R",
  detect: (facts) => {
    const { run } = facts;
    const health = run?.health;
    return failedAlive(facts) && health?.status === 404 ? [{ health }] : [];
  },
  about: ({ health }) => [`answer ${health.path}`],
  finding: ({ health }, facts) => {
    const at = healthAt(facts, health);
    return {
      severity: "error",
      confidence: "certain",
      role: facts.run?.outcome === "failed" ? "crash" : "none",
      title: `The program serves, and ${health.path} is not found (404)`,
      detail: `${health.url} answers 404.${health.suggestions.length > 0 ? ` The program has ${health.suggestions.join(", ")}.` : ""}`,
      ...(at ? { at } : {}),
    };
  },
  fixes: ({ health }) => [
    {
      id: "not-found",
      title: health.suggestions[0]
        ? `Ask ${health.suggestions[0]} instead`
        : "Name the path that says how the program is",
      safety: "manual",
      ...(health.suggestions[0] ? { command: `surestart run --health ${health.suggestions[0]}` } : {}),
      changes: [],
    },
  ],
  page: {
    what: "The program serves, and the path that was asked for its health does not exist.",
    why: "Each program has its own path for it, or none.",
    causes: [
      "The path lies below a prefix such as /api/v1.",
      "The program has another word for it: /status, /ping, /ready.",
    ],
    not: "A path that exists and answers an error is health/failing.",
  },
});

export function cases(): Cases {
  return healthCases("another path says how it is", {
    status: 404,
    suggestions: ["/api/v1/status"],
  });
}
