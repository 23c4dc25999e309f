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
  },
  get: { by: "corepack" },
});
