import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import { serverJs } from "../_serve.ts";
import { saysForbidden } from "./_held.ts";

export default defineDiagnosis({
  code: "port/reserved-by-windows",
  since: "0.1.0",
  stage: "DR",
  detect: (facts) =>
    facts.port.reserved && facts.port.wanted ? [{ ...facts.port.reserved, wanted: facts.port.wanted }] : [],
  about: ({ wanted }) => [`port ${wanted.value}`],
  finding: ({ from, to, wanted }, facts) => ({
    severity: facts.run?.outcome === "healthy" ? "info" : "error",
    confidence: "certain",
    role: facts.run?.outcome === "failed" ? "crash" : facts.run ? "met" : "would",
    ...(facts.run?.outcome === "healthy" ? { resolved: true } : {}),
    title: `Windows has reserved the ports ${from} to ${to}`,
    detail: `Port ${wanted.value} is in an excluded range: no process listens on it, and binding it fails with WinError 10013, even for an administrator.`,
    ...(wanted.at ? { at: wanted.at } : {}),
  }),
  fixes: ({ to }) => [
    {
      id: "nearest",
      title: "Use the nearest port outside the range",
      safety: "manual",
      command: `surestart run --port ${to + 1}`,
      changes: [],
    },
    {
      id: "winnat",
      title: "As administrator, let Windows choose new ranges",
      safety: "manual",
      command: 'cmd /c "net stop winnat && net start winnat"',
      changes: [],
    },
  ],
  page: {
    what: "The port is in a range that Windows has reserved for Hyper-V, WSL or Docker.",
    why: "WinNAT reserves ranges of a hundred ports at boot from the dynamic range, and they differ after each boot.",
    causes: [
      "Hyper-V, WSL 2, Docker Desktop or Windows Sandbox is installed.",
      "A dynamic range that begins too low.",
    ],
    steps: [
      "List the ranges: `netsh interface ipv4 show excludedportrange protocol=tcp`.",
      "Use a port outside of them: `surestart run --port N`.",
      "Or, as administrator, let Windows choose new ranges: `net stop winnat`, then `net start winnat`.",
    ],
    says: [saysForbidden, "EACCES: permission denied …"],
    not: "A second bind with other socket options also fails with WinError 10013: when a process listens on the port, it is port/held-by-other.",
  },
});

export function cases(): Cases {
  const server = serverJs;
  return {
    claims: [
      {
        name: "in a range of a hundred",
        files: { "server.js": server },
        environment: { PORT: "8100" },
        facts: { port: { reserved: { from: 8049, to: 8148 }, holders: null } },
      },
    ],
    leaves: [
      {
        name: "outside of it",
        files: { "server.js": server },
        environment: { PORT: "8200" },
        facts: { port: { reserved: null, holders: null } },
      },
    ],
  };
}
