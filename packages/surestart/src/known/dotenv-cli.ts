import { defineTool } from "./_define.ts";

export default defineTool({
  name: "dotenv-cli",
  programs: ["dotenv"],
  packages: { npm: "dotenv-cli" },
  wraps: {
    options: { values: "env-file e, c, assign v, p", flags: "override o, expand" },
    envFiles: {
      dialect: "dotenv-expand",
      files: [".env"],
      missing: "never a fault",
      override: "override",
      how: { named: "dotenv -e {file}", otherwise: "dotenv" },
    },
  },
  onlyStarts: ["dotenv-cli"],
});
