import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import type { Facts } from "../../facts.ts";
import { countingBinding, crashTouches, relatedReads } from "../_lookup.ts";
import { serveJs } from "../_serve.ts";
import { text } from "../_text.ts";
import { encoded, unencodedAt, urlParts } from "../_url-parts.ts";

/** `<password>`, `{password}`: a place for it, as a provider's page or a template of the code has it. */
const blank = /^(?:<[^<>]+>|\{+[^{}]+\}+|\[[^[\]]+\])$/;

export default defineDiagnosis({
  code: "env/url-needs-encoding",
  since: "0.1.0",
  stage: "DR",
  detect: (facts) =>
    facts.env.variables.flatMap((variable) => {
      if (variable.from === "environment" || variable.reads.length === 0) return [];
      const found = countingBinding(facts, variable);
      // A reference to another variable is not a password: only the loader knows what it becomes.
      if (!found || refers(found.binding.value, facts)) return [];
      const parts = urlParts(found.binding.value);
      const index = parts ? unencodedAt(parts.password) : -1;
      // What is still to be filled in has no password yet.
      return parts && index >= 0 && !blank.test(parts.password) ? [{ variable, ...found, parts, index }] : [];
    }),
  about: ({ variable: { name } }) => [`password ${name}`, `value ${name}`],
  finding: ({ variable, file, binding, parts, index }, facts) => {
    const failed = facts.run?.outcome === "failed" && crashTouches(facts, variable);
    const char = parts.password[index] as string;
    const breaks =
      !URL.canParse(binding.value) ||
      (char === "%" && variable.reads.some((r) => r.language !== "python")) ||
      "/#?".includes(char);
    const atStart = variable.reads.some((r) => r.reached && r.when !== "request");
    const severity = failed || (breaks && atStart && facts.run?.outcome !== "healthy") ? "error" : "warning";
    return {
      severity,
      confidence: "certain",
      role: failed ? "crash" : severity === "error" ? "would" : "none",
      title: `The password in ${variable.name} contains ${named(char)} that is not encoded`,
      detail: `In a URL, ${named(char)} ends or changes the password; it must be written as ${encodeURIComponent(char) === char ? "%" + char.charCodeAt(0).toString(16).toUpperCase() : encodeURIComponent(char)}.`,
      at: {
        file,
        line: binding.line,
        column: binding.valueColumn + (binding.quote ? 1 : 0) + parts.passwordStart + index,
      },
      also: relatedReads(variable.reads.slice(0, 1), () => `${variable.name} is read here`),
    };
  },
  fixes: ({ variable, file, binding, parts }) => {
    const value =
      binding.value.slice(0, parts.passwordStart) +
      encoded(parts.password) +
      binding.value.slice(parts.passwordStart + parts.password.length);
    return [
      {
        id: "encode",
        title: `Percent-encode the password in ${variable.name}`,
        safety: "review",
        changes: [{ do: "env-set", file, key: variable.name, value, line: binding.line }],
      },
    ];
  },
  page: {
    what: "The password in a URL contains a character that must be encoded there: @ # / : ? % and some others.",
    why: "These characters separate the parts of a URL. A client then takes a piece of the password for the host, the path or an escape.",
    causes: ["A generated password that was pasted into the URL without encoding it."],
    steps: [
      "Percent-encode the password: @ is %40, # is %23, / is %2F, : is %3A, ? is %3F, % is %25. `surestart doctor --fix` does it in the file.",
      'To encode a password yourself: `node -p "encodeURIComponent(\'p@ss\')"`, or `urllib.parse.quote(password, safe="")` in Python.',
    ],
    examples: [
      {
        file: ".env",
        wrong: "DATABASE_URL=postgres://me:p@ss/1@localhost/shop",
        right: "DATABASE_URL=postgres://me:p%40ss%2F1@localhost/shop",
      },
    ],
    not: "A # that a loader takes for a comment is env/hash-cuts-value.",
  },
});

/** `${NAME}`, `${NAME:-other}`, or `$NAME` of a variable that is set. */
function refers(value: string, { env }: Facts): boolean {
  const names = [...value.matchAll(/\$(?:\{[A-Za-z_]\w*(?::?[-+?=][^}]*)?\}|([A-Za-z_]\w*))/g)];
  return names.some(
    ([, name]) => name === undefined || env.variables.some((v) => v.name === name && v.setValue !== null),
  );
}

function named(char: string): string {
  return char === " " ? "a space" : `a ${char}`;
}

export function cases(): Cases {
  const server = text`
    const url = new URL(process.env.STORE_URL);
    const password = decodeURIComponent(url.password);
    ${serveJs}
  `;
  return {
    claims: [
      {
        name: "a bare percent sign",
        files: { ".env": "STORE_URL=postgres://me:50%25off%zz@localhost:5432/shop\n", "server.js": server },
        command: ["node", "--env-file=.env", "server.js"],
      },
    ],
    leaves: [
      {
        name: "a place for the password, which the code fills in",
        files: {
          ".env": "STORE_URL=mongodb://me:<db_password>@localhost/shop\n",
          "server.js": text`
            const url = process.env.STORE_URL.replace("<db_password>", "k8");
            ${serveJs}
          `,
        },
        command: ["node", "--env-file=.env", "server.js"],
        facts: { services: [] },
      },
      {
        name: "a password that another variable gives",
        files: {
          ".env": text`
            STORE_WORD=hull42keel
            STORE_URL=postgres://me:\${STORE_WORD}@localhost:5432/shop
          `,
          "main.py": text`
            import os
            from dotenv import load_dotenv
            load_dotenv()
            URL = os.environ["STORE_URL"]
          `,
        },
      },
      {
        name: "an encoded password",
        files: { ".env": "STORE_URL=postgres://me:50%25%40off@localhost:5432/shop\n", "server.js": server },
        command: ["node", "--env-file=.env", "server.js"],
      },
    ],
  };
}
