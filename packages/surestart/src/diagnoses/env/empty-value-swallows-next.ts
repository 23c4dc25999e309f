import type { Cases } from "../../diagnose.ts";
import { listed } from "../_lookup.ts";
import { serveJs } from "../_serve.ts";
import { text } from "../_text.ts";
import { biters, keyOf, textFault } from "./_text-fault.ts";

export default textFault({
  code: "env/empty-value-swallows-next",
  title: (fault) => `The space after \`${keyOf(fault)}=\` swallows the next line`,
  detail: (fault, facts) =>
    `${fault.file.file} has nothing but a space after \`${keyOf(fault)}=\`. ${biters(fault, facts)} ${fault.problem.dialects.length > 1 ? "take" : "takes"} the next line for its value, so ${listed(fault.problem.loses)} ${fault.problem.loses.length > 1 ? "are" : "is"} lost.`,
  fixes: ({ file, binding, problem }) => [
    {
      id: "remove-blank",
      title: `Remove the space after ${problem.key ?? binding?.key}=`,
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
    what: "A key has no value but a space after its equals sign, and Node 22 and newer and Deno read the next line as its value.",
    why: "These loaders skip spaces and line endings alike before they look for the value.",
    causes: [
      "A value that was deleted up to the space.",
      "An editor or a template that leaves a space after the equals sign.",
    ],
    steps: ["Remove the space, or write empty quotes. `surestart doctor --fix` removes it."],
    examples: [
      {
        file: ".env",
        wrong: "SMTP_USER= \nSMTP_HOST=mail.example.org",
        right: "SMTP_USER=\nSMTP_HOST=mail.example.org",
      },
    ],
    not: "A key without a value and without a space after the equals sign is empty for every loader.",
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
