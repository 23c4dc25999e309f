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
      title: `Port ${port} is in use by an earlier run of this project`,
      detail: `${named(holder)} was started in the same folder with the same entry and still listens on ${holder.address}.${outcomeOf(held)}`,
      ...(at ? { at } : {}),
      holder: shown(holder),
    };
  },
  fixes: ({ port, holder }) => [
    {
      id: "replace",
      title: "Stop the earlier run and take its port",
      safety: "manual",
      command: `surestart run --on-conflict replace`,
      changes: [],
    },
    {
      id: "free",
      title: `Stop it${holder.pid === null ? "" : ` (pid ${holder.pid})`}`,
      safety: "manual",
      command: `surestart free ${port}`,
      changes: [],
    },
  ],
  page: {
    what: "An earlier run of the same project, started in the same folder with the same entry, still uses the port.",
    why: "A program that was put into the background, or whose terminal was closed, keeps running.",
    causes: [
      "A second terminal, an IDE or a watcher that still runs it.",
      "A run that was stopped with Ctrl-Z.",
    ],
    steps: [
      "Stop the earlier run and take its port: `surestart run --on-conflict replace`.",
      "Or only stop it: `surestart free 8000`. In the terminal where it runs: Ctrl-C; after Ctrl-Z, `fg` and then Ctrl-C.",
      "If it comes back at once, a watcher, an IDE or a service starts it again: stop that.",
    ],
    says: saysTaken,
    not: "Another program in the same folder is not an earlier run: that is port/held-by-other.",
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
