import type { Cases } from "../../diagnose.ts";
import type { Dialect } from "../../facts.ts";
import { listed } from "../_lookup.ts";
import { loaderName } from "../_names.ts";
import { serveJs } from "../_serve.ts";
import { text } from "../_text.ts";
import { keyOf, type TextFault, textFault } from "./_text-fault.ts";

export default textFault({
  code: "env/duplicate-key",
  title: (fault) => `${keyOf(fault)} is set twice in ${fault.file.file}`,
  detail: (fault) =>
    `${keyOf(fault)} is set on line ${fault.problem.args["firstLine"]} and again on line ${fault.problem.at.line}, with a different value. ${whichCounts(fault)}.`,
  fixes: ({ file, problem }) =>
    typeof problem.args["firstLine"] === "number"
      ? [
          {
            id: "remove-first",
            title: `Remove line ${problem.args["firstLine"]}, which does not count`,
            safety: "review",
            changes: [
              {
                do: "lines",
                file: file.file,
                from: problem.args["firstLine"],
                to: Number(problem.args["firstEndLine"] ?? problem.args["firstLine"]),
                with: [],
              },
            ],
          },
        ]
      : [],
  place: ({ file, problem }) => `key ${file.file} ${problem.key}`,
  keys: () => [],
  page: {
    what: "The same key is set twice in one file, with different values.",
    why: "Only one of them counts, and which one depends on the loader: Deno takes the first, all others take the last.",
    causes: ["A value added at the end without looking for the old one.", "Two branches merged."],
    steps: [
      "Decide which value is right, and delete the other line. `surestart env` shows which value the program gets.",
    ],
    examples: [{ file: ".env", wrong: "LOG_LEVEL=info\nLOG_LEVEL=debug", right: "LOG_LEVEL=debug" }],
    not: "The same key in two files is the usual way to override; surestart env shows which one wins.",
  },
});

/** Which of the two each loader in use takes. */
function whichCounts({ problem }: TextFault): string {
  const first = String(problem.args["firstWins"] ?? "")
    .split(" ")
    .filter((d) => d !== "");
  if (first.length === 0) return "The last one counts";
  const takes = `${listed(first.map((d) => loaderName(d as Dialect)))} ${first.length > 1 ? "take" : "takes"} the first`;
  return first.length === problem.dialects.length ? takes : `${takes}, the others take the last`;
}

export function cases(): Cases {
  return {
    claims: [
      {
        name: "two values for one key",
        files: {
          ".env": "MAIL_FROM=a\nMAIL_FROM=b\n",
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
        name: "the first is a comment",
        files: {
          ".env": "# MAIL_FROM=a\nMAIL_FROM=b\n",
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
