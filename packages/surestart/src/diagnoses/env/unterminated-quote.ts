import type { Cases } from "../../diagnose.ts";
import { listed } from "../_lookup.ts";
import { importPy, servePy } from "../_serve.ts";
import { text } from "../_text.ts";
import { biters, keyOf, textFault } from "./_text-fault.ts";

export default textFault({
  code: "env/unterminated-quote",
  title: (fault) => `The quote of ${keyOf(fault)} does not close on its line`,
  detail: (fault, facts) =>
    `The quote that opens on line ${fault.problem.at.line} of ${fault.file.file} does not close there. ${biters(fault, facts) || "Loaders"} ${fault.problem.dialects.length > 1 ? "drop" : "drops"} the line or ${fault.problem.dialects.length > 1 ? "read" : "reads"} on into the next ones${fault.problem.loses.length > 0 ? `: ${listed(fault.problem.loses)} ${fault.problem.loses.length > 1 ? "are" : "is"} lost` : ""}.`,
  fixes: ({ file, problem }) =>
    problem.lines && problem.at.line !== undefined
      ? [
          {
            id: "close-quote",
            title: "Close the quote at the end of its line",
            safety: "review",
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
      : [{ id: "close-quote", title: "Close the quote", safety: "manual", changes: [] }],
  page: {
    what: "A quote opens a value and does not close on the same line.",
    why: "Some loaders drop the line; others read on to the next quote in the file, across other variables.",
    causes: ["A quote forgotten at the end.", "A quote that is part of the value, at its beginning."],
    steps: [
      "Close the quote at the end of the line: `surestart doctor --fix` does it where the end is certain.",
      "If the quote is part of the value, put the value in quotes of the other kind.",
    ],
    examples: [{ file: ".env", wrong: 'TITLE="My shop\nPORT=8000', right: 'TITLE="My shop"\nPORT=8000' }],
    not: "A value that spans several lines and closes is fine.",
  },
});

export function cases(): Cases {
  return {
    claims: [
      {
        name: "a quote is forgotten and a needed key is lost",
        files: {
          ".env": 'MAIL_FROM="Me\nMAIL_KEY=k8\n',
          "main.py": text`
            import os
            ${importPy}
            from dotenv import load_dotenv
            load_dotenv()
            KEY = os.environ["MAIL_FROM"]
            K = os.environ["MAIL_KEY"]
            ${servePy}
          `,
        },
      },
    ],
    leaves: [
      {
        name: "a value over two lines",
        files: {
          ".env": text`
            MAIL_FROM="Me
            and you"
            MAIL_KEY=k8
          `,
          "main.py": text`
            import os
            ${importPy}
            from dotenv import load_dotenv
            load_dotenv()
            KEY = os.environ["MAIL_FROM"]
            K = os.environ["MAIL_KEY"]
            ${servePy}
          `,
        },
      },
    ],
  };
}
