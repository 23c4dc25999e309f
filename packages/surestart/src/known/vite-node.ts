import { defineTool } from "./_define.ts";

export default defineTool({
  name: "vite-node",
  language: "javascript",
  example: "vite-node server.ts",
  command: {
    like: "node",
    options: { values: "config c, root r, mode m" },
    entry: { as: "script", endings: [".ts", ".tsx", ".mts", ".cts", ".js", ".mjs", ".cjs"] },
  },
});
