import { defineTool } from "./_define.ts";

/** https://www.npmjs.com/package/dotenv-defaults: dotenv, and once more for .env.defaults. */
export default defineTool({
  name: "dotenv-defaults",
  language: "javascript",
  loads: [
    {
      calls: ["dotenv-defaults.config"],
      imports: ["dotenv-defaults/config", "dotenv-defaults/config.js"],
      dialect: "dotenv",
      usual: "cwd",
      files: [".env", ".env.defaults"],
      path: "path",
      override: "override",
    },
  ],
});
