import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import type { Facts, SourceRead, Variable } from "../../facts.ts";
import type { Place } from "../../finding.ts";
import {
  bindingsOf,
  crashTouches,
  hidesAnother,
  listed,
  problemsOf,
  relatedReads,
  valuePlace,
} from "../_lookup.ts";
import { kindWords, refused } from "../_value-kinds.ts";

interface Evidence {
  variable: Variable;
  read: SourceRead;
  at: Place;
  how: "raises" | "wrong";
}

export default defineDiagnosis({
  code: "env/invalid-value",
  since: "0.1.0",
  stage: "DR",
  detect: (facts): Evidence[] => {
    const faulty = keysOfFaults(facts);
    return facts.env.variables.flatMap((variable) => {
      const { value, name } = variable;
      if (value === null || value === "" || name === facts.port.invalid?.variable || faulty.has(name))
        return [];
      for (const read of variable.reads) {
        if (!read.reached || read.when === "request" || read.usedAs === "port") continue;
        const how = refused(read, value);
        if (how === null || hidesAnother(facts, variable)) continue;
        const place =
          variable.from === "environment"
            ? undefined
            : (bindingsOf(facts, name).find((b) => b.binding.value === value) ?? bindingsOf(facts, name)[0]);
        return [{ variable, read, at: place ? valuePlace(place.file, place.binding) : read.at, how }];
      }
      return [];
    });
  },
  finding: ({ variable, read, at, how }, facts) => {
    const failed = facts.run?.outcome === "failed" && crashTouches(facts, variable);
    const valid = read.choices?.length
      ? `valid are ${listed(read.choices, 8)}`
      : `it must be ${kindWords[read.as ?? "enum"]}`;
    const severity = failed || (how === "raises" && facts.run?.outcome !== "healthy") ? "error" : "warning";
    return {
      severity,
      confidence: failed || how === "raises" ? "certain" : "likely",
      role: failed ? "crash" : severity === "error" ? "would" : "none",
      title: `${variable.name} has a value that the code cannot use`,
      detail: `${read.at.file} takes ${variable.name} for ${kindWords[read.as ?? "enum"]}, and its value${variable.from === "environment" ? " in the environment" : ""} is none; ${valid}.`,
      at,
      also: relatedReads([read], () => `${variable.name} is read here`),
    };
  },
  fixes: ({ variable, read }) => [
    {
      id: "correct",
      title: read.choices?.length
        ? `Set ${variable.name} to one of ${listed(read.choices, 8)}`
        : `Set ${variable.name} to ${kindWords[read.as ?? "enum"]}`,
      safety: "manual",
      changes: [],
    },
  ],
  page: {
    what: "A variable has a value that the code's own conversion refuses: a number with a unit, a word that is not in its list, text that is no JSON.",
    why: "A variable is always text; the code makes a number, a list or a URL of it and fails when it cannot.",
    causes: [
      "A unit behind a number (15m for 900).",
      "A word of another tool (prod for production).",
      "A value that was meant for another variable.",
    ],
    not: "A value that a fault of the .env file cuts or alters is reported under that fault; a PORT that is no port is port/invalid; an empty value is env/empty-variable.",
  },
});

/** Keys whose value a fault of the text explains; one of the whole file is a fault of each of its keys. */
function keysOfFaults(facts: Facts): Set<string | null> {
  const ofLines = textFaults.flatMap((code) => problemsOf(facts, code).map(({ problem }) => problem.key));
  const ofFiles = ["env/carriage-return", "env/encoding"].flatMap((code) =>
    problemsOf(facts, code).flatMap(({ file }) => file.bindings.map((b) => b.key)),
  );
  return new Set([...ofLines, ...ofFiles]);
}

/** Faults that explain a wrong value better than the value does. */
const textFaults = [
  "env/hash-cuts-value",
  "env/dollar-expands",
  "env/smart-quotes",
  "env/quotes-kept",
  "env/carriage-return",
  "env/unterminated-quote",
  "env/encoding",
  "env/dialects-disagree",
];

const main = (line: string): string =>
  `import os\nfrom http.server import HTTPServer, BaseHTTPRequestHandler\nfrom dotenv import load_dotenv\nload_dotenv()\n${line}\nHTTPServer(("127.0.0.1", int(os.environ.get("PORT", "8000"))), BaseHTTPRequestHandler).serve_forever()\n`;

export const cases: Cases = {
  claims: [
    {
      name: "a number with a unit",
      files: { ".env": "CACHE_TTL=15m\n", "main.py": main('TTL = int(os.getenv("CACHE_TTL", "900"))') },
      command: ["/usr/bin/python3", "main.py"],
    },
    {
      name: "a word that is not in the list",
      files: {
        ".env": "CACHE_KIND=redis\n",
        "server.js":
          'const kind = process.env.CACHE_KIND;\nif (!["memory", "disk"].includes(kind)) throw new Error("CACHE_KIND");\nrequire("node:http").createServer().listen(process.env.PORT);\n',
      },
      command: ["node", "--env-file=.env", "server.js"],
    },
  ],
  leaves: [
    {
      name: "a number with blanks around",
      files: { ".env": 'CACHE_TTL=" 15 "\n', "main.py": main('TTL = int(os.getenv("CACHE_TTL", "900"))') },
      command: ["/usr/bin/python3", "main.py"],
    },
  ],
};
