import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import type { Facts, Variable } from "../../facts.ts";
import type { Finding, Fix } from "../../finding.ts";
import { toolNamed } from "../../known/_tools.ts";
import { bindingsOf, crashTouches, relatedReads, valueHad, valuePlace } from "../_lookup.ts";
import { escapedLines, hasEscapedLines, lineEndFixes } from "../_pem.ts";
import { typed } from "../_typed.ts";
import { said, saidCases } from "./_said.ts";

const signs =
  /key values mismatch|KEY_VALUES_MISMATCH|ERR_OSSL_(?!BAD_DECRYPT|EVP_UNSUPPORTED)[A-Z0-9_]+|bad base64 decode|PEM routines|no start line|ERR_CRYPTO_INVALID_(?:KEYPAIR|KEYTYPE|KEY_OBJECT_TYPE|JWK)|PEM lib|unsupported.*private key|error:\w+:(?:SSL|PEM|x509)[^\n]*/i;

/** What is said of a key without its pass phrase, where it is certain that a key is meant: data is decrypted, too. */
const refusedKey =
  /(?:private )?key is encrypted|Enter PEM pass ?phrase:?|bad password read|interrupted or cancelled|bad decrypt|mac verify failure|\[Errno 22\] Invalid argument/i;
const readsKey =
  /load_cert_chain\(|\b(?:setKey|configSecureContext|loadPKCS12|createPrivateKey)\b|key is encrypted/;

interface Evidence {
  words: string;
  /** The file of a key that needs a pass phrase. */
  encrypted: string | undefined;
  /** Its value has no real line ends. */
  variable: Variable | undefined;
}

export default defineDiagnosis({
  code: "resource/tls-key",
  since: "0.1.0",
  stage: "R",
  detect: (facts): Evidence[] => {
    const { crash, encryptedKeys = [] } = facts.run ?? {};
    const [encrypted] = encryptedKeys.length === 1 ? encryptedKeys : [];
    const reads = crash ? [...crash.lines, ...crash.frames.map((f) => f.text ?? "")].join("\n") : "";
    const refused = readsKey.test(reads) || encrypted !== undefined ? said(facts, refusedKey) : [];
    if (refused.length > 0) return refused.map(({ words }) => ({ words, encrypted, variable: undefined }));
    const variable = escapedPem(facts);
    return said(facts, signs).map(({ words }) => ({ words, encrypted: undefined, variable }));
  },
  about: ({ variable, encrypted }) =>
    variable ? [`value ${variable.name}`] : encrypted ? [`file ${encrypted}`] : [],
  finding: ({ words, variable, encrypted }, facts) => ({
    severity: "error",
    confidence: variable ? "likely" : "certain",
    role: "crash",
    ...(variable ? byVariable(variable, facts, words) : byWords(words, encrypted, facts)),
  }),
  fixes: ({ words, variable, encrypted }, facts) =>
    encrypted
      ? passPhraseFixes(encrypted, facts)
      : variable
        ? lineEndFixes(facts, variable)
        : [
            {
              id: "pair",
              title: /mismatch/i.test(words)
                ? "Use the key with which the certificate was made"
                : "Use a certificate and a key in PEM form, with real line breaks in them",
              safety: "manual",
              ...typed(facts, "openssl x509 -noout -pubkey -in CERT; openssl pkey -pubout -in KEY"),
              changes: [],
            },
          ],
  page: {
    what: "The program's own certificate and key do not belong together, or cannot be read.",
    why: "A certificate contains the public half of exactly one key.",
    causes: [
      "One of the two was renewed without the other.",
      "The files were swapped.",
      "A key with a pass phrase that is not given.",
      "A key from a variable, where the code leaves every line break as the two characters \\n.",
    ],
    steps: [
      "Compare both; these two must print the same: `openssl x509 -noout -pubkey -in CERT`, `openssl pkey -pubout -in KEY`.",
      "Give the program the key with which the certificate was made, both in PEM form.",
      "A key with a pass phrase: pass the pass phrase from a variable, or use a copy without one that only the program can read.",
      "A key in a variable: replace \\n with line breaks where it is read, as in the example.",
    ],
    examples: [
      {
        file: "server.js",
        wrong: "const key = process.env.TLS_KEY;",
        right: 'const key = process.env.TLS_KEY.replaceAll("\\\\n", "\\n");',
      },
      {
        file: "main.py",
        wrong: 'key = os.environ["TLS_KEY"]',
        right: 'key = os.environ["TLS_KEY"].replace("\\\\n", "\\n")',
      },
    ],
    not: "A certificate of another service that is refused is service/tls.",
  },
});

/** A variable that is handed over where the program ended, and that has no real line breaks. */
function escapedPem(facts: Facts): Variable | undefined {
  const found = facts.env.variables.filter(
    (v) => hasEscapedLines(valueHad(facts, v) ?? "") && v.reads.some((r) => r.reached),
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
    title: `${variable.name} has \\n instead of line breaks`,
    detail: `The program cannot use it ("${words}"): ${escapedLines}.`,
    ...(at ? { at } : {}),
    also: relatedReads(variable.reads.slice(0, 1), () => `${variable.name} is read here`),
  };
}

function byWords(
  words: string,
  encrypted: string | undefined,
  facts: Facts,
): Pick<Finding, "title" | "detail" | "at" | "also"> {
  const at = facts.run?.crash?.at;
  if (encrypted)
    return {
      title: `${encrypted} is encrypted, but the program is not given its pass phrase`,
      detail: `The file contains a private key that only its pass phrase opens. OpenSSL would ask for it on a terminal, which the program does not have ("${words}").`,
      at: { file: encrypted },
      also: at ? [{ ...at, note: "the key is loaded here" }] : [],
    };
  return {
    title: /mismatch/i.test(words)
      ? "The key does not belong to the certificate"
      : "A certificate or a key cannot be read",
    detail: `The program cannot use it: "${words}".`,
    ...(at ? { at } : {}),
  };
}

function passPhraseFixes(file: string, facts: Facts): Fix[] {
  const option = toolNamed(facts.command?.server)?.server?.passPhrase;
  const how = option ? ` with ${option}` : facts.run?.crash?.language === "node" ? " as `passphrase`" : "";
  return [
    {
      id: "give-pass-phrase",
      title: `Pass the pass phrase${how}, from a variable`,
      safety: "manual",
      changes: [],
    },
    {
      id: "decrypt-key",
      title: "Use a copy of the key without a pass phrase that only the program can read",
      safety: "manual",
      ...typed(facts, `(umask 077; openssl pkey -in ${file} -out ${file.replace(/(?:\.\w+)?$/, ".open$&")})`),
      changes: [],
    },
  ];
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
        name: "a key that needs a pass phrase",
        files: { "main.py": "", "certs/site.pem": "-----BEGIN ENCRYPTED PRIVATE KEY-----\n" },
        command: ["uvicorn", "main:app", "--ssl-keyfile", "certs/site.pem"],
        run: {
          output: [
            "Enter PEM pass phrase:",
            "Traceback (most recent call last):",
            '  File "/usr/lib/python3/dist-packages/uvicorn/config.py", line 131, in create_ssl_context',
            "    ctx.load_cert_chain(certfile, keyfile, get_password)",
            "OSError: [Errno 22] Invalid argument",
          ],
          encryptedKeys: ["certs/site.pem"],
        },
      },
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
