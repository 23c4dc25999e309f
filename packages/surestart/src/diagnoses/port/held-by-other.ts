import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import { serverJs } from "../_serve.ts";
import { exampleHolder } from "./_example-holder.ts";
import { bindFailed, heldPort, otherPortFix, outcomeOf, saysForbidden, saysTaken } from "./_held.ts";
import { named, shown } from "./_holder.ts";

export default defineDiagnosis({
  code: "port/held-by-other",
  since: "0.1.0",
  stage: "DR",
  detect: heldPort,
  about: ({ port }) => [`port ${port}`],
  finding: (held, facts) => {
    const { port, holder, moved, at } = held;
    const parent = holder.parents[0]?.name;
    // Windows tells no folder.
    const started = `${holder.cwd ? ` in ${holder.cwd}` : ""}${parent ? ` by ${parent}` : ""}`;
    return {
      severity: moved !== null ? "info" : "error",
      confidence: "certain",
      role:
        moved !== null
          ? "met"
          : facts.run?.outcome === "failed" && (bindFailed(facts) || facts.run.ended === "no-port")
            ? "crash"
            : "would",
      ...(moved !== null ? { resolved: true } : {}),
      title: `Port ${port} is in use by ${named(holder)}`,
      detail: `${named(holder)} listens on ${holder.address}${started === "" ? "" : `, started${started}`}.${outcomeOf(held)}`,
      ...(at ? { at } : {}),
      holder: shown(holder),
    };
  },
  fixes: (held, facts) => [
    ...otherPortFix(held, facts),
    {
      id: "free",
      title: `Stop ${named(held.holder)}`,
      safety: "manual",
      command: `surestart free ${held.port}`,
      changes: [],
    },
  ],
  page: {
    what: "Another program listens on the port that this one needs.",
    why: "Only one program at a time can listen on a port; the second fails with EADDRINUSE (on Windows WinError 10048, with --reload 10013).",
    causes: [
      "Another project with the same default port.",
      "A database, a proxy or a file server that was left running.",
    ],
    steps: [
      "See who uses it: `surestart ports 8000`.",
      "Stop that process: `surestart free 8000`. It asks first, and never stops a system service.",
      "Or take another port: `surestart run --on-conflict next` for the next free one, or set PORT.",
      "If the port is fixed in the code, read it from PORT: `surestart doctor --fix` shows the change.",
    ],
    says: [...saysTaken, saysForbidden],
    not: "An earlier run of this project is port/held-by-own-run; a system service is port/held-by-system; a port that is not available although no process listens on it is port/busy-without-listener.",
  },
});

export function cases(): Cases {
  const server = serverJs;
  return {
    claims: [
      {
        name: "a file server",
        files: { "server.js": server },
        environment: { PORT: "18441" },
        facts: { port: { holders: [exampleHolder] } },
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
