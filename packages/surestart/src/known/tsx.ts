import { defineTool } from "./_define.ts";

export default defineTool({
  name: "tsx",
  language: "javascript",
  hook: { does: "teaches" },
  example: "tsx server.ts",
  command: {
    like: "node",
    options: { values: "tsconfig" },
    entry: {
      as: "script",
      after: /^(watch|w)$/,
      endings: [".ts", ".tsx", ".mts", ".cts", ".js", ".mjs", ".cjs"],
    },
    reloads: { command: /^(watch|w)$/ },
  },
});
