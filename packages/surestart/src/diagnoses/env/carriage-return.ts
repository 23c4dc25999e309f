import type { Cases } from "../../diagnose.ts";
import { biters, textFault } from "./_text-fault.ts";

export default textFault({
  code: "env/carriage-return",
  title: (fault) => `${fault.file.file} has Windows line ends, and a shell reads it`,
  detail: (fault, facts) =>
    `Its lines end in CR LF. ${biters(fault, facts)} ${fault.problem.dialects.length > 1 ? "keep" : "keeps"} the CR, so that every value ends in an invisible character.`,
  fixes: ({ file }) => [
    {
      id: "line-ends",
      title: `Write ${file.file} with line ends of one LF`,
      safety: "safe",
      changes: [{ do: "recode", file: file.file, from: "utf-8", eol: true }],
    },
  ],
  page: {
    what: "A .env file has the line ends of Windows, and a loader in use keeps the carriage return at the end of every value.",
    why: "A shell and docker end a line at LF alone.",
    causes: ["An editor on Windows.", "git with core.autocrlf."],
    not: "Node, dotenv and python-dotenv take the carriage return off: for them it is no fault.",
  },
});

export const cases: Cases = {
  claims: [
    {
      name: "a shell sources it",
      files: {
        ".env": "REGION=eu\r\nDEPOT=12\r\n",
        "start.sh": "set -a\n. ./.env\nset +a\nexec node server.js\n",
        "server.js":
          'const region = process.env.REGION;\nif (!["eu", "us"].includes(region)) throw new RangeError("REGION must be one of eu, us");\nconsole.log(process.env.DEPOT);\nrequire("node:http").createServer().listen(process.env.PORT);\n',
      },
      command: ["sh", "start.sh"],
    },
    {
      name: "a loop of a script exports the lines",
      files: {
        ".env": "REGION=eu\r\nDEPOT=12\r\n",
        "start.sh": 'while IFS= read -r line; do export "$line"; done < .env\nexec node server.js\n',
        "server.js":
          'const region = process.env.REGION;\nif (!["eu", "us"].includes(region)) throw new RangeError("REGION must be one of eu, us");\nconsole.log(process.env.DEPOT);\nrequire("node:http").createServer().listen(process.env.PORT);\n',
      },
      command: ["sh", "start.sh"],
    },
  ],
  leaves: [
    {
      name: "Node reads it",
      files: {
        ".env": "REGION=eu\r\n",
        "server.js":
          'if (!process.env.REGION) throw new Error("REGION");\nrequire("node:http").createServer().listen(process.env.PORT);\n',
      },
      command: ["node", "--env-file=.env", "server.js"],
    },
  ],
};
