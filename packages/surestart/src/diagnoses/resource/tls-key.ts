import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import type { Facts, Variable } from "../../facts.ts";
import type { Finding } from "../../finding.ts";
import { bindingsOf, crashTouches, relatedReads, valuePlace } from "../_lookup.ts";
import { escapedLines, hasEscapedLines, lineEndFixes } from "../_pem.ts";
import { typed } from "../_typed.ts";
import { said, saidCases } from "./_said.ts";

const signs =
  /key values mismatch|KEY_VALUES_MISMATCH|ERR_OSSL_[A-Z0-9_]*|bad base64 decode|PEM routines|no start line|ERR_CRYPTO_INVALID_(?:KEYPAIR|KEYTYPE|KEY_OBJECT_TYPE|JWK)|PEM lib|bad decrypt|unsupported.*private key|error:\w+:(?:SSL|PEM|x509)[^\n]*/i;

interface Evidence {
  words: string;
  /** Its value has no real line ends. */
  variable: Variable | undefined;
}

export default defineDiagnosis({
  code: "resource/tls-key",
  since: "0.1.0",
  stage: "R",
  detect: (facts): Evidence[] => {
    const variable = escapedPem(facts);
    return said(facts, signs).map(({ words }) => ({ words, variable }));
  },
  about: ({ variable }) => (variable ? [`value ${variable.name}`] : []),
  finding: ({ words, variable }, facts) => ({
    severity: "error",
    confidence: variable ? "likely" : "certain",
    role: "crash",
    ...(variable ? byVariable(variable, facts, words) : byWords(words, facts)),
  }),
  fixes: ({ words, variable }, facts) =>
    variable
      ? lineEndFixes(facts, variable)
      : [
          {
            id: "pair",
            title: /mismatch/i.test(words)
              ? "Give the key that the certificate was made with"
              : "Give a certificate and a key in PEM form, with real line ends in them",
            safety: "manual",
            ...typed(facts, "openssl x509 -noout -pubkey -in CERT; openssl pkey -pubout -in KEY"),
            changes: [],
          },
        ],
  page: {
    what: "The program's own certificate and key do not belong together, or cannot be read.",
    why: "A certificate holds the public half of one key only.",
    causes: [
      "One of the two was renewed without the other.",
      "The files were exchanged.",
      "A key with a passphrase that is not given.",
      "A key out of a variable, where the code leaves every line end as the two characters \\n.",
    ],
    not: "A certificate of another service that is refused is service/tls.",
  },
});

/** A variable that is handed over where the program ended, and whose line ends are none. */
function escapedPem(facts: Facts): Variable | undefined {
  const found = facts.env.variables.filter(
    (v) => v.value !== null && hasEscapedLines(v.value) && v.reads.some((r) => r.reached),
  );
  return found.find((v) => crashTouches(facts, v)) ?? found[0];
}

function byVariable(
  variable: Variable,
  facts: Facts,
  words: string,
): Pick<Finding, "title" | "detail" | "at" | "also"> {
  const [found] = variable.from === "environment" ? [] : bindingsOf(facts, variable.name).slice(-1);
  const at = found ? valuePlace(found.file, found.binding) : variable.reads[0]?.at;
  return {
    title: `${variable.name} has \\n where lines should end`,
    detail: `The program cannot use it ("${words}"): ${escapedLines}.`,
    ...(at ? { at } : {}),
    also: relatedReads(variable.reads.slice(0, 1), () => `${variable.name} is read here`),
  };
}

function byWords(words: string, facts: Facts): Pick<Finding, "title" | "detail" | "at"> {
  return {
    title: /mismatch/i.test(words)
      ? "The key does not belong to the certificate"
      : "A certificate or a key cannot be read",
    detail: `The program cannot use it: "${words}".`,
    ...(facts.run?.crash?.at ? { at: facts.run.crash.at } : {}),
  };
}

export function cases(): Cases {
  const pair: Cases = saidCases("the key of another certificate", [
    "Error: error:05800074:x509 certificate routines::key values mismatch",
    "    at setKey (node:internal/tls/secure-context:92:11)",
    "  code: 'ERR_OSSL_X509_KEY_VALUES_MISMATCH'",
  ]);
  return {
    ...pair,
    claims: [
      ...pair.claims,
      {
        name: "a certificate out of a variable, on one line",
        files: {
          ".env":
            "EDGE_CHAIN=-----BEGIN CERTIFICATE-----\\nMIIBhTCCASugAwIBAgIQ\\n-----END CERTIFICATE-----\\n\n",
          "server.js":
            'require("node:https").createServer({ cert: process.env.EDGE_CHAIN }).listen(process.env.PORT);\n',
        },
        command: ["node", "--env-file=.env", "server.js"],
        run: {
          outcome: "failed",
          ended: "exited",
          exit: { code: 1, signal: null },
          output: [
            "Error: error:0480006C:PEM routines::no start line",
            "    at setCerts (node:internal/tls/secure-context:70:3)",
            "    at Object.<anonymous> (server.js:1:23)",
            "  code: 'ERR_OSSL_PEM_NO_START_LINE'",
          ],
        },
      },
    ],
  };
}
