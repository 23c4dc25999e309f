import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import { said, saidCases } from "./_said.ts";

const signs =
  /key values mismatch|KEY_VALUES_MISMATCH|ERR_OSSL_[A-Z0-9_]*|bad base64 decode|PEM routines|no start line|ERR_CRYPTO_INVALID_(?:KEYPAIR|KEYTYPE|KEY_OBJECT_TYPE|JWK)|PEM lib|bad decrypt|unsupported.*private key|error:\w+:(?:SSL|PEM|x509)[^\n]*/i;

export default defineDiagnosis({
  code: "resource/tls-key",
  since: "0.1.0",
  stage: "R",
  detect: (facts) => said(facts, signs),
  finding: ({ words }, facts) => ({
    severity: "error",
    confidence: "certain",
    role: "crash",
    title: /mismatch/i.test(words)
      ? "The key does not belong to the certificate"
      : "A certificate or a key cannot be read",
    detail: `The program cannot use it: "${words}".`,
    ...(facts.run?.crash?.at ? { at: facts.run.crash.at } : {}),
  }),
  fixes: ({ words }) => [
    {
      id: "pair",
      title: /mismatch/i.test(words)
        ? "Give the key that the certificate was made with"
        : "Give a certificate and a key in PEM form, with real line ends in them",
      safety: "manual",
      command: "openssl x509 -noout -pubkey -in CERT; openssl pkey -pubout -in KEY",
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

export const cases: Cases = saidCases("the key of another certificate", [
  "Error: error:05800074:x509 certificate routines::key values mismatch",
  "    at setKey (node:internal/tls/secure-context:92:11)",
  "  code: 'ERR_OSSL_X509_KEY_VALUES_MISMATCH'",
]);
