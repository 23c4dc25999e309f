import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import { serverJs } from "../_serve.ts";
import { exampleHolder } from "./_example-holder.ts";
import { bindFailed, heldPort, otherPortFix, outcomeOf, saysForbidden, saysTaken } from "./_held.ts";
import { named, shown } from "./_holder.ts";

export default defineDiagnosis({
  code: "port/held-by-system",
  since: "0.1.0",
  stage: "DR",
  detect: (facts) =>
    heldPort(facts).flatMap((held) => (held.holder.system ? [{ ...held, reason: held.holder.system }] : [])),
  about: ({ port }) => [`port ${port}`],
  finding: ({ reason, ...held }, facts) => {
    const { port, holder, moved, at } = held;
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
      title: `Port ${port} is in use by ${named(holder)}, which must not be stopped`,
      detail: `${reason}.${outcomeOf(held) || " Use another port."}`,
      ...(at ? { at } : {}),
      holder: shown(holder),
    };
  },
  fixes: otherPortFix,
  page: {
    what: "The port is in use by a process that other things depend on: the first process, Docker's proxy, sshd, AirPlay, http.sys.",
    why: "Stopping it would break more than a port, or it comes back at once.",
    causes: [
      "A container that publishes the port.",
      "macOS: the AirPlay receiver on 5000 and 7000.",
      "Windows: http.sys for IIS and others.",
    ],
    steps: [
      "Take another port: `surestart run --on-conflict next`, or set PORT.",
      "A container: stop it with docker (`docker ps`, then `docker stop NAME`), or publish it on another port.",
      "macOS, ports 5000 and 7000: System Settings, General, AirDrop & Handoff, switch AirPlay Receiver off.",
    ],
    says: [...saysTaken, saysForbidden],
    not: "An ordinary program of yours is port/held-by-other.",
  },
});

export function cases(): Cases {
  const server = serverJs;
  return {
    claims: [
      {
        name: "a container publishes it",
        files: { "server.js": server },
        environment: { PORT: "18441" },
        facts: {
          port: {
            holders: [
              {
                ...exampleHolder,
                argv: ["/usr/bin/docker-proxy"],
                system: "It publishes the port of a container",
              },
            ],
          },
        },
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
