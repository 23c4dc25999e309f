import type { Cases } from "../../diagnose.ts";
import { listed } from "../_lookup.ts";
import { loaderName } from "../_names.ts";
import { serveJs } from "../_serve.ts";
import { text } from "../_text.ts";
import { biters, keyOf, respell, textFault } from "./_text-fault.ts";

export default textFault({
  code: "env/dialects-disagree",
  title: (fault) =>
    `${keyOf(fault)} is read differently by ${listed(Object.keys(fault.file.readings).map((d) => loaderName(d as never)))}`,
  detail: (fault, facts) =>
    `${biters(fault, facts)} ${fault.problem.dialects.length > 1 ? "read" : "reads"} line ${fault.problem.at.line} of ${fault.file.file} differently from the other loaders of this project${causes[String(fault.problem.args["cause"])] ?? ""}.`,
  fixes: (fault) => respell(fault, `Write ${keyOf(fault)} in a form that all of them read alike`),
  page: {
    what: "Two loaders that this project uses read the same line differently.",
    why: "There is no standard for .env files: each loader has its own rules for quotes, escapes, comments and names.",
    causes: [
      "A frontend and a backend that share a .env.",
      "docker compose together with a loader in the code.",
    ],
    steps: [
      "Write the value in a form that all of them read alike: `surestart doctor --fix` does it where there is one.",
      "Run `surestart env` to see what the program gets.",
      "Where no form suits all loaders, choose another value, or set the variable in the environment.",
    ],
    not: "A cause that has its own code (a #, a $, quotes) is reported under that.",
  },
});

const causes: Record<string, string> = {
  reference: ": not all of them expand a reference to another variable",
  key: ": not all of them accept this name",
  comment: ": not all of them take what follows the # for a comment",
  escape: ": not all of them resolve the backslash",
  lines: ": not all of them accept a value that spans several lines",
};

export function cases(): Cases {
  return {
    claims: [
      {
        name: "an escape that two loaders read differently",
        files: {
          ".env": 'MAIL_FROM="a\\tb"\n',
          "package.json": '{"scripts":{"start":"node --env-file=.env server.js"}}',
          "docker-compose.yml": text`
            services:
              web:
                image: app
                env_file: .env
          `,
          "server.js": text`
            console.log(process.env.MAIL_FROM);
            ${serveJs}
          `,
        },
        command: ["node", "--env-file=.env", "server.js"],
      },
    ],
    leaves: [
      {
        name: "one loader only",
        files: {
          ".env": 'MAIL_FROM="a\\tb"\n',
          "server.js": text`
            console.log(process.env.MAIL_FROM);
            ${serveJs}
          `,
        },
        command: ["node", "--env-file=.env", "server.js"],
      },
    ],
  };
}
