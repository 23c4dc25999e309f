import { defineTool } from "./_define.ts";
import { procfile } from "./_procfile.ts";

export default defineTool({
  name: "hivemind",
  runner: {
    reads: "Procfile",
    options: { values: "file procfile f, chdir root d, port p, formation m, processes l" },
    envFiles: { dialect: "dotenv", files: [".env"], how: { named: "hivemind" } },
  },
  several: procfile,
});
