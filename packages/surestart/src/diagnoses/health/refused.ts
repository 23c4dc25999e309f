import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import type { HealthAnswer } from "../../facts.ts";
import { failedAlive, healthAt } from "./_answer.ts";
import { healthCases } from "./_cases.ts";

export default defineDiagnosis({
  code: "health/refused",
  since: "0.1.0",
  stage: "R",
  detect: (facts) => {
    const { run } = facts;
    const health = run?.health;
    const refusing =
      health?.status != null &&
      ((health.status >= 300 && health.status < 400) || [400, 401, 403, 405, 421].includes(health.status));
    return failedAlive(facts) && health && refusing ? [{ health }] : [];
  },
  finding: ({ health }, facts) => {
    const at = healthAt(facts, health);
    return {
      severity: "error",
      confidence: "certain",
      role: facts.run?.outcome === "failed" ? "crash" : "none",
      title: `${health.path} refuses to answer (${health.status})`,
      detail: words(health),
      ...(at ? { at } : {}),
    };
  },
  fixes: ({ health }) => [{ id: "refused", title: remedy(health), safety: "manual", changes: [] }],
  page: {
    what: "The health path answers with a redirect, or refuses: 400, 401, 403.",
    why: "A check that asks without a token, by an address or over plain HTTP meets what guards the rest.",
    causes: [
      "A guard that asks for a token before it looks at the path.",
      "ALLOWED_HOSTS or a host check that does not know 127.0.0.1.",
      "A redirect to https or to a path with a slash at its end.",
    ],
    not: "An answer of 5xx is health/failing.",
  },
});

export const cases: Cases = healthCases("a guard asks for a token", { status: 401 }, { status: 204 });

function words(health: HealthAnswer): string {
  const { status } = health;
  if (status !== null && status >= 300 && status < 400)
    return `${health.url} redirects${health.location ? ` to ${health.location}` : ""}: a redirect says nothing about the program's health.`;
  if (status === 401 || status === 403)
    return `${health.url} answers ${status}: it asks for a right that a health check does not have.`;
  return `${health.url} answers ${status}${status === 400 ? ": it refuses the request as it is, often for its Host header" : ""}.`;
}

function remedy(health: HealthAnswer): string {
  const { status } = health;
  if (status !== null && status >= 300 && status < 400)
    return health.location ? `ask ${health.location}` : "ask the path that it redirects to";
  if (status === 400) return "allow 127.0.0.1 and localhost as hosts";
  return `let ${health.path} answer without a token`;
}
