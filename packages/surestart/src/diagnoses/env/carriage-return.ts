import type { Cases } from "../../diagnose.ts";
import type { Facts } from "../../facts.ts";
import { startReads } from "../_lookup.ts";
import { serveJs } from "../_serve.ts";
import { text } from "../_text.ts";
import { biters, everyKey, type TextFault, textFault } from "./_text-fault.ts";

export default textFault({
  code: "env/carriage-return",
  title: (fault) => {
    const { file } = fault.file;
    if (alone(fault)) return `${file} has classic Mac line endings, and a loader reads it as one line`;
    return `${file} has Windows line endings, and ${fault.problem.dialects.includes("bash") ? "a shell reads it" : "its values keep them"}`;
  },
  detail: (fault, facts) => {
    const [who, many] = [biters(fault, facts), fault.problem.dialects.length > 1];
    return alone(fault)
      ? `Its lines end in CR only (classic Mac line endings). ${who} ${many ? "do" : "does"} not end a line there, so the lines that follow become part of a value.`
      : `Its lines end in CR LF. ${who} ${many ? "keep" : "keeps"} the CR, so every value ends in an invisible character.`;
  },
  fixes: ({ file }) => [
    {
      id: "line-ends",
      title: `Save ${file.file} with LF line endings`,
      safety: "safe",
      changes: [{ do: "recode", file: file.file, from: "utf-8", eol: true }],
    },
  ],
  place: ({ file }) => `bytes ${file.file}`,
  keys: everyKey,
  goesOn: onlyByRun,
  page: {
    what: "A .env file has Windows line endings, and a loader in use keeps the carriage return at the end of every value; or its lines end in a carriage return only, and a loader reads them as one line.",
    why: "A shell and docker end a line at LF only. Node knows CR LF as well, but not a CR on its own.",
    causes: [
      "An editor on Windows.",
      "git with core.autocrlf.",
      "A file that was saved with classic Mac line endings.",
    ],
    steps: [
      "Run `surestart doctor --fix`: it saves the file with LF line endings. By hand: `perl -pi -e 's/\\r$//' .env`, or \"LF\" in the status bar of your editor.",
      "To keep git from converting the file again, add the line `.env* text eol=lf` to .gitattributes.",
    ],
    not: "Node, dotenv and python-dotenv remove the carriage return of CR LF: it does no harm there.",
  },
});

function alone({ problem }: TextFault): boolean {
  return problem.args["alone"] === true;
}

/** Nothing but `run` would load the file, and the bare program goes on without it. */
function onlyByRun({ file, hurts }: TextFault, facts: Facts): boolean {
  return (
    facts.stage === "doctor" &&
    facts.env.loadedByRun?.file === file.file &&
    !hurts.some((v) => startReads(v).length > 0)
  );
}

export function cases(): Cases {
  return {
    claims: [
      {
        name: "a CR alone ends no line for Node",
        files: {
          ".env": "REGION=eu\rDEPOT=12\r",
          "server.js": text`
            const region = process.env.REGION;
            if (!["eu", "us"].includes(region)) throw new RangeError("REGION must be one of eu, us");
            console.log(process.env.DEPOT);
            ${serveJs}
          `,
        },
        command: ["node", "--env-file=.env", "server.js"],
      },
      {
        name: "a shell sources it",
        files: {
          ".env": "REGION=eu\r\nDEPOT=12\r\n",
          "start.sh": text`
            set -a
            . ./.env
            set +a
            exec node server.js
          `,
          "server.js": text`
            const region = process.env.REGION;
            if (!["eu", "us"].includes(region)) throw new RangeError("REGION must be one of eu, us");
            console.log(process.env.DEPOT);
            ${serveJs}
          `,
        },
        command: ["sh", "start.sh"],
      },
      {
        name: "a loop of a script exports the lines",
        files: {
          ".env": "REGION=eu\r\nDEPOT=12\r\n",
          "start.sh": text`
            while IFS= read -r line; do export "$line"; done < .env
            exec node server.js
          `,
          "server.js": text`
            const region = process.env.REGION;
            if (!["eu", "us"].includes(region)) throw new RangeError("REGION must be one of eu, us");
            console.log(process.env.DEPOT);
            ${serveJs}
          `,
        },
        command: ["sh", "start.sh"],
      },
    ],
    leaves: [
      {
        name: "python-dotenv ends a line at a CR alone",
        files: {
          ".env": "REGION=eu\rDEPOT=12\r",
          "main.py": text`
            import os
            from dotenv import load_dotenv
            load_dotenv()
            REGION = os.environ["REGION"]
            DEPOT = int(os.environ["DEPOT"])
          `,
        },
      },
      {
        name: "Node reads it",
        files: {
          ".env": "REGION=eu\r\n",
          "server.js": text`
            if (!process.env.REGION) throw new Error("REGION");
            ${serveJs}
          `,
        },
        command: ["node", "--env-file=.env", "server.js"],
      },
    ],
  };
}
