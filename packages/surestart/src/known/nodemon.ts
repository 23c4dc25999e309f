import { defineTool } from "./_define.ts";

export default defineTool({
  name: "nodemon",
  language: "javascript",
  wraps: {
    options: {
      values:
        "command exec x, watch w, ext e, ignore i, delay d, signal s, config, chdir cwd C, on-change-only, require r, import, " +
        "env-file, env-file-if-exists",
      flags:
        "verbose V, quiet q, legacy-watch L, I, spawn, no-stdin, no-update-notifier, exitcrash, dump, no-colours",
    },
    reloads: true,
    runs: { ".py": "python", ".ts": "ts-node", ".rb": "ruby", ".pl": "perl", ".sh": "sh", "": "node" },
    config: [{ file: "nodemon.json" }, { file: "package.json", key: "nodemonConfig" }],
    passes: ["require", "import", "env-file", "env-file-if-exists"],
    finds: "node_modules",
  },
  keeps: {
    waits: /^\[nodemon\] (?:app crashed|(?<clean>clean exit)) - waiting for /,
    starts: /^\[nodemon\] (?:starting `|restarting due to )/,
  },
  onlyStarts: ["nodemon"],
});
