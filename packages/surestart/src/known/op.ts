import { defineTool } from "./_define.ts";

export default defineTool({
  name: "op",
  wraps: {
    options: { values: "env-file, account, environment" },
    sub: /^run$/,
    envFiles: {
      dialect: "dotenv",
      override: true,
      missing: "always a fault",
      how: { named: "--env-file {file}" },
    },
  },
});
