import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import { countingBinding, crashTouches, relatedReads } from "../_lookup.ts";
import { importPy, servePy } from "../_serve.ts";
import { text } from "../_text.ts";
import { lastWords } from "../runtime/_crash-text.ts";
import { beginning, byRow, hasAddress, type Rule, refuses, rules } from "./_url-rules.ts";

export default defineDiagnosis({
  code: "service/url-scheme",
  since: "0.1.0",
  stage: "DR",
  detect: (facts) => {
    const text = lastWords(facts);
    return facts.env.variables.flatMap((variable) => {
      const value = variable.value ?? variable.setValue;
      if (!value || !variable.reads.some((r) => r.reached)) return [];
      const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(value)?.[1] ?? (hasAddress(value) ? "" : undefined);
      if (scheme === undefined) return [];
      const said = (r: Rule): boolean => {
        const match = text === "" ? null : r.says.exec(text);
        return match !== null && (match[1] === undefined || scheme.startsWith(match[1]));
      };
      const edited = variable.reads.some((read) => read.edited);
      const rule =
        rules.find(
          (r) =>
            (!edited && refuses(r, scheme, variable, facts)) ||
            ((scheme === "" || r.refuses.test(scheme)) && said(r) && crashTouches(facts, variable)),
        ) ?? byRow(variable, scheme);
      if (!rule) return [];
      const binding = countingBinding(facts, variable);
      return [{ variable, scheme, rule, binding, value, said: said(rule) }];
    });
  },
  about: ({ variable: { name } }) => [`scheme ${name}`, `value ${name}`],
  finding: ({ variable, scheme, rule, binding, said }, facts) => {
    const failed = facts.run?.outcome === "failed" && (said || crashTouches(facts, variable));
    const at = binding
      ? {
          file: binding.file,
          line: binding.binding.line,
          column: binding.binding.valueColumn + (binding.binding.quote ? 1 : 0),
          endColumn: binding.binding.valueColumn + (binding.binding.quote ? 1 : 0) + scheme.length,
        }
      : variable.reads[0]?.at;
    return {
      severity: facts.run?.outcome === "healthy" ? "warning" : "error",
      confidence: "certain",
      role: failed ? "crash" : "would",
      title:
        scheme === ""
          ? `${variable.name} has no scheme`
          : `${rule.client.replace(/^the /, "The ")} does not accept ${scheme}://`,
      detail: `${variable.name} begins with ${scheme === "" ? "the host" : `${scheme}://`}; ${rule.client} requires ${beginning(rule, scheme)}.`,
      ...(at ? { at } : {}),
      also: relatedReads(variable.reads.slice(0, 1), () => `${variable.name} is read here`),
    };
  },
  fixes: ({ variable, scheme, rule, binding, value }) =>
    binding
      ? [
          {
            id: "scheme",
            title: `Change the beginning of ${variable.name} to ${beginning(rule, scheme)}`,
            safety: "review",
            changes: [
              {
                do: "env-set",
                file: binding.file,
                key: variable.name,
                value:
                  scheme === ""
                    ? `${beginning(rule, scheme)}${value}`
                    : rule.wants(scheme) + value.slice(scheme.length),
                line: binding.binding.line,
              },
            ],
          },
        ]
      : [
          {
            id: "scheme",
            title: `Change the beginning of ${variable.name} to ${beginning(rule, scheme)}`,
            safety: "manual",
            changes: [],
          },
        ],
  page: {
    what: "A URL begins with a scheme that its client refuses.",
    why: "Clients choose their driver by the scheme; platforms issue URLs with another word for the same thing.",
    causes: [
      "postgres:// from a platform, for SQLAlchemy 1.4 and newer.",
      "http:// for Redis.",
      "A URL without a driver for an asynchronous engine.",
    ],
    steps: [
      "Change the beginning of the URL to the one that the finding names: `surestart doctor --fix` does it in the .env.",
      "If a platform sets the variable, replace the scheme in the code, before the client gets the URL.",
    ],
    examples: [
      {
        file: ".env",
        wrong: "DATABASE_URL=postgres://me@localhost/shop",
        right: "DATABASE_URL=postgresql+asyncpg://me@localhost/shop",
      },
      {
        file: "main.py",
        wrong: 'create_engine(os.environ["DATABASE_URL"])',
        right:
          'url = os.environ["DATABASE_URL"]\ncreate_engine(url.replace("postgres://", "postgresql://", 1))',
      },
    ],
    not: "A scheme that is right, for a server that uses another protocol, is service/wrong-protocol.",
  },
});

const files = (
  url: string,
  load = "from sqlalchemy import create_engine",
  given = 'os.environ["STORE_URL"]',
): Record<string, string> => ({
  ".env": `STORE_URL=${url}\n`,
  "requirements.txt": "SQLAlchemy\npython-dotenv\n",
  "main.py": text`
    import os
    ${importPy}
    from dotenv import load_dotenv
    ${load}
    load_dotenv()
    engine = create_engine(${given})
    ${servePy}
  `,
});

const brokerFiles = (url: string): Record<string, string> => ({
  ".env": `BROKER_URL=${url}\n`,
  "package.json": '{"dependencies":{"amqplib":"1","mongodb":"6"}}',
  "node_modules/amqplib/package.json": '{"name":"amqplib","version":"1.0.0"}',
  "node_modules/mongodb/package.json": '{"name":"mongodb","version":"6.0.0"}',
  "server.js": text`
    const amqp = require("amqplib");
    amqp.connect(process.env.BROKER_URL);
    require("node:http").createServer().listen(process.env.PORT);
  `,
});

export function cases(): Cases {
  const asynchronous = "from sqlalchemy.ext.asyncio import create_async_engine as create_engine";
  return {
    claims: [
      {
        name: "postgres:// for SQLAlchemy",
        files: files("postgres://me@localhost/shop"),
        facts: { services: [] },
      },
      {
        name: "a synchronous driver for an asynchronous engine",
        files: files("sqlite:///shop.db", asynchronous),
        facts: { services: [] },
      },
      {
        name: "an asynchronous driver for a synchronous engine",
        files: files("postgresql+asyncpg://me@localhost/shop"),
        facts: { services: [] },
      },
      ...(["http://localhost:5672", "localhost:5672"] as const).map((url) => ({
        name: `${url} for a broker`,
        files: brokerFiles(url),
        command: ["node", "--env-file=.env", "server.js"],
        facts: { services: [] },
      })),
      {
        name: "a host and a port for SQLAlchemy",
        files: files("localhost:5432/shop"),
        facts: { services: [] },
      },
    ],
    leaves: [
      {
        name: "several hosts of one database",
        files: {
          ...brokerFiles("mongodb://a.example:27017,b.example:27017/tide"),
          "server.js": text`
            const { MongoClient } = require("mongodb");
            new MongoClient(process.env.BROKER_URL).connect();
            require("node:http").createServer().listen(process.env.PORT);
          `,
        },
        command: ["node", "--env-file=.env", "server.js"],
        facts: { services: [] },
      },
      {
        name: "a scheme that the code replaces when it is the old one",
        files: files(
          "postgres://me@localhost/shop",
          text`
            from sqlalchemy import create_engine
            load_dotenv()
            url = os.environ["STORE_URL"]
            if url.startswith("postgres://"):
                url = url.replace("postgres://", "postgresql://", 1)
          `.trimEnd(),
          "url",
        ),
        facts: { services: [] },
      },
      ...["sqlite+aiosqlite:///shop.db", "postgresql+psycopg://me@localhost/shop"].map((url) => ({
        name: `${url.split(":")[0]} for an asynchronous engine`,
        files: files(url, asynchronous),
        facts: { services: [] },
      })),
      {
        name: "a scheme that the code replaces",
        files: files(
          "postgresql://me@localhost/shop",
          asynchronous,
          'os.environ["STORE_URL"].replace("postgresql://", "postgresql+asyncpg://")',
        ),
        facts: { services: [] },
      },
      {
        name: "sqlite",
        files: files("sqlite:///shop.db"),
        facts: { services: [] },
      },
    ],
  };
}
