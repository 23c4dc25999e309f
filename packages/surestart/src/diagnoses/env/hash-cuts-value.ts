import type { Cases } from "../../diagnose.ts";
import { serveJs } from "../_serve.ts";
import { text } from "../_text.ts";
import { biters, keyOf, respell, textFault } from "./_text-fault.ts";

export default textFault({
  code: "env/hash-cuts-value",
  title: (fault) => `A # cuts the value of ${keyOf(fault)}`,
  detail: (fault, facts) =>
    `The value of ${keyOf(fault)} is not quoted and contains a #: ${biters(fault, facts)} ${fault.problem.dialects.length > 1 ? "take" : "takes"} what follows for a comment, and the program gets only the part before it.`,
  fixes: (fault) => respell(fault, `Quote the value of ${keyOf(fault)}`),
  page: {
    what: "An unquoted value contains a #, and a loader in use takes it for the beginning of a comment.",
    why: "Loaders differ: for some, a # begins a comment only after a space, for others anywhere.",
    causes: [
      "A password or token with a #.",
      "JSON or a colour such as #ff7700 without quotes.",
      "A URL with a fragment.",
    ],
    steps: [
      "Put the value in quotes. `surestart doctor --fix` chooses quotes that all loaders in use understand.",
    ],
    examples: [{ file: ".env", wrong: "SMTP_PASSWORD=k3#secret", right: 'SMTP_PASSWORD="k3#secret"' }],
    not: "A real comment, after a space, is fine.",
  },
});

export function cases(): Cases {
  return {
    claims: [
      {
        name: "a colour in JSON",
        files: {
          ".env": 'SKIN_JSON={"c":"#fff"}\n',
          "server.js": text`
            const skin = JSON.parse(process.env.SKIN_JSON);
            console.log(skin);
            ${serveJs}
          `,
        },
        command: ["node", "--env-file=.env", "server.js"],
      },
    ],
    leaves: [
      {
        name: "a comment behind a value",
        files: {
          ".env": "SKIN=blue # the default\n",
          "server.js": text`
            console.log(process.env.SKIN);
            ${serveJs}
          `,
        },
        command: ["node", "--env-file=.env", "server.js"],
      },
    ],
  };
}
