import { defineTool } from "./_define.ts";

export default defineTool({
  name: "ts-node",
  language: "javascript",
  hook: { does: "teaches" },
  programs: ["ts-node", "ts-node-esm"],
  packages: { npm: "ts-node" },
  example: "ts-node server.ts",
  command: {
    like: "node",
    options: { values: "project P, compiler-options O, cwd, ignore I, transpiler, scope-dir" },
    entry: {
      as: "script",
      after: /^(watch|w)$/,
      endings: [".ts", ".tsx", ".mts", ".cts", ".js", ".mjs", ".cjs"],
    },
    reloads: { command: /^(watch|w)$/ },
  },
  says: { refuses: /Unknown or unexpected option: (?<flag>--?[\w-]+)/ },
});
