import type { Cases } from "../../diagnose.ts";
import { listed } from "../_lookup.ts";
import { importPy, serveJs, servePy } from "../_serve.ts";
import { text } from "../_text.ts";
import { biters, keyOf, respell, type TextFault, textFault } from "./_text-fault.ts";

export default textFault({
  code: "env/invalid-line",
  title: (fault) => `Line ${fault.problem.at.line} of ${fault.file.file} cannot be read`,
  detail: (fault, facts) =>
    `${sentences[String(fault.problem.args["reason"])] ?? "The line is not an assignment that a loader in use can read"}. ${capital(biters(fault, facts) || "every loader")} ${endsThere(fault) ? `${fault.problem.dialects.length > 1 ? "end" : "ends"} the value there` : keepsQuotes(fault) ? "keeps the quotes, and what follows, in the value" : `${fault.problem.dialects.length > 1 ? "drop" : "drops"} it`}${fault.problem.loses.length > 0 ? `, so ${listed(fault.problem.loses)} ${fault.problem.loses.length > 1 ? "are" : "is"} not set` : ""}.`,
  fixes: (fault) => {
    const { file, problem } = fault;
    if (problem.args["reason"] === "shell-words")
      return respell(fault, `Quote the value of ${keyOf(fault)}`, "review");
    if (problem.args["reason"] === "inner-quote")
      return respell(fault, `Write the value of ${keyOf(fault)} in other quotes`, "review");
    const lines = problem.lines;
    if (!lines || problem.at.line === undefined)
      return [
        {
          id: "by-hand",
          title: "Write one assignment NAME=value per line",
          safety: "manual",
          changes: [],
        },
      ];
    return [
      {
        id: "rewrite-line",
        title: lines.length > 1 ? "Write each assignment on its own line" : "Write the line as NAME=value",
        safety: "review",
        changes: [{ do: "lines", file: file.file, from: problem.at.line, to: problem.at.line, with: lines }],
      },
    ];
  },
  page: {
    what: "A line of a .env file is not an assignment that the loaders in use can read.",
    why: "Loaders drop such a line, most of them without a warning.",
    causes: [
      "Two assignments on one line, separated by a semicolon or a space.",
      "A value with spaces and without quotes in a file that a shell sources.",
      "A name in quotes.",
      "A line without an equals sign.",
      "An apostrophe in a value in single quotes.",
      "`export`, or spaces around the equals sign, and a loader that does not accept it.",
    ],
    steps: [
      "Write one NAME=value per line, without `export` and without spaces around the equals sign. Quote values that contain spaces. `surestart doctor --fix` rewrites the lines that it can read.",
    ],
    examples: [
      {
        file: ".env",
        wrong: 'HOST=127.0.0.1; PORT=8000\n"LOG_LEVEL"=debug\nTITLE=My shop',
        right: 'HOST=127.0.0.1\nPORT=8000\nLOG_LEVEL=debug\nTITLE="My shop"',
      },
    ],
    not: "A colon in place of the equals sign is env/colon-separator; a quote that never closes is env/unterminated-quote.",
  },
});

function endsThere({ problem }: TextFault): boolean {
  return problem.args["reason"] === "inner-quote" && problem.loses.length === 0;
}

/** dotenv takes quotes off only where they are the first and the last of the value. */
function keepsQuotes({ problem, hurts }: TextFault): boolean {
  return problem.args["reason"] === "after-quote" && hurts.some(({ value }) => /^["'`]/.test(value ?? ""));
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const sentences: Record<string, string> = {
  "no-equals": "There is no equals sign",
  "two-assignments": "There are two assignments on one line",
  "inner-quote": "The quote that opens the value is also inside it",
  "after-quote": "There is something after the closing quote",
  "shell-words":
    "For a shell, a value without quotes ends at the first space or operator, and what follows is a command",
  export: "Only a shell and some loaders accept `export` before the name",
  head: "The line does not begin with the name, or there are spaces around the equals sign",
  key: "What is before the equals sign is not the name of a variable",
};

export function cases(): Cases {
  return {
    claims: [
      {
        name: "export, and a loader that takes it for a part of the name",
        files: {
          ".env": "export MAIL_KEY=k8Jd0sLq2\n",
          "main.py": text`
            from decouple import config
            ${importPy}
            KEY = config("MAIL_KEY")
            ${servePy}
          `,
        },
      },
      {
        name: "two quoted assignments on one line",
        files: {
          ".env": 'MAIL_KEY="ab cd"; MAIL_FROM="x"\n',
          "main.py": text`
            import os
            ${importPy}
            from dotenv import load_dotenv
            load_dotenv()
            KEY = os.environ["MAIL_KEY"]
            FROM = os.environ["MAIL_FROM"]
            ${servePy}
          `,
        },
      },
      {
        name: "a semicolon after the quote, which dotenv keeps, and a client that then sees no scheme",
        files: {
          ".env": 'SHELF_STORE="mongodb://127.0.0.1/shelf";\n',
          "package.json": '{"dependencies":{"mongodb":"6","dotenv":"17"}}',
          "node_modules/mongodb/package.json": '{"name":"mongodb","version":"6.0.0"}',
          "node_modules/dotenv/package.json": '{"name":"dotenv","version":"17.0.0"}',
          "server.js": text`
            require("dotenv").config();
            const { MongoClient } = require("mongodb");
            new MongoClient(process.env.SHELF_STORE).connect();
            ${serveJs}
          `,
        },
        facts: { services: [] },
        run: {
          output: [
            'Invalid scheme, expected connection string to start with "mongodb://" or "mongodb+srv://"',
          ],
        },
      },
      {
        name: "an apostrophe within single quotes, which python-dotenv does not read",
        files: {
          ".env": "MAIL_NAME='Ada's shop'\n",
          "main.py": text`
            import os
            ${importPy}
            from dotenv import load_dotenv
            load_dotenv()
            NAME = os.environ["MAIL_NAME"]
            ${servePy}
          `,
        },
      },
      {
        name: "a value with a blank that a shell sources",
        files: {
          ".env": "TOWER_NAME=old mill\n",
          "start.sh": text`
            set -a
            . ./.env
            set +a
            exec node server.js
          `,
          "server.js": text`
            if (!process.env.TOWER_NAME) throw new Error("TOWER_NAME");
            ${serveJs}
          `,
        },
        command: ["sh", "start.sh"],
      },
    ],
    leaves: [
      {
        name: "an apostrophe within single quotes, which dotenv reads",
        files: {
          ".env": "MAIL_NAME='Ada's shop'\n",
          "package.json": '{"dependencies":{"dotenv":"17"}}',
          "node_modules/dotenv/package.json": '{"name":"dotenv","version":"17.0.0"}',
          "server.js": text`
            require("dotenv").config();
            if (!process.env.MAIL_NAME) throw new Error("MAIL_NAME");
            ${serveJs}
          `,
        },
      },
      {
        name: "blanks around the equals sign, and a loader that takes them off",
        files: {
          ".env": "export MAIL_KEY=k8Jd0sLq2\nMAIL_BOX = a\n",
          "main.py": text`
            import os
            ${importPy}
            from dotenv import load_dotenv
            load_dotenv()
            KEY = os.environ["MAIL_KEY"]
            BOX = os.environ["MAIL_BOX"]
            ${servePy}
          `,
        },
      },
      {
        name: "a semicolon within quotes",
        files: {
          ".env": 'MAIL_KEY="ab; cd"\n',
          "main.py": text`
            import os
            ${importPy}
            from dotenv import load_dotenv
            load_dotenv()
            KEY = os.environ["MAIL_KEY"]
            ${servePy}
          `,
        },
      },
    ],
  };
}
