import { defineTool } from "./_define.ts";

export default defineTool({
  name: "yarn",
  language: "javascript",
  programs: ["yarn", "yarnpkg"],
  manager: {
    options: {
      values: "chdir cwd, workspace w, filter F, env-file, config c, userconfig",
      flags: "silent s, if-present, workspaces ws, recursive r",
    },
    ofWorkspace: "yarn workspace {workspace} run {script}",
    run: ["run"],
    exec: ["exec", "dlx", "node"],
    bare: true,
    workspaceWord: "workspace",
  },
  installs: {
    locks: ["yarn.lock"],
    manifest: "package.json",
    install: "install",
    // Yarn 1 knows its own word for it.
    locked: "install --frozen-lockfile",
    modern: { file: ".yarnrc.yml", locked: "install --immutable" },
    add: "add",
    native: {
      rebuild: "rebuild {package}",
      optional: "install --force",
      switchedOff: [
        { file: ".yarnrc.yml", line: /^enableScripts:\s*false/, what: "scripts" },
        { file: ".yarnrc", line: /^(?:--install\.)?ignore-scripts\s+true/, what: "scripts" },
        { file: ".npmrc", line: /^\s*ignore-scripts\s*=\s*["']?true/, what: "scripts" },
      ],
    },
  },
  get: { by: "corepack" },
  onlyStarts: ["yarn", "@yarnpkg/cli-dist"],
});
