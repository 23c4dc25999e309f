import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import type { Facts } from "../../facts.ts";
import { useOf } from "../../known/_find-uses.ts";
import { relatedReads, roleOf, variableOf } from "../_lookup.ts";
import { notMadeHere, setInDeployment } from "../_production.ts";
import { generateIn, secretForm } from "../_secret-form.ts";
import { withBetterAuth } from "../_serve.ts";
import { targetEnvFile } from "../_target-file.ts";
import { text } from "../_text.ts";

export default defineDiagnosis({
  code: "secret/default-in-use",
  since: "0.1.0",
  stage: "DR",
  detect: (facts) =>
    facts.env.variables.flatMap((variable) => {
      const read = variable.reads.find((r) => useOf(r.usedAs)?.publicDefault && !r.required && r.reached);
      const other =
        read?.either?.some((n) => facts.env.variables.some((v) => v.name === n && v.setValue)) ?? false;
      return read && variable.secret && !variable.setValue && !other
        ? [{ variable, read, library: useOf(read.usedAs)?.called ?? "its library" }]
        : [];
    }),
  about: ({ variable }) => [`absent ${variable.name}`],
  finding: ({ variable, read, library }, facts) => ({
    severity: "error",
    confidence: "certain",
    role: refusesDefault(facts) ? roleOf(facts, [variable]) : "none",
    title: `${variable.name} is not set, and ${library} ${refusesDefault(facts) ? "refuses" : "continues with"} its public default`,
    detail: refusesDefault(facts)
      ? `Its default is a constant in its source, with which anybody could sign: in production ${library} refuses it.`
      : `Outside of production ${library} silently signs with a constant from its source: whoever knows it can sign in as anybody.`,
    at: read.at,
    also: relatedReads(
      variable.reads.filter((r) => r !== read).slice(0, 2),
      () => `${variable.name} is read here too`,
    ),
  }),
  fixes: ({ variable }, facts) => {
    const form = secretForm(variable) ?? { generate: "base64url" as const };
    const file = targetEnvFile(facts);
    if (notMadeHere(facts, file)) return [setInDeployment(facts, [variable.name])];
    return [
      {
        id: "generate",
        title: `Add ${variable.name} to ${file}, freshly generated`,
        safety: "review",
        changes: [generateIn(file, variable.name, form)],
      },
    ];
  },
  page: {
    what: "A secret is not set, and its library silently continues with a public default.",
    why: "Better Auth only refuses its default secret when NODE_ENV is exactly `production`.",
    causes: [
      "A .env that is not loaded or does not contain the key.",
      "NODE_ENV=Production, NODE_ENV=test or TEST=1, which switch the check off.",
    ],
    steps: [
      "Run `surestart doctor --fix`: it adds a random secret to the .env. By hand: `openssl rand -base64 32`.",
      "If the .env has it already, the file is not loaded: `surestart explain source/env-not-loaded`.",
      "In production, set it in the environment of the deployment, and NODE_ENV to exactly production.",
    ],
    not: "A secret that is set to a placeholder is secret/placeholder.",
  },
});

/** The only value for which Better Auth looks at its secret. */
function refusesDefault(facts: Facts): boolean {
  return (
    variableOf(facts, "NODE_ENV")?.value === "production" ||
    facts.env.environment["NODE_ENV"] === "production"
  );
}

const app = (secret: string): string =>
  text`
    import { betterAuth } from "better-auth";
    import { createServer } from "node:http";
    export const auth = betterAuth({ ${secret} });
    createServer().listen(process.env.PORT);
  `;

export function cases(): Cases {
  return {
    claims: [
      {
        name: "handed over without a check",
        files: withBetterAuth({ "server.js": app("secret: process.env.BETTER_AUTH_SECRET") }),
      },
      {
        name: "left to the library, which refuses it in production",
        files: withBetterAuth({ ".env": "NODE_ENV=production\n", "server.js": app('appName: "hut"') }),
        command: ["node", "--env-file=.env", "server.js"],
      },
    ],
    leaves: [
      {
        name: "set",
        files: withBetterAuth({ "server.js": app("secret: process.env.BETTER_AUTH_SECRET") }),
        environment: { BETTER_AUTH_SECRET: "Zk3v8Qp1Lm5xT7rB2nW9cY4dXs6hJg0fA" },
      },
    ],
  };
}
