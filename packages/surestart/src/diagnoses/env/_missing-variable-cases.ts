import type { Cases } from "../../diagnose.ts";
import { seenByName } from "../_seen-cases.ts";
import { serveJs } from "../_serve.ts";
import { text } from "../_text.ts";

/** The cases of env/missing-variable. */
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
        name: "nothing became the host in a URL",
        files: {
          ".env": "PIER_USER=ada\n",
          "main.py": text`
            import os
            from dotenv import load_dotenv
            from pier import connect
            load_dotenv()
            host = os.getenv("PIER_HOST")
            connect(f"postgresql://{os.getenv('PIER_USER')}@{host}/pier")
          `,
        },
        command: ["/usr/bin/python3", "main.py"],
        facts: { runtime: { packages: [] } },
        run: {
          outcome: "failed",
          ended: "exited",
          exit: { code: 1, signal: null },
          output: [
            "Traceback (most recent call last):",
            '  File "main.py", line 6, in <module>',
            '    connect(f"postgresql://{user}@{host}/pier")',
            'psycopg2.OperationalError: could not translate host name "None" to address: Name or service not known',
          ],
        },
      },
      {
        name: "a script sets it as cmd of Windows does",
        files: {
          "package.json": '{"scripts":{"start":"set PIER_NAME=north && node server.js"}}',
          "server.js": text`
            if (!process.env.PIER_NAME) throw new Error("no pier");
            ${serveJs}
          `,
        },
        command: ["npm", "start"],
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
      seenByName(
        "a name that comes from a file, and a second look that saw that it is missing",
        "MAST=1\n",
        "missing",
      ),
      {
        name: "a setting of the package config that its file takes from a variable",
        files: {
          "config/custom-environment-variables.json": '{\n  "pump": {\n    "key": "CISTERN_PUMP"\n  }\n}\n',
          "config/default.json": '{ "port": 3000 }\n',
          "node_modules/config/package.json": '{ "name": "config", "version": "4.0.0" }',
          "node_modules/config/index.js": "",
          "server.js": 'const key = require("config").get("pump.key");\n',
        },
        run: {
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
        run: {
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
        run: {
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
