import { defineTool } from "./_define.ts";

/** https://orm.drizzle.team/docs/connect-overview */
export default defineTool({
  name: "drizzle-orm",
  called: "Drizzle",
  language: "javascript",
  migrates: {
    command: "npx drizzle-kit migrate",
    file: /^drizzle\.config\.[cm]?[jt]s$/,
  },
  takes: [
    {
      calls: ["drizzle-orm/node-postgres.drizzle", "drizzle-orm/postgres-js.drizzle"],
      value: ["0", "0.connection", "0.connection.connectionString", "0.connection.url"],
      usedAs: "postgres",
      as: "url",
    },
    {
      calls: ["drizzle-orm/neon-http.drizzle", "drizzle-orm/neon-serverless.drizzle"],
      value: "0",
      usedAs: "postgres",
      as: "url",
    },
  ],
});
