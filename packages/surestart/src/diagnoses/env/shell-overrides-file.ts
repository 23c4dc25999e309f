import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import type { Facts, Variable } from "../../facts.ts";
import { bindingsOf, crashTouches, readByProgram, relatedReads, valuePlace } from "../_lookup.ts";
import { serveJs } from "../_serve.ts";
import { text } from "../_text.ts";
import { typed } from "../_typed.ts";
import { refused } from "../_value-kinds.ts";

/** Names that a platform, a terminal or surestart's user sets on purpose for one start. */
const onPurpose = new Set([
  "PORT",
  "HOST",
  "NODE_ENV",
  "DEBUG",
  "LOG_LEVEL",
  "PATH",
  "HOME",
  "USER",
  "LANG",
  "TZ",
  "NODE_OPTIONS",
  "PYTHONPATH",
]);

export default defineDiagnosis({
  code: "env/shell-overrides-file",
  since: "0.1.0",
  stage: "DR",
  detect: (facts) =>
    facts.env.variables.flatMap((variable) => {
      if (
        variable.from !== "environment" ||
        (onPurpose.has(variable.name) && !bitten(facts, variable)) ||
        !variable.reads.some((r) => r.reached)
      )
        return [];
      const other = bindingsOf(facts, variable.name).find(
        (b) => readByProgram(facts, b.file) && b.binding.value !== facts.env.environment[variable.name],
      );
      return other ? [{ variable, ...other }] : [];
    }),
  about: ({ variable: { name } }) => [`environment ${name}`, `value ${name}`],
  finding: ({ variable, file, binding }, facts) => {
    const failed = facts.run?.outcome === "failed" && crashTouches(facts, variable);
    const bites = facts.run?.outcome !== "healthy" && bitten(facts, variable);
    return {
      severity: failed || bites ? "error" : "warning",
      confidence: failed && !bites ? "likely" : "certain",
      role: failed ? "crash" : bites ? "would" : "none",
      title: `${variable.name} in the environment hides the one in ${file}`,
      detail: `${variable.name} is already set in the environment in which the program is started, with another value than in ${file}, and it wins: this loader does not override what is set.${bites ? ` The code refuses that value.` : ""}`,
      at: valuePlace(file, binding),
      also: relatedReads(variable.reads.slice(0, 2), () => `${variable.name} is read here`),
    };
  },
  fixes: ({ variable }, facts) => [
    {
      id: "unset",
      title: `Remove ${variable.name} from the environment, or start with --override so that the .env wins`,
      safety: "manual",
      ...typed(facts, `unset ${variable.name}`),
      changes: [],
    },
  ],
  page: {
    what: "A variable is set in the environment already, with another value than in the .env, and the environment wins.",
    why: "Unless they are told to override, loaders do not change what is set, so that a deployment can set its own values.",
    causes: [
      "`export NAME=…` of another project in the same shell.",
      "A shell profile, an IDE's run configuration, a system-wide variable of Windows.",
    ],
    steps: [
      "Remove it from the environment: `unset NAME`, and the line in the shell profile or in the run configuration of the IDE that sets it.",
      "Or let the .env win for one start: `surestart run --override`. In code: `load_dotenv(override=True)`, `dotenv.config({ override: true })`.",
      "`surestart env` shows which one wins, and what it hides.",
    ],
    not: "Two files that both have the key are shown by surestart env; the same key twice in one file is env/duplicate-key.",
  },
});

/** The code refuses what the environment has, when it starts. */
function bitten(facts: Facts, variable: Variable): boolean {
  const value = facts.env.environment[variable.name];
  if (value === undefined) return false;
  return variable.reads.some(
    (read) =>
      read.reached &&
      read.when !== "request" &&
      (value === "" ? read.refusesEmpty === true : refused(read, value) === "raises"),
  );
}

export function cases(): Cases {
  const server = text`
    console.log(process.env.LEDGER_KIND);
    ${serveJs}
  `;
  return {
    claims: [
      {
        name: "left over from another project",
        files: { ".env": "LEDGER_KIND=local\n", "server.js": server },
        command: ["node", "--env-file=.env", "server.js"],
        environment: { LEDGER_KIND: "archive" },
      },
    ],
    leaves: [
      {
        name: "the same value in both",
        files: { ".env": "LEDGER_KIND=local\n", "server.js": server },
        command: ["node", "--env-file=.env", "server.js"],
        environment: { LEDGER_KIND: "local" },
      },
    ],
  };
}
