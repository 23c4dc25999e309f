import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import { serveJs } from "../_serve.ts";
import { text } from "../_text.ts";
import { lastWords } from "../runtime/_crash-text.ts";
import { called, serviceAt, serviceOfCrash, serviceReads } from "./_services.ts";

const signs =
  /received invalid response to (?:SSL|GSSAPI) negotiation|invalid response: [A-Z]|Protocol error, got "H" as reply type byte|Expected to read \d+ bytes|unexpected packet|Parse Error: Expected HTTP|Got packets out of order|Protocol Error: b?'?HTTP|unsupported frontend protocol/i;

export default defineDiagnosis({
  code: "service/wrong-protocol",
  since: "0.1.0",
  stage: "DR",
  detect: (facts) => {
    const said = signs.test(lastWords(facts)) ? serviceOfCrash(facts) : undefined;
    const seen = facts.services.filter((s) => s.answer === "wrong-protocol");
    return [...new Set([...(said ? [said] : []), ...seen])].map((service) => ({
      service,
      failed: service === said || (service.answer === "wrong-protocol" && serviceOfCrash(facts) === service),
    }));
  },
  about: ({ service }) => [`service ${service.variable}`],
  finding: ({ service, failed }, facts) => {
    const at = serviceAt(facts, service);
    return {
      severity: failed ? "error" : "warning",
      confidence: service.answer === "wrong-protocol" ? "certain" : "likely",
      role: failed ? "crash" : "none",
      title: `Something other than ${called(service).split(" at ")[0]} answers at ${service.host}:${service.port}`,
      detail: `${service.variable} is a ${service.scheme} URL${service.saw ? `, and what answers there is ${service.saw}` : ", and what answers there uses another protocol"}.`,
      ...(at ? { at } : {}),
      also: serviceReads(facts, service),
    };
  },
  fixes: ({ service }) => [
    { id: "correct", title: `Correct the port in ${service.variable}`, safety: "manual", changes: [] },
  ],
  page: {
    what: "Something answers at the address of a service, but uses another protocol.",
    why: "Another program uses the port, or it is the port of another part of the same service.",
    causes: [
      "An HTTP server on the port of the database.",
      "The web interface of a broker instead of the broker (15672 for 5672).",
    ],
    steps: [
      "See who listens there: `surestart ports 5432`.",
      "Correct the port in the variable that the finding names, or stop the other program: `surestart free 5432`.",
    ],
    examples: [
      { file: ".env", wrong: "AMQP_URL=amqp://localhost:15672", right: "AMQP_URL=amqp://localhost:5672" },
    ],
    not: "A URL whose scheme its client refuses is service/url-scheme.",
  },
});
const store = {
  variable: "STORE_URL",
  at: { file: ".env", line: 1 },
  kind: "postgres",
  scheme: "postgres",
  host: "127.0.0.1",
  port: 5432,
  near: true,
  answer: "wrong-protocol",
  saw: "an HTTP server",
  composeService: null,
  atStart: true,
} as const;

export function cases(): Cases {
  const files = {
    ".env": "STORE_URL=postgres://me@127.0.0.1:5432/shop\n",
    "server.js": text`
      const url = process.env.STORE_URL;
      if (!url) throw new Error("STORE_URL");
      ${serveJs}
    `,
  };
  return {
    claims: [
      {
        name: "a web server on the database's port",
        files,
        command: ["node", "--env-file=.env", "server.js"],
        facts: { services: [store] },
      },
    ],
    leaves: [
      {
        name: "the database",
        files,
        command: ["node", "--env-file=.env", "server.js"],
        facts: { services: [{ ...store, answer: "open", saw: null }] },
      },
    ],
  };
}
