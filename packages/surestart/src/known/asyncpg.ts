import { defineTool } from "./_define.ts";

/** https://magicstack.github.io/asyncpg/current/api/ */
export default defineTool({
  name: "asyncpg",
  language: "python",
  takes: [
    { calls: ["asyncpg.connect", "asyncpg.create_pool"], value: "0 dsn", usedAs: "postgres", as: "url" },
  ],
  // SQLAlchemy hands each to asyncpg.connect() as an argument of its name; libpq has these names, asyncpg only in a URL of its own.
  driver: {
    scheme: /^postgres(?:ql)?\+asyncpg:/,
    use: "sqlalchemy-async",
    by: "SQLAlchemy",
    refuses: ["sslmode", "channel_binding", "sslrootcert", "sslcert", "sslkey", "sslcrl"],
    instead: { sslmode: "ssl" },
    says: "unexpected keyword argument '{name}'",
  },
});
