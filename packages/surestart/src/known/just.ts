import { defineTool } from "./_define.ts";

/** https://just.systems/man/en/ */
export default defineTool({
  name: "just",
  runner: {
    reads: "justfile",
    options: { values: "file justfile f, chdir working-directory d, set, shell, color" },
  },
});
