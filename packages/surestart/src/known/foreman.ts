import { defineTool } from "./_define.ts";
import { procfile } from "./_procfile.ts";

export default defineTool({
  name: "foreman",
  runner: {
    reads: "Procfile",
    sub: /^start$/,
    options: { values: "file procfile f, chdir root d, port p, formation m, processes l, env-file env e" },
    envFiles: { dialect: "dotenv", files: [".env"], how: { named: "foreman" } },
  },
  several: procfile,
});
