import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import { serverJs } from "../_serve.ts";
import { refusedToBind } from "./_bind.ts";

export default defineDiagnosis({
  code: "port/privileged",
  since: "0.1.0",
  stage: "DR",
  detect: (facts) => {
    if (facts.project.windows) return [];
    const { privileged, wanted } = facts.port;
    // The program may run as another user than who asks.
    const limit = privileged?.limit ?? (wanted && wanted.value < 1024 && refusedToBind(facts) ? 1024 : null);
    return limit !== null && wanted ? [{ limit, wanted }] : [];
  },
  finding: ({ limit, wanted }, facts) => ({
    severity: facts.run?.outcome === "healthy" ? "info" : "error",
    confidence: "certain",
    role: facts.run?.outcome === "failed" ? "crash" : facts.run ? "met" : "would",
    ...(facts.run?.outcome === "healthy" ? { resolved: true } : {}),
    title: `Port ${wanted.value} needs a permission that this user does not have`,
    detail: `On this system, ports below ${limit} are reserved for privileged processes.`,
    ...(wanted.at ? { at: wanted.at } : {}),
  }),
  fixes: ({ wanted }, facts) => [
    {
      id: "other",
      title: "Use a port from 1024 upward",
      safety: "manual",
      command: "surestart run --port 8080",
      changes: [],
    },
    {
      id: "sysctl",
      title: "Open low ports to everybody on this machine",
      safety: "manual",
      command: `sudo sysctl net.ipv4.ip_unprivileged_port_start=${wanted.value}`,
      changes: [],
    },
    {
      id: "setcap",
      title: "Give the interpreter the permission, for all of its programs",
      safety: "manual",
      command: `sudo setcap cap_net_bind_service=+ep "$(readlink -f "$(which ${facts.command?.language === "python" ? "python3" : "node"})")"`,
      changes: [],
    },
  ],
  page: {
    what: "The port is below the limit from which ordinary users may bind, and the permission is missing.",
    why: "Linux reserves ports below net.ipv4.ip_unprivileged_port_start (1024 by default) for processes with CAP_NET_BIND_SERVICE.",
    causes: ["Port 80 or 443 on a machine that is not set up for it."],
    steps: [
      "Use a port from 1024 upward: `surestart run --port 8080`. In production, let a proxy listen on 80 and 443.",
      "To open low ports to everybody on this machine: `sudo sysctl net.ipv4.ip_unprivileged_port_start=80`.",
      'To permit it to one interpreter and all of its programs: `sudo setcap cap_net_bind_service=+ep "$(readlink -f "$(which node)")"`.',
    ],
    says: ["listen EACCES: permission denied …", "[Errno 13] Permission denied", "bind: permission denied"],
    not: "Windows has no such limit: there EACCES (WinError 10013) is port/held-by-other or port/reserved-by-windows.",
  },
});

export function cases(): Cases {
  const server = serverJs;
  return {
    claims: [
      {
        name: "80 as an ordinary user",
        files: { "server.js": server },
        environment: { PORT: "80" },
        facts: { port: { privileged: { limit: 1024 }, holders: null } },
      },
    ],
    leaves: [
      {
        name: "80 with the right",
        files: { "server.js": server },
        environment: { PORT: "80" },
        facts: { port: { privileged: null, holders: null } },
      },
    ],
  };
}
