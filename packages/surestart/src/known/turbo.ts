import { defineTool } from "./_define.ts";

/** https://turborepo.dev/docs/crafting-your-repository/using-environment-variables#environment-modes */
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
  letsThrough:
    'Add {names} to "passThroughEnv" of the task in turbo.json, or to "globalPassThroughEnv" for all tasks',
  passesOn: {
    files: ["turbo.json", "turbo.jsonc"],
    lists: ["globalEnv", "globalPassThroughEnv"],
    tasks: ["tasks", "pipeline"],
    taskLists: ["env", "passThroughEnv"],
    all: { option: "env-mode", key: "envMode", value: "loose" },
    keeps: [
      ...[
        "HOME",
        "USER",
        "TZ",
        "LANG",
        "SHELL",
        "PWD",
        "PATH",
        "TMP",
        "TEMP",
        "TERM",
        "COLORTERM",
        "DISPLAY",
      ],
      ...["CI", "NODE_OPTIONS", "COREPACK_HOME", "LD_*", "NIX_*", "npm_*", "TURBO_*", "VERCEL*", "NEXT_*"],
      ...["GITHUB_*", "DOCKER_*", "BUILDKIT_*", "COMPOSE_*", "VSCODE_*", "JB_*", "XDG_RUNTIME_DIR"],
      ...["APPDATA", "SYSTEMROOT", "USERPROFILE"],
    ],
  },
  builds: /^build$/,
  variables: ["TURBO_"],
  onlyStarts: ["turbo"],
});
