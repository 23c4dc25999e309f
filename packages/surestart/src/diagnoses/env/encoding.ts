import type { Cases } from "../../diagnose.ts";
import { listed } from "../_lookup.ts";
import { serveJs } from "../_serve.ts";
import { text } from "../_text.ts";
import { biters, everyKey, textFault } from "./_text-fault.ts";

export default textFault({
  code: "env/encoding",
  title: ({ file, problem }) => `${file.file} ${kinds[String(problem.args["kind"])] ?? "is not plain UTF-8"}`,
  detail: (fault, facts) => {
    const { problem, file } = fault;
    const lost =
      problem.loses.length > 0
        ? `, so ${listed(problem.loses)} ${problem.loses.length > 1 ? "are" : "is"} not found under ${problem.loses.length > 1 ? "their names" : "its name"}`
        : "";
    const who =
      problem.dialects.length > 0
        ? `${biters(fault, facts)} ${problem.dialects.length > 1 ? "do" : "does"} not remove it`
        : "not every loader can read that";
    return `${file.file} ${explains[String(problem.args["kind"])] ?? "contains bytes that are not UTF-8"}; ${who}${lost}.`;
  },
  fixes: ({ file, problem }) => {
    const kind = String(problem.args["kind"]);
    const from =
      kind === "utf-16le" || kind === "utf-16be" || kind === "latin1" ? (kind as "utf-16le") : "utf-8";
    const ambiguous = kind === "latin1";
    if (kind === "nul")
      return [
        { id: "remove-nul", title: "Remove the NUL bytes in an editor", safety: "manual", changes: [] },
      ];
    return [
      {
        id: "recode",
        title: `Save ${file.file} as UTF-8 without a byte order mark`,
        safety: ambiguous ? "review" : "safe",
        changes: [{ do: "recode", file: file.file, from }],
      },
    ];
  },
  place: ({ file }) => `bytes ${file.file}`,
  keys: everyKey,
  page: {
    what: "A .env file is not plain UTF-8: it begins with a byte order mark, is UTF-16, or contains bytes that are not text.",
    why: "Most loaders take the mark for a part of the first name, and read nothing at all from UTF-16, without an error.",
    causes: [
      "An editor on Windows that saves with a byte order mark.",
      "`echo … > .env` in Windows PowerShell 5, which writes UTF-16.",
      "A password with an accent in an old encoding.",
    ],
    steps: [
      'Run `surestart doctor --fix`, or save the file as "UTF-8" (without BOM) in your editor.',
      "In Windows PowerShell 5, write files with `Set-Content -Encoding ascii` or in an editor, and not with `>`.",
      "A NUL byte must be deleted by hand: no value in an environment can contain one.",
    ],
    not: "Typographic quotes in a UTF-8 file are env/smart-quotes; Windows line endings are env/carriage-return.",
  },
});

const kinds: Record<string, string> = {
  bom: "begins with a byte order mark",
  "utf-16le": "is UTF-16",
  "utf-16be": "is UTF-16",
  nul: "contains a NUL byte",
  latin1: "contains bytes that are not UTF-8",
};
const explains: Record<string, string> = {
  bom: "begins with the three bytes EF BB BF before its first name",
  "utf-16le": "has two bytes for every character",
  "utf-16be": "has two bytes for every character",
  nul: "contains a NUL byte, where a value of the environment ends",
  latin1: "contains bytes that are not UTF-8",
};

export function cases(): Cases {
  return {
    claims: [
      {
        name: "a byte order mark before the first key that the start needs",
        files: {
          ".env": "\uFEFFQUEUE_KEY=Zk3v8Qp1Lm5xT7rB2nW9cY4d\nTITLE=x\n",
          "server.js": text`
            if (!process.env.QUEUE_KEY) throw new Error("QUEUE_KEY");
            ${serveJs}
            console.log(process.env.TITLE);
          `,
        },
        command: ["node", "--env-file=.env", "server.js"],
      },
    ],
    leaves: [
      {
        name: "plain UTF-8 with letters of many scripts",
        files: {
          ".env": "# größe 大\nQUEUE_KEY=Zk3v8Qp1Lm5xT7rB2nW9cY4d\n",
          "server.js": text`
            if (!process.env.QUEUE_KEY) throw new Error("QUEUE_KEY");
            ${serveJs}
          `,
        },
        command: ["node", "--env-file=.env", "server.js"],
      },
    ],
  };
}
