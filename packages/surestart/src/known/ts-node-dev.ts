import { defineTool } from "./_define.ts";

export default defineTool({
  name: "ts-node-dev",
  language: "javascript",
  hook: { does: "teaches" },
  programs: ["ts-node-dev", "tsnd"],
  packages: { npm: "ts-node-dev" },
  example: "ts-node-dev server.ts",
  command: {
    like: "node",
    options: {
      values: "project P, compiler-options O, cwd, exec, ignore I, watch, ignore-watch, notify, interval",
    },
    entry: {
      as: "script",
      after: /^(watch|w)$/,
      endings: [".ts", ".tsx", ".mts", ".cts", ".js", ".mjs", ".cjs"],
    },
    reloads: { always: true },
  },
});
