import { defineTool } from "./_define.ts";

/** https://www.npmjs.com/package/dotenv-vault-core, and its lib/main.js: without DOTENV_KEY it is dotenv 16. */
export default defineTool({
  name: "dotenv-vault-core",
  language: "javascript",
  loads: [
    {
      calls: ["dotenv-vault-core.config"],
      imports: ["dotenv-vault-core/config", "dotenv-vault-core/config.js"],
      told: "dotenv_config_",
      dialect: "dotenv",
      usual: "cwd",
      path: "path",
      override: "override",
    },
  ],
});
