import type { Cases } from "../../diagnose.ts";
import { serveJs } from "../_serve.ts";
import { text } from "../_text.ts";
import { keyOf, type TextFault, textFault } from "./_text-fault.ts";

export default textFault({
  code: "env/smart-quotes",
  title: (fault) => `${inKey(fault) ? "The name " : ""}${keyOf(fault)} contains ${what(fault)}`,
  detail: (fault) =>
    `${fault.file.file} has ${what(fault)} in ${inKey(fault) ? "the name" : "the value of"} ${keyOf(fault)}. To every loader it is neither a quote nor a space: it becomes part of ${inKey(fault) ? "the name" : "the value"}.`,
  fixes: (fault) => {
    const { file, binding, problem } = fault;
    if (!binding) return [];
    if (inKey(fault))
      return problem.lines && problem.at.line !== undefined
        ? [
            {
              id: "plain-key",
              title: "Write the name with plain characters",
              safety: "safe",
              changes: [
                {
                  do: "lines",
                  file: file.file,
                  from: problem.at.line,
                  to: problem.at.line,
                  with: problem.lines,
                },
              ],
            },
          ]
        : [];
    return [
      {
        id: "plain-quotes",
        title: `Write ${binding.key} with plain quotes`,
        safety: "safe",
        changes: [
          {
            do: "env-set",
            file: file.file,
            key: binding.key,
            value: plain(binding.value),
            line: binding.line,
          },
        ],
      },
    ];
  },
  page: {
    what: "There are typographic quotes, non-breaking spaces or zero-width spaces around a value or in a name.",
    why: "They look like quotes and spaces, but are ordinary characters to every loader: the program gets them as part of the value.",
    causes: [
      "A value pasted from a document, a chat or a web page.",
      "An editor that replaces quotes as you type.",
    ],
    steps: [
      "Run `surestart doctor --fix`, or delete the characters and type plain quotes in an editor for code.",
    ],
    examples: [{ file: ".env", wrong: "API_KEY=“abc123”", right: 'API_KEY="abc123"' }],
    not: "Plain quotes that a loader keeps are env/quotes-kept.",
  },
});

function inKey({ problem }: TextFault): boolean {
  return problem.args["reason"] === "key";
}

function what({ problem }: TextFault): string {
  return problem.args["what"] === "blank" ? "an invisible or non-breaking space" : "a typographic quote";
}

function plain(value: string): string {
  return value.replace(
    /^[\u2018-\u201F\u00AB\u00BB\u00A0\u200B-\u200D\u2060\uFEFF]+|[\u2018-\u201F\u00AB\u00BB\u00A0\u200B-\u200D\u2060\uFEFF]+$/gu,
    "",
  );
}

export function cases(): Cases {
  return {
    claims: [
      {
        name: "typographic quotes around a token that the start hands on",
        files: {
          ".env": "MAIL_KEY=“ee41c07ab95d4f3d”\n",
          "server.js": text`
            const key = process.env.MAIL_KEY;
            if (!key) throw new Error("MAIL_KEY");
            new Headers({ authorization: key });
            ${serveJs}
          `,
        },
        command: ["node", "--env-file=.env", "server.js"],
      },
    ],
    leaves: [
      {
        name: "typographic quotes in a comment",
        files: {
          ".env": "# “mail”\nMAIL_KEY=ee41c07ab95d4f3d\n",
          "server.js": text`
            if (!process.env.MAIL_KEY) throw new Error("MAIL_KEY");
            ${serveJs}
          `,
        },
        command: ["node", "--env-file=.env", "server.js"],
      },
    ],
  };
}
