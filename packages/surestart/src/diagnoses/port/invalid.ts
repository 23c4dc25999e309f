import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import type { Facts, PortFacts } from "../../facts.ts";
import { bindingsOf, valueHad, valuePlace, variableOf } from "../_lookup.ts";
import { lastWords } from "../runtime/_crash-text.ts";

export default defineDiagnosis({
  code: "port/invalid",
  since: "0.1.0",
  stage: "DR",
  detect: (facts) => {
    const invalid = facts.port.invalid ?? refusedByListen(facts);
    return invalid ? [invalid] : [];
  },
  about: ({ variable }) => (variable === null ? [] : [`port ${variable}`, `value ${variable}`]),
  finding: ({ variable, shown, from, at }, facts) => ({
    severity: "error",
    confidence: "certain",
    role: facts.run ? "crash" : "would",
    title: `${variable ?? "The port"} is not a valid port`,
    detail: `${variable ?? "The port"} ${from} is ${shown}; a port is a whole number from 0 to 65535, without quotes, unit or comment.`,
    ...(at ? { at } : {}),
  }),
  fixes: ({ variable }) => [
    {
      id: "correct",
      title: `Set ${variable ?? "the port"} to a number from 1 to 65535`,
      safety: "manual",
      changes: [],
    },
  ],
  page: {
    what: "The port is not a whole number from 0 to 65535.",
    why: "What the program makes of it (NaN, the name of a pipe, an exception) depends on its language; surestart never replaces it silently.",
    causes: [
      "A word such as `disabled`.",
      "A quote or a comment that a loader keeps in the value.",
      "A whole URL, or host and port together.",
    ],
    steps: [
      "Set it to a number from 1 to 65535, without quotes, spaces, unit or comment.",
      "A comment needs its own line: some loaders keep it in the value.",
    ],
    examples: [{ file: ".env", wrong: "PORT=8000 # the API", right: "# the API\nPORT=8000" }],
    says: ["ERR_SOCKET_BAD_PORT", "options.port should be >= 0 and < 65536"],
    not: "A valid port that is not available is one of the other port codes.",
  },
});

/** Node's and Python's own words for a number that is not a valid port, whatever it was made from: METRICS_PORT, a settings file. */
function refusedByListen(facts: Facts): NonNullable<PortFacts["invalid"]> | null {
  const text = lastWords(facts);
  if (!/ERR_SOCKET_BAD_PORT|options\.port should be|[Pp]ort must be 0-65535/.test(text)) return null;
  const at = facts.run?.crash?.at ?? null;
  const variables = facts.source.listens.flatMap((l) =>
    l.reached && l.variable !== null ? (variableOf(facts, l.variable) ?? []) : [],
  );
  const variable = variables.find((v) => {
    const value = valueHad(facts, v);
    return value !== null && (!/^\s*\d+\s*$/.test(value) || Number(value) > 65_535);
  });
  const binding =
    variable && variable.from !== "environment" ? bindingsOf(facts, variable.name).at(-1) : undefined;
  return {
    variable: variable?.name ?? null,
    shown: /Received (?:type \w+ \()?(NaN|-?\d+(?:\.\d+)?)/.exec(text)?.[1] ?? "none",
    from: "that the program listens on",
    at: binding ? valuePlace(binding.file, binding.binding) : at,
  };
}

export function cases(): Cases {
  const server = 'require("node:http").createServer().listen(Number(process.env.PORT));\n';
  return {
    claims: [
      {
        name: "a word",
        files: { ".env": "PORT=disabled\n", "server.js": server },
        command: ["node", "--env-file=.env", "server.js"],
      },
      {
        name: "a second port with a digit too many, which the program finds out",
        files: {
          ".env": "ADMIN_PORT=90901\n",
          "server.js": 'require("node:http").createServer().listen(Number(process.env.ADMIN_PORT));\n',
        },
        command: ["node", "--env-file=.env", "server.js"],
        run: {
          output: [
            "RangeError [ERR_SOCKET_BAD_PORT]: options.port should be >= 0 and < 65536. Received type number (90901).",
            "    at Object.<anonymous> (server.js:1:40)",
          ],
        },
      },
    ],
    leaves: [
      {
        name: "a number with a comment behind it, which Node takes off",
        files: { ".env": "PORT=18442 # the usual\n", "server.js": server },
        command: ["node", "--env-file=.env", "server.js"],
      },
    ],
  };
}
