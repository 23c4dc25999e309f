import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import type { Facts, Variable } from "../../facts.ts";
import type { Fix } from "../../finding.ts";
import { useOf, uses } from "../../known/_find-uses.ts";
import { bindingsOf, crashTouches, relatedReads, valuePlace } from "../_lookup.ts";
import { saidFixes } from "../_said.ts";
import { serveJs } from "../_serve.ts";
import { text } from "../_text.ts";

export default defineDiagnosis({
  code: "secret/changed",
  since: "0.1.0",
  stage: "R",
  detect: (facts) => {
    const said = facts.run?.crash?.said?.code === "secret/changed" ? facts.run.crash.said : null;
    const line = said?.detail ?? evidenceLine(facts);
    return line === null ? [] : [{ line, said, variable: secretOf(facts) }];
  },
  finding: ({ line, said, variable }, facts) => {
    const binding =
      variable && variable.from !== "environment" ? bindingsOf(facts, variable.name).at(-1) : undefined;
    const at = binding
      ? valuePlace(binding.file, binding.binding)
      : (variable?.reads[0]?.at ?? facts.run?.crash?.at);
    const failed = facts.run?.outcome === "failed";
    return {
      severity: failed ? "error" : "warning",
      confidence: facts.run?.crash?.code === "secret/changed" ? "certain" : "likely",
      role: failed ? "crash" : "none",
      title: said?.title ?? `Stored data was created with another ${variable?.name ?? "secret"}`,
      detail:
        said?.detail ??
        `The program says: "${line}". What was encrypted with the old secret cannot be read with the new one.`,
      ...(at ? { at } : {}),
      also: variable ? relatedReads(variable.reads.slice(0, 1), () => `${variable.name} is read here`) : [],
    };
  },
  fixes: ({ said, variable }, facts) => (said ? saidFixes(facts.run?.crash) : ways(variable)),
  page: {
    what: "Stored data (signing keys, encrypted columns) was created with another secret than the one that is set now.",
    why: "Better Auth encrypts its private signing keys with the secret, Fernet everything that it stores; with another secret none of it can be decrypted.",
    causes: [
      "A new .env with an old database.",
      "A secret that was changed without keeping the old one.",
      "Two machines with one database and two secrets.",
    ],
    steps: [
      "Set the old secret again: look for it in a backup of the .env, in a password manager, or in the settings of the deployment.",
      "To change it for good with Better Auth: keep the old one in BETTER_AUTH_SECRET, and set the new one as version 2 in BETTER_AUTH_SECRETS.",
      "If the old one is lost: delete what cannot be read. For Better Auth these are the rows of the table jwks; tokens that were issued end, and new keys are created at the next start.",
    ],
    examples: [
      {
        file: ".env",
        wrong: "BETTER_AUTH_SECRET=new-secret",
        right: "BETTER_AUTH_SECRET=old-secret\nBETTER_AUTH_SECRETS=2:new-secret",
      },
    ],
    not: "A secret in the wrong format is secret/malformed.",
  },
});

/** What can be done where the program has not said it; more only where the library is in use that has more. */
function ways(variable: Variable | null): Fix[] {
  const name = variable?.name ?? "the variable";
  const changes = variable?.reads.map((read) => useOf(read.usedAs)?.changes).find(Boolean) ?? [];
  return [{ id: "old-again", title: `Set ${name} to the old secret again` }, ...changes].map(
    ({ id, title }) => ({ id, title: title.replace("{name}", name), safety: "manual", changes: [] }),
  );
}

const all = [...uses.values()];
const signs = [
  ...all.flatMap(({ otherSecret }) => otherSecret ?? []),
  // The words of our own backend.
  /stored (signing )?keys? (was|were) made with another secret/i,
];
/** A start that ends with one of these has read what it keeps itself. */
const seals = all.flatMap(({ otherSeal }) => otherSeal ?? []);

function evidenceLine(facts: Facts): string | null {
  if (!facts.run) return null;
  const crashed = facts.run.outcome === "failed" && facts.run.crash !== null;
  const telling = crashed && facts.env.variables.some(opensSeals) ? [...signs, ...seals] : signs;
  const texts = [
    facts.run.crash?.message ?? "",
    ...(facts.run.crash?.lines ?? []),
    ...facts.run.errorsInLog,
    ...(facts.run.outcome === "failed" ? facts.run.output : []),
  ];
  return (
    texts
      .find((t) => telling.some((s) => s.test(t)))
      ?.trim()
      .slice(0, 160) ?? null
  );
}

function secretOf(facts: Facts): Variable | null {
  const secrets = facts.env.variables.filter((v) => v.secret && v.reads.length > 0);
  return (
    secrets.find((v) => v.reads.some((r) => useOf(r.usedAs)?.otherSecret)) ??
    secrets.find((v) => opensSeals(v) && crashTouches(facts, v)) ??
    secrets.find(opensSeals) ??
    secrets[0] ??
    null
  );
}

/** A key, by what the code hands it to or by its name. */
function opensSeals({ name, secret, reads }: Variable): boolean {
  const used = reads.some((r) => r.usedAs !== undefined && /^(cipher$|aes-)/.test(r.usedAs));
  return secret && reads.length > 0 && (used || /(^|_)(KEY|SECRET|PASSPHRASE)(_|$)/i.test(name));
}

export function cases(): Cases {
  const server = text`
    const secret = process.env.AUTH_SECRET;
    if (!secret) throw new Error("AUTH_SECRET");
    ${serveJs}
  `;
  const files = { ".env": "AUTH_SECRET=Zk3v8Qp1Lm5xT7rB2nW9cY4dXs6hJg0fA\n", "server.js": server };
  return {
    claims: [
      {
        name: "the stored key cannot be decrypted",
        files,
        command: ["node", "--env-file=.env", "server.js"],
        run: {
          output: [
            "BetterAuthError: Failed to decrypt private key. Make sure the secret currently in use is the same as the one used to encrypt it.",
            "    at file:///srv/app/node_modules/better-auth/dist/plugins/jwt/sign.mjs:10:9",
          ],
        },
      },
      {
        name: "a file of its own was sealed with another key",
        files: {
          ".env": "CELLAR_KEY=8b1f5d02c94e7a6630fdc1829e57ab4410c8d6f2937b5ea18c24fd609b71e35a\n",
          "server.js": text`
            const { createDecipheriv } = require("node:crypto");
            const key = Buffer.from(process.env.CELLAR_KEY, "hex");
            exports.open = (iv) => createDecipheriv("aes-256-gcm", key, iv);
            ${serveJs}
          `,
        },
        command: ["node", "--env-file=.env", "server.js"],
        run: {
          output: [
            "Error: Unsupported state or unable to authenticate data",
            "    at Decipheriv.final (node:internal/crypto/cipher:193:29)",
            "    at Object.<anonymous> (server.js:3:30)",
          ],
        },
      },
      {
        name: "a program that is built on surestart says so itself",
        files,
        command: ["node", "--env-file=.env", "server.js"],
        run: {
          output: [
            "The shop does not start: The stored carts were sealed with another AUTH_SECRET (secret/changed)",
            "  They are in data/carts.db and cannot be opened with this one.",
            "What to do:",
            "  - Set AUTH_SECRET to the secret as it was",
            "  - Empty the carts:",
            "      rm data/carts.db",
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
}
