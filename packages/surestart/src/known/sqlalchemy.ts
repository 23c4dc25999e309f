import { defineTool } from "./_define.ts";

/** The asynchronous driver that its documentation names first for each database. */
const asyncDrivers: Readonly<Record<string, string>> = {
  postgres: "postgresql+asyncpg",
  postgresql: "postgresql+asyncpg",
  sqlite: "sqlite+aiosqlite",
  mysql: "mysql+aiomysql",
  mariadb: "mariadb+aiomysql",
  mssql: "mssql+aioodbc",
  oracle: "oracle+oracledb_async",
};

/** https://docs.sqlalchemy.org/en/20/core/engines.html */
export default defineTool({
  name: "sqlalchemy",
  language: "python",
  takes: [
    {
      calls: ["sqlalchemy.create_engine", "sqlalchemy.engine.create_engine", "sqlmodel.create_engine"],
      value: "0 url",
      usedAs: "sqlalchemy",
      as: "url",
      refuses: "nothing and empty",
    },
    {
      calls: ["sqlalchemy.ext.asyncio.create_async_engine"],
      value: "0 url",
      usedAs: "sqlalchemy-async",
      as: "url",
      refuses: "nothing and empty",
    },
  ],
  uses: {
    sqlalchemy: {
      urls: [
        {
          client: "SQLAlchemy",
          refuses: /^postgres(\+\w+)?$/,
          wants: (scheme) => (scheme === "" ? "postgresql" : scheme.replace(/^postgres/, "postgresql")),
          says: /Can't load plugin: sqlalchemy\.dialects:(\w+)|Could not parse (?:rfc1738|SQLAlchemy) URL/,
          bare: true,
          // Its changelog, 1.4.0b1: the name `postgres` was dropped.
          not: { package: "sqlalchemy", version: /^(0\.|1\.[0-3](\.|$))/ },
          otherwise: { stack: /sqlalchemy/i, name: /URL|URI|DSN/ },
        },
        {
          client: "SQLAlchemy's synchronous engine",
          refuses: /\+(asyncpg|aiosqlite|aiomysql|asyncmy|aioodbc|oracledb_async)$/,
          wants: (scheme) => scheme.replace(/\+.*$/, ""),
          says: /greenlet_spawn has not been called/,
          unless: "sqlalchemy-async",
        },
      ],
    },
    "sqlalchemy-async": {
      urls: [
        {
          client: "SQLAlchemy's asynchronous engine",
          refuses:
            /^(postgres|postgresql|sqlite|mysql|mariadb|mssql|oracle)$|\+(psycopg2(cffi)?|pg8000|pysqlite|pymysql|mysqldb|mysqlconnector|pyodbc|pymssql|cx_oracle)$/,
          wants: (scheme) => {
            const [database = ""] = scheme.split("+");
            return asyncDrivers[database] ?? database;
          },
          says: /The asyncio extension requires an async driver/,
          // From 2.1 on, the usual driver of PostgreSQL and of Oracle can both.
          not: { package: "sqlalchemy", version: /^([3-9]|\d\d|2\.[1-9])/ },
        },
      ],
    },
  },
  framework: {},
  converts: [
    { calls: ["sqlalchemy.engine.make_url"], as: "url", none: "TypeError", empty: "ValueError", text: true },
  ],
});
