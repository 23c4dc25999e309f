import type { Subject } from "../../compete.ts";
import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import { bindingsOf, listed, loadedByRun, metRole, relatedReads, roleOf, valuePlace } from "../_lookup.ts";
import { setButUnseen } from "../_missing.ts";
import { importPy, serveJs, servePy } from "../_serve.ts";
import { text } from "../_text.ts";
import { moveLoadFix } from "./_move-load-fix.ts";

export default defineDiagnosis({
  code: "source/env-read-before-load",
  since: "0.1.0",
  stage: "DR",
  detect: (facts) => {
    const late = setButUnseen(facts).flatMap((m) => {
      const read = m.reads.find((r) => r.loaded === false && r.lateLoad);
      return read?.lateLoad ? [{ variable: m.variable, read, load: read.lateLoad }] : [];
    });
    const position = (at: { file: string; line?: number }, name: string): number =>
      facts.source.reads.findIndex((r) => r.at.file === at.file && r.at.line === at.line && r.name === name);
    const [first, ...rest] = late.sort(
      (a, b) => position(a.read.at, a.read.name) - position(b.read.at, b.read.name),
    );
    return first ? [{ first, rest }] : [];
  },
  about: ({ first, rest }) => [first, ...rest].map(({ variable }): Subject => `absent ${variable.name}`),
  finding: ({ first: { variable, read, load }, rest }, facts) => {
    const met = loadedByRun(facts, variable.name);
    const without = !met && facts.run?.outcome === "healthy";
    const binding = bindingsOf(facts, variable.name)[0];
    const chain =
      read.chain && read.chain.length > 1 ? ` It is imported before: ${read.chain.join(" → ")}.` : "";
    return {
      severity: met ? "info" : without ? "warning" : "error",
      confidence: "certain",
      role: met
        ? metRole(facts)
        : without
          ? "none"
          : roleOf(facts, [variable, ...rest.map((r) => r.variable)]),
      ...(met ? { resolved: true } : {}),
      title: `${listed([variable, ...rest.map((r) => r.variable)].map((v) => v.name))} ${rest.length > 0 ? "are" : "is"} read before the .env is loaded`,
      detail: `${read.at.file} reads ${variable.name} while it is imported, and ${load.file}:${load.line} loads the .env only after that.${chain}${without ? " The program became healthy without it." : ""}${met ? " surestart set the variables before the start." : ""}`,
      at: read.at,
      also: [
        { ...load, note: "the load, too late" },
        ...(binding
          ? [{ ...valuePlace(binding.file, binding.binding), note: `${variable.name} is set here` }]
          : []),
        ...relatedReads(
          rest.map((r) => r.read),
          (r) => `${r.name} is read too early as well`,
        ),
      ],
    };
  },
  fixes: ({ first: { read, load } }, facts) => [moveLoadFix(facts, load, read)],
  page: {
    what: "The code reads a variable while its modules are imported, and the .env is loaded after that.",
    why: "Python runs an imported module where the import stands; ESM runs all imports before the first statement of the file.",
    causes: [
      "load_dotenv() stands below the imports of the project's own modules.",
      "dotenv.config() in an ES module, with the imports above or below it: they run first in both cases.",
      "A formatter or linter moved the imports to the top.",
    ],
    not: "When nothing loads the .env at all it is source/env-not-loaded.",
  },
});

/** A class that inherits the constructor of a library's. */
function strategy(main: string): Record<string, string> {
  return {
    ".env": "GATE_KEY=w4Kp9Xz2Rt7Lm5Qb8Vn1Hc6Ys3Jd0FgA\n",
    "package.json": '{ "dependencies": { "passport-jwt": "4" } }',
    "node_modules/passport-jwt/package.json":
      '{ "name": "passport-jwt", "version": "4.0.1", "main": "index.js" }',
    "node_modules/passport-jwt/index.js": "",
    "gate.js": text`
      const { Strategy } = require("passport-jwt");
      class Gate extends Strategy {}
      module.exports = new Gate({ secretOrKey: process.env.GATE_KEY });
    `,
    "server.js": `${main}\n${serveJs}\n`,
  };
}

export function cases(): Cases {
  return {
    claims: [
      {
        name: "a class of a library that throws where it is made, before the load",
        files: strategy("require('./gate');\nprocess.loadEnvFile();"),
      },
      {
        name: "Python: the import stands above the load",
        files: {
          ".env": "DECK=a\n",
          "deck.py": 'import os\nDECK = os.environ["DECK"]\n',
          "main.py": text`
            import os
            ${importPy}
            from dotenv import load_dotenv
            import deck
            load_dotenv()
            ${servePy}
          `,
        },
        command: ["/usr/bin/python3", "main.py"],
      },
      {
        name: "ESM: imports are hoisted over the load",
        files: {
          "package.json": '{"type":"module"}',
          ".env": "DECK=a\n",
          "deck.js": text`
            export const deck = process.env.DECK;
            if (!deck) throw new Error("DECK");
          `,
          "server.js": text`
            import { createServer } from "node:http";
            process.loadEnvFile();
            import { deck } from "./deck.js";
            createServer((q, s) => s.end(deck)).listen(process.env.PORT);
          `,
        },
      },
    ],
    leaves: [
      {
        name: "a class of a library that is made after the load",
        files: strategy("process.loadEnvFile();\nrequire('./gate');"),
      },
      {
        name: "Python: the load stands above the import",
        files: {
          ".env": "DECK=a\n",
          "deck.py": 'import os\nDECK = os.environ["DECK"]\n',
          "main.py": text`
            import os
            ${importPy}
            from dotenv import load_dotenv
            load_dotenv()
            import deck
            ${servePy}
          `,
        },
        command: ["/usr/bin/python3", "main.py"],
      },
    ],
  };
}
