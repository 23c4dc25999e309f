import { defineTool } from "./_define.ts";

export default defineTool({
  name: "vite-node",
  language: "javascript",
  command: {
    like: "node",
    options: { values: "" },
    entry: { as: "script", endings: [".ts", ".tsx", ".mts", ".cts", ".js", ".mjs", ".cjs"] },
  },
});
