import type { Cases } from "../../diagnose.ts";
import { keyOf, textFault } from "./_text-fault.ts";

export default textFault({
  code: "env/smart-quotes",
  title: (fault) => `${keyOf(fault)} bears ${fault.problem.args["what"] ?? "a typographic quote"}`,
  detail: (fault) =>
    `${fault.file.file} has ${fault.problem.args["what"] ?? "a typographic quote"} in ${fault.problem.args["in"] === "key" ? "the name" : "the value of"} ${keyOf(fault)}. No loader takes it for a quote or a blank: it becomes part of ${fault.problem.args["in"] === "key" ? "the name" : "the value"}.`,
  fixes: ({ file, binding, problem }) =>
    binding
      ? [
          problem.args["in"] === "key"
            ? {
                id: "plain-key",
                title: "write the name with plain characters",
                safety: "safe",
                changes: [
                  {
                    do: "env-rename-key",
                    file: file.file,
                    line: binding.line,
                    from: binding.key,
                    to: String(problem.args["plain"] ?? problem.key ?? binding.key),
                  },
                ],
              }
            : {
                id: "plain-quotes",
                title: `write ${binding.key} with plain quotes`,
                safety: "safe",
                changes: [
                  {
                    do: "env-set",
                    file: file.file,
                    key: binding.key,
                    value: String(problem.args["plain"] ?? plain(binding.value)),
                    line: binding.line,
                  },
                ],
              },
        ]
      : [],
  page: {
    what: "Typographic quotes, a non-breaking blank or a zero-width blank stand around a value or in a name.",
    why: "They look like quotes and blanks, and are letters to every loader: the program gets them as part of the value.",
    causes: [
      "A value pasted from a document, a chat or a web page.",
      "An editor that replaces quotes while one types.",
    ],
    not: "Plain quotes that a loader keeps are env/quotes-kept.",
  },
});

function plain(value: string): string {
  return value.replace(
    /^[\u2018-\u201F\u00AB\u00BB\u00A0\u200B-\u200D\u2060\uFEFF]+|[\u2018-\u201F\u00AB\u00BB\u00A0\u200B-\u200D\u2060\uFEFF]+$/gu,
    "",
  );
}

export const cases: Cases = {
  claims: [
    {
      name: "typographic quotes around a token that the start hands on",
      files: {
        ".env": "MAIL_KEY=“ee41c07ab95d4f3d”\n",
        "server.js":
          'const key = process.env.MAIL_KEY;\nif (!key) throw new Error("MAIL_KEY");\nnew Headers({ authorization: key });\nrequire("node:http").createServer().listen(process.env.PORT);\n',
      },
      command: ["node", "--env-file=.env", "server.js"],
    },
  ],
  leaves: [
    {
      name: "typographic quotes in a comment",
      files: {
        ".env": "# “mail”\nMAIL_KEY=ee41c07ab95d4f3d\n",
        "server.js":
          'if (!process.env.MAIL_KEY) throw new Error("MAIL_KEY");\nrequire("node:http").createServer().listen(process.env.PORT);\n',
      },
      command: ["node", "--env-file=.env", "server.js"],
    },
  ],
};
