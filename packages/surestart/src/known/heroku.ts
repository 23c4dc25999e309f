import { defineTool } from "./_define.ts";

export default defineTool({
  name: "heroku",
  runner: {
    reads: "Procfile",
    sub: /^local$/,
    options: { values: "file procfile f, chdir root d, port p, formation m, processes l, env-file env e" },
    envFiles: { dialect: "dotenv", files: [".env"], how: { named: "heroku" } },
  },
});
