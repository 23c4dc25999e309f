import { type Cases, defineDiagnosis } from "../../diagnose.ts";

export default defineDiagnosis({
  code: "port/host-unavailable",
  since: "0.1.0",
  stage: "DR",
  detect: (facts) =>
    facts.port.hostUnavailable && facts.port.host
      ? [{ host: facts.port.host, reason: facts.port.hostUnavailable.reason }]
      : [],
  finding: ({ host, reason }, facts) => ({
    severity: "error",
    confidence: "certain",
    role: facts.run?.outcome === "failed" ? "crash" : "would",
    title:
      reason === "not-local"
        ? `${host.value} is no address of this machine`
        : `The host ${host.value} does not resolve`,
    detail:
      reason === "not-local"
        ? "A program can only listen on addresses of the machine that it runs on (EADDRNOTAVAIL)."
        : "The name of the host to listen on leads to no address (ENOTFOUND).",
    ...(host.at ? { at: host.at } : {}),
  }),
  fixes: () => [
    {
      id: "loopback",
      title: "Listen on 127.0.0.1 (this machine only) or 0.0.0.0 (all of its addresses)",
      safety: "manual",
      changes: [],
    },
  ],
  page: {
    what: "The host to listen on is no address of this machine, or its name does not resolve.",
    why: "HOST names where to listen, not where the service can be reached.",
    causes: [
      "The address of a server in a .env that is used elsewhere.",
      "A container's name.",
      "A VPN that is down.",
    ],
    says: [
      "EADDRNOTAVAIL: address not available …",
      "[Errno 99] Cannot assign requested address",
      "[WinError 10049] The requested address is not valid in its context",
    ],
    not: "A host of another service that does not resolve is service/host-unknown.",
  },
});

export function cases(): Cases {
  const server = 'require("node:http").createServer().listen(Number(process.env.PORT), process.env.HOST);\n';
  return {
    claims: [
      {
        name: "an address of another machine",
        files: { ".env": "HOST=203.0.113.7\n", "server.js": server },
        command: ["node", "--env-file=.env", "server.js"],
        environment: { PORT: "18443" },
        facts: { port: { hostUnavailable: { reason: "not-local" } } },
      },
    ],
    leaves: [
      {
        name: "loopback",
        files: { ".env": "HOST=127.0.0.1\n", "server.js": server },
        command: ["node", "--env-file=.env", "server.js"],
        environment: { PORT: "18443" },
      },
    ],
  };
}
