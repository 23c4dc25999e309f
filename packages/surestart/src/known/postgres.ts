import { defineTool } from "./_define.ts";

export default defineTool({
  name: "postgres",
  uses: {
    postgres: {
      called: "PostgreSQL",
      urls: [
        {
          client: "the PostgreSQL driver",
          refuses: /^postgres(ql)?\+\w+$/,
          wants: () => "postgresql",
          says: /invalid dsn|missing "=" after|invalid connection option/,
        },
      ],
    },
  },
  service: {
    called: "PostgreSQL",
    schemes: ["postgres", "postgresql", "cockroachdb"],
    port: 5432,
    greeting: "client",
    names: ["POSTGRES", "POSTGRESQL", "PG"],
    engine: /postgres|pgsql|\bpg\b/,
    // SSLRequest (protocol-message-formats): answered by one byte, before anything is authenticated or logged.
    asks: "\x00\x00\x00\x08\x04\xd2\x16\x2f",
    answers: (bytes) =>
      (bytes.length === 1 && /[SN]/.test(bytes.toString("latin1"))) ||
      (bytes[0] === 0x45 && bytes.length > 5 && bytes.readUInt32BE(1) + 1 <= bytes.length),
    // SQLSTATE 57P03 (errcodes-appendix); the sentences of src/backend/tcop/backend_startup.c.
    starting:
      /the database system is (?:starting up|shutting down|in recovery mode|not yet accepting connections|not accepting connections)|\b57P03\b|\bCannotConnectNowError\b/,
    noDatabase: { says: /database "([^"]+)" does not exist|3D000/i, create: "createdb {name}" },
    ready: "pg_isready -h {host} -p {port}",
    start: "sudo systemctl start postgresql",
  },
});
