import type { Facts, Variable } from "../../facts.ts";

/** A client that refuses schemes. */
export interface Rule {
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
export const rules: Rule[] = [
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
    client: "SQLAlchemy's synchronous engine",
    refuses: /\+(asyncpg|aiosqlite|aiomysql|asyncmy|aioodbc|oracledb_async)$/,
    wants: (s) => s.replace(/\+.*$/, ""),
    applies: (_facts, v) =>
      v.reads.some((r) => r.usedAs === "sqlalchemy") && v.reads.every((r) => r.usedAs !== "sqlalchemy-async"),
    says: /greenlet_spawn has not been called/,
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

/** What a library's row says of the schemes that it takes. */
export function byRow({ reads }: Variable, scheme: string): Rule | undefined {
  const read = reads.find((r) => r.reached && r.usedAs && r.schemes && !r.edited);
  const [first = ""] = read?.schemes ?? [];
  if (!read || read.schemes?.includes(scheme.toLowerCase())) return undefined;
  const client = `the ${clients[read.usedAs ?? ""] ?? read.usedAs} client`;
  return { client, refuses: /(?:)/, wants: () => first, applies: () => true, says: /(?!)/ };
}

const clients: Readonly<Record<string, string>> = {
  amqp: "AMQP",
  mongodb: "MongoDB",
  postgres: "PostgreSQL",
  redis: "Redis",
  sequelize: "Sequelize",
};

/** How the value must begin. */
export function beginning(rule: Rule, scheme: string): string {
  return `${rule.wants(scheme)}://`;
}

/** A host where a URL should stand: `localhost:6379`, `db.internal/shop`, `me:word@db:5432/shop`. */
export function hasAddress(value: string): boolean {
  return /^(?:[^\s/@=]+@)?[a-z0-9][a-z0-9.-]*(?::\d+)?(?:\/[^\s=]*)?$/i.test(value);
}

function beforeSqlalchemy14(facts: Facts): boolean {
  return /^(0\.|1\.[0-3](\.|$))/.test(versionOf(facts, "sqlalchemy") ?? "");
}

function versionOf(facts: Facts, name: string): string | undefined {
  return facts.runtime.packages.find((p) => p.name === name)?.version;
}
