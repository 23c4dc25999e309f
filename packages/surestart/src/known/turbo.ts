import { defineTool } from "./_define.ts";

export default defineTool({
  name: "turbo",
  language: "javascript",
  runner: {
    reads: "workspaces",
    sub: /^(run|watch)$/,
    subMayLack: true,
    options: {
      values: "filter F, cwd, concurrency, cache-dir, env-mode, log-order, output-logs, ui, team, token, api",
    },
  },
  several: {
    ended:
      /(?:^ERROR: command finished with error: .*|^\s*ERROR\s+(?<name>\S+#\S+): .*)exited \((?<how>\d+)\)/,
  },
  builds: /^build$/,
  variables: ["TURBO_"],
});
