import { defineTool } from "./_define.ts";

/** https://node-postgres.com/apis/pool */
export default defineTool({
  name: "pg",
  language: "javascript",
  takes: [
    { calls: ["pg.Pool", "pg.Client"], value: ["0", "0.connectionString"], usedAs: "postgres" },
    {
      calls: ["pg.Pool", "pg.Client"],
      value: "0.password",
      usedAs: "postgres-password",
      misses: /client password must be a string/,
    },
  ],
});
