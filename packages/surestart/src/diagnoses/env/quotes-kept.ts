import type { Cases } from "../../diagnose.ts";
import { serveJs } from "../_serve.ts";
import { text } from "../_text.ts";
import { biters, keyOf, respell, textFault } from "./_text-fault.ts";

export default textFault({
  code: "env/quotes-kept",
  title: (fault) => `The quotes of ${keyOf(fault)} become part of its value`,
  detail: (fault, facts) =>
    `${biters(fault, facts)} ${fault.problem.dialects.length > 1 ? "do" : "does"} not remove quotes: the program gets the value of ${keyOf(fault)} with its quotes.`,
  fixes: (fault) => respell(fault, `Write ${keyOf(fault)} without quotes`, "review"),
  page: {
    what: "A value is quoted, and a loader in use keeps the quotes as part of it.",
    why: "docker --env-file takes everything after the equals sign literally. So does make, where a Makefile includes the file, and a script that passes the lines on (`env $(cat .env)`, a loop of `read` and `export`).",
    causes: [
      "One .env for docker --env-file and for a loader that understands quotes.",
      "Quotes within quotes in a start script.",
    ],
    steps: [
      "Write the value without quotes: `surestart doctor --fix` does it where every loader in use still reads the same.",
      "Or let a loader that understands quotes read the file: `env_file:` in a compose file, `set -a; . ./.env; set +a` in a script.",
    ],
    examples: [
      { file: ".env", wrong: 'API_URL="https://api.example.org"', right: "API_URL=https://api.example.org" },
    ],
    not: "Typographic quotes are env/smart-quotes.",
  },
});

/** Lines of a project that read a .env. */
function reader(clean = ""): string {
  return text`
    import { readFileSync } from "node:fs";
    for (const line of readFileSync(".env", "utf8").split("\n")) {
      const at = line.indexOf("=");
      if (at > 0) process.env[line.slice(0, at)] ??= line.slice(at + 1).trim()${clean};
    }
  `;
}

export function cases(): Cases {
  const boiler = text`
    import "./env.js";
    import { createServer } from "node:http";
    if (!["eco", "full"].includes(process.env.BOILER_MODE)) throw new Error("BOILER_MODE");
    createServer().listen(process.env.PORT);
  `;
  return {
    claims: [
      {
        name: "docker reads the file, and so does Node",
        files: {
          ".env": 'MAIL_FROM="me"\n',
          "package.json":
            '{"scripts":{"start":"node --env-file=.env server.js","docker":"docker run --env-file .env app"}}',
          "server.js": text`
            if (!process.env.MAIL_FROM) throw new Error("MAIL_FROM");
            ${serveJs}
          `,
        },
        command: ["node", "--env-file=.env", "server.js"],
      },
      {
        name: "a script exports the lines as they stand",
        files: {
          ".env": 'BOILER_MODE="eco"\n',
          "start.sh": text`
            while IFS= read -r line; do export "$line"; done < .env
            exec node server.js
          `,
          "server.js": text`
            if (!["eco", "full"].includes(process.env.BOILER_MODE)) throw new Error("BOILER_MODE");
            ${serveJs}
          `,
        },
        command: ["sh", "start.sh"],
      },
      {
        name: "the project's own reader leaves them",
        files: {
          ".env": "BOILER_MODE='eco'\n",
          "package.json": '{"type":"module"}',
          "env.js": reader(),
          "server.js": boiler,
        },
      },
    ],
    leaves: [
      {
        name: "the project's own reader takes them off",
        files: {
          ".env": "BOILER_MODE='eco'\n",
          "package.json": '{"type":"module"}',
          "env.js": reader('.replace(/^[\'"]|[\'"]$/g, "")'),
          "server.js": boiler,
        },
      },
      {
        name: "xargs takes them off",
        files: {
          ".env": 'BOILER_MODE="eco"\n',
          "start.sh": text`
            export $(grep -v '^#' .env | xargs)
            exec node server.js
          `,
          "server.js": text`
            if (!["eco", "full"].includes(process.env.BOILER_MODE)) throw new Error("BOILER_MODE");
            ${serveJs}
          `,
        },
        command: ["sh", "start.sh"],
      },
      {
        name: "only Node reads it",
        files: {
          ".env": 'MAIL_FROM="me"\n',
          "server.js": text`
            if (!process.env.MAIL_FROM) throw new Error("MAIL_FROM");
            ${serveJs}
          `,
        },
        command: ["node", "--env-file=.env", "server.js"],
      },
    ],
  };
}
