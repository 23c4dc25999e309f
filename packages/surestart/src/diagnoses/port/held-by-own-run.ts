import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import { serverJs } from "../_serve.ts";
import { exampleHolder } from "./_example-holder.ts";
import { bindFailed, heldPort, outcomeOf, saysTaken } from "./_held.ts";
import { named, shown } from "./_holder.ts";

export default defineDiagnosis({
  code: "port/held-by-own-run",
  since: "0.1.0",
  stage: "DR",
  detect: (facts) => heldPort(facts).filter(({ holder }) => holder.ownRun),
  about: ({ port }) => [`port ${port}`],
  finding: (held, facts) => {
    const { port, holder, moved, at } = held;
    return {
      severity: facts.run?.outcome === "failed" ? "error" : "info",
      confidence: "certain",
      role:
        moved !== null
          ? "met"
          : facts.run?.outcome === "failed" && (bindFailed(facts) || facts.run.ended === "no-port")
            ? "crash"
            : "none",
      ...(moved !== null ? { resolved: true } : {}),
      title: `Port ${port} is held by an earlier run of this project`,
      detail: `${named(holder)} was started in the same folder with the same entry and still listens on ${holder.address}.${outcomeOf(held)}`,
      ...(at ? { at } : {}),
      holder: shown(holder),
    };
  },
  fixes: ({ port, holder }) => [
    {
      id: "replace",
      title: "End the earlier run and take its port",
      safety: "manual",
      command: `surestart run --on-conflict replace`,
      changes: [],
    },
    {
      id: "free",
      title: `End it${holder.pid === null ? "" : ` (pid ${holder.pid})`}`,
      safety: "manual",
      command: `surestart free ${port}`,
      changes: [],
    },
  ],
  page: {
    what: "An earlier run of this same project, started in the same folder with the same entry, still has the port.",
    why: "A program that was put into the background, or whose terminal was closed, goes on.",
    causes: [
      "A second terminal, an IDE or a watcher that still runs it.",
      "A run that was stopped with Ctrl-Z.",
    ],
    says: saysTaken,
    not: "Another program of the same folder is no earlier run: that is port/held-by-other.",
  },
});

export function cases(): Cases {
  const server = serverJs;
  return {
    claims: [
      {
        name: "yesterday's run",
        files: { "server.js": server },
        environment: { PORT: "18441" },
        facts: { port: { holders: [{ ...exampleHolder, ownRun: true }] } },
      },
    ],
    leaves: [
      {
        name: "nobody",
        files: { "server.js": server },
        environment: { PORT: "18441" },
        facts: { port: { holders: null } },
      },
    ],
  };
}
