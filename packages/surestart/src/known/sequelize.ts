import { defineTool } from "./_define.ts";

/** https://sequelize.org/docs/v6/getting-started/ */
export default defineTool({
  name: "sequelize",
  language: "javascript",
  takes: [
    {
      calls: ["sequelize", "sequelize.Sequelize"],
      value: "0",
      usedAs: "sequelize",
      as: "url",
      schemes: [
        "postgres",
        "postgresql",
        "mysql",
        "mariadb",
        "sqlite",
        "mssql",
        "oracle",
        "snowflake",
        "db2",
      ],
      refuses: "nothing",
    },
  ],
});
