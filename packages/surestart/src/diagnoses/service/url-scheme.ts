import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import type { Facts, Variable } from "../../facts.ts";
import { countingBinding, crashTouches, relatedReads } from "../_lookup.ts";
import { importPy, servePy } from "../_serve.ts";
import { text } from "../_text.ts";
import { lastWords } from "../runtime/_crash-text.ts";

interface Rule {
  client: string;
  refuses: RegExp;
  /** It is known to refuse a value without any scheme, too: `localhost:6379`. */
  bare?: (variable: Variable) => boolean;
  wants: (scheme: string) => string;
  applies: (facts: Facts, variable: Variable) => boolean;
  says: RegExp;
}

/** SQLAlchemy's names of the asynchronous driver that its documentation names first for each database. */
const asyncDrivers: Record<string, string> = {
  postgres: "postgresql+asyncpg",
  postgresql: "postgresql+asyncpg",
  sqlite: "sqlite+aiosqlite",
  mysql: "mysql+aiomysql",
  mariadb: "mariadb+aiomysql",
  mssql: "mssql+aioodbc",
  oracle: "oracle+oracledb_async",
};

/** SQLAlchemy 1.4 dropped the name `postgres` (its changelog, 1.4.0b1); redis-py and ioredis want redis:// or rediss://. */
const rules: Rule[] = [
  {
    client: "SQLAlchemy",
    refuses: /^postgres(\+\w+)?$/,
    wants: (s) => (s === "" ? "postgresql" : s.replace(/^postgres/, "postgresql")),
    applies: (facts, v) =>
      !beforeSqlalchemy14(facts) &&
      (v.reads.some((r) => r.usedAs === "sqlalchemy") ||
        (facts.project.stack.some((s) => /sqlalchemy/i.test(s)) && /URL|URI|DSN/.test(v.name))),
    bare: (v) => v.reads.some((r) => r.usedAs === "sqlalchemy"),
    says: /Can't load plugin: sqlalchemy\.dialects:(\w+)|Could not parse (?:rfc1738|SQLAlchemy) URL/,
  },
  {
    client: "SQLAlchemy's asynchronous engine",
    refuses:
      /^(postgres|postgresql|sqlite|mysql|mariadb|mssql|oracle)$|\+(psycopg2(cffi)?|pg8000|pysqlite|pymysql|mysqldb|mysqlconnector|pyodbc|pymssql|cx_oracle)$/,
    wants: (s) => {
      const [database = ""] = s.split("+");
      return asyncDrivers[database] ?? database;
    },
    // From 2.1 on, the usual driver of PostgreSQL and of Oracle can both.
    applies: (facts, v) =>
      v.reads.some((r) => r.usedAs === "sqlalchemy-async") &&
      !/^([3-9]|\d\d|2\.[1-9])/.test(versionOf(facts, "sqlalchemy") ?? ""),
    says: /The asyncio extension requires an async driver/,
  },
  {
    client: "the PostgreSQL driver",
    refuses: /^postgres(ql)?\+\w+$/,
    wants: () => "postgresql",
    applies: (_facts, v) => v.reads.some((r) => r.usedAs === "postgres"),
    says: /invalid dsn|missing "=" after|invalid connection option/,
  },
  {
    client: "the Redis client",
    refuses: /^(http|https|tcp)$/,
    wants: (s) => (s === "https" ? "rediss" : "redis"),
    applies: (_facts, v) => v.reads.some((r) => r.usedAs === "redis"),
    // ioredis takes a bare host, redis-py does not.
    bare: (v) => v.reads.some((r) => r.usedAs === "redis" && r.language === "python"),
    says: /Redis URL must specify one of the following schemes|Invalid protocol/,
  },
  {
    client: "the MongoDB client",
    refuses: /^(?!mongodb(\+srv)?$).*/,
    wants: () => "mongodb",
    applies: (_facts, v) => v.reads.some((r) => r.usedAs === "mongodb"),
    says: /Invalid scheme, expected connection string to start with "mongodb|Invalid URI scheme: URI must begin with 'mongodb/,
  },
  {
    client: "Prisma",
    refuses: /^(?!postgres(ql)?$|mysql$|file$|sqlserver$|mongodb(\+srv)?$|prisma$|prisma\+postgres$).*/,
    wants: () => "postgresql",
    applies: (facts, v) => facts.project.stack.includes("prisma") && v.name === "DATABASE_URL",
    says: /the URL must start with the protocol/,
  },
];

/** How the value must begin. */
function beginning(rule: Rule, scheme: string): string {
  return `${rule.wants(scheme)}://`;
}

/** A host where a URL should stand: `localhost:6379`, `db.internal/shop`, `me:word@db:5432/shop`. */
function hasAddress(value: string): boolean {
  return /^(?:[^\s/@=]+@)?[a-z0-9][a-z0-9.-]*(?::\d+)?(?:\/[^\s=]*)?$/i.test(value);
}

function beforeSqlalchemy14(facts: Facts): boolean {
  return /^(0\.|1\.[0-3](\.|$))/.test(versionOf(facts, "sqlalchemy") ?? "");
}

function versionOf(facts: Facts, name: string): string | undefined {
  return facts.runtime.packages.find((p) => p.name === name)?.version;
}

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
      const knows = (r: Rule): boolean =>
        !variable.reads.some((read) => read.edited) &&
        (scheme === "" ? r.bare?.(variable) === true : r.refuses.test(scheme) && r.applies(facts, variable));
      const rule = rules.find(
        (r) =>
          knows(r) || ((scheme === "" || r.refuses.test(scheme)) && said(r) && crashTouches(facts, variable)),
      );
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
      title: scheme === "" ? `${variable.name} has no scheme` : `${rule.client} does not know ${scheme}://`,
      detail: `${variable.name} begins with ${scheme === "" ? "the host" : `${scheme}://`}; ${rule.client} wants ${beginning(rule, scheme)}.`,
      ...(at ? { at } : {}),
      also: relatedReads(variable.reads.slice(0, 1), () => `${variable.name} is read here`),
    };
  },
  fixes: ({ variable, scheme, rule, binding, value }) =>
    binding
      ? [
          {
            id: "scheme",
            title: `Let ${variable.name} begin with ${beginning(rule, scheme)}`,
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
            title: `Let ${variable.name} begin with ${beginning(rule, scheme)}`,
            safety: "manual",
            changes: [],
          },
        ],
  page: {
    what: "A URL begins with a scheme that its client refuses.",
    why: "Clients choose their driver by the scheme; platforms give out URLs with another word for the same thing.",
    causes: [
      "postgres:// from a platform, for SQLAlchemy 1.4 and newer.",
      "http:// for Redis.",
      "A URL without a driver for an asynchronous engine.",
    ],
    not: "A scheme that is right and a server that speaks another protocol is service/wrong-protocol.",
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

export function cases(): Cases {
  const asynchronous = "from sqlalchemy.ext.asyncio import create_async_engine as create_engine";
  return {
    claims: [
      {
        name: "postgres:// for SQLAlchemy",
        files: files("postgres://me@localhost/shop"),
        command: ["/usr/bin/python3", "main.py"],
        facts: { services: [] },
      },
      {
        name: "a synchronous driver for an asynchronous engine",
        files: files("sqlite:///shop.db", asynchronous),
        command: ["/usr/bin/python3", "main.py"],
        facts: { services: [] },
      },
      {
        name: "a host and a port for SQLAlchemy",
        files: files("localhost:5432/shop"),
        command: ["/usr/bin/python3", "main.py"],
        facts: { services: [] },
      },
    ],
    leaves: [
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
        command: ["/usr/bin/python3", "main.py"],
        facts: { services: [] },
      },
      ...["sqlite+aiosqlite:///shop.db", "postgresql+psycopg://me@localhost/shop"].map((url) => ({
        name: `${url.split(":")[0]} for an asynchronous engine`,
        files: files(url, asynchronous),
        command: ["/usr/bin/python3", "main.py"],
        facts: { services: [] },
      })),
      {
        name: "a scheme that the code replaces",
        files: files(
          "postgresql://me@localhost/shop",
          asynchronous,
          'os.environ["STORE_URL"].replace("postgresql://", "postgresql+asyncpg://")',
        ),
        command: ["/usr/bin/python3", "main.py"],
        facts: { services: [] },
      },
      {
        name: "sqlite",
        files: files("sqlite:///shop.db"),
        command: ["/usr/bin/python3", "main.py"],
        facts: { services: [] },
      },
    ],
  };
}
