import { defineTool } from "./_define.ts";

/** https://knexjs.org/guide/ */
export default defineTool({
  name: "knex",
  called: "Knex",
  language: "javascript",
  migrates: { command: "npx knex migrate:latest", file: /^knexfile\.[cm]?[jt]s$/ },
  takes: [
    {
      calls: ["knex", "knex.knex"],
      value: ["0.connection", "0.connection.connectionString"],
      usedAs: "knex",
    },
  ],
});
