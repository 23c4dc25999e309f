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
    if (alone(fault)) return `The lines of ${file} end in a CR alone, and are one line to a loader`;
    return `${file} has Windows line ends, and ${fault.problem.dialects.includes("bash") ? "a shell reads it" : "its values keep them"}`;
  },
  detail: (fault, facts) => {
    const [who, many] = [biters(fault, facts), fault.problem.dialects.length > 1];
    return alone(fault)
      ? `Its lines end in CR without LF, as on a Mac of old. ${who} ${many ? "go" : "goes"} on reading behind it, so that the lines that follow become part of a value.`
      : `Its lines end in CR LF. ${who} ${many ? "keep" : "keeps"} the CR, so that every value ends in an invisible character.`;
  },
  fixes: ({ file }) => [
    {
      id: "line-ends",
      title: `Write ${file.file} with line ends of one LF`,
      safety: "safe",
      changes: [{ do: "recode", file: file.file, from: "utf-8", eol: true }],
    },
  ],
  place: ({ file }) => `bytes ${file.file}`,
  keys: everyKey,
  goesOn: onlyByRun,
  page: {
    what: "A .env file has the line ends of Windows, and a loader in use keeps the carriage return at the end of every value; or its lines end in a carriage return alone, and a loader takes them for one.",
    why: "A shell and docker end a line at LF alone; Node knows CR LF, too, and no CR alone.",
    causes: [
      "An editor on Windows.",
      "git with core.autocrlf.",
      "A file that was saved with the line ends of a Mac of old.",
    ],
    not: "Node, dotenv and python-dotenv take the carriage return of CR LF off: for them it is no fault.",
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
        command: ["/usr/bin/python3", "main.py"],
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
