import type { Cases } from "../../diagnose.ts";
import { importPy, serveJs, servePy } from "../_serve.ts";
import { text } from "../_text.ts";
import { biters, keyOf, respell, textFault } from "./_text-fault.ts";

export default textFault({
  code: "env/dollar-expands",
  title: (fault) => `A $ in the value of ${keyOf(fault)} is expanded`,
  detail: (fault, facts) =>
    `${biters(fault, facts)} ${fault.problem.dialects.length > 1 ? "take" : "takes"} a $ in the value of ${keyOf(fault)} for a variable and ${fault.problem.dialects.length > 1 ? "put" : "puts"} its value there, which is empty here: the program does not get the value that stands in ${fault.file.file}.`,
  fixes: (fault) => respell(fault, `Quote the value of ${keyOf(fault)} so that its $ stays`),
  page: {
    what: "A value has a $ that is part of it, and a loader in use takes it for a variable.",
    why: "Loaders that expand replace $name by the value of that variable, and by nothing when it is not set.",
    causes: [
      "A password with a $.",
      "A bcrypt or argon2 hash.",
      "A secret that begins with $, which django-environ takes for the name of a variable.",
    ],
    not: "A value that refers to another variable on purpose, which is set, is no fault.",
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
        command: ["/usr/bin/python3", "main.py"],
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
        command: ["/usr/bin/python3", "main.py"],
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
