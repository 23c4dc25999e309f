import type { Cases } from "../../diagnose.ts";
import { seenByName } from "../_seen-cases.ts";
import { importPy, serveJs, servePy } from "../_serve.ts";
import { text } from "../_text.ts";

/** The cases of env/misspelled-variable. */
export function cases(): Cases {
  return {
    claims: [
      seenByName(
        "a second look saw that the name is missing, and the .env has a near one",
        "KEEL_KYE=abc\n",
        "missing",
      ),
      {
        name: "another word for the same, and a client that was given no password",
        files: {
          ".env": "STORE_HOST=127.0.0.1\nSTORE_PWD=k8Jd0sLq2\n",
          "server.js": text`
            const { Pool } = require("pg");
            const pool = new Pool({ host: process.env.STORE_HOST, password: process.env.STORE_PASS });
            pool.query("select 1");
          `,
          "node_modules/pg/package.json": '{ "name": "pg", "version": "8.0.0" }',
          "node_modules/pg/index.js": "",
        },
        command: ["node", "--env-file=.env", "server.js"],
        run: {
          output: [
            "Error: SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string",
            "    at Object.continueSession (node_modules/pg/lib/crypto/sasl.js:36:11)",
          ],
        },
      },
      {
        name: "one underscore where a settings class wants its delimiter",
        files: {
          ".env": "DEBUG=1\nPUMP_KEY=k8Jd0sLq2\n",
          "main.py": text`
            from pydantic import BaseModel
            from pydantic_settings import BaseSettings, SettingsConfigDict
            ${importPy}
            class Pump(BaseModel):
                key: str
            class Settings(BaseSettings):
                model_config = SettingsConfigDict(env_file=".env", env_nested_delimiter="__", extra="ignore")
                pump: Pump
            settings = Settings()
            ${servePy}
          `,
        },
        facts: { runtime: { packages: [] } },
        run: {
          output: [
            "Traceback (most recent call last):",
            '  File "main.py", line 9, in <module>',
            "    settings = Settings()",
            '  File "/srv/.venv/lib/python3.11/site-packages/pydantic/main.py", line 280, in __init__',
            "    validated_self = self.__pydantic_validator__.validate_python(data, self_instance=self)",
            "pydantic_core._pydantic_core.ValidationError: 1 validation error for Settings",
            "pump",
            "  Field required [type=missing, input_value={'debug': '1'}, input_type=dict]",
          ],
        },
      },
      {
        name: "lower case in the code, with a default",
        files: {
          ".env": "TIDE_SPEED=4\n",
          "server.js": text`
            const speed = process.env.tide_speed || 3;
            ${serveJs}
          `,
        },
        command: ["node", "--env-file=.env", "server.js"],
      },
      {
        name: "a program whose sources are not read says what it lacks",
        files: { ".env": "STORAGE_FODLER=/srv\n", "server.rb": 'ENV.fetch("STORAGE_FOLDER")\n' },
        command: ["ruby", "server.rb"],
        run: {
          output: [
            'server.rb:1:in `fetch\': key not found: "STORAGE_FOLDER" (KeyError)',
            "\tfrom server.rb:1:in `<main>'",
          ],
        },
      },
      {
        name: "two letters are swapped",
        files: {
          ".env": "STORAGE_FODLER=/srv\n",
          "server.js": text`
            const folder = process.env.STORAGE_FOLDER;
            if (!folder) throw new Error("STORAGE_FOLDER must be set");
            ${serveJs}
          `,
        },
        command: ["node", "--env-file=.env", "server.js"],
      },
      {
        name: "a schema's key is filled from a name with a slip",
        files: {
          ".env": "STORAGE_FOLDER=/srv\n",
          "server.js": filled("process.env.STORAGEFOLDER"),
          "node_modules/zod/package.json": "{}",
          "node_modules/@t3-oss/env-core/package.json": "{}",
        },
        command: ["node", "--env-file=.env", "server.js"],
        run: {
          output: [
            "Invalid environment variables: [ { path: [ 'STORAGE_FOLDER' ] } ]",
            "Error: Invalid environment variables",
            "    at Object.<anonymous> (server.js:3:13)",
          ],
        },
      },
    ],
    leaves: [
      {
        name: "the code reads both",
        files: {
          ".env": "TIDE_SPEED=4\n",
          "server.js": text`
            const speed = process.env.TIDE_SPEED || process.env.tide_speed || 3;
            ${serveJs}
          `,
        },
        command: ["node", "--env-file=.env", "server.js"],
      },
      {
        name: "the near name is read by the code, too",
        files: {
          ".env": "STORAGE_FOLDERS=/srv\nSTORAGE_FOLDER=/srv/a\n",
          "server.js": text`
            for (const n of ["STORAGE_FOLDER", "STORAGE_FOLDERS"]) if (!process.env[n]) throw new Error(n);
            ${serveJs}
          `,
        },
        command: ["node", "--env-file=.env", "server.js"],
      },
    ],
  };
}

const filled = (variable: string): string =>
  text`
    const { createEnv } = require("@t3-oss/env-core");
    const { z } = require("zod");
    const env = createEnv({
      server: {
        STORAGE_FOLDER: z.string(),
      },
      emptyStringAsUndefined: true,
      runtimeEnv: {
        STORAGE_FOLDER: ${variable},
      },
    });
    require("node:http").createServer((q, r) => r.end(env.STORAGE_FOLDER)).listen(process.env.PORT);
  `;
