import { defineTool } from "./_define.ts";

export default defineTool({
  name: "pnpm",
  language: "javascript",
  manager: {
    options: {
      values: "chdir dir C, chdir prefix, workspace w, filter F, env-file, config c, userconfig",
      flags: "silent s, if-present, workspaces ws, recursive r",
    },
    ofWorkspace: "pnpm --filter {workspace} run {script}",
    run: ["run", "run-script"],
    exec: ["exec", "dlx"],
    executors: ["pnpx"],
    bare: true,
  },
  installs: {
    locks: ["pnpm-lock.yaml"],
    manifest: "package.json",
    install: "install",
    locked: "install --frozen-lockfile",
    add: "add",
    // https://pnpm.io/settings#build-settings
    native: {
      rebuild: "approve-builds && pnpm rebuild {package}",
      optional: "install --force",
      allowed: {
        files: ["pnpm-workspace.yaml", "package.json"],
        key: /onlyBuiltDependencies|allowBuilds|dangerouslyAllowAllBuilds/,
      },
      switchedOff: [
        { file: ".npmrc", line: /^\s*ignore-scripts\s*=\s*["']?true/, what: "scripts" },
        {
          file: ".npmrc",
          line: /^\s*(?:omit(?:\[\])?\s*=\s*["']?optional|optional\s*=\s*["']?false)/,
          what: "optional",
        },
        { file: "pnpm-workspace.yaml", line: /^ignoreScripts:\s*true/, what: "scripts" },
      ],
    },
  },
  get: { by: "corepack" },
  onlyStarts: ["pnpm"],
});
