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
  // Whatever explains the failure explains the answer.
  about: () => ["crash"],
  finding: ({ health }, facts) => {
    const { crash } = facts.run ?? {};
    const said = crash?.at
      ? ` Its log says: "${crash.name}${crash.message ? `: ${crash.message.split("\n")[0]}` : ""}".`
      : "";
    const route = healthAt(facts, health);
    const at = crash?.at ?? route;
    return {
      severity: "error",
      confidence: "certain",
      role: facts.run?.outcome === "failed" ? "crash" : "none",
      title: `${health.path} answers ${health.status}`,
      detail: `${health.url} answers ${health.status}${health.body ? `: ${health.body.slice(0, 300).replace(/\s+/g, " ")}` : ""}.${said}`,
      ...(at ? { at } : {}),
      ...(crash?.at && route ? { also: [{ ...route, note: `${health.path} is served here` }] } : {}),
    };
  },
  fixes: (_evidence, { run }) => [
    {
      id: "failing",
      title:
        run?.crash?.at?.line === undefined
          ? "Find out which part the health check reports, and repair it"
          : `Repair what the log says of ${run.crash.at.file}:${run.crash.at.line}`,
      safety: "manual",
      changes: [],
    },
  ],
  page: {
    what: "The health path answers 5xx: the program runs, and reports that it is not healthy.",
    why: "A health check asks for what the program needs: a database, a folder, another service.",
    causes: [
      "A service that the check asks does not answer.",
      "A variable that only the check reads is not set.",
    ],
    steps: [
      "Ask yourself, and read the answer: `curl -i http://127.0.0.1:8000/health`. Many checks name the part that fails.",
      "Look in the log for the error, and check the service that it names: `surestart doctor` tries the ones that variables point to.",
      "If another path says better whether the program runs: `surestart run --health /live`.",
    ],
    not: "A path that does not exist is health/not-found.",
  },
});

export function cases(): Cases {
  const closed = healthCases("503, since its store is not open", { status: 503, body: "store: not open" });
  const [first] = closed.claims;
  const output = ["TypeError: shelf is not iterable", "    at count (server.js:1:9)"];
  return {
    ...closed,
    claims: [
      first,
      { ...first, name: "its handler failed, and the log says where", run: { ...first.run, output } },
    ],
  };
}
