import { defineTool } from "./_define.ts";

export default defineTool({
  name: "deno",
  language: "typescript",
  example: "deno run server.ts",
  command: {
    options: {
      values:
        "port, host, config c, import-map, lock, cert, location, seed, v8-flags, log-level L, preload, ext",
      stopAtFirst: true,
    },
    entry: { as: "script", after: /^(run|serve)$/ },
    reloads: { flags: "watch" },
    envFiles: { dialect: "deno", options: ["env-file", "env"], missing: "never a fault" },
  },
  server: { tell: { readsPort: true } },
  runner: { reads: "deno.json", sub: /^task$/, options: { values: "cwd, config c" } },
  get: { by: "npm" },
  convention: { unknown: true },
  listens: [
    { modules: ["Deno"] },
    { calls: ["Deno.serve"], options: { at: 0 }, shown: "Deno.serve", bare: true },
  ],
  keeps: {
    waits:
      /^Watcher Process (?:failed|(?<clean>finished))(?: with exit code (?<code>\d+))?\. Restarting on file change\.\.\.$/,
    starts: /^Watcher (?:Process started|File change detected! Restarting!)/,
  },
  modes: ["DENO_ENV"],
});
