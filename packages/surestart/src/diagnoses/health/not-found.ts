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
      title: `The program answers, but ${health.path} does not exist (404)`,
      detail: `${health.url} answers 404.${health.suggestions.length > 0 ? ` The program has ${health.suggestions.join(", ")}.` : ""}`,
      ...(at ? { at } : {}),
    };
  },
  fixes: ({ health }) => [
    {
      id: "not-found",
      title: health.suggestions[0]
        ? `Use ${health.suggestions[0]} instead`
        : "Name the path of its health check",
      safety: "manual",
      ...(health.suggestions[0] ? { command: `surestart run --health ${health.suggestions[0]}` } : {}),
      changes: [],
    },
  ],
  page: {
    what: "The program answers, but the path of the health check does not exist.",
    why: "Each program has its own path for it, or none.",
    causes: [
      "The path is under a prefix such as /api/v1.",
      "The program has another name for it: /status, /ping, /ready.",
    ],
    steps: [
      'Name the right path: `surestart run --health /api/v1/status`. For good: `health: "/api/v1/status"` in surestart.config.ts.',
      "If there is none, add one, as in the example; or ask only whether the port is open: `surestart run --health tcp`.",
    ],
    examples: [
      {
        file: "main.py",
        right: '@app.get("/health")\ndef health():\n    return {"status": "ok"}',
      },
      {
        file: "server.js",
        right: 'app.get("/health", (request, response) => response.json({ status: "ok" }));',
      },
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
