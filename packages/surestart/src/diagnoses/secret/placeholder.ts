import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import { looksLikePlaceholder } from "../../secret-value.ts";
import { crashTouches, relatedReads } from "../_lookup.ts";
import { secretForm } from "../_secret-form.ts";
import { serveJs } from "../_serve.ts";
import { exampleWith } from "../_target-file.ts";
import { text } from "../_text.ts";
import { generateFix, setSecrets } from "./_secrets.ts";

export default defineDiagnosis({
  code: "secret/placeholder",
  since: "0.1.0",
  stage: "DR",
  detect: (facts) => {
    return setSecrets(facts).flatMap((secret) => {
      const example = exampleWith(facts, secret.variable.name, secret.value);
      return example !== null || looksLikePlaceholder(secret.value) ? [{ ...secret, example }] : [];
    });
  },
  about: ({ variable: { name } }) => [`secrecy ${name}`, `form ${name}`, `value ${name}`],
  finding: ({ variable, place, example }, facts) => {
    // What never reached the program explains no error of it.
    const failed =
      facts.run?.outcome === "failed" && variable.value !== null && crashTouches(facts, variable);
    const at = place?.at ?? variable.reads[0]?.at;
    return {
      // What another system gives out, it may well have given out so: a database of compose has the password that the file says.
      severity: failed || secretForm(variable) ? "error" : "warning",
      confidence: "certain",
      role: failed ? "crash" : "none",
      title: `${variable.name} is still ${example ? `the value of ${example}` : "a placeholder"}`,
      detail: `Everybody can know this value${example ? `: it is in ${example}` : ""}. ${variable.reads[0]?.at.file} uses it as a secret.`,
      ...(at ? { at } : {}),
      also: relatedReads(variable.reads.slice(0, 1), () => `${variable.name} is read here`),
    };
  },
  fixes: (secret) => [generateFix(secret, true)],
  page: {
    what: "A secret still has the value of .env.example, or a word such as change-me.",
    why: "Whoever knows the public value can sign in as anybody, forge tokens and read what is encrypted with it.",
    causes: ["`cp .env.example .env` without changing the values.", "A value copied from a tutorial."],
    steps: [
      "A secret of your own: `surestart doctor --fix` replaces it with a random one. By hand: `openssl rand -base64 32`.",
      "A key that a provider issues: copy the real one from the provider's console.",
      "Leave the value in .env.example empty, so that nobody uses it.",
    ],
    examples: [
      {
        file: ".env",
        wrong: "SESSION_SECRET=change-me",
        right: "SESSION_SECRET=mJ3yFu8TWPtX0Ckr1eHnAo9bVd4sLq7Z",
      },
    ],
    not: "A secret that is random but short is secret/too-short; one that is not set while the library continues with its public default is secret/default-in-use.",
  },
});

export function cases(): Cases {
  const server = text`
    const secret = process.env.SIGNING_SECRET;
    if (!secret) throw new Error("SIGNING_SECRET");
    ${serveJs}
  `;
  return {
    claims: [
      {
        name: "copied from the example",
        files: {
          ".env": "SIGNING_SECRET=please-change-this\n",
          ".env.example": "SIGNING_SECRET=please-change-this\n",
          "server.js": server,
        },
        command: ["node", "--env-file=.env", "server.js"],
      },
    ],
    leaves: [
      {
        name: "a switch that only sounds like a secret",
        files: {
          ".env": "USE_CREDENTIALS=false\n",
          ".env.example": "USE_CREDENTIALS=false\n",
          "server.js": server.replaceAll("SIGNING_SECRET", "USE_CREDENTIALS"),
        },
        command: ["node", "--env-file=.env", "server.js"],
      },
      {
        name: "a random value",
        files: {
          ".env": "SIGNING_SECRET=Zk3v8Qp1Lm5xT7rB2nW9cY4dXs6hJg0f\n",
          ".env.example": "SIGNING_SECRET=please-change-this\n",
          "server.js": server,
        },
        command: ["node", "--env-file=.env", "server.js"],
      },
    ],
  };
}
