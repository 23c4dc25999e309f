import type { Cases } from "../../diagnose.ts";
import { importPy, serveJs, servePy } from "../_serve.ts";
import { text } from "../_text.ts";
import { biters, keyOf, respell, textFault } from "./_text-fault.ts";

export default textFault({
  code: "env/dollar-expands",
  title: (fault) => `A $ in the value of ${keyOf(fault)} is expanded`,
  detail: (fault, facts) =>
    `${biters(fault, facts)} ${fault.problem.dialects.length > 1 ? "take" : "takes"} a $ in the value of ${keyOf(fault)} for a variable, and ${fault.problem.dialects.length > 1 ? "insert" : "inserts"} the value of that variable, which is not set: the program does not get the value that is in ${fault.file.file}.`,
  fixes: (fault) => respell(fault, `Quote the value of ${keyOf(fault)} so that its $ is kept`),
  page: {
    what: "A value contains a $, and a loader in use takes it for a reference to a variable.",
    why: "Loaders that expand references replace $name with the value of that variable, and with nothing when it is not set.",
    causes: [
      "A password with a $.",
      "A bcrypt or argon2 hash.",
      "A secret that begins with $, which django-environ takes for the name of a variable.",
    ],
    steps: [
      "Run `surestart doctor --fix`: it writes the value in a form that all loaders in use read literally.",
      "By hand: single quotes keep the $ for a shell, docker compose, direnv and dotenvx. dotenv-expand and Bun expand it there too: write `\\$` for them.",
      "python-dotenv expands a $ with braces in any quotes: call `load_dotenv(interpolate=False)`, or set the variable in the environment.",
    ],
    examples: [{ file: ".env", wrong: "DB_PASSWORD=pa$word", right: "DB_PASSWORD='pa$word'" }],
    not: "A value that refers to another variable on purpose is fine as long as that variable is set.",
  },
});

export function cases(): Cases {
  return {
    claims: [
      {
        name: "a hash that a shell expands",
        files: {
          ".env": "MAIL_HASH=$2b$12$KxN8vQ0uR4sT6wYzA1bC2e\n",
          "start.sh": text`
            set -a
            . ./.env
            set +a
            exec node server.js
          `,
          "server.js": text`
            const hash = process.env.MAIL_HASH;
            if (!hash || !/^\$2b/.test(hash)) throw new Error("MAIL_HASH is no bcrypt hash");
            ${serveJs}
          `,
        },
        command: ["sh", "start.sh"],
      },
      {
        name: "a value that django-environ takes for the name of a variable",
        files: {
          ".env": "MAIL_HASH=$pQ7xVn2Lk9Rt4Wz8Yb3M\n",
          "main.py": text`
            import os
            import environ
            ${importPy}
            env = environ.Env()
            env.read_env(os.path.join(os.path.dirname(__file__), ".env"))
            HASH = env("MAIL_HASH")
            ${servePy}
          `,
        },
      },
    ],
    leaves: [
      {
        name: "the name of a variable that is set, in place of its value",
        files: {
          ".env": "MAIL_SALT=pQ7xVn2Lk9Rt4Wz8Yb3M\nMAIL_HASH=$MAIL_SALT\n",
          "main.py": text`
            import os
            import environ
            ${importPy}
            env = environ.Env()
            env.read_env(os.path.join(os.path.dirname(__file__), ".env"))
            HASH = env("MAIL_HASH")
            ${servePy}
          `,
        },
      },
      {
        name: "a $ in single quotes",
        files: {
          ".env": "MAIL_HASH='$2b$12$KxN8vQ0uR4sT6wYzA1bC2e'\n",
          "start.sh": text`
            set -a
            . ./.env
            set +a
            exec node server.js
          `,
          "server.js": text`
            if (!process.env.MAIL_HASH) throw new Error("MAIL_HASH");
            ${serveJs}
          `,
        },
        command: ["sh", "start.sh"],
      },
    ],
  };
}
