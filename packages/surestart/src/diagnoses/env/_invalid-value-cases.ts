import type { Cases, DeepPartial } from "../../diagnose.ts";
import type { Facts } from "../../facts.ts";
import { importPy, serveJs, servePy, withBetterAuth } from "../_serve.ts";
import { text } from "../_text.ts";

const main = (line: string): string =>
  text`
    import os
    ${importPy}
    from dotenv import load_dotenv
    load_dotenv()
    ${line}
    ${servePy}
  `;

/** A settings class that reads the .env and has these fields. */
const settingsClass = (...knows: string[]): DeepPartial<Facts> => ({
  env: {
    loaders: [
      {
        dialect: "python",
        how: 'env_file=".env"',
        at: { file: "main.py", line: 5 },
        files: [".env"],
        found: [".env"],
        override: false,
        plain: true,
        search: "cwd",
        own: true,
        when: "import",
        installed: true,
        knows,
      },
    ],
  },
});

/** A class with one field, whose instance is made of the environment and checked. */
const decorated = (field: string, line: string): Record<string, string> => ({
  ".env": `${line}\n`,
  "package.json": '{"dependencies":{"class-transformer":"0","class-validator":"0","dotenv":"17","tsx":"4"}}',
  "node_modules/tsx/package.json": '{"name":"tsx","version":"4.20.0"}',
  "node_modules/dotenv/package.json": '{"name":"dotenv","version":"17.2.0"}',
  "node_modules/class-transformer/package.json": '{"name":"class-transformer","version":"0.5.1"}',
  "node_modules/class-validator/package.json": '{"name":"class-validator","version":"0.14.2"}',
  "main.ts": text`
    import "dotenv/config";
    import { createServer } from "node:http";
    import { plainToInstance, Type } from "class-transformer";
    import { IsInt, IsUrl, validateSync } from "class-validator";
    class Settings {
      ${field}
    }
    const faults = validateSync(plainToInstance(Settings, process.env));
    if (faults.length > 0) throw new Error(faults.join());
    createServer((_, response) => response.end()).listen(process.env.PORT);
  `,
});

/** A server on Better Auth. */
const siteFiles = (line: string, option = ""): Record<string, string> =>
  withBetterAuth({
    ".env": `BETTER_AUTH_SECRET=Zt4hR9wKm2Xv7Lq0Pd5Ny8Bc3Fj6Gs1A\n${line}\n`,
    "server.mjs": text`
    import { betterAuth } from "better-auth";
    import { createServer } from "node:http";
    const options = { ${option} };
    export const auth = betterAuth(options);
    createServer((q, r) => r.end("ok")).listen(process.env.PORT);
  `,
  });

/** The cases of env/invalid-value. */
export function cases(): Cases {
  return {
    claims: [
      {
        name: "Go is given a port where it wants an address",
        files: { ".env": "TIDE_ADDR=8071\n", "main.go": "package main\n", "go.mod": "module tide\n" },
        command: ["go", "run", "."],
        run: {
          outcome: "failed",
          ended: "exited",
          exit: { code: 1, signal: null },
          output: ["2026/12/01 00:07:30 listen tcp: address 8071: missing port in address", "exit status 1"],
        },
      },
      {
        name: "JSON over several lines without quotes",
        files: {
          ".env": 'TIDE_TABLE={\n  "north": 4\n}\n',
          "package.json": '{"dependencies":{"dotenv":"17"}}',
          "node_modules/dotenv/package.json": '{"name":"dotenv","version":"17.0.0"}',
          "server.js": text`
            require("dotenv").config();
            const table = JSON.parse(process.env.TIDE_TABLE);
            ${serveJs}
          `,
        },
      },
      {
        name: "a number with a unit",
        files: { ".env": "CACHE_TTL=15m\n", "main.py": main('TTL = int(os.getenv("CACHE_TTL", "900"))') },
      },
      {
        name: "a word that a library's bool does not know",
        files: {
          ".env": "LAMPS=enabled\n",
          "main.py": main('from decouple import config\nLAMPS = config("LAMPS", default=False, cast=bool)'),
        },
      },
      {
        name: "a comment that the loader takes for a part of the value",
        files: {
          ".env": "CACHE_TTL=900 # a quarter of an hour\n",
          "main.py": text`
            from decouple import config
            ${importPy}
            TTL = config("CACHE_TTL", cast=int)
            ${servePy}
          `,
        },
      },
      {
        name: "a name in the .env that no field of the settings class has",
        files: { ".env": "MAIL_BOX=a\nMAIL_OLD=1\n", "main.py": "" },
        facts: settingsClass("MAIL_BOX"),
      },
      {
        name: "a word that is not in the list",
        files: {
          ".env": "CACHE_KIND=redis\n",
          "server.js": text`
            const kind = process.env.CACHE_KIND;
            if (!["memory", "disk"].includes(kind)) throw new Error("CACHE_KIND");
            ${serveJs}
          `,
        },
        command: ["node", "--env-file=.env", "server.js"],
      },
      {
        name: "a URL that cannot be one, by its name alone",
        files: {
          ".env": "SEARCH_URL=http://127.0.0.1:99200/index\n",
          "server.js": text`
            const search = process.env.SEARCH_URL;
            require("node:http").createServer((q, r) => fetch(search).then(() => r.end())).listen(process.env.PORT);
          `,
        },
        command: ["node", "--env-file=.env", "server.js"],
      },
      {
        name: "a host without a scheme where a library wants the address of the site, which it looks up by itself",
        files: siteFiles("BETTER_AUTH_URL=club.internal:3000"),
        command: ["node", "--env-file=.env", "server.mjs"],
      },
      {
        name: "the second name that the library looks up, since the first is not set",
        files: siteFiles("BETTER_AUTH_URL=\nNEXT_PUBLIC_BETTER_AUTH_URL=localhost:3000"),
        command: ["node", "--env-file=.env", "server.mjs"],
      },
      {
        name: "the address of the site as an option",
        files: siteFiles("SITE=www.club.example", "baseURL: process.env.SITE"),
        command: ["node", "--env-file=.env", "server.mjs"],
      },
      {
        name: "the program's own schema names it",
        files: {
          ".env": "POOL_DEPTH=18000\n",
          "server.js": 'require("./schema").check(process.env);\n',
          "schema.js": text`
            exports.check = (env) => rules.forEach((rule) => rule(env));
            const rules = [];
          `,
        },
        command: ["node", "--env-file=.env", "server.js"],
        run: {
          output: [
            "RangeError: POOL_DEPTH must be between 50 and 500",
            "    at check (schema.js:1:40)",
            "    at Object.<anonymous> (server.js:1:21)",
          ],
        },
      },
      ...[
        ["BUOY_HOST=127.0.0.1:6379", "getaddrinfo ENOTFOUND 127.0.0.1:6379"],
        ["BUOY_HOST=redis://127.0.0.1:6379", "getaddrinfo ENOTFOUND redis://127.0.0.1:6379"],
        ["BUOY_HOST=redis://127.0.0.1:6379", "connect ENOENT redis://127.0.0.1:6379"],
      ].map(([line = "", said = ""]) => ({
        name: `it is taken for something else: ${said}`,
        files: {
          ".env": `${line}\n`,
          "server.js": text`
            const { connect } = require("./client");
            connect({ host: process.env.BUOY_HOST });
          `,
          "client.js": "exports.connect = (options) => require('node:net').connect(options);\n",
        },
        command: ["node", "--env-file=.env", "server.js"],
        run: {
          outcome: "failed" as const,
          ended: "exited" as const,
          exit: { code: 1, signal: null },
          output: [`buoy: ${said}`],
        },
      })),
      ...[true, false].map((fails) => ({
        name: `an option of libpq in a URL of asyncpg${fails ? ", as the program met it" : ""}`,
        files: {
          ".env": "PIER_DB=postgresql+asyncpg://me:k8Jd0sLq2@127.0.0.1/pier?sslmode=require\n",
          "main.py": main(
            'from sqlalchemy.ext.asyncio import create_async_engine\nENGINE = create_async_engine(os.environ["PIER_DB"])',
          ),
        },
        facts: { runtime: { packages: [] }, services: [] },
        ...(fails
          ? {
              run: {
                outcome: "failed" as const,
                ended: "exited" as const,
                exit: { code: 1, signal: null },
                output: [
                  "Traceback (most recent call last):",
                  '  File "main.py", line 6, in <module>',
                  "TypeError: connect() got an unexpected keyword argument 'sslmode'",
                ],
              },
            }
          : {}),
      })),
      {
        name: "a library's error repeats it, and does not name it",
        files: {
          ".env": "WHARF_ZONE=Europe/Amsterdm\n",
          "main.py": main('from wharf import zone_of\nZONE = zone_of(os.environ["WHARF_ZONE"])'),
          "wharf.py": "def zone_of(name):\n    return rules(name)\n",
        },
        run: {
          output: [
            "Traceback (most recent call last):",
            '  File "main.py", line 6, in <module>',
            "ValueError: Incorrect timezone setting: Europe/Amsterdm",
          ],
        },
      },
      ...[
        ["a number that is still text when it is checked", "@IsInt() POOL: number;", "POOL=5"],
        ["a host without a dot", "@IsUrl() MIRROR: string;", "MIRROR=http://localhost:9"],
      ].map(([name = "", field = "", line = ""]) => ({
        name,
        files: decorated(field, line),
        command: ["node", "--import", "tsx", "main.ts"],
      })),
    ],
    leaves: [
      {
        name: "an option of libpq that the code cuts off",
        files: {
          ".env": "PIER_DB=postgresql+asyncpg://me:k8Jd0sLq2@127.0.0.1/pier?sslmode=require\n",
          "main.py": main(
            'from sqlalchemy.ext.asyncio import create_async_engine\nENGINE = create_async_engine(os.environ["PIER_DB"].split("?")[0])',
          ),
        },
        facts: { runtime: { packages: [] }, services: [] },
      },
      {
        name: "a mode in which another variable is needed, which is missing",
        files: {
          "server.js": text`
            if (process.env.NODE_ENV === "production" && !process.env.LANTERN_KEY) throw new Error("no key");
            ${serveJs}
          `,
        },
        environment: { NODE_ENV: "production" },
      },
      {
        name: "names of fields, in any case, and an empty line of another",
        files: { ".env": "mail_box=a\nMAIL_FROM=b\nMAIL_OLD=\n", "main.py": "" },
        facts: settingsClass("MAIL_BOX", "MAIL_FROM"),
      },
      {
        name: "the option by the name that asyncpg has for it",
        files: {
          ".env": "PIER_DB=postgresql+asyncpg://me:k8Jd0sLq2@127.0.0.1/pier?ssl=require\n",
          "main.py": main(
            'from sqlalchemy.ext.asyncio import create_async_engine\nENGINE = create_async_engine(os.environ["PIER_DB"])',
          ),
        },
        facts: { runtime: { packages: [] }, services: [] },
      },
      {
        name: "an option that takes the place of what the library looks up",
        files: siteFiles("BETTER_AUTH_URL=localhost:3000", 'baseURL: "http://localhost:3000"'),
        command: ["node", "--env-file=.env", "server.mjs"],
      },
      {
        name: "names that are no modes, and URLs that are whole",
        files: {
          ".env": text`
            NODE_ENV=staging
            SEARCH_URL=http://127.0.0.1:9/x
            BROKER_URL=//cdn.example/x
          `,
          "server.js": text`
            const { NODE_ENV, SEARCH_URL, BROKER_URL } = process.env;
            require("node:http").createServer((q, r) => r.end(NODE_ENV + SEARCH_URL + BROKER_URL)).listen(process.env.PORT);
          `,
        },
        command: ["node", "--env-file=.env", "server.js"],
      },
      {
        name: "a word for true in other letters, and an empty one",
        files: {
          ".env": "LAMPS=ON\nBELLS=\n",
          "main.py": main(
            'from decouple import config\nLAMPS = config("LAMPS", cast=bool)\nBELLS = config("BELLS", cast=bool)',
          ),
        },
      },
      ...[
        "BETTER_AUTH_URL=http://localhost:3000\nBASE_URL=localhost:3000",
        "BASE_URL=/",
        "AUTH_HOST=localhost:3000",
      ].map((line) => ({
        name: `what the library takes for the address of the site, or does not look up: ${line.split("=")[0]}`,
        files: siteFiles(line),
        command: ["node", "--env-file=.env", "server.mjs"],
      })),
      {
        name: "a comment on a line of its own",
        files: {
          ".env": "# a quarter of an hour\nCACHE_TTL=900\n",
          "main.py": text`
            from decouple import config
            ${importPy}
            TTL = config("CACHE_TTL", cast=int)
            ${servePy}
          `,
        },
      },
      {
        name: "a number with blanks around",
        files: { ".env": 'CACHE_TTL=" 15 "\n', "main.py": main('TTL = int(os.getenv("CACHE_TTL", "900"))') },
      },
      ...[
        [
          "a number that a decorator makes of the text",
          "@Type(() => Number) @IsInt() POOL: number;",
          "POOL=5",
        ],
        ["any host", "@IsUrl({ require_tld: false }) MIRROR: string;", "MIRROR=http://localhost:9"],
      ].map(([name = "", field = "", line = ""]) => ({
        name,
        files: decorated(field, line),
        command: ["node", "--import", "tsx", "main.ts"],
      })),
    ],
  };
}
