import { defineTool } from "./_define.ts";

/** https://www.npmjs.com/package/dotenv */
export default defineTool({
  name: "dotenv",
  language: "javascript",
  inCode: { esm: 'import "dotenv/config";', cjs: 'require("dotenv/config");' },
  loads: [
    {
      calls: ["dotenv.config", "dotenv.configDotenv"],
      imports: ["dotenv/config", "dotenv/config.js"],
      told: "dotenv_config_",
      dialect: "dotenv",
      usual: "cwd",
      path: "path",
      override: "override",
      target: "processEnv",
      expands: { module: "dotenv-expand" },
    },
    {
      calls: ["dotenv.parse"],
      dialect: "dotenv",
      usual: "nothing",
      content: "0",
      gives: "object",
      expands: { module: "dotenv-expand" },
    },
  ],
});
