import { defineTool } from "./_define.ts";

export default defineTool({
  name: "swc-node",
  language: "javascript",
  hook: { does: "teaches", packages: ["@swc-node"] },
  example: "swc-node server.ts",
  command: {
    like: "node",
    options: { values: "" },
    entry: {
      as: "script",
      after: /^(watch|w)$/,
      endings: [".ts", ".tsx", ".mts", ".cts", ".js", ".mjs", ".cjs"],
    },
    reloads: { command: /^(watch|w)$/ },
  },
});
