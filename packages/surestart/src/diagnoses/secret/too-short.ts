import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import type { Facts } from "../../facts.ts";
import { entropyBits } from "../../secret-value.ts";
import { crashTouches, relatedReads } from "../_lookup.ts";
import { serveJs } from "../_serve.ts";
import { text } from "../_text.ts";
import { generateFix, type SetSecret, setSecrets } from "./_secrets.ts";
import { demandedLength, lengthOf, refusesShort } from "./_strength.ts";

/** Below this a value can be guessed by trying; a random 22-character base64 text has 128. */
const leastBits = 60;

interface Evidence extends SetSecret {
  demand: ReturnType<typeof demandedLength>;
  has: number;
  /** Too few different characters, whatever its length. */
  weak: boolean;
}

export default defineDiagnosis({
  code: "secret/too-short",
  since: "0.1.0",
  stage: "DR",
  detect: (facts): Evidence[] => {
    return setSecrets(facts).flatMap((secret): Evidence[] => {
      const { variable, value } = secret;
      const demand = demandedLength(variable);
      const has = lengthOf(value, demand?.unit ?? "characters");
      if (demand && has < demand.length) return [{ ...secret, demand, has, weak: false }];
      const touched =
        facts.run?.outcome === "failed" &&
        crashTouches(facts, variable) &&
        /(at least|minimum|min\.?|too short|short)\D{0,40}\d+\s*(byte|char|bit)|\d+[- ]?(byte|char|bit)/i.test(
          facts.run.crash?.message ?? "",
        );
      if (touched) return [{ ...secret, demand: null, has, weak: false }];
      return signs(variable.name) && entropyBits(value) < leastBits
        ? [{ ...secret, demand: null, has, weak: true }]
        : [];
    });
  },
  about: ({ variable: { name }, demand, weak }) =>
    // That the program calls it short may be said of its form.
    weak ? [`secrecy ${name}`] : demand ? [`secrecy ${name}`, `value ${name}`] : [`value ${name}`],
  finding: ({ variable, place, demand, has, weak }, facts) => {
    const failed = facts.run?.outcome === "failed" && crashTouches(facts, variable);
    const at = place?.at ?? variable.reads[0]?.at;
    const unit = demand?.unit ?? "characters";
    return {
      severity: isRefused({ variable, demand }, facts) ? "error" : "warning",
      confidence: demand || failed ? "certain" : "likely",
      role: failed ? "crash" : "none",
      title: demand
        ? `${variable.name} has ${has} ${unit}, but ${demand.by} requires ${demand.length}`
        : weak
          ? `${variable.name} can be guessed`
          : `${variable.name} is too short`,
      detail: weak
        ? `It has ${has} characters, too few of them different: it can be guessed.`
        : `It has ${has} ${unit}.${demand ? ` ${demand.by} requires at least ${demand.length}.` : ` The program refuses it: its error says that it must be longer.`}`,
      ...(at ? { at } : {}),
      also: relatedReads(variable.reads.slice(0, 1), () => `${variable.name} is read here`),
    };
  },
  fixes: (secret, facts) => [generateFix(secret, isRefused(secret, facts))],
  page: {
    what: "A secret is shorter than its library requires, or so simple that it can be guessed.",
    why: "A signing key is only as strong as it is hard to guess.",
    causes: ["A value typed by hand.", "A password where a key is required."],
    steps: [
      "Generate a new one, `openssl rand -base64 32`, and set the variable to it.",
      "What was signed or encrypted with the old one becomes invalid: users sign in again, and encrypted data must be encrypted again before the change.",
    ],
    not: "A placeholder is secret/placeholder; a key in the wrong format is secret/malformed.",
  },
});

/** The program does not start with it, or its library does not take it. */
function isRefused({ variable, demand }: Pick<Evidence, "variable" | "demand">, facts: Facts): boolean {
  if (facts.run?.outcome === "failed" && crashTouches(facts, variable)) return true;
  return (
    facts.run?.outcome !== "healthy" && (refusesShort(variable.reads) || (demand !== null && !demand.advice))
  );
}

/** Names of keys that sign or encrypt; a password of a service is as long as it is. */
function signs(name: string): boolean {
  return /(SECRET|SIGN|JWT|SESSION|COOKIE|ENCRYPT|HMAC)/i.test(name) && !/(CLIENT|PIN|PASS)/i.test(name);
}

export function cases(): Cases {
  return {
    claims: [
      {
        name: "the code demands 32 bytes",
        files: {
          ".env": "SIGNING_SECRET=hT7w2LpQ9xZa\n",
          "server.js": text`
            const secret = process.env.SIGNING_SECRET;
            if (secret.length < 32) throw new Error("SIGNING_SECRET needs 32 characters");
            ${serveJs}
          `,
        },
        command: ["node", "--env-file=.env", "server.js"],
      },
    ],
    leaves: [
      {
        name: "a PIN is no key",
        files: {
          ".env": "DOOR_PIN=4711\n",
          "server.js": text`
            console.log(process.env.DOOR_PIN);
            ${serveJs}
          `,
        },
        command: ["node", "--env-file=.env", "server.js"],
      },
    ],
  };
}
