import type { Cases } from "../../diagnose.ts";
import { listed } from "../_lookup.ts";
import { serveJs } from "../_serve.ts";
import { text } from "../_text.ts";
import { biters, keyOf, textFault } from "./_text-fault.ts";

export default textFault({
  code: "env/colon-separator",
  title: (fault) => `${keyOf(fault)} is written with a colon`,
  detail: (fault, facts) =>
    `${fault.file.file} has \`${keyOf(fault)}: …\`; ${biters(fault, facts)} only ${fault.problem.dialects.length > 1 ? "understand" : "understands"} \`${keyOf(fault)}=…\` and ${fault.problem.dialects.length > 1 ? "drop" : "drops"} the line${fault.problem.loses.length > 0 ? `, so ${listed(fault.problem.loses)} is not set` : ""}.`,
  fixes: ({ file, binding, problem }) => {
    if (problem.lines && problem.at.line !== undefined)
      return [
        {
          id: "equals",
          title: `Write ${problem.key}=… instead`,
          safety: "safe",
          changes: [
            { do: "lines", file: file.file, from: problem.at.line, to: problem.at.line, with: problem.lines },
          ],
        },
      ];
    if (!binding) return [];
    const { key, value, line } = binding;
    return [
      {
        id: "equals",
        title: `Write ${key}=… instead`,
        safety: "safe",
        changes: [{ do: "env-set", file: file.file, key, value, line }],
      },
    ];
  },
  page: {
    what: "A line of a .env file separates key and value with a colon instead of an equals sign.",
    why: "Some loaders read it; most drop the line without a warning.",
    causes: ["A line copied from YAML, a compose file or a Python dictionary."],
    steps: ["Write an equals sign, without spaces around it. `surestart doctor --fix` does it for you."],
    examples: [{ file: ".env", wrong: "API_KEY: abc123", right: "API_KEY=abc123" }],
    not: "A line without any separator is env/invalid-line.",
  },
});

export function cases(): Cases {
  return {
    claims: [
      {
        name: "the needed key stands with a colon",
        files: {
          ".env": "MAIL_KEY: k8Jd0s\n",
          "server.js": text`
            if (!process.env.MAIL_KEY) throw new Error("MAIL_KEY");
            ${serveJs}
          `,
        },
        command: ["node", "--env-file=.env", "server.js"],
      },
    ],
    leaves: [
      {
        name: "a colon within a value",
        files: {
          ".env": "MAIL_KEY=a:b\n",
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
