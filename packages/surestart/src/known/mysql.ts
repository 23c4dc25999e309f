import { defineTool } from "./_define.ts";

export default defineTool({
  name: "mysql",
  service: {
    called: "MySQL",
    noDatabase: {
      says: /Unknown database '([^']+)'|ER_BAD_DB_ERROR/i,
      create: "mysqladmin create {name}",
    },
    schemes: ["mysql", "mariadb", "mysql2"],
    port: 3306,
    greeting: "server",
    names: ["MYSQL", "MARIADB"],
    engine: /mysql|mariadb/,
    answers: (bytes) =>
      bytes.length > 5 &&
      (bytes[4] === 10 || bytes[4] === 0xff) &&
      bytes.readUIntLE(0, 3) + 4 <= bytes.length,
    ready: "mysqladmin -h {host} -P {port} ping",
    start: "sudo systemctl start mysql",
  },
  variables: ["MYSQL_"],
});
