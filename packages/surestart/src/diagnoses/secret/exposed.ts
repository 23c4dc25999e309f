import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import { tools } from "../../known/_tools.ts";
import { isSecretName } from "../../secret-name.ts";
import { keyPlace, relatedReads, variableOf } from "../_lookup.ts";
import { serveJs } from "../_serve.ts";
import { text } from "../_text.ts";

/** Prefixes whose variables a bundler writes into what every browser gets. */
const shipped = tools.flatMap((tool) => tool.shipped ?? []);
/** Keys that are meant for browsers, though they are called so. */
const meantForBrowsers =
  /(PUBLISHABLE|PUBLIC_?KEY|ANON|SITE_?KEY|CLIENT_ID|MAPS?_?(API_?)?KEY|MEASUREMENT|ANALYTICS|SENTRY_DSN|POSTHOG|FIREBASE_API_?KEY|VAPID)/i;

export default defineDiagnosis({
  code: "secret/exposed",
  since: "0.1.0",
  stage: "D",
  detect: (facts) =>
    facts.env.files
      .filter((f) => f.role === "env")
      .flatMap((file) =>
        file.bindings.flatMap((binding) => {
          const prefix = shipped.find((p) => binding.key.startsWith(p));
          const rest = prefix ? binding.key.slice(prefix.length) : "";
          const plainlySecret =
            isSecretName(rest) && !meantForBrowsers.test(rest) && !/^(API_)?KEY$/.test(rest);
          return prefix && plainlySecret && binding.value !== "" ? [{ file, binding, prefix }] : [];
        }),
      ),
  finding: ({ file, binding, prefix }, facts) => ({
    severity: "error",
    confidence: "certain",
    role: "none",
    title: `${binding.key} is shipped to every browser`,
    detail: `Variables that begin with ${prefix} are written into the files that browsers load, and this one is a secret by its name.`,
    at: keyPlace(file.file, binding),
    also: relatedReads(
      variableOf(facts, binding.key)?.reads.slice(0, 2) ?? [],
      () => `${binding.key} is read here`,
    ),
  }),
  fixes: ({ binding, prefix }) => [
    {
      id: "rename",
      title: `Rename it to ${binding.key.slice(prefix.length)}, read it on the server only, and replace the secret: this one is public`,
      safety: "manual",
      changes: [],
    },
  ],
  page: {
    what: "A secret has a prefix whose variables a bundler ships to browsers.",
    why: "Vite, Next, Create React App and others replace such variables with their values in the bundle.",
    causes: ["The prefix was added because the variable was undefined in the browser."],
    steps: [
      "Rename the variable without the prefix, and read it on the server only. The browser asks the server for what it needs.",
      "Replace the secret where it was issued: the old one is public.",
      "Build and deploy again, so that the old bundle is gone.",
    ],
    examples: [
      { file: ".env", wrong: "VITE_STRIPE_SECRET_KEY=sk_live_1", right: "STRIPE_SECRET_KEY=sk_live_2" },
    ],
    not: "A key that is made for browsers (publishable, anonymous or site keys) is not a secret.",
  },
});

export function cases(): Cases {
  const server = text`
    console.log(Boolean(process.env.VITE_LEDGER_SECRET_KEY), process.env.VITE_STRIPE_PUBLISHABLE_KEY);
    ${serveJs}
  `;
  return {
    claims: [
      {
        name: "a payment secret for the browser",
        files: { ".env": "VITE_LEDGER_SECRET_KEY=Zk3v8Qp1Lm5xT7rB2nW9cY4dXs6\n", "server.js": server },
        command: ["node", "--env-file=.env", "server.js"],
      },
    ],
    leaves: [
      {
        name: "a publishable key",
        files: { ".env": "VITE_STRIPE_PUBLISHABLE_KEY=pk_test_Zk3v8Qp1Lm5x\n", "server.js": server },
        command: ["node", "--env-file=.env", "server.js"],
      },
    ],
  };
}
