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
    `${biters(fault, facts)} ${fault.problem.dialects.length > 1 ? "read" : "reads"} line ${fault.problem.at.line} of ${fault.file.file} in another way than the other loaders of this project${causes[String(fault.problem.args["cause"])] ?? ""}.`,
  fixes: (fault) => respell(fault, `Write ${keyOf(fault)} in a spelling that all of them read alike`),
  page: {
    what: "Two loaders that this project uses read the same line differently.",
    why: "There is no standard for .env files: quotes, escapes, comments and names are each loader's own.",
    causes: ["A frontend and a backend that share a .env.", "docker compose beside a loader in the code."],
    not: "A cause that has a code of its own (a #, a $, quotes) is reported under that.",
  },
});

const causes: Record<string, string> = {
  reference: ": not every one of them expands a reference to another variable",
  key: ": not every one of them takes this name for one",
  comment: ": not every one of them takes what stands behind the # for a comment",
  escape: ": not every one of them resolves the backslash",
  lines: ": not every one of them knows a value over several lines",
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
