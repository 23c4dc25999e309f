import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import { serveJs } from "../_serve.ts";
import { text } from "../_text.ts";
import { lastWords } from "../runtime/_crash-text.ts";
import { serviceAt, serviceOfCrash, serviceReads } from "./_services.ts";

export default defineDiagnosis({
  code: "service/host-unknown",
  since: "0.1.0",
  stage: "DR",
  detect: (facts) => {
    const unknown = facts.services.filter((s) => s.answer === "unknown-host");
    const text = lastWords(facts);
    const said =
      // A whole URL was asked for as if it were a host: what that one's host is says nothing.
      !/(?:ENOTFOUND|EAI_AGAIN) \w+:\/\//.test(text) &&
      /ENOTFOUND|EAI_AGAIN|Name or service not known|could not translate host name|getaddrinfo failed|Temporary failure in name resolution|nodename nor servname|No address associated with hostname/i.test(
        text,
      )
        ? serviceOfCrash(facts)
        : undefined;
    const all = said && !unknown.includes(said) && said.answer === "not-asked" ? [said, ...unknown] : unknown;
    return all.map((service) => ({ service, failed: service === said }));
  },
  about: ({ service }) => [`service ${service.variable}`],
  finding: ({ service, failed }, facts) => {
    const at = serviceAt(facts, service);
    return {
      severity:
        failed || (facts.run === null && service.composeService !== null && service.atStart)
          ? "error"
          : "warning",
      confidence: "certain",
      role: failed ? "crash" : "none",
      title: `The host ${service.host} of ${service.variable} does not resolve`,
      detail: service.composeService
        ? `${service.host} is the name of a service in ${service.composeService.file}: it exists only in compose's network, and the program runs outside of it.`
        : `No address is known for ${service.host}.`,
      ...(at ? { at } : {}),
      also: [
        ...serviceReads(facts, service),
        ...(service.composeService
          ? [{ ...service.composeService, note: "the service in the compose file" }]
          : []),
      ],
    };
  },
  fixes: ({ service }) => [
    {
      id: "local-host",
      title: service.composeService
        ? `Outside of compose use localhost and the published port, or start the program with docker compose`
        : `Correct the host in ${service.variable}, or connect to its network`,
      safety: "manual",
      ...(service.composeService
        ? { command: `docker compose port ${service.host} ${service.port ?? ""}`.trim() }
        : {}),
      changes: [],
    },
  ],
  page: {
    what: "The host name of a service does not resolve to an address.",
    why: "Names of compose services exist only in compose's network; other names need a DNS server that knows them.",
    causes: [
      "A .env for compose that is used outside of it.",
      "A VPN that is not connected.",
      "A typing mistake.",
    ],
    steps: [
      "Compose: outside of its network, use localhost and the published port (`docker compose port db 5432` prints it), or start the program with `docker compose up`.",
      "Another name: check it with `getent hosts NAME` or `nslookup NAME`, and connect the VPN if it is an internal one.",
      "Correct a typing mistake in the variable that the finding names.",
    ],
    examples: [
      {
        file: ".env",
        wrong: "DATABASE_URL=postgres://me@db:5432/shop",
        right: "DATABASE_URL=postgres://me@localhost:5432/shop",
      },
    ],
    says: [
      "getaddrinfo ENOTFOUND …",
      "getaddrinfo EAI_AGAIN …",
      "[Errno -2] Name or service not known",
      "[Errno -3] Temporary failure in name resolution",
      "[Errno 11001] getaddrinfo failed",
      "could not translate host name …",
    ],
    not: "A host that resolves, but does not answer, is service/unreachable; a host to listen on is port/host-unavailable.",
  },
});

export function cases(): Cases {
  const server = text`
    const url = new URL(process.env.BROKER);
    const s = require("node:net").connect(Number(url.port), url.hostname);
    s.on("connect", () => require("node:http").createServer().listen(process.env.PORT));
  `;
  return {
    claims: [
      {
        name: "a name of compose, outside of it",
        files: {
          ".env": "BROKER=amqp://queue-of-nowhere:5672\n",
          "compose.yaml": text`
            services:
              queue-of-nowhere:
                image: rabbitmq
          `,
          "server.js": server,
        },
        command: ["node", "--env-file=.env", "server.js"],
        facts: {
          services: [
            {
              variable: "BROKER",
              at: { file: ".env", line: 1 },
              kind: "amqp",
              scheme: "amqp",
              host: "queue-of-nowhere",
              port: 5672,
              near: true,
              answer: "unknown-host",
              saw: null,
              composeService: { file: "compose.yaml", line: 2 },
              atStart: true,
            },
          ],
        },
      },
    ],
    leaves: [
      {
        name: "localhost",
        files: {
          ".env": "SITE=http://localhost\n",
          "server.js": text`
            console.log(process.env.SITE);
            ${serveJs}
          `,
        },
        command: ["node", "--env-file=.env", "server.js"],
      },
    ],
  };
}
