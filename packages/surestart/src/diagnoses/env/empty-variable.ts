import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import type { SourceRead, Variable } from "../../facts.ts";
import type { Place } from "../../finding.ts";
import { bindingsOf, crashTouches, relatedReads, roleOf, valuePlace } from "../_lookup.ts";
import { seenByName } from "../_seen-cases.ts";
import { importPy, serveJs, servePy } from "../_serve.ts";
import { text } from "../_text.ts";

interface Evidence {
  variable: Variable;
  read: SourceRead;
  at: Place;
}

export default defineDiagnosis({
  code: "env/empty-variable",
  since: "0.1.0",
  stage: "DR",
  detect: (facts): Evidence[] =>
    facts.env.variables.flatMap((variable) => {
      if (variable.value !== "" && !(variable.value === null && variable.setValue === "")) return [];
      // In a branch the start need not come to it: then only the failure itself tells that it did.
      const sure = facts.run?.outcome === "failed" && crashTouches(facts, variable);
      const read = variable.reads.find(
        (r) => r.reached && r.when !== "request" && needsValue(variable, r) && (sure || !r.conditional),
      );
      if (!read) return [];
      const place =
        variable.from === "environment"
          ? undefined
          : bindingsOf(facts, variable.name).find((b) => b.binding.value === "");
      return [{ variable, read, at: place ? valuePlace(place.file, place.binding) : read.at }];
    }),
  about: ({ variable }) => [`value ${variable.name}`],
  finding: ({ variable, read, at }, facts) => ({
    // A program that gets any free port starts; nobody who knows its port reaches it.
    severity: read.portOfEmpty === "0" ? "warning" : "error",
    confidence: "certain",
    role: read.portOfEmpty === "0" && facts.run?.outcome === "healthy" ? "none" : roleOf(facts, [variable]),
    title:
      read.portOfEmpty === "0"
        ? `${variable.name} is set but empty, and the program listens on any free port`
        : `${variable.name} is set but empty`,
    detail: `${read.at.file} ${read.portOfEmpty !== undefined ? `takes ${variable.name} as port ${read.portOfEmpty || "(an empty string)"}` : read.as ? `converts ${variable.name} to ${article(read.as)}` : `requires a value for ${variable.name}`}, and the value is empty${variable.from === "environment" ? " in the environment" : ""}.${read.hasDefault ? " The default in the code is only used when the variable is not set at all." : ""}`,
    at,
    also: relatedReads([read], () => `${variable.name} is read here`),
  }),
  fixes: ({ variable, read }) => [
    {
      id: "fill-or-remove",
      title: read.hasDefault
        ? `Give ${variable.name} a value, or remove the line so that the default is used`
        : `Give ${variable.name} a value`,
      safety: "manual",
      changes: [],
    },
  ],
  page: {
    what: "A variable is set to an empty value, and the code requires a value.",
    why: "An empty variable counts as set: `os.getenv(name, default)` and `??` keep the empty string, and a .env that is loaded later does not replace it.",
    causes: [
      "A line `NAME=` that was left to be filled in.",
      "`export NAME=` in a shell, or an empty field in the settings of a deployment.",
    ],
    steps: [
      "Give the variable a value, where the finding points: in the .env, or in the environment (`unset NAME` there).",
      "If the code has a default for it, you can remove the line instead. To let an empty value fall back to the default as well, use `||` or `or`.",
    ],
    examples: [
      {
        file: "main.py",
        wrong: 'port = int(os.getenv("PORT", "8000"))',
        right: 'port = int(os.getenv("PORT") or "8000")',
      },
      {
        file: "server.js",
        wrong: 'const port = process.env.PORT ?? "3000";',
        right: 'const port = process.env.PORT || "3000";',
      },
    ],
    not: "A variable that is not set at all is env/missing-variable.",
  },
});

/** A plain subscript takes an empty text as well as any; only a truth test or a conversion refuses it. */
function needsValue({ name }: Variable, read: SourceRead): boolean {
  return (
    read.refusesEmpty === true ||
    (read.portOfEmpty !== undefined && read.hasDefault && /(?:^|_)PORT$/.test(name))
  );
}

function article(kind: NonNullable<SourceRead["as"]>): string {
  return {
    int: "a whole number",
    float: "a number",
    boolean: "a yes or no",
    url: "a URL",
    json: "JSON",
    enum: "one of a list",
    duration: "a duration",
    bytes: "bytes",
    path: "a path",
    email: "an address",
  }[kind];
}

export function cases(): Cases {
  return {
    claims: [
      seenByName("a second look saw that it is empty", "KEEL_KEY=\n", "empty"),
      {
        name: "a number that is blank",
        files: {
          ".env": "POOL_SIZE=\n",
          "main.py": text`
            import os
            ${importPy}
            from dotenv import load_dotenv
            load_dotenv()
            SIZE = int(os.environ.get("POOL_SIZE", "4"))
            ${servePy}
          `,
        },
      },
      {
        name: "a blank port that is the number 0, since the default is for a missing one only",
        files: {
          ".env": "KIOSK_PORT=\n",
          "server.js":
            'require("node:http").createServer().listen(Number(process.env.KIOSK_PORT ?? 18470));\n',
        },
        command: ["node", "--env-file=.env", "server.js"],
      },
      {
        name: "a blank port of a helper that parses it",
        files: {
          ".env": "PORT=\n",
          "server.js": text`
            const count = (name, usual) => parseInt(process.env[name] ?? usual, 10);
            require("node:http").createServer().listen(count("PORT", 18470));
          `,
        },
        command: ["node", "--env-file=.env", "server.js"],
      },
    ],
    leaves: [
      {
        name: "a blank port in whose place the default is taken",
        files: {
          ".env": "PORT=\n",
          "server.js": text`
            const count = (name, usual) => Number(process.env[name] || usual);
            require("node:http").createServer().listen(count("PORT", 18470));
          `,
        },
        command: ["node", "--env-file=.env", "server.js"],
      },
      {
        name: "an optional text that is blank",
        files: {
          ".env": "BANNER=\n",
          "server.js": text`
            const banner = process.env.BANNER || "hello";
            ${serveJs}
            console.log(banner);
          `,
        },
        command: ["node", "--env-file=.env", "server.js"],
      },
    ],
  };
}
