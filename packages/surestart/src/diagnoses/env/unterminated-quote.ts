import type { Cases } from "../../diagnose.ts";
import { listed } from "../_lookup.ts";
import { biters, keyOf, textFault } from "./_text-fault.ts";

export default textFault({
  code: "env/unterminated-quote",
  title: (fault) => `The quote of ${keyOf(fault)} never closes on its line`,
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
    why: "Some loaders drop the line; others read on to the next quote of the file, over other variables.",
    causes: [
      "A quote forgotten at the end.",
      "A quote that is part of the value and stands at its beginning.",
    ],
    not: "A value that really goes over several lines and closes is no fault.",
  },
});

export const cases: Cases = {
  claims: [
    {
      name: "a quote is forgotten and a needed key is lost",
      files: {
        ".env": 'MAIL_FROM="Me\nMAIL_KEY=k8\n',
        "main.py":
          'import os\nfrom http.server import HTTPServer, BaseHTTPRequestHandler\nfrom dotenv import load_dotenv\nload_dotenv()\nKEY = os.environ["MAIL_FROM"]\nK = os.environ["MAIL_KEY"]\nHTTPServer(("127.0.0.1", int(os.environ.get("PORT", "8000"))), BaseHTTPRequestHandler).serve_forever()\n',
      },
      command: ["/usr/bin/python3", "main.py"],
    },
  ],
  leaves: [
    {
      name: "a value over two lines",
      files: {
        ".env": 'MAIL_FROM="Me\nand you"\nMAIL_KEY=k8\n',
        "main.py":
          'import os\nfrom http.server import HTTPServer, BaseHTTPRequestHandler\nfrom dotenv import load_dotenv\nload_dotenv()\nKEY = os.environ["MAIL_FROM"]\nK = os.environ["MAIL_KEY"]\nHTTPServer(("127.0.0.1", int(os.environ.get("PORT", "8000"))), BaseHTTPRequestHandler).serve_forever()\n',
      },
      command: ["/usr/bin/python3", "main.py"],
    },
  ],
};
