import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import type { EnvBinding, Facts, SourceRead } from "../../facts.ts";
import type { Fix } from "../../finding.ts";
import { bindingsOf, keyPlace, readByProgram, relatedReads, roleOf, variableOf } from "../_lookup.ts";
import { absent, type Missing, setNowhere } from "../_missing.ts";
import { nearName } from "../_near-name.ts";
import { seenByName } from "../_seen-cases.ts";
import { importPy, serveJs, servePy } from "../_serve.ts";
import { text } from "../_text.ts";

export default defineDiagnosis({
  code: "env/misspelled-variable",
  since: "0.1.0",
  stage: "DR",
  detect: (facts): Evidence[] => [
    ...byCaseAlone(facts),
    ...setNowhere(facts).flatMap((missing): Evidence[] => {
      const near = nearName(facts, missing.variable.name);
      const place =
        near === null ? undefined : bindingsOf(facts, near).find((b) => readByProgram(facts, b.file));
      return near !== null && place ? [{ ...missing, near, ...place }] : [];
    }),
  ],
  about: (missing) => absent([missing]),
  finding: ({ variable, reads, near, file, binding, optional }, facts) => ({
    severity: optional ? "warning" : "error",
    confidence: "likely",
    role: optional ? "none" : roleOf(facts, [variable]),
    title: `${near} is set, but the code reads ${variable.name}`,
    detail: `${reads[0].at.file} ${optional ? `reads ${variable.name}, and goes on without it` : `needs ${variable.name}, which is not set`}; ${file} sets ${near}${sourcesUnread(facts) ? "" : ", which no code reads"}.`,
    at: keyPlace(file, binding),
    also: relatedReads(reads, () => `${variable.name} is read here`),
  }),
  fixes: ({ variable, reads, near, file, binding }, facts) => [
    correctRead(reads[0], near) ?? {
      id: "rename-key",
      title: `Rename ${near} to ${variable.name} in ${file}`,
      ...(sourcesUnread(facts)
        ? { safety: "manual", changes: [] }
        : {
            safety: "review",
            changes: [{ do: "env-rename-key", file, line: binding.line, from: near, to: variable.name }],
          }),
    },
  ],
  page: {
    what: "A variable that the code requires is not set, and a file has a name so similar that it was probably meant.",
    why: "Names are compared letter by letter: a swapped letter, another case or a prefix makes it another variable.",
    causes: [
      "A typing mistake.",
      "Lower case in the file, upper case in the code.",
      "A prefix such as VITE_ or NEXT_PUBLIC_ that only the frontend's copy has.",
    ],
    steps: [
      "Decide which name is right, and change the other: the line in the .env, or the read in the code. `surestart doctor --fix` shows the change first.",
    ],
    examples: [
      {
        file: ".env",
        wrong: "DATABSE_URL=postgres://localhost/shop",
        right: "DATABASE_URL=postgres://localhost/shop",
      },
    ],
    not: "A name that the code reads is not a misspelling of another: then the missing one is env/missing-variable.",
  },
});

interface Evidence extends Missing {
  /** The name that is set, and where. */
  near: string;
  file: string;
  binding: EnvBinding;
  /** The code has a default, so that the start goes well with another value than the file's. */
  optional?: true;
}

/** `process.env.port`, where the file has PORT and no code reads that: letter case counts, but on Windows. */
function byCaseAlone(facts: Facts): Evidence[] {
  if (facts.project.windows) return [];
  return facts.env.variables.flatMap((variable): Evidence[] => {
    const [first, ...rest] = variable.reads.filter(({ reached, required }) => reached && !required);
    const near = variable.name.toUpperCase();
    if (!first || rest.length + 1 < variable.reads.length || near === variable.name) return [];
    if (variable.setValue !== null || variableOf(facts, near)?.reads.length) return [];
    const place = bindingsOf(facts, near).find((b) => readByProgram(facts, b.file));
    return place ? [{ variable, reads: [first, ...rest], near, ...place, optional: true }] : [];
  });
}

/** Nobody knows what else reads the near name: the program is in a language whose sources are not read. */
function sourcesUnread({ project }: Facts): boolean {
  return (project.unread ?? []).length > 0;
}

/** The code itself gives the value the near name: the slip is in its read. */
function correctRead({ name, assignedTo, at, schema, language }: SourceRead, near: string): Fix | null {
  const byCase = name.toUpperCase() === near && name !== near;
  const meant = byCase || (schema && assignedTo === near);
  if (!meant || language === "python" || at.line === undefined) return null;
  return {
    id: "correct-read",
    title: `Read ${near} in ${at.file}`,
    safety: "review",
    changes: [
      {
        do: "replace-near",
        file: at.file,
        line: at.line,
        old: `process.env.${name}`,
        new: `process.env.${near}`,
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
