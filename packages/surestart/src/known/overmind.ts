import { defineTool } from "./_define.ts";
import { procfile } from "./_procfile.ts";

export default defineTool({
  name: "overmind",
  runner: {
    reads: "Procfile",
    sub: /^(start|s)$/,
    options: { values: "file procfile f, chdir root d, port p, formation m, processes l" },
    envFiles: { dialect: "dotenv", files: [".env"], how: { named: "overmind" } },
  },
  several: procfile,
});
