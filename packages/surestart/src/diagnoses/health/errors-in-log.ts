import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import { serverJs } from "../_serve.ts";

export default defineDiagnosis({
  code: "health/errors-in-log",
  since: "0.1.0",
  stage: "R",
  detect: (facts) =>
    facts.run?.outcome === "healthy" && facts.run.errorsInLog.length > 0
      ? [{ lines: facts.run.errorsInLog, at: facts.run.crash?.at ?? null }]
      : [],
  finding: ({ lines, at }) => ({
    severity: "warning",
    confidence: "certain",
    role: "none",
    title: "The program is healthy, but logged errors",
    detail: `Its log says: "${lines[0]}"${lines.length > 1 ? `, and ${lines.length - 1} more like it` : ""}.`,
    ...(at ? { at } : {}),
  }),
  page: {
    what: "The program answers its health check, but its log contains a traceback or an error.",
    why: "A part that failed at the start does not keep the rest from answering.",
    causes: [
      "A background task, a worker or a plugin that failed.",
      "A startup hook whose error is caught and only logged.",
    ],
    steps: [
      "Read the error in the output of the program; the finding points to its place in the code.",
      "Correct it, or handle it there, if the program is meant to go on without that part.",
      "If the part is essential, let the start fail, or let the health check ask for it: errors that are only logged are not noticed in production.",
    ],
    not: "A program that fails its health check is health/failing.",
  },
});

export function cases(): Cases {
  const files = { "server.js": serverJs };
  return {
    claims: [
      {
        name: "a worker failed",
        files,
        run: { outcome: "healthy", ended: "healthy", errorsInLog: ["ValueError: no mailbox"] },
      },
    ],
    leaves: [{ name: "a quiet log", files, run: { outcome: "healthy", ended: "healthy" } }],
  };
}
