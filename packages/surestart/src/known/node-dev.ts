import { defineTool } from "./_define.ts";

export default defineTool({
  name: "node-dev",
  language: "javascript",
  example: "node-dev server.js",
  command: {
    like: "node",
    options: { values: "" },
    entry: { as: "script", endings: [".ts", ".tsx", ".mts", ".cts", ".js", ".mjs", ".cjs"] },
    reloads: { always: true },
  },
});
