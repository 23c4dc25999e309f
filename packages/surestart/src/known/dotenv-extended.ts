import { defineTool } from "./_define.ts";

/** https://www.npmjs.com/package/dotenv-extended */
export default defineTool({
  name: "dotenv-extended",
  language: "javascript",
  loads: [
    {
      calls: ["dotenv-extended.load", "dotenv-extended.config"],
      imports: ["dotenv-extended/config"],
      told: "dotenv_config_",
      dialect: "dotenv",
      usual: "cwd",
      files: [".env", ".env.defaults"],
      path: "path",
      override: "overrideProcessEnv",
      unless: { false: "assignToProcessEnv" },
    },
  ],
});
