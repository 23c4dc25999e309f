import type { Cases } from "../../diagnose.ts";
import { listed } from "../_lookup.ts";
import { serveJs } from "../_serve.ts";
import { text } from "../_text.ts";
import { biters, keyOf, textFault } from "./_text-fault.ts";

export default textFault({
  code: "env/empty-value-swallows-next",
  title: (fault) => `The blank behind \`${keyOf(fault)}=\` swallows the next line`,
  detail: (fault, facts) =>
    `${fault.file.file} has a blank behind \`${keyOf(fault)}=\` and nothing else. ${biters(fault, facts)} ${fault.problem.dialects.length > 1 ? "take" : "takes"} the next line for its value, so that ${listed(fault.problem.loses)} ${fault.problem.loses.length > 1 ? "are" : "is"} lost.`,
  fixes: ({ file, binding, problem }) => [
    {
      id: "remove-blank",
      title: `Remove the blank behind ${problem.key ?? binding?.key}=`,
      safety: "safe",
      changes: [
        {
          do: "env-set",
          file: file.file,
          key: problem.key ?? binding?.key ?? "",
          value: "",
          line: problem.at.line ?? 1,
        },
      ],
    },
  ],
  page: {
    what: "A key has no value but a blank behind its equals sign, and Node 22 and newer and Deno read the next line as its value.",
    why: "These loaders skip blanks and line ends alike before they look for the value.",
    causes: [
      "A value that was deleted up to the blank.",
      "An editor or a template that leaves a blank behind the equals sign.",
    ],
    not: "A key without any value and without a blank behind the equals sign is read as empty by all.",
  },
});

export function cases(): Cases {
  return {
    claims: [
      {
        name: "the line behind it is needed",
        files: {
          ".env": "MAIL_FROM= \nMAIL_KEY=k8Jd0s\n",
          "server.js": text`
            if (!process.env.MAIL_KEY) throw new Error("MAIL_KEY");
            console.log(process.env.MAIL_FROM);
            ${serveJs}
          `,
        },
        command: [process.execPath, "--env-file=.env", "server.js"],
      },
    ],
    leaves: [
      {
        name: "nothing behind the equals sign",
        files: {
          ".env": "MAIL_FROM=\nMAIL_KEY=k8Jd0s\n",
          "server.js": text`
            if (!process.env.MAIL_KEY) throw new Error("MAIL_KEY");
            console.log(process.env.MAIL_FROM);
            ${serveJs}
          `,
        },
        command: ["node", "--env-file=.env", "server.js"],
      },
    ],
  };
}
