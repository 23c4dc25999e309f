import { defineTool } from "./_define.ts";

/** https://www.npmjs.com/package/dotenv-safe: dotenv, which then compares with .env.example. */
export default defineTool({
  name: "dotenv-safe",
  language: "javascript",
  loads: [
    {
      calls: ["dotenv-safe.config", "dotenv-safe.load"],
      imports: ["dotenv-safe/config"],
      dialect: "dotenv",
      usual: "cwd",
      path: "path",
      override: "override",
      target: "processEnv",
      expands: { module: "dotenv-expand" },
    },
  ],
});
