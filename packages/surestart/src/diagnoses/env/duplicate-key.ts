import type { Cases } from "../../diagnose.ts";
import { keyOf, textFault } from "./_text-fault.ts";

export default textFault({
  code: "env/duplicate-key",
  title: (fault) => `${keyOf(fault)} is set twice in ${fault.file.file}`,
  detail: (fault) =>
    `${keyOf(fault)} stands on line ${fault.problem.args["first"]} and again on line ${fault.problem.at.line}, with another value. ${fault.problem.args["firstWins"] ? "Deno takes the first, the others the last" : "The last one counts"}.`,
  fixes: ({ file, problem }) =>
    typeof problem.args["first"] === "number"
      ? [
          {
            id: "remove-first",
            title: `remove line ${problem.args["first"]}, which does not count`,
            safety: "review",
            changes: [
              {
                do: "lines",
                file: file.file,
                from: problem.args["first"],
                to: Number(problem.args["firstEnd"] ?? problem.args["first"]),
                with: [],
              },
            ],
          },
        ]
      : [],
  page: {
    what: "The same key stands twice in one file, with different values.",
    why: "Only one of them counts, and which one depends on the loader: Deno takes the first, all others the last.",
    causes: ["A value added at the end without looking for the old one.", "Two branches merged."],
    not: "The same key in two files is the usual way to override; surestart env shows which one wins.",
  },
});

export const cases: Cases = {
  claims: [
    {
      name: "two values for one key",
      files: {
        ".env": "MAIL_FROM=a\nMAIL_FROM=b\n",
        "server.js":
          'console.log(process.env.MAIL_FROM);\nrequire("node:http").createServer().listen(process.env.PORT);\n',
      },
      command: ["node", "--env-file=.env", "server.js"],
    },
  ],
  leaves: [
    {
      name: "the first is a comment",
      files: {
        ".env": "# MAIL_FROM=a\nMAIL_FROM=b\n",
        "server.js":
          'console.log(process.env.MAIL_FROM);\nrequire("node:http").createServer().listen(process.env.PORT);\n',
      },
      command: ["node", "--env-file=.env", "server.js"],
    },
  ],
};
