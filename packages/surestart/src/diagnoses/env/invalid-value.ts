import { type Cases, type DeepPartial, defineDiagnosis } from "../../diagnose.ts";
import type { Dialect, Facts, SourceRead, Variable } from "../../facts.ts";
import type { Place } from "../../finding.ts";
import {
  bindingAt,
  bindingsOf,
  countingBinding,
  crashTouches,
  keyPlace,
  listed,
  relatedReads,
  valueHad,
  valuePlace,
  variableOf,
} from "../_lookup.ts";
import { oddFor } from "../_name-kinds.ts";
import { namedInError, placeOfDemand, quotedInError } from "../_named-in-error.ts";
import { loaderName } from "../_names.ts";
import { importPy, serveJs, servePy, withBetterAuth } from "../_serve.ts";
import { text } from "../_text.ts";
import { refused, wantedWords } from "../_value-kinds.ts";
import { aboutKeys, fixWords, type RefusedKeys, refusedKeys, sentenceOf } from "./_refused-keys.ts";
import { takenFor } from "./_taken-for.ts";
import { urlOptions } from "./_url-options.ts";

interface Evidence {
  variable: Variable;
  /** What the program had of it. */
  value: string;
  read: SourceRead;
  at: Place;
  how: "raises" | "wrong";
  /** What is wrong with it by the name alone: nothing in the code says how it is used. */
  odd?: string;
  /** What is to be done about that, where it is known. */
  todo?: string;
  /** The program's own error repeats the value. */
  quoted?: true;
  /** It is in the .env, and must not be. */
  keys?: RefusedKeys;
}

export default defineDiagnosis({
  code: "env/invalid-value",
  since: "0.1.0",
  stage: "DR",
  detect: (facts): Evidence[] => {
    const refused = refusedKeys(facts).flatMap((keys): Evidence[] => {
      const [{ key }] = keys.bindings;
      const variable = variableOf(facts, key);
      const at = keyPlace(keys.file, keys.bindings[0]);
      return variable
        ? [{ variable, value: "", read: { ...nowhere, name: key, at: keys.by }, at, how: "raises", keys }]
        : [];
    });
    if (refused.length > 0) return refused;
    const taken = [...byAddress(facts), ...byOption(facts)];
    return taken.length > 0 ? taken : wrongValues(facts);
  },
  about: ({ variable, keys }) => (keys ? aboutKeys(keys) : [`value ${variable.name}`]),
  finding: ({ variable, value, read, at, how, odd, quoted = false, keys }, facts) => {
    if (keys) return sentenceOf(keys, facts);
    const failed = facts.run?.outcome === "failed" && (quoted || crashTouches(facts, variable));
    const valid = read.choices?.length
      ? `valid are ${listed(read.choices, 8)}`
      : read.as
        ? `it must be ${wantedWords(read)}`
        : "its own check refuses it";
    const comment = keepsComment(facts, variable);
    const severity = failed || (how === "raises" && facts.run?.outcome !== "healthy") ? "error" : "warning";
    return {
      severity,
      confidence: (failed && !quoted) || how === "raises" ? "certain" : "likely",
      role: failed ? "crash" : severity === "error" ? "would" : "none",
      title: `${variable.name} has a value that the code cannot use`,
      detail: `${
        odd
          ? `${read.at.file} reads ${variable.name}, and its value${variable.from === "environment" ? " in the environment" : ""} ${odd}.`
          : read.as || read.choices
            ? `${read.at.file} needs ${variable.name} to be ${wantedWords(read)}, and ${fits(read, value) ? `refuses its value${variable.from === "environment" ? " in the environment" : ""}` : `its value${variable.from === "environment" ? " in the environment" : ""} is not${read.choices?.length ? `: ${valid}` : ""}`}.`
            : quoted
              ? `The program ends with an error that repeats the value of ${variable.name}, which ${read.at.file} reads.`
              : `${read.at.file} checks ${variable.name} when the program starts, and ends the program because of its value${variable.from === "environment" ? " in the environment" : ""}.`
      }${comment ? ` ${comment} keeps the # and what follows it: a comment needs its own line there.` : ""}`,
      at,
      also: relatedReads([read], () => `${variable.name} is read here`),
    };
  },
  fixes: ({ variable, read, odd, todo, keys }, facts) => [
    {
      id: "correct",
      title: keys
        ? fixWords(keys)
        : todo !== undefined
          ? todo
          : keepsComment(facts, variable)
            ? `Move the comment after the value of ${variable.name} to its own line`
            : odd
              ? `Correct the value of ${variable.name}`
              : read.choices?.length
                ? `Set ${variable.name} to one of ${listed(read.choices, 8)}`
                : `Set ${variable.name} to ${read.as ? wantedWords(read) : `a value that ${read.at.file} accepts`}`,
      safety: "manual",
      changes: [],
    },
  ],
  page: {
    what: "A variable has a value that the code cannot convert: a number with a unit, a word that is not in its list, text that is not JSON.",
    why: "A variable is always text; the code converts it to a number, a list or a URL, and fails when it cannot.",
    causes: [
      "A unit after a number (15m for 900).",
      "A word of another tool (prod for production).",
      "A value that was meant for another variable.",
      "A name in a .env for which a settings class of pydantic 2 has no field: it accepts no others unless it is told to.",
      "A URL without the colon after its scheme, or with a port above 65535; a NODE_ENV with a typing mistake.",
      "An option of libpq (sslmode) in a URL that SQLAlchemy passes to asyncpg, where it is called ssl.",
      "A URL where a client expects a host or the path of a socket, or a host with a port where it expects only the host.",
    ],
    steps: [
      "Set the variable to what the finding asks for (a whole number, one of the listed words, JSON). `surestart env` shows where the value comes from.",
      "If a comment after the value became part of it, move the comment to its own line.",
      'If a settings class refuses the name, add a field for it, remove the line, or set `extra="ignore"` in its model_config.',
    ],
    examples: [
      {
        file: ".env",
        wrong: "SESSION_SECONDS=15m\nNODE_ENV=prodution",
        right: "SESSION_SECONDS=900\nNODE_ENV=production",
      },
    ],
    says: ["ValueError: invalid literal for int() with base 10: '…'"],
    not: "A value that is cut or changed by a fault of the .env file is reported under that fault; a PORT that is not a valid port is port/invalid; an empty value is env/empty-variable.",
  },
});

/** The loader, as people call it, that takes a comment on the line for a part of the value; null: none does. */
function keepsComment(facts: Facts, { from, value, name }: Variable): string | null {
  if (from === null || from === "environment" || value === null) return null;
  const meant = bindingAt(facts, from)?.value;
  if (meant === undefined || !value.startsWith(meant) || !/^\s+#/.test(value.slice(meant.length)))
    return null;
  const readings = facts.env.files.find((f) => f.file === from.file)?.readings ?? {};
  const dialect = Object.entries(readings).find(([, values]) => values?.[name] === value)?.[0];
  return dialect ? loaderName(dialect as Dialect) : null;
}

/** Values that the code makes something of, or checks, and refuses; else the one that the error speaks of, or repeats. */
function wrongValues(facts: Facts): Evidence[] {
  const found = facts.env.variables.flatMap((variable): Evidence[] => {
    const { name } = variable;
    const value = valueHad(facts, variable);
    if (value === null || value === "") return [];
    for (const read of variable.reads) {
      if (!read.reached || read.when === "request") continue;
      const odd = oddFor(name, value);
      const how = refused(read, value) ?? (odd === null ? null : "wrong");
      if (how === null || (read.conditional && !facts.run)) continue;
      if (read.refuses?.includes(value) && lacksOther(facts, read)) continue;
      const place =
        variable.from === "environment"
          ? undefined
          : (bindingsOf(facts, name).find((b) => b.binding.value === value) ?? bindingsOf(facts, name)[0]);
      const at = place ? valuePlace(place.file, place.binding) : read.at;
      return [{ variable, value, read, at, how, ...(odd === null || read.as ? {} : { odd }) }];
    }
    return [];
  });
  if (found.length > 0) return found;
  const named = byError(facts);
  return named.length > 0 ? named : byQuote(facts);
}

/** The check that seems to refuse it asks for another variable as well, which is missing: that is what it fails for. */
function lacksOther(facts: Facts, { name, at }: SourceRead): boolean {
  const near = (read: SourceRead): boolean =>
    read.required && read.at.file === at.file && Math.abs((read.at.line ?? 0) - (at.line ?? 0)) <= 1;
  return facts.env.variables.some(
    (other) => other.name !== name && !valueHad(facts, other) && other.reads.some(near),
  );
}

/** The program's error speaks of a variable that is set: its value is what the code refuses. */
function byError(facts: Facts): Evidence[] {
  const place = facts.run?.crash ? placeOfDemand(facts.run.crash) : null;
  return namedInError(facts).flatMap((name): Evidence[] => {
    const variable = variableOf(facts, name);
    const value = variable && valueHad(facts, variable);
    if (!variable || !value || !place || variable.secret || namesService(facts, name)) return [];
    const binding =
      variable.from === "environment"
        ? undefined
        : (bindingsOf(facts, name).find((b) => b.binding.value === value) ?? bindingsOf(facts, name)[0]);
    const read = variable.reads[0] ?? { ...nowhere, name, at: place };
    const at = binding ? valuePlace(binding.file, binding.binding) : place;
    return [{ variable, value, read: { ...read, at: variable.reads[0]?.at ?? place }, at, how: "wrong" }];
  });
}

/** The system was asked for the value as something that it is not. */
function byAddress(facts: Facts): Evidence[] {
  const taken = takenFor(facts);
  const read = taken?.variable.reads.find((r) => r.reached);
  if (!taken || !read) return [];
  const binding = countingBinding(facts, taken.variable);
  const at = binding ? valuePlace(binding.file, binding.binding) : read.at;
  return [{ ...taken, read, at, how: "raises", quoted: true }];
}

/** The driver does not know an option in its URL. */
function byOption(facts: Facts): Evidence[] {
  const found = urlOptions(facts);
  if (!found) return [];
  const { said, ...option } = found;
  const binding = countingBinding(facts, option.variable);
  const at = binding ? valuePlace(binding.file, binding.binding) : option.read.at;
  return [{ ...option, at, ...(said ? { how: "raises", quoted: true } : { how: "wrong" }) }];
}

/** The program's error repeats the value of a variable, and does not name it. */
function byQuote(facts: Facts): Evidence[] {
  // It speaks of a variable by its name: a word of its sentence that is also a value says nothing.
  if (namedInError(facts).length > 0) return [];
  const variable = quotedInError(facts);
  const read = variable?.reads.find((r) => r.reached);
  if (!variable || !read || namesService(facts, variable.name)) return [];
  const [binding] = variable.from === "environment" ? [] : bindingsOf(facts, variable.name).slice(-1);
  const at = binding ? valuePlace(binding.file, binding.binding) : read.at;
  return [{ variable, value: valueHad(facts, variable) ?? "", read, at, how: "wrong", quoted: true }];
}

/** An error that speaks of a service mostly says what the service did, and not that its URL is wrong. */
function namesService({ services }: Facts, name: string): boolean {
  return services.some((service) => service.variable === name);
}

/** A read that was not seen: only the error tells of it. */
const nowhere: Omit<SourceRead, "name" | "at"> = {
  language: "javascript",
  required: false,
  fallback: null,
  hasDefault: false,
  when: "start",
  loaded: null,
  reached: true,
};

/** It is of its kind, and out of bounds or against another rule of the code. */
function fits(read: SourceRead, value: string): boolean {
  const { refuses: _, ...rest } = read;
  return refused(rest, value) === null;
}

const main = (line: string): string =>
  text`
    import os
    ${importPy}
    from dotenv import load_dotenv
    load_dotenv()
    ${line}
    ${servePy}
  `;

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

export function cases(): Cases {
  return {
    claims: [
      {
        name: "a number with a unit",
        files: { ".env": "CACHE_TTL=15m\n", "main.py": main('TTL = int(os.getenv("CACHE_TTL", "900"))') },
        command: ["/usr/bin/python3", "main.py"],
      },
      {
        name: "a word that a library's bool does not know",
        files: {
          ".env": "LAMPS=enabled\n",
          "main.py": main('from decouple import config\nLAMPS = config("LAMPS", default=False, cast=bool)'),
        },
        command: ["/usr/bin/python3", "main.py"],
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
        command: ["/usr/bin/python3", "main.py"],
      },
      {
        name: "a name in the .env that no field of the settings class has",
        files: { ".env": "MAIL_BOX=a\nMAIL_OLD=1\n", "main.py": "" },
        command: ["/usr/bin/python3", "main.py"],
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
          outcome: "failed",
          ended: "exited",
          exit: { code: 1, signal: null },
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
        command: ["/usr/bin/python3", "main.py"],
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
        command: ["/usr/bin/python3", "main.py"],
        run: {
          outcome: "failed",
          ended: "exited",
          exit: { code: 1, signal: null },
          output: [
            "Traceback (most recent call last):",
            '  File "main.py", line 6, in <module>',
            "ValueError: Incorrect timezone setting: Europe/Amsterdm",
          ],
        },
      },
    ],
    leaves: [
      {
        name: "a mode in which another variable is needed, which is missing",
        files: {
          "server.js": text`
            if (process.env.NODE_ENV === "production" && !process.env.LANTERN_KEY) throw new Error("no key");
            ${serveJs}
          `,
        },
        command: ["node", "server.js"],
        environment: { NODE_ENV: "production" },
      },
      {
        name: "names of fields, in any case, and an empty line of another",
        files: { ".env": "mail_box=a\nMAIL_FROM=b\nMAIL_OLD=\n", "main.py": "" },
        command: ["/usr/bin/python3", "main.py"],
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
        command: ["/usr/bin/python3", "main.py"],
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
        command: ["/usr/bin/python3", "main.py"],
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
        command: ["/usr/bin/python3", "main.py"],
      },
      {
        name: "a number with blanks around",
        files: { ".env": 'CACHE_TTL=" 15 "\n', "main.py": main('TTL = int(os.getenv("CACHE_TTL", "900"))') },
        command: ["/usr/bin/python3", "main.py"],
      },
    ],
  };
}
