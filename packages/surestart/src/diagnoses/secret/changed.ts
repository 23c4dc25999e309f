import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import type { Facts, Variable } from "../../facts.ts";
import { bindingsOf, relatedReads, valuePlace } from "../_lookup.ts";

export default defineDiagnosis({
  code: "secret/changed",
  since: "0.1.0",
  stage: "R",
  detect: (facts) => {
    const line = evidenceLine(facts);
    return line === null ? [] : [{ line, variable: secretOf(facts) }];
  },
  finding: ({ line, variable }, facts) => {
    const binding =
      variable && variable.from !== "environment" ? bindingsOf(facts, variable.name).at(-1) : undefined;
    const at = binding
      ? valuePlace(binding.file, binding.binding)
      : (variable?.reads[0]?.at ?? facts.run?.crash?.at);
    return {
      severity: facts.run?.outcome === "failed" ? "error" : "warning",
      confidence: facts.run?.crash?.code === "secret/changed" ? "certain" : "likely",
      role: facts.run?.outcome === "failed" ? "crash" : "none",
      title: `stored data was made with another ${variable?.name ?? "secret"}`,
      detail: `The program says: "${line}". What was encrypted with the old secret cannot be read with the new one: sign-in would answer 500.`,
      ...(at ? { at } : {}),
      also: variable ? relatedReads(variable.reads.slice(0, 1), () => `${variable.name} is read here`) : [],
    };
  },
  fixes: ({ variable }) => [
    {
      id: "old-beside-new",
      title: `set the old secret again, or keep it beside the new one (BETTER_AUTH_SECRETS=2:new,1:old with ${variable?.name ?? "BETTER_AUTH_SECRET"} still set to the old one)`,
      safety: "manual",
      changes: [],
    },
    {
      id: "drop-keys",
      title: "or drop the stored keys: everybody must sign in again",
      safety: "manual",
      command: "sqlite3 DATABASE 'DELETE FROM jwks'",
      changes: [],
    },
  ],
  page: {
    what: "Stored data (signing keys, encrypted columns) was made with another secret than the one that is set now.",
    why: "Better Auth encrypts its private signing keys with the secret; with another one they cannot be decrypted.",
    causes: [
      "A .env made anew beside an old database.",
      "A secret that was changed without keeping the old one.",
      "Two machines with one database and two secrets.",
    ],
    not: "A secret in the wrong form is secret/malformed.",
  },
});

const signs = [
  /failed to decrypt (the )?private key/i,
  /stored (signing )?keys? (was|were) made with another secret/i,
  /InvalidToken.*Fernet|cryptography\.fernet\.InvalidToken/,
];

function evidenceLine(facts: Facts): string | null {
  if (!facts.run) return null;
  const texts = [
    facts.run.crash?.message ?? "",
    ...(facts.run.crash?.lines ?? []),
    ...facts.run.errorsInLog,
    ...(facts.run.outcome === "failed" ? facts.run.output : []),
  ];
  return (
    texts
      .find((t) => signs.some((s) => s.test(t)))
      ?.trim()
      .slice(0, 160) ?? null
  );
}

function secretOf(facts: Facts): Variable | null {
  const secrets = facts.env.variables.filter((v) => v.secret && v.reads.length > 0);
  return (
    secrets.find((v) => v.reads.some((r) => r.usedAs === "better-auth" || r.usedAs === "fernet")) ??
    secrets[0] ??
    null
  );
}

const server =
  'const secret = process.env.AUTH_SECRET;\nif (!secret) throw new Error("AUTH_SECRET");\nrequire("node:http").createServer().listen(process.env.PORT);\n';
const files = { ".env": "AUTH_SECRET=Zk3v8Qp1Lm5xT7rB2nW9cY4dXs6hJg0fA\n", "server.js": server };

export const cases: Cases = {
  claims: [
    {
      name: "the stored key cannot be decrypted",
      files,
      command: ["node", "--env-file=.env", "server.js"],
      run: {
        outcome: "failed",
        ended: "exited",
        exit: { code: 1, signal: null },
        output: [
          "BetterAuthError: Failed to decrypt private key. Make sure the secret currently in use is the same as the one used to encrypt it.",
          "    at file:///srv/app/node_modules/better-auth/dist/plugins/jwt/sign.mjs:10:9",
        ],
      },
    },
  ],
  leaves: [
    {
      name: "another error",
      files,
      command: ["node", "--env-file=.env", "server.js"],
      run: { outcome: "healthy", ended: "healthy", output: ["ready"] },
    },
  ],
};
