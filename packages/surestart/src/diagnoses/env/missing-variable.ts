import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import type { Facts } from "../../facts.ts";
import type { Fix } from "../../finding.ts";
import { isPlaceholder } from "../../secret-value.ts";
import { listed, relatedReads, roleOf } from "../_lookup.ts";
import { absent, type Missing, setNowhere } from "../_missing.ts";
import { nearName } from "../_near-name.ts";
import { notMadeHere, setInDeployment } from "../_production.ts";
import { generateIn, secretForm } from "../_secret-form.ts";
import { sawRead, seenBy } from "../_seen-cases.ts";
import { serveJs } from "../_serve.ts";
import { exampleValue, targetEnvFile } from "../_target-file.ts";
import { text } from "../_text.ts";
import { typed } from "../_typed.ts";
import { saidMissing } from "./_said-missing.ts";

interface Evidence extends Missing {
  /** No code spells the name out: the program's own error says it. */
  said?: true;
  /** What the same schema demands besides, of which only its owner knows the values. */
  more?: Missing[];
}

export default defineDiagnosis({
  code: "env/missing-variable",
  since: "0.1.0",
  stage: "DR",
  detect: (facts): Evidence[] => {
    const said = saidMissing(facts);
    return said ? [{ ...said, said: true }] : bySchema(setNowhere(facts), facts);
  },
  about: (missing) => absent([missing, ...(missing.more ?? [])]),
  finding: ({ variable, reads: [first, ...rest], said, more = [] }, facts) => {
    const looked = facts.env.loaders.flatMap((l) => l.instead ?? l.found);
    const where =
      looked.length > 0
        ? `not set in the environment, nor in ${listed(looked)}`
        : `not set in the environment, and no .env that ${more.length > 0 ? "has them" : "has it"} is loaded`;
    const all = [variable, ...more.map((m) => m.variable)];
    return {
      severity: "error",
      confidence: said ? "likely" : "certain",
      role: said ? "crash" : roleOf(facts, all),
      title:
        more.length > 0
          ? `${variable.name} and ${more.length} more are not set`
          : `${variable.name} is not set`,
      detail: `${first.at.file} needs ${listed(
        all.map(({ name }) => name),
        6,
      )} when the program starts, but ${more.length > 0 ? "they are" : "it is"} ${where}.`,
      at: first.at,
      also: [
        ...relatedReads(rest, () => `${variable.name} is read here too`),
        ...more.flatMap((m) => relatedReads([m.reads[0]], () => `${m.variable.name} is not set either`)),
      ],
    };
  },
  fixes: (missing, facts) => [fixFor(missing, facts)],
  page: {
    what: "The code needs a variable that is not set: not in the environment, not in a .env that is loaded, not under a similar name.",
    why: "The program reads it while it starts, and raises, throws or exits when it is missing.",
    causes: [
      "The variable came with a newer version of the code, and the .env is older.",
      "The .env was copied from an example that does not list it.",
      "It is set on the machine where it works (a shell profile, a deployment), and not here.",
    ],
    steps: [
      "Run `surestart doctor --fix`: it adds a secret that may be random, or the value of .env.example. `surestart init` does so for all variables at once.",
      "A value that somebody else gives out (a database URL, an API key) you add yourself, as NAME=value in the .env.",
      "In production, set it in the environment of the deployment.",
    ],
    says: [
      "KeyError: '…'",
      "… environment variable is not set",
      "… is not set",
      "Missing required environment variable …",
      "Field required [type=missing, …]",
    ],
    not: "A variable that is set in a .env is source/env-not-loaded or source/env-read-before-load; one with a similar name is env/misspelled-variable; one that is set but empty is env/empty-variable.",
  },
});

/** A schema says at once all that it lacks: those for which no value can be made here are one finding. */
function bySchema(missing: Missing[], facts: Facts): Evidence[] {
  const found: Evidence[] = [];
  for (const one of missing) {
    const [{ schema, at }] = one.reads;
    // One that is set under a near name has a remedy of its own.
    const joins =
      schema === true &&
      fixFor(one, facts).safety === "manual" &&
      nearName(facts, one.variable.name) === null;
    const first = joins ? found.find((e) => e.more && e.reads[0].at.file === at.file) : undefined;
    if (first) first.more?.push(one);
    else found.push(joins ? { ...one, more: [] } : one);
  }
  return found;
}

function fixFor({ variable, reads, more = [] }: Evidence, facts: Facts): Fix {
  const instead = facts.env.loaders.find((l) => l.instead)?.instead;
  if (instead !== undefined)
    return {
      id: "set",
      title: `Set ${variable.name} in ${instead}, which is read instead of a .env`,
      safety: "manual",
      changes: [],
    };
  const file = targetEnvFile(facts);
  if (notMadeHere(facts, file))
    return setInDeployment(
      facts,
      [variable, ...more.map((m) => m.variable)].map(({ name }) => name),
    );
  if (more.length > 0)
    return {
      id: "set",
      title: `Set ${listed(
        [variable, ...more.map((m) => m.variable)].map(({ name }) => name),
        5,
      )} in ${file}`,
      safety: "manual",
      changes: [],
    };
  const form = secretForm(variable);
  if (form)
    return {
      id: "generate",
      title: `Add ${variable.name} to ${file}, freshly generated`,
      safety: "review",
      changes: [generateIn(file, variable.name, form)],
    };
  const example = exampleValue(facts, variable.name);
  if (example !== null && !variable.secret && !isPlaceholder(example, false)) {
    return {
      id: "from-example",
      title: `Add ${variable.name} to ${file}, with the value of the example`,
      safety: "review",
      changes: [{ do: "env-set", file, key: variable.name, value: example }],
    };
  }
  const form2 = reads[0].as ? ` (${reads[0].as})` : "";
  return {
    id: "set",
    title: `Set ${variable.name}${form2} in ${file}`,
    safety: "manual",
    ...typed(facts, `echo '${variable.name}=…' >> ${file}`),
    changes: [],
  };
}

export function cases(): Cases {
  return {
    claims: [
      {
        name: "a list that a library prints before it ends the program",
        files: {
          "server.js": text`
            const name = process.env.PIER_NAME ?? check();
            ${serveJs}
          `,
        },
        run: {
          outcome: "failed",
          ended: "exited",
          exit: { code: 1, signal: null },
          output: [
            "====",
            " Missing environment variables:",
            "    PIER_NAME: undefined",
            "====",
            " Exiting with error code 1",
          ],
        },
      },
      {
        name: "the constraints of a class, which a function of the project throws",
        files: {
          "server.js": text`
            const settings = { name: process.env.PIER_NAME, port: process.env.PIER_PORT };
            check(settings);
            ${serveJs}
          `,
        },
        run: {
          outcome: "failed",
          ended: "exited",
          exit: { code: 1, signal: null },
          output: [
            "    throw new Error(errors.toString());",
            "    ^",
            "",
            "Error: An instance of PierSettings has failed the validation:",
            " - property PIER_NAME has failed the following constraints: isString ",
            ",An instance of PierSettings has failed the validation:",
            " - property PIER_PORT has failed the following constraints: max, min, isInt ",
            "",
            "    at check (/srv/check.js:17:11)",
          ],
        },
      },
      {
        name: "a name that comes from a file, and a second look that saw that it is missing",
        files: {
          ".env": "MAST=1\n",
          "names.txt": "KEEL_KEY\n",
          "main.py": text`
            import os
            from dotenv import load_dotenv
            load_dotenv()
            name = open("names.txt").read().strip()
            key = os.environ.get(name)
            if not key:
                raise RuntimeError("the keel is loose")
          `,
        },
        command: ["/usr/bin/python3", "main.py"],
        run: {
          outcome: "failed",
          ended: "exited",
          exit: { code: 1, signal: null },
          output: [
            "Traceback (most recent call last):",
            '  File "main.py", line 7, in <module>',
            '    raise RuntimeError("the keel is loose")',
            "RuntimeError: the keel is loose",
          ],
        },
        facts: {
          witness: seenBy(
            "python",
            {
              name: "RuntimeError",
              at: { file: "main.py", line: 7 },
              raises: true,
              lacks: [{ name: "KEEL_KEY", found: "missing", at: { file: "main.py", line: 5 }, sure: true }],
            },
            { reads: [sawRead("KEEL_KEY", "missing", { file: "main.py", line: 5 })] },
          ),
        },
      },
      {
        name: "a setting of the package config that its file takes from a variable",
        files: {
          "config/custom-environment-variables.json": '{\n  "pump": {\n    "key": "CISTERN_PUMP"\n  }\n}\n',
          "config/default.json": '{ "port": 3000 }\n',
          "node_modules/config/package.json": '{ "name": "config", "version": "4.0.0" }',
          "node_modules/config/index.js": "",
          "server.js": 'const key = require("config").get("pump.key");\n',
        },
        command: ["node", "server.js"],
        run: {
          outcome: "failed",
          ended: "exited",
          exit: { code: 1, signal: null },
          output: [
            'Error: Configuration property "pump.key" is not defined',
            "    at Config.get (node_modules/config/lib/config.js:179:11)",
            "    at Object.<anonymous> (server.js:1:31)",
          ],
        },
      },
      {
        name: "a name that the code puts together",
        files: {
          ".env": "CISTERN_DEPTH=4\n",
          "reader.py": text`
            import os
            class Reader:
                def __init__(self, prefix):
                    self.prefix = prefix
                def require(self, name):
                    full = f"{self.prefix}_{name}"
                    if not os.environ.get(full):
                        raise RuntimeError(full)
          `,
          "main.py": text`
            from dotenv import load_dotenv
            from reader import Reader
            load_dotenv()
            Reader("CISTERN").require("PUMP")
          `,
        },
        command: ["/usr/bin/python3", "main.py"],
        run: {
          outcome: "failed",
          ended: "exited",
          exit: { code: 1, signal: null },
          output: [
            "Traceback (most recent call last):",
            '  File "main.py", line 4, in <module>',
            '    Reader("CISTERN").require("PUMP")',
            '  File "reader.py", line 8, in require',
            "    raise RuntimeError(full)",
            "RuntimeError: CISTERN_PUMP",
          ],
        },
      },
      {
        name: "a request needs it, and the server goes on",
        files: {
          ".env": "CISTERN_DEPTH=4\n",
          "server.js": text`
            require("node:http").createServer((q, r) => require("./pump.js").answer(r)).listen(process.env.PORT);
          `,
          "pump.js": text`
            const key = process.env.CISTERN_PUMP;
            if (!key) throw new Error("CISTERN_PUMP is missing");
            exports.answer = (r) => r.end(key);
          `,
        },
        command: ["node", "--env-file=.env", "server.js"],
        run: {
          outcome: "failed",
          ended: "timeout",
          output: [
            "Error: CISTERN_PUMP is missing",
            "    at Object.<anonymous> (pump.js:2:17)",
            "    at Server.<anonymous> (server.js:1:48)",
          ],
        },
      },
      {
        name: "a settings.ini that is read in place of the .env does not have it",
        files: {
          "settings.ini": "[settings]\nMOORINGS=4\n",
          "main.py": text`
            from decouple import config
            MOORING = config("MOORING")
          `,
        },
        command: ["/usr/bin/python3", "main.py"],
        run: {
          outcome: "failed",
          ended: "exited",
          exit: { code: 1, signal: null },
          output: [
            "Traceback (most recent call last):",
            '  File "main.py", line 2, in <module>',
            '    MOORING = config("MOORING")',
            "decouple.UndefinedValueError: MOORING not found. Declare it as envvar or define a default value.",
          ],
        },
      },
      {
        name: "several that one schema demands",
        files: {
          ".env": "TOPIC=orders\n",
          "package.json": '{"dependencies":{"zod":"4"}}',
          "node_modules/zod/package.json": '{"name":"zod","version":"4.1.0"}',
          "server.js": text`
            const { z } = require("zod");
            const env = z.object({ PIER_URL: z.url(), PIER_ZONE: z.string(), TOPIC: z.string() }).parse(process.env);
            require("node:http").createServer((q, r) => r.end(env.PIER_ZONE)).listen(process.env.PORT);
          `,
        },
        command: ["node", "--env-file=.env", "server.js"],
      },
      {
        name: "a host is asked for, and a port is set",
        files: {
          ".env": "CISTERN_PORT=6379\n",
          "server.js": text`
            const host = process.env.CISTERN_HOST;
            if (!host) throw new Error("CISTERN_HOST must be set");
            ${serveJs}
          `,
        },
        command: ["node", "--env-file=.env", "server.js"],
      },
      {
        name: "a required variable is in no file",
        files: {
          ".env": "TOPIC=orders\n",
          "server.js": text`
            const key = process.env.UPLOAD_BUCKET;
            if (!key) throw new Error("no bucket");
            ${serveJs}
          `,
        },
        command: ["node", "--env-file=.env", "server.js"],
      },
      {
        name: "a helper that makes the name says it",
        files: {
          ".env": "ZOO_NAME=north\n",
          "server.js": text`
            const { get } = require("./settings");
            get("name");
            get("keeper");
          `,
          "settings.js": text`
            exports.get = (name) => read(["ZOO", name.toUpperCase()].join("_"));
            const read = (key) => process.env[key];
          `,
        },
        command: ["node", "--env-file=.env", "server.js"],
        run: {
          outcome: "failed",
          ended: "exited",
          exit: { code: 1, signal: null },
          output: [
            "Error: ZOO_KEEPER is not defined",
            "    at get (settings.js:1:31)",
            "    at Object.<anonymous> (server.js:3:1)",
          ],
        },
      },
    ],
    leaves: [
      {
        name: "a name in a list of what is missing, which a .env has",
        files: {
          ".env": "PIER_NAME=x\n",
          "server.js": text`
            const name = process.env.PIER_NAME ?? "none";
            ${serveJs}
          `,
        },
        command: ["node", "--env-file=.env", "server.js"],
      },
      {
        name: "the code has a default for it",
        files: {
          ".env": "TOPIC=orders\n",
          "server.js": text`
            const key = process.env.UPLOAD_BUCKET ?? "local";
            ${serveJs}
            console.log(key, process.env.TOPIC);
          `,
        },
        command: ["node", "--env-file=.env", "server.js"],
      },
    ],
  };
}
