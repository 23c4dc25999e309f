import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import { lastWords } from "../runtime/_crash-text.ts";
import { called, serviceAt, serviceOfCrash, serviceReads } from "./_services.ts";

const signs =
  /self[- ]signed certificate|unable to verify the first certificate|certificate has expired|UNABLE_TO_GET_ISSUER_CERT|CERTIFICATE_VERIFY_FAILED|SSL (?:connection is )?required|no pg_hba\.conf entry .*(?:no encryption|SSL off)|The server does not support SSL connections|wrong version number|ERR_TLS_CERT_ALTNAME_INVALID|certificate verify failed|server does not support SSL/i;

export default defineDiagnosis({
  code: "service/tls",
  since: "0.1.0",
  stage: "R",
  detect: (facts) => {
    const match = signs.exec(lastWords(facts));
    return match
      ? [{ words: match[0], named: match[1] ?? null, service: serviceOfCrash(facts) ?? null }]
      : [];
  },
  finding: ({ words, named, service }, facts) => {
    const at = (service ? serviceAt(facts, service) : undefined) ?? facts.run?.crash?.at;
    const who = service ? called(service) : "the service";
    return {
      severity: "error",
      confidence: service ? "certain" : "likely",
      role: "crash",
      title: `The encrypted connection to ${who} fails`,
      detail: `It says: "${words}".${named ? "" : ""}`,
      ...(at ? { at } : {}),
      also: service ? serviceReads(facts, service) : [],
    };
  },
  fixes: ({ named, service }) => [
    {
      id: "tls",
      title: `Set the TLS mode that ${service?.variable ?? "the service"} needs (sslmode=require, rediss://), or trust its certificate (NODE_EXTRA_CA_CERTS, SSL_CERT_FILE)${named ? "" : ""}`,
      safety: "manual",
      changes: [],
    },
  ],
  page: {
    what: "A service demands an encrypted connection, or its certificate is refused.",
    why: "Client and server must agree on TLS, and the certificate must be signed by somebody whom the client trusts.",
    causes: [
      "A managed database that demands sslmode=require.",
      "A certificate of one's own.",
      "rediss:// for a server without TLS, or redis:// for one with.",
    ],
    not: "A certificate of the program itself is resource/tls-key.",
  },
});

const files = {
  ".env": "STORE_URL=postgres://me:k8Jd0sLq2@127.0.0.1:5432/shop\n",
  "server.js":
    'const url = process.env.STORE_URL;\nif (!url) throw new Error("STORE_URL");\nrequire("node:http").createServer().listen(process.env.PORT);\n',
};

export const cases: Cases = {
  claims: [
    {
      name: "in the words of the client",
      files,
      command: ["node", "--env-file=.env", "server.js"],
      facts: {
        services: [
          {
            variable: "STORE_URL",
            at: { file: ".env", line: 1 },
            kind: "postgres",
            scheme: "postgres",
            host: "127.0.0.1",
            port: 5432,
            near: true,
            answer: "open",
            saw: null,
            composeService: null,
            atStart: true,
          },
        ],
      },
      run: {
        outcome: "failed",
        ended: "exited",
        exit: { code: 1, signal: null },
        output: [
          "Error: self-signed certificate in certificate chain",
          "    at TLSSocket.onConnectSecure (node:_tls_wrap:1659:34)",
          "  code: 'SELF_SIGNED_CERT_IN_CHAIN'",
        ],
      },
    },
  ],
  leaves: [
    {
      name: "healthy",
      files,
      command: ["node", "--env-file=.env", "server.js"],
      facts: { services: [] },
      run: { outcome: "healthy", ended: "healthy" },
    },
  ],
};
