import { defineTool } from "./_define.ts";

/** https://knexjs.org/guide/ */
export default defineTool({
  name: "knex",
  language: "javascript",
  takes: [
    {
      calls: ["knex", "knex.knex"],
      value: ["0.connection", "0.connection.connectionString"],
      usedAs: "knex",
    },
  ],
});
