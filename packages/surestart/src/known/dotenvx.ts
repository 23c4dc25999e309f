import { defineTool } from "./_define.ts";

/** https://dotenvx.com/docs */
export default defineTool({
  name: "dotenvx",
  language: "javascript",
  packages: { npm: "@dotenvx/dotenvx" },
  loads: [
    {
      calls: ["@dotenvx/dotenvx.config"],
      imports: ["@dotenvx/dotenvx/config"],
      dialect: "dotenvx",
      package: "@dotenvx/dotenvx",
      usual: "cwd",
      path: "path",
      override: "overload override",
      target: "processEnv",
    },
  ],
});
