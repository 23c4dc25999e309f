import { defineTool } from "./_define.ts";

export default defineTool({
  name: "npm",
  language: "javascript",
  manager: {
    options: {
      values: "chdir prefix C, workspace w, filter F, env-file, config c, userconfig",
      flags: "silent s, if-present, workspaces ws, recursive r",
    },
    ofWorkspace: "npm run {script} --workspace {workspace}",
    run: ["run", "run-script", "rum", "urn"],
    exec: ["exec", "x"],
    executors: ["npx"],
    scripts: { start: "start", test: "test", stop: "stop", restart: "restart", t: "test", tst: "test" },
    dashes: true,
    unwritten: { start: { file: "server.js", command: "node server.js" } },
  },
  installs: {
    locks: ["package-lock.json", "npm-shrinkwrap.json"],
    manifest: "package.json",
    usual: true,
    install: "install",
    locked: "ci",
    // npm refuses a lock file without a version, or of its first form.
    lockedIf: /"lockfileVersion"\s*:\s*[1-9]/,
    add: "install",
    native: {
      rebuild: "rebuild {package} --ignore-scripts=false",
      optional: "install --include=optional",
      switchedOff: [
        { file: ".npmrc", line: /^\s*ignore-scripts\s*=\s*["']?true/, what: "scripts" },
        {
          file: ".npmrc",
          line: /^\s*(?:omit(?:\[\])?\s*=\s*["']?optional|optional\s*=\s*["']?false)/,
          what: "optional",
        },
      ],
    },
  },
  says: { fails: [{ line: /^(?:npm (?:ERR!|error) )?(?<text>Missing script: .*)$/, as: "Error" }] },
  variables: ["NPM_"],
  onlyStarts: ["npm", "npx", "corepack"],
});
