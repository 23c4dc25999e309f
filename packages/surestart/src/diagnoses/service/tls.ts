import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import { clientCases } from "./_cases.ts";
import { saidByClient } from "./_said.ts";
import { called, serviceAt, serviceReads } from "./_services.ts";

const signs =
  /self[- ]signed certificate|unable to verify the first certificate|certificate has expired|UNABLE_TO_GET_ISSUER_CERT|CERTIFICATE_VERIFY_FAILED|SSL (?:connection is )?required|no pg_hba\.conf entry .*(?:no encryption|SSL off)|The server does not support SSL connections|wrong version number|ERR_TLS_CERT_ALTNAME_INVALID|certificate verify failed|server does not support SSL/i;

/** What a client says that asked a server for TLS which has none. */
const withoutTls = /server does not support SSL/i;

export default defineDiagnosis({
  code: "service/tls",
  since: "0.1.0",
  stage: "R",
  detect: (facts) => saidByClient(facts, signs),
  about: ({ service }) => (service ? [`service ${service.variable}`] : []),
  finding: ({ words, service }, facts) => {
    const at = (service ? serviceAt(facts, service) : undefined) ?? facts.run?.crash?.at;
    const who = service ? called(service) : "the service";
    return {
      severity: "error",
      confidence: service ? "certain" : "likely",
      role: "crash",
      title: withoutTls.test(words)
        ? `${who.replace(/^the /, "The ")} has no TLS, but the program requires it`
        : `The encrypted connection to ${who} fails`,
      detail: `It says: "${words}".`,
      ...(at ? { at } : {}),
      also: service ? serviceReads(facts, service) : [],
    };
  },
  fixes: ({ service, words }) => [
    {
      id: "tls",
      title: withoutTls.test(words)
        ? `Connect without TLS: remove sslmode=require or ssl from ${service?.variable ?? "the settings"} and the client's options, or switch on TLS in the server`
        : `Set the TLS mode that ${service?.variable ?? "the service"} needs (sslmode=require, rediss://), or trust its certificate (NODE_EXTRA_CA_CERTS, SSL_CERT_FILE)`,
      safety: "manual",
      changes: [],
    },
  ],
  page: {
    what: "A service requires an encrypted connection, or its certificate is refused.",
    why: "Client and server must agree on TLS, and the certificate must be signed by an authority that the client trusts.",
    causes: [
      "A managed database that requires sslmode=require.",
      "A self-signed certificate.",
      "rediss:// for a server without TLS, or redis:// for one with TLS.",
      "A URL with sslmode=require, as managed databases have it, for a local server without TLS.",
    ],
    steps: [
      "The server requires TLS: add `?sslmode=require` to a PostgreSQL URL, use `rediss://` for Redis.",
      "The server has no TLS: remove `sslmode=require`, or use `redis://`.",
      "A certificate of your own authority: NODE_EXTRA_CA_CERTS=ca.pem for Node, SSL_CERT_FILE=ca.pem for Python. Do not switch the check off.",
      "An expired certificate must be renewed by whoever runs the service.",
    ],
    examples: [
      {
        file: ".env",
        wrong: "DATABASE_URL=postgres://me@db.example.org/shop",
        right: "DATABASE_URL=postgres://me@db.example.org/shop?sslmode=require",
      },
    ],
    not: "A certificate of the program itself is resource/tls-key.",
  },
});

export function cases(): Cases {
  const { claims, leaves } = clientCases("a certificate that nobody known has signed", [
    "Error: self-signed certificate in certificate chain",
    "    at TLSSocket.onConnectSecure (node:_tls_wrap:1659:34)",
    "  code: 'SELF_SIGNED_CERT_IN_CHAIN'",
  ]);
  const without = clientCases("a server that has no TLS", [
    "Error: The server does not support SSL connections",
    "    at Socket.<anonymous> (node_modules/pg/lib/connection.js:77:37)",
  ]);
  return { claims: [...claims, ...without.claims], leaves };
}
