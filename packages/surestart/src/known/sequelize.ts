import { defineTool } from "./_define.ts";

/** https://sequelize.org/docs/v6/getting-started/ */
export default defineTool({
  name: "sequelize",
  called: "Sequelize",
  language: "javascript",
  migrates: { command: "npx sequelize-cli db:migrate", file: /^\.sequelizerc$/ },
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
  uses: { sequelize: { called: "Sequelize" } },
  says: {
    // models/index.js as sequelize-cli writes it: config[process.env.NODE_ENV || "development"].
    meant: [
      {
        words:
          /Cannot read propert(?:y 'use_env_variable' of undefined|ies of undefined \(reading 'use_env_variable'\))/,
        title: "The settings of Sequelize have no part of the name that NODE_ENV has",
        fix: "Set NODE_ENV to one of the parts (development, test, production), or add that part to them",
      },
      {
        words: /The "url" argument must be of type string\. Received undefined[\s\S]*\bnew Sequelize\b/,
        title: "Sequelize is given nothing in place of its URL",
        fix: "Set the variable that it is read from; use_env_variable is the name of a variable, and not its value",
      },
    ],
  },
});
