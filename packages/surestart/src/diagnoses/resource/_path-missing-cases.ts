import type { Cases } from "../../diagnose.ts";
import { importPy, servePy } from "../_serve.ts";
import { text } from "../_text.ts";

/** The cases of resource/path-missing. */
export function cases(): Cases {
  const main = text`
    import os
    import sqlite3
    ${importPy}
    from dotenv import load_dotenv
    load_dotenv()
    DB = sqlite3.connect(os.environ["STORE_FILE"])
    ${servePy}
  `;
  const configured = {
    "package.json": '{"dependencies":{"config":"4"}}',
    "node_modules/config/package.json": '{"name":"config"}',
    "web/server.js": text`
      const config = require("config");
      require("node:http").createServer((q, r) => r.end(config.get("title"))).listen(process.env.PORT);
    `,
  };
  return {
    claims: [
      {
        name: "a file of credentials, in the words of its library",
        files: {
          ".env": "PIER_CREDENTIALS=./keys/account.json\n",
          "main.py": text`
            import os
            from dotenv import load_dotenv
            from pier import sign_in
            load_dotenv()
            sign_in(os.environ["PIER_CREDENTIALS"])
          `,
        },
        facts: { runtime: { packages: [] } },
        run: {
          output: [
            "Traceback (most recent call last):",
            '  File "main.py", line 5, in <module>',
            '    sign_in(os.environ["PIER_CREDENTIALS"])',
            '  File "/srv/.venv/lib/python3.11/site-packages/pier/auth.py", line 9, in sign_in',
            "pier.exceptions.CredentialsError: File ./keys/account.json was not found.",
          ],
        },
      },
      {
        name: "the folder of the database was never made",
        files: { ".env": "STORE_FILE=var/data/store.sqlite3\n", "main.py": main },
        run: {
          output: [
            "Traceback (most recent call last):",
            '  File "main.py", line 6, in <module>',
            '    DB = sqlite3.connect(os.environ["STORE_FILE"])',
            "sqlite3.OperationalError: unable to open database file",
          ],
        },
      },
      {
        name: "a URL with a relative path to the database",
        files: {
          ".env": "STORE_FILE=sqlite:///var/data/store.db\n",
          "main.py": text`
            import os
            from sqlalchemy import create_engine
            from dotenv import load_dotenv
            load_dotenv()
            create_engine(os.environ["STORE_FILE"]).connect()
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
            '  File "main.py", line 5, in <module>',
            '    create_engine(os.environ["STORE_FILE"]).connect()',
            "sqlalchemy.exc.OperationalError: (sqlite3.OperationalError) unable to open database file",
          ],
        },
      },
      {
        name: "a file that lies beside the code, and not where the program is started",
        files: { "api/tides.json": "[]", "api/server.js": 'require("fs").readFileSync("tides.json");\n' },
        command: ["node", "api/server.js"],
        run: {
          elsewhere: { asked: "tides.json", lies: "api/tides.json" },
          output: [
            "Error: ENOENT: no such file or directory, open 'tides.json'",
            "    at Object.<anonymous> (api/server.js:1:15)",
          ],
        },
      },
      {
        name: "a server says of a path on its command line that it is not there",
        files: { "main.py": "print()\n" },
        run: {
          exit: { code: 2, signal: null },
          output: ["Error: Invalid value for '--ssl-keyfile': Path 'tls/key.pem' does not exist."],
        },
      },
      {
        name: "settings of the package config beside the program, and not where it is started",
        files: { ...configured, "web/config/default.json": '{"title":"t"}' },
        command: ["node", "web/server.js"],
      },
    ],
    leaves: [
      {
        name: "settings where the program is started",
        files: { ...configured, "config/default.json": '{"title":"t"}', "web/config/local.json": "{}" },
        command: ["node", "web/server.js"],
      },
      {
        name: "the code names the folder of its settings",
        files: {
          ...configured,
          "web/server.js": `process.env.NODE_CONFIG_DIR = __dirname + "/config";\n${configured["web/server.js"]}`,
          "web/config/default.json": '{"title":"t"}',
        },
        command: ["node", "web/server.js"],
      },
      {
        name: "healthy",
        files: { ".env": "STORE_FILE=store.sqlite3\n", "main.py": main },
        run: { outcome: "healthy", ended: "healthy" },
      },
    ],
  };
}
